using Mitreden.Foundation.Data;

namespace Mitreden.Desk;

/// <summary>One step of a discussion's timeline. Written once: both databases refuse to change it.</summary>
public sealed class DiscussionEvent : IOrganisationOwned, IAppendOnly
{
    private DiscussionEvent() { }

    /// <summary>Key.</summary>
    [Stored("identifies the step", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The discussion.</summary>
    [Stored("connects the step with its discussion", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid DiscussionId { get; private set; }
    /// <summary>Place in the timeline, from 1 without gaps; unique in the discussion.</summary>
    [Stored("orders the timeline and makes gaps visible", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Number { get; private set; }
    /// <summary>What happened.</summary>
    [Stored("says what happened", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public EventKind Kind { get; private set; }
    /// <summary>Whose step it was.</summary>
    [Stored("says whose step it was, without the reporter's name", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public Actor Actor { get; private set; }
    /// <summary>The desk member; null for the reporter and the program.</summary>
    [Stored("says who of the desk acted", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public Guid? By { get; private set; }
    /// <summary>When.</summary>
    [Stored("says when it happened", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk | Seen.Counted)]
    public DateTimeOffset At { get; private set; }
    /// <summary>Words of the step, plain text.</summary>
    [Stored("keeps what was said and why", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public string? Text { get; private set; }
    /// <summary>Answers of the step, such as a triage.</summary>
    [Stored("keeps what was decided", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public string? Detail { get; private set; }

    internal static DiscussionEvent Of(
        Discussion of, int number, EventKind kind, Actor actor, Guid? by, DateTimeOffset at, string? text, string? detail) => new()
        {
            Id = Guid.CreateVersion7(at), OrganisationId = of.OrganisationId, DiscussionId = of.Id, Number = number, Kind = kind,
            Actor = actor, By = by, At = at, Text = text, Detail = detail,
        };
}
