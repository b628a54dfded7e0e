using Mitreden.Foundation.Data;

namespace Mitreden.Participation.Pilot;

/// <summary>How large a pilot group is.</summary>
/// <param name="Fewest">Fewest members.</param>
/// <param name="Most">Most members.</param>
public sealed record PilotSize(int Fewest, int Most)
{
    /// <summary>From this many people on the larger group is right.</summary>
    public const int SmallBelow = 30;

    /// <summary>The size for a company.</summary>
    /// <param name="people">Its people, also those who are not in yet.</param>
    public static PilotSize For(int people) => people < SmallBelow ? new(3, 4) : new(6, 12);
}

/// <summary>The pilot group of a company. There is one, and it is put together once: by draw or by hand.</summary>
public sealed class PilotGroup : IOrganisationOwned
{
    private PilotGroup() { }

    /// <summary>Key.</summary>
    [Stored("identifies the group", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>When it was put together.</summary>
    [Stored("tells since when the group stands", Basis.NotPersonal, Keep.Organisation, Seen.Leads)]
    public DateTimeOffset BegunAt { get; private set; }
    /// <summary>True when it was drawn; false when it was chosen by hand.</summary>
    [Stored("tells how the group came about; it is drawn once only", Basis.NotPersonal, Keep.Organisation, Seen.Leads)]
    public bool IsDrawn { get; private set; }
    /// <summary>When those who lead the launch said that it has practised, or null.</summary>
    [Stored("answers whether the pilot group has practised, for the group as a whole", Basis.NotPersonal, Keep.Organisation, Seen.Everybody)]
    public DateTimeOffset? PractisedAt { get; private set; }
    /// <summary>Counts changes.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>Puts it together.</summary>
    public static PilotGroup Begin(Guid organisation, bool drawn, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), OrganisationId = organisation, BegunAt = now, IsDrawn = drawn };

    /// <summary>The group has practised. Saying so again changes nothing.</summary>
    public void Practise(DateTimeOffset now)
    {
        if (PractisedAt is null) (PractisedAt, Version) = (now, Version + 1);
    }

    /// <summary>Somebody comes in later. Of two who take somebody in at once, the second is to look again whether there is a place.</summary>
    public void Grow() => Version++;

    /// <summary>It has not, after all.</summary>
    public void PractiseAgain()
    {
        if (PractisedAt is not null) (PractisedAt, Version) = (null, Version + 1);
    }
}

/// <summary>Somebody in the pilot group. Whether chance or a hand brought them there does not stand beside it.</summary>
public sealed class PilotMember : IOrganisationOwned, IUnordered
{
    private PilotMember() { }

    /// <summary>Who.</summary>
    [Stored("knows who is in the pilot group", Basis.Consent, Keep.Employment, Seen.Leads | Seen.Pilots | Seen.Self)]
    public Guid PersonId { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Employment, Seen.Program)]
    public Guid OrganisationId { get; private set; }

    /// <summary>Takes somebody in.</summary>
    public static PilotMember Of(Guid organisation, Guid person) => new() { OrganisationId = organisation, PersonId = person };
}
