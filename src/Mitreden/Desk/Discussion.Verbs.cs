using System.Text.Json;

namespace Mitreden.Desk;

/// <summary>What can happen to a discussion. Every verb is one readable piece: allowed when, changes what, which step.</summary>
public sealed partial class Discussion
{
    /// <summary>An employee shares a discussion.</summary>
    /// <param name="organisation">Organisation.</param>
    /// <param name="reporter">The reporting person.</param>
    /// <param name="shared">What was shared; already checked.</param>
    /// <param name="involvement">How the reporter stands to it.</param>
    /// <param name="now">Time of arrival.</param>
    public static Discussion Report(Guid organisation, Guid reporter, Shared shared, Involvement involvement, DateTimeOffset now)
    {
        var discussion = new Discussion
        {
            Id = Guid.CreateVersion7(now), OrganisationId = organisation, ReporterId = reporter, IdempotencyKey = shared.Key,
            Title = shared.Title, Text = shared.Text, Url = shared.Url, ThreadKey = Reporting.ThreadKey.Of(shared.Url), DrillId = shared.Drill, Screenshots = shared.Pictures, Involvement = involvement,
            State = DiscussionState.Reported, Round = 1, ReportedAt = now,
        };
        discussion.Ask(now);
        discussion.Step(EventKind.Reported, Actor.Reporter, null, now, detail: involvement.ToString());
        return discussion;
    }

    /// <summary>A desk member takes it; the first one wins. Taking it again oneself changes nothing.</summary>
    public void Acknowledge(Guid by, DateTimeOffset now)
    {
        MustBeOpen();
        if (HandlerId == by) return;
        if (HandlerId is not null) throw new NotNowException(NotNow.TakenBySomebody);
        (HandlerId, TakenAt) = (by, now);
        SeenAt ??= now;
        if (State == DiscussionState.Reported) State = DiscussionState.Acknowledged;
        Step(EventKind.Acknowledged, Actor.Desk, by, now);
    }

    /// <summary>It is given back, so that another may take it; somebody is looked for from the beginning.</summary>
    public void HandBack(Guid by, DateTimeOffset now)
    {
        MustBeOpen();
        MustBeTaken();
        LetGo(Actor.Desk, by, now, null);
    }

    /// <summary>Whoever had it is no longer at the desk: the program gives it back for them, and the timeline says so.</summary>
    public void HandBackAlone(DateTimeOffset now)
    {
        if (IsOpen && HandlerId is not null) LetGo(Actor.Program, null, now, null);
    }

