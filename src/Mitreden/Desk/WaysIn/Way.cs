using System.Security.Cryptography;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.WaysIn;

/// <summary>What opens a way in.</summary>
public enum WayKind
{
    /// <summary>A key that a program sends along.</summary>
    Key,
    /// <summary>A mail address with a secret in it.</summary>
    Mail,
}

/// <summary>
/// A person's own way to report without the form. It brings something in and shows nothing. When it was used is not kept:
/// that would be a list of who reports how often.
/// </summary>
public sealed class Way : IOrganisationOwned
{
    /// <summary>Most ways of one person; the next one is refused.</summary>
    public const int Most = 10;
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 60;

    private Way() { }

    /// <summary>Key.</summary>
    [Stored("identifies the way in", Basis.NotPersonal, Keep.Employment, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Employment, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Whose it is; what comes in on it is their report.</summary>
    [Stored("says whose report it is that comes in", Basis.Consent, Keep.Employment, Seen.Self)]
    public Guid PersonId { get; private set; }
    /// <summary>What opens it.</summary>
    [Stored("lets the person tell their ways apart", Basis.Consent, Keep.Employment, Seen.Self)]
    public WayKind Kind { get; private set; }
    /// <summary>What its owner calls it.</summary>
    [Stored("lets the person tell their ways apart", Basis.Consent, Keep.Employment, Seen.Self)]
    public string Name { get; private set; } = "";
    /// <summary>Hash of the secret.</summary>
    [Stored("finds the way by its secret, which is not stored", Basis.Consent, Keep.Employment, Seen.Program)]
    public string SecretHash { get; private set; } = "";
    /// <summary>When it was made.</summary>
    [Stored("lets the person tell their ways apart", Basis.Consent, Keep.Employment, Seen.Self)]
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Makes a way; its secret is known now and never again.</summary>
    public static (Way Way, string Secret) Open(Guid organisation, Guid person, WayKind kind, string name, DateTimeOffset now)
    {
        // Nobody keeps the case of a mail address, so its secret has none; both have 128 random bits.
        var secret = kind == WayKind.Mail ? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) : Secret.New();
        return (new Way
        {
            Id = Guid.CreateVersion7(now), OrganisationId = organisation, PersonId = person, Kind = kind, Name = name,
            SecretHash = Secret.Hash(secret), CreatedAt = now,
        }, secret);
    }

    /// <summary>A name with single blanks and none around it.</summary>
    public static string Tidy(string? name) => string.Join(' ', (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
