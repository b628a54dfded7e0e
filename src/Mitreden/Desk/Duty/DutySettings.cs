using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Duty;

/// <summary>What a desk has agreed on, as it is stored: at most one row per organisation; none means <see cref="DutyRules.Default"/>.</summary>
public sealed class DutySettings : IOrganisationOwned
{
    /// <summary>Most own days.</summary>
    public const int MostOwnDays = 100;

    private DutySettings() { }

    /// <summary>Key.</summary>
    [Stored("identifies the settings", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary><see cref="WeekHours"/> as text.</summary>
    [Stored("says when somebody is on duty", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public string Hours { get; private set; } = "";
    /// <summary>How often the turn changes.</summary>
    [Stored("says when the turn changes", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public Rotation Rotation { get; private set; }
    /// <summary>Day of the weekly handover.</summary>
    [Stored("says when the turn changes", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public DayOfWeek HandoverDay { get; private set; }
    /// <summary>Hour of the handover.</summary>
    [Stored("says when the turn changes", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public int HandoverHour { get; private set; }
    /// <summary>Day from which turns are counted.</summary>
    [Stored("says from when turns are counted", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public DateOnly Since { get; private set; }
    /// <summary>Own days, sorted.</summary>
    [Stored("says when the organisation is closed", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public List<DateOnly> OwnDays { get; private set; } = [];
    /// <summary>True when the whole desk fills holes.</summary>
    [Stored("says who answers when nobody in the order is there", Basis.NotPersonal, Keep.Organisation, Seen.Desk | Seen.Administrator)]
    public bool WholeDesk { get; private set; }
    /// <summary>Counts changes, those of the order included, so that of two people who save at once the first one wins.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>What is stored, as the plan reads it.</summary>
    public DutyRules Rules => new(WeekHours.Parse(Hours), Rotation, HandoverDay, HandoverHour, Since, OwnDays.ToHashSet(), WholeDesk);

    /// <summary>The row of an organisation that has set nothing yet.</summary>
    public static DutySettings For(Guid organisation, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), OrganisationId = organisation };

    /// <summary>Takes on what has been agreed.</summary>
    public void Set(DutyRules rules)
    {
        Version++;
        (Hours, Rotation, HandoverDay, HandoverHour) = (rules.Hours.ToString(), rules.Rotation, rules.HandoverDay, rules.HandoverHour);
        (Since, OwnDays, WholeDesk) = (rules.Since, [.. rules.OwnDays.Order()], rules.WholeDesk);
    }
}
