namespace Mitreden.Desk.Reports;

/// <summary>
/// What the reporter of a merged report reads: their own words, and how the discussion stands to which it belongs. What others have written to
/// the desk, and the desk to them, stays between those two.
/// </summary>
internal static class SharedProgress
{
    private static readonly HashSet<EventKind> OfAll =
    [
        EventKind.Acknowledged, EventKind.HandedBack, EventKind.Escalated, EventKind.TakenOver, EventKind.PublicWord, EventKind.Resolved, EventKind.Reopened, EventKind.DrillOver,
    ];

    private static readonly HashSet<EventKind> Own =
        [EventKind.Reported, EventKind.InvolvementChanged, EventKind.Message, EventKind.Answer, EventKind.Withdrawn, EventKind.BroughtBack, EventKind.Merged];

    /// <summary>The row of the own report, standing as the other one stands.</summary>
    public static DiscussionRow Of(DiscussionRow own, DiscussionRow lead) =>
        own with { State = lead.State, ClosedAt = lead.ClosedAt, HandlerId = lead.HandlerId, Handler = lead.Handler, SeenAt = lead.SeenAt, Severity = lead.Severity };

    /// <summary>The own report with the steps of the other one that concern everybody, in order of time and numbered anew.</summary>
    public static DiscussionView Of(DiscussionView own, DiscussionView lead)
    {
        var steps = own.Steps.Where(s => Own.Contains(s.Kind)).Concat(lead.Steps.Where(s => OfAll.Contains(s.Kind))).OrderBy(s => s.At).ThenBy(s => s.Number);
        return own with { Row = Of(own.Row, lead.Row).ForReporter, Outcome = lead.Outcome, WithOthers = own.ReporterId != lead.ReporterId, Steps = [.. steps.Select((s, n) => s with { Number = n + 1 })] };
    }
}