    /// <summary>Answers the three questions. Severity goes up at once, down only with a reason: if unsure, treat as the higher one.</summary>
    /// <param name="by">Desk member.</param>
    /// <param name="truth">Is the criticism true?</param>
    /// <param name="voice">Who speaks?</param>
    /// <param name="severity">How strong, 0 to 6.</param>
    /// <param name="reason">Why it is lower than before; else optional.</param>
    /// <param name="now">Time.</param>
    public void Triage(Guid by, Truth truth, Voice voice, int severity, string? reason, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(severity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(severity, Hurricane);
        MustBeOpen();
        MustBeTaken();
        if (severity < Severity && string.IsNullOrWhiteSpace(reason)) throw new NotNowException(NotNow.ReasonMissing, "reason");
        var words = string.IsNullOrWhiteSpace(reason) ? null : Words(reason, "reason");
        (Truth, Voice, Severity) = (truth, voice, severity);
        if (State is DiscussionState.Reported or DiscussionState.Acknowledged) State = DiscussionState.Triaged;
        Step(EventKind.Triaged, Actor.Desk, by, now, words, JsonSerializer.Serialize(new TriageDetail(truth, voice, severity)));
    }

    /// <summary>A desk member writes to the reporter.</summary>
    public void Write(Guid by, string text, DateTimeOffset now)
    {
        var words = Words(text, "text");
        FirstWordAt ??= now;
        Step(EventKind.Message, Actor.Desk, by, now, words);
    }

    /// <summary>The reporter writes to the desk.</summary>
    public void Answer(string text, DateTimeOffset now) => Step(EventKind.Answer, Actor.Reporter, null, now, Words(text, "text"));

    /// <summary>From now on the team speaks in public; the reporter has handed over.</summary>
    public void TakeOver(Guid by, DateTimeOffset now)
    {
        MustBeOpen();
        MustBeTaken();
        if (State == DiscussionState.TakenOver) return;
        (State, PublicAt) = (DiscussionState.TakenOver, null);
        Step(EventKind.TakenOver, Actor.Desk, by, now);
    }

    /// <summary>Records what the team said in public.</summary>
    public void Record(Guid by, string text, DateTimeOffset now)
    {
        MustBeOpen();
        MustBeTaken();
        var words = Words(text, "text");
        PublicAt ??= now;
        Step(EventKind.PublicWord, Actor.Desk, by, now, words);
    }

    /// <summary>Closes it with a reason that the reporter reads.</summary>
    public void Resolve(Guid by, Outcome outcome, string reason, DateTimeOffset now)
    {
        MustBeOpen();
        MustBeTaken();
        End(by, outcome, Words(reason, "reason"), now);
    }

    /// <summary>It flared up again: open, with the person who reopened it.</summary>
    public void Reopen(Guid by, DateTimeOffset now)
    {
        if (IsOpen) throw new NotNowException(NotNow.StillOpen);
        if (IsMerged) throw new NotNowException(NotNow.Closed);
        MustBeReal();
        (State, Outcome, ClosedAt, HandlerId, TakenAt) = (Severity is null ? DiscussionState.Acknowledged : DiscussionState.Triaged, null, null, by, now);
        SeenAt ??= now;
        Step(EventKind.Reopened, Actor.Desk, by, now);
    }

    /// <summary>The reporter corrects the one tap, for example because it has become heated.</summary>
    public void Correct(Involvement involvement, DateTimeOffset now)
    {
        if (!IsMerged) MustBeOpen();
        if (involvement == Involvement) return;
        Heat(involvement, now);
        Step(EventKind.InvolvementChanged, Actor.Reporter, null, now, detail: involvement.ToString());
    }

    /// <summary>Its timetable may be another one now; the time so far counts.</summary>
    private void Heat(Involvement involvement, DateTimeOffset now)
    {
        var hotter = involvement > Involvement;
        Involvement = involvement;
        if (hotter) Hurry(now);
        else if (IsAlerting) WakeAt = now;
    }

    /// <summary>It is more urgent than it was: what waits for the next duty waits no longer.</summary>
    private void Hurry(DateTimeOffset now)
    {
        if (!IsAlerting) return;
        if (AskedAt > now) Ask(now);
        else WakeAt = now;
    }

    /// <summary>Nobody has reacted in time, and the reporter is told the truth about what was done.</summary>
    /// <param name="reached">Who got a message.</param>
    /// <param name="now">Time.</param>
    public void Escalate(Reached reached, DateTimeOffset now)
    {
        if (IsOpen && HandlerId is null) Step(EventKind.Escalated, Actor.Program, null, now, detail: reached.ToString());
    }

    /// <summary>The link to the reporter goes; the timeline stays.</summary>
    public void ForgetReporter() => ReporterId = null;

    /// <summary>It is over. The reporter reads the words, or a sentence of the house when there are none.</summary>
    private void End(Guid by, Outcome outcome, string? words, DateTimeOffset now)
    {
        (State, Outcome, ClosedAt) = (DiscussionState.Resolved, outcome, now);
        FirstWordAt ??= now;
        Step(EventKind.Resolved, Actor.Desk, by, now, words, outcome.ToString());
    }

    private void LetGo(Actor actor, Guid? by, DateTimeOffset now, string? why)
    {
        HandlerId = null;
        Round++;
        if (State == DiscussionState.Acknowledged) State = DiscussionState.Reported;
        Ask(now);
        Step(EventKind.HandedBack, actor, by, now, detail: why);
    }

    private void MustBeOpen()
    {
        if (!IsOpen) throw new NotNowException(NotNow.Closed);
    }

    private void MustBeTaken()
    {
        if (HandlerId is null) throw new NotNowException(NotNow.NobodyHasIt);
    }
}

/// <summary>What somebody shared, after checking.</summary>
/// <param name="Key">Idempotency key of the device.</param>
/// <param name="Title">Title, at most <see cref="Discussion.LongestTitle"/>.</param>
/// <param name="Text">Text, at most <see cref="Discussion.LongestText"/>.</param>
/// <param name="Url">http or https address, or null.</param>
/// <param name="Pictures">Number of screenshots.</param>
public sealed record Shared(Guid Key, string Title, string Text, string? Url, int Pictures)
{
    /// <summary>The drill whose thread it is, or null when it is real.</summary>
    public Guid? Drill { get; init; }
}
