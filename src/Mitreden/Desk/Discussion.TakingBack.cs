namespace Mitreden.Desk;

/// <summary>The reporter takes a report back, and may think better of it for a few minutes: a tap is quickly done.</summary>
public sealed partial class Discussion
{
    /// <summary>Detail of a step that took back what stood for itself: nobody else goes on with it, so it can come back as it was.</summary>
    public const string Alone = "alone";

    /// <summary>How long a report that was taken back can be brought back.</summary>
    public static readonly TimeSpan SecondThought = TimeSpan.FromMinutes(10);

    /// <summary>The reporter takes the report back, as long as it is open or belongs to another one.</summary>
    /// <param name="now">Time.</param>
    /// <param name="goesOn">True when others have reported the same, and one of theirs leads from now on.</param>
    public void Withdraw(DateTimeOffset now, bool goesOn = false)
    {
        if (!IsMerged) MustBeOpen();
        var detail = IsMerged || goesOn ? null : Alone;
        (State, MergedInto, ClosedAt) = (DiscussionState.Withdrawn, null, now);
        Step(EventKind.Withdrawn, Actor.Reporter, null, now, detail: detail);
    }

    /// <summary>
    /// Taking it back was a slip: it is open again, with whoever had it and what they knew; when nobody had it, somebody is looked for from the
    /// beginning, because the first alert may have been dropped meanwhile. Doing it again changes nothing.
    /// </summary>
    /// <param name="takenBack">Details of the steps that took it back or brought it back, oldest first.</param>
    /// <param name="now">Time.</param>
    public void BringBack(IReadOnlyList<string?> takenBack, DateTimeOffset now)
    {
        if (IsOpen) return;
        if (State != DiscussionState.Withdrawn || !MayComeBack(takenBack) || now > ClosedAt + SecondThought) throw new NotNowException(NotNow.TooLate);
        MustBeReal();
        (State, ClosedAt) = (Severity is not null ? DiscussionState.Triaged : HandlerId is not null ? DiscussionState.Acknowledged : DiscussionState.Reported, null);
        if (HandlerId is null) Ask(now);
        else (TakenAt, HandledAt) = (now, now);
        Step(EventKind.BroughtBack, Actor.Reporter, null, now);
    }

    /// <summary>Whoever had it before it was taken back is no longer at the desk: should it come back, somebody is looked for.</summary>
    public void ComeBackWithoutHandler()
    {
        if (State != DiscussionState.Withdrawn) return;
        (HandlerId, TakenAt) = (null, null);
        // Whoever brings it back at the same moment still sees a handler: their save must not fit.
        Bind();
    }

    /// <summary>True when it was taken back once and stood for itself: a second time is no slip, and nobody rings the desk by going to and fro.</summary>
    /// <param name="takenBack">Details of the steps that took it back or brought it back, oldest first.</param>
    public static bool MayComeBack(IReadOnlyList<string?> takenBack) => takenBack is [Alone];
}
