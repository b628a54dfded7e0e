using System.Security.Cryptography;
using System.Text;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Channels;

/// <summary>A browser on which a desk member wants to be alerted, as long as the push service lets us through to it.</summary>
public sealed class Device : IOrganisationOwned
{
    /// <summary>Most devices of one person; the next one is refused.</summary>
    public const int Most = 10;
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 60;

    private const string Purpose = "desk.device";

    private Device() { }

    /// <summary>Key.</summary>
    [Stored("identifies the device", Basis.NotPersonal, Keep.Employment, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Employment, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Whose it is.</summary>
    [Stored("finds the devices of whoever is alerted", Basis.Consent, Keep.Employment, Seen.Self)]
    public Guid PersonId { get; private set; }
    /// <summary>What its owner calls it.</summary>
    [Stored("lets the person tell their devices apart", Basis.Consent, Keep.Employment, Seen.Self)]
    public string Name { get; private set; } = "";
    /// <summary>Endpoint and keys, sealed: opens only for this person.</summary>
    [Stored("reaches the device through the browser's push service, sealed", Basis.Consent, Keep.Employment, Seen.Program)]
    public string Closed { get; private set; } = "";
    /// <summary>Hash of the endpoint: the same browser is one device.</summary>
    [Stored("keeps one browser from being two devices", Basis.Consent, Keep.Employment, Seen.Program)]
    public string EndpointHash { get; private set; } = "";
    /// <summary>When it was added.</summary>
    [Stored("lets the person tell their devices apart", Basis.Consent, Keep.Employment, Seen.Self)]
    public DateTimeOffset CreatedAt { get; private set; }
    /// <summary>When a push service last took something for it; whether the device showed it is another question.</summary>
    [Stored("shows the person whether their device can be reached", Basis.Consent, Keep.Employment, Seen.Self)]
    public DateTimeOffset? AcceptedAt { get; private set; }
    /// <summary>Since when the push service does not know it any more; it is not asked again.</summary>
    [Stored("shows the person that their device is not reached any more", Basis.Consent, Keep.Employment, Seen.Self)]
    public DateTimeOffset? GoneAt { get; private set; }

    /// <summary>Adds a browser.</summary>
    public static Device Add(Seal seal, Guid organisation, Guid person, PushTarget target, string name, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = organisation, PersonId = person, Name = Tidy(name), CreatedAt = now,
        Closed = seal.Close(Purpose, person, target), EndpointHash = Hash(target.Endpoint),
    };

    /// <summary>The browser has subscribed again: its keys may be new, and it lives.</summary>
    public void Renew(Seal seal, PushTarget target) => (Closed, GoneAt) = (seal.Close(Purpose, PersonId, target), null);

    /// <summary>Where to send; null when the keys of the seal are gone.</summary>
    public PushTarget? Open(Seal seal) => seal.Open<PushTarget>(Purpose, PersonId, Closed);

    /// <summary>Gives it another name; an empty one changes nothing.</summary>
    public void Rename(string? name) => Name = Tidy(name) is { Length: > 0 } tidy ? tidy : Name;

    /// <summary>A push service took something for it.</summary>
    public void Accepted(DateTimeOffset now) => AcceptedAt = now;

    /// <summary>The push service does not know it any more.</summary>
    /// <returns>False when that was known already.</returns>
    public bool Lose(DateTimeOffset now)
    {
        if (GoneAt is not null) return false;
        GoneAt = now;
        return true;
    }

    /// <summary>SHA-256 of an endpoint in hex, small letters, as the page's script makes it.</summary>
    public static string Hash(string endpoint) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(endpoint)));

    private static string Tidy(string? name)
    {
        var tidy = string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Cut.Of(tidy, LongestName).TrimEnd();
    }
}
