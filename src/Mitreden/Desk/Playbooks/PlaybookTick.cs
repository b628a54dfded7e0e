using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Playbooks;

/// <summary>A step of a playbook that somebody at the desk has done.</summary>
public sealed class PlaybookTick : IOrganisationOwned
{
    private PlaybookTick() { }

    /// <summary>Key.</summary>
    [Stored("identifies the tick", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The discussion.</summary>
    [Stored("says which discussion it belongs to", Basis.NotPersonal, Keep.Case, Seen.Desk)]
    public Guid DiscussionId { get; private set; }
    /// <summary>The playbook.</summary>
    [Stored("says which step is done", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public string Playbook { get; private set; } = "";
    /// <summary>The step.</summary>
    [Stored("says which step is done", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public string Step { get; private set; } = "";
    /// <summary>Who has done it.</summary>
    [Stored("shows two people at the desk who does what", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public Guid By { get; private set; }
    /// <summary>When.</summary>
    [Stored("shows two people at the desk who does what", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public DateTimeOffset At { get; private set; }

    internal static PlaybookTick Of(Guid organisation, Guid discussion, string playbook, string step, Guid by, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), OrganisationId = organisation, DiscussionId = discussion, Playbook = playbook, Step = step, By = by, At = now };
}
