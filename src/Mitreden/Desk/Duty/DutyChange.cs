using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Duty;

/// <summary>How the plan differs from the order for a while.</summary>
public enum ChangeKind
{
    /// <summary>The person is away; why is not asked.</summary>
    Away = 1,
    /// <summary>The person takes over, inside the duty hours.</summary>
    TakesOver = 2,
    /// <summary>The person would like to give away a shift; who accepts it takes over.</summary>
    Offered = 3,
}

/// <summary>An absence, a shift taken over, or a swap. Goes 14 days after its end.</summary>
public sealed class DutyChange : IOrganisationOwned
{
    /// <summary>Days after its end until it is forgotten.</summary>
    public const int KeptDays = 14;
    /// <summary>Most days that one change lasts, and that it lies ahead.</summary>
    public const int MostDays = 366;

    private DutyChange() { }

    /// <summary>Key; later changes have later keys.</summary>
    [Stored("identifies the change", Basis.NotPersonal, Keep.Roster, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>What it is.</summary>
    [Stored("says who can be alerted", Basis.LegitimateInterest, Keep.Roster, Seen.Self | Seen.Desk)]
    public ChangeKind Kind { get; private set; }
    /// <summary>Who is away, takes over, or gives away.</summary>
    [Stored("says who can be alerted", Basis.LegitimateInterest, Keep.Roster, Seen.Self | Seen.Desk)]
    public Guid PersonId { get; private set; }
    /// <summary>Who has accepted an offer, or null.</summary>
    [Stored("says who has accepted a shift", Basis.LegitimateInterest, Keep.Roster, Seen.Self | Seen.Desk)]
    public Guid? AcceptedBy { get; private set; }
    /// <summary>Beginning.</summary>
    [Stored("says who can be alerted", Basis.LegitimateInterest, Keep.Roster, Seen.Self | Seen.Desk)]
    public DateTimeOffset From { get; private set; }
    /// <summary>End, which no longer belongs to it.</summary>
    [Stored("says who can be alerted", Basis.LegitimateInterest, Keep.Roster, Seen.Self | Seen.Desk)]
    public DateTimeOffset Until { get; private set; }
    /// <summary>Counts changes, so that of two people who accept at once the first one wins.</summary>
    [Stored("keeps two people from accepting the same shift", Basis.NotPersonal, Keep.Roster, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>Who is on duty by it, or null.</summary>
    public Guid? Taker => Kind switch { ChangeKind.TakesOver => PersonId, ChangeKind.Offered => AcceptedBy, _ => null };

    /// <summary>Notes a change.</summary>
    /// <exception cref="NotNowException">It ends before it begins, is over already, or reaches too far.</exception>
    public static DutyChange Of(Guid organisation, ChangeKind kind, Guid person, DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        if (until <= from || until <= now || until - from > TimeSpan.FromDays(MostDays) || until - now > TimeSpan.FromDays(2 * MostDays))
            throw new NotNowException(NotNow.Empty, "until");
        return new DutyChange { Id = Guid.CreateVersion7(now), OrganisationId = organisation, Kind = kind, PersonId = person, From = from, Until = until };
    }

    /// <summary>Accepts an offered shift; doing it again changes nothing.</summary>
    /// <exception cref="NotNowException">Somebody else was faster, it is over, or it is nothing to accept.</exception>
    public void Accept(Guid person, DateTimeOffset now)
    {
        if (AcceptedBy == person) return;
        if (AcceptedBy is not null) throw new NotNowException(NotNow.TakenBySomebody);
        if (Kind != ChangeKind.Offered || PersonId == person || Until <= now) throw new NotNowException(NotNow.Changed);
        (AcceptedBy, Version) = (person, Version + 1);
    }

    /// <summary>Who had accepted does so no longer; the offer stands again.</summary>
    public void Release() => (AcceptedBy, Version) = (null, Version + 1);

    /// <summary>True when the person may take it back: a swap is up to the two, everything else to the whole desk.</summary>
    public bool IsUpTo(Guid person) => Kind != ChangeKind.Offered || PersonId == person || AcceptedBy == person;
}
