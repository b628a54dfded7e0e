using Mitreden.Foundation.Data;

namespace Mitreden.Launch.Readiness;

/// <summary>What kind of channel it is.</summary>
public enum ChannelKind
{
    /// <summary>A page of the company.</summary>
    Page = 1,
    /// <summary>A profile.</summary>
    Profile = 2,
    /// <summary>A group.</summary>
    Group = 3,
    /// <summary>A hashtag.</summary>
    Hashtag = 4,
}

/// <summary>A channel that the company plans or has opened.</summary>
public sealed class PlannedChannel : IOrganisationOwned
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 80;
    /// <summary>Longest address.</summary>
    public const int LongestAddress = 500;
    /// <summary>Longest reason.</summary>
    public const int LongestReason = 1000;

    private PlannedChannel() { }

    /// <summary>Key.</summary>
    [Stored("identifies the channel", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Kind.</summary>
    [Stored("says what is planned", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public ChannelKind Kind { get; private set; }
    /// <summary>Name, such as the network and the page.</summary>
    [Stored("says what is planned", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Name { get; private set; } = "";
    /// <summary>Its address, "" as long as there is none.</summary>
    [Stored("leads to the channel", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Address { get; private set; } = "";
    /// <summary>When it was opened, or null while it is planned.</summary>
    [Stored("says when the channel was opened", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateTimeOffset? OpenedAt { get; private set; }
    /// <summary>Questions that were answered with no when it was opened, by comma.</summary>
    [Stored("says what was not ready when the channel was opened", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string Missing { get; private set; } = "";
    /// <summary>Why it was opened nevertheless.</summary>
    [Stored("says why it was opened nevertheless", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public string? Reason { get; private set; }
    /// <summary>Who has decided that.</summary>
    [Stored("says who has decided to open it nevertheless", Basis.LegitimateInterest, Keep.Employment, Seen.Everybody)]
    public Guid? OpenedBy { get; private set; }
    /// <summary>Counts changes.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>Plans a channel.</summary>
    /// <exception cref="LaunchException">No name or too long, or an address that is none.</exception>
    public static PlannedChannel Plan(Guid organisation, ChannelKind kind, string? name, string? address, DateTimeOffset now)
    {
        var (called, at) = ((name ?? "").Trim(), (address ?? "").Trim());
        if (called.Length is 0 or > LongestName) throw new LaunchException(LaunchFault.ChannelName, nameof(name));
        if (at.Length > 0 && !IsAddress(at)) throw new LaunchException(LaunchFault.ChannelAddress, nameof(address));
        return new PlannedChannel { Id = Guid.CreateVersion7(now), OrganisationId = organisation, Kind = Enum.IsDefined(kind) ? kind : ChannelKind.Page, Name = called, Address = at };
    }

    /// <summary>Opens it. What is missing does not forbid it, but then it takes a written reason. Opening it again changes nothing.</summary>
    /// <param name="missing">Ids of the questions that are still answered with no.</param>
    /// <param name="reason">Why nevertheless; needed where something is missing.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="LaunchException">Something is missing and nobody says why it opens nevertheless, or the reason is too long.</exception>
    public void Open(IReadOnlyList<string> missing, string? reason, Guid by, DateTimeOffset now)
    {
        if (OpenedAt is not null) return;
        var why = (reason ?? "").Trim();
        if (missing.Count > 0 && why.Length is 0 or > LongestReason) throw new LaunchException(LaunchFault.ChannelReason, nameof(reason));
        (OpenedAt, Version) = (now, Version + 1);
        // Where nothing is missing any more, what was said when something was stays beside it.
        if (missing.Count > 0) (Missing, Reason, OpenedBy) = (string.Join(',', missing), why, by);
    }

    /// <summary>It is only planned after all, because the tap was a slip or the channel was closed again. What was said for opening it early stays.</summary>
    public void Close() => (OpenedAt, Version) = (null, Version + 1);

    /// <summary>True while nobody has ever opened it early: then it may be taken off the list.</summary>
    public bool MayGo => OpenedAt is null && Reason is null;

    /// <summary>Forgets who decided; the reason stays.</summary>
    public void Forget() => (OpenedBy, Version) = (null, Version + 1);

    private static bool IsAddress(string address) =>
        address.Length <= LongestAddress && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Host.Length > 0;
}
