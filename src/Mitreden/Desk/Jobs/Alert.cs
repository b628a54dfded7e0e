using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Jobs;

/// <summary>One desk member was alerted about one discussion; never twice for the same wake-up.</summary>
public sealed class Alert : IOrganisationOwned
{
    private Alert() { }

    /// <summary>Key.</summary>
    [Stored("identifies the alert", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The discussion.</summary>
    [Stored("says what the alert was about", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid DiscussionId { get; private set; }
    /// <summary>The person alerted.</summary>
    [Stored("keeps an alert from being doubled", Basis.LegitimateInterest, Keep.Case, Seen.Self)]
    public Guid PersonId { get; private set; }
    /// <summary>Which time the desk was asked, from 1.</summary>
    [Stored("keeps an alert from being doubled", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Round { get; private set; }
    /// <summary>0 on duty, 1 backup, 2 the whole desk, 3 management.</summary>
    [Stored("keeps an alert from being doubled", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Step { get; private set; }
    /// <summary>The wake-up that caused it, <see cref="Discussion.Wakes"/>.</summary>
    [Stored("keeps an alert from being doubled", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Wake { get; private set; }
    /// <summary>When.</summary>
    [Stored("shows how fast the alert went out", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Counted)]
    public DateTimeOffset At { get; private set; }

    /// <summary>Notes that the person is alerted.</summary>
    public static Alert Of(Discussion discussion, Guid person, int step, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), OrganisationId = discussion.OrganisationId, DiscussionId = discussion.Id, PersonId = person,
        Round = discussion.Round, Step = step, Wake = discussion.Wakes, At = now,
    };
}
