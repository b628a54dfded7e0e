using Mitreden.Desk.Watch;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk;

/// <summary>Several reports of one thread are one discussion: the first one leads, the others belong to it and wake nobody of their own.</summary>
public sealed partial class Discussion
{
    /// <summary>What all addresses of the thread have in common (<see cref="Reporting.ThreadKey"/>), or null.</summary>
    [Stored("recognises a thread that several people report", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public string? ThreadKey { get; private set; }
    /// <summary>The discussion to which this report belongs, or null when it stands for itself.</summary>
    [Stored("puts several reports of one thread together", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public Guid? MergedInto { get; private set; }

    /// <summary>True while it belongs to another one.</summary>
    public bool IsMerged => State == DiscussionState.Merged;

    /// <summary>
    /// It belongs to another discussion, which hears of it. The reporter reads from then on how that one stands. The caller brings along what
    /// belongs to this one.
    /// </summary>
    /// <param name="lead">The discussion it belongs to: open, and no part of another one.</param>
    /// <param name="by">Desk member, or null when the program has recognised it.</param>
    /// <param name="now">Time.</param>
    /// <param name="flood">True for one of many of the same person: it is news only when it is more urgent.</param>
    public void MergeInto(Discussion lead, Guid? by, DateTimeOffset now, bool flood = false)
    {
        MustBeOpen();
        // An exercise and something real never belong together.
        if (lead.Id == Id || !lead.IsOpen || lead.DrillId != DrillId) throw new NotNowException(NotNow.NoLead, "into");
        if (by is not null) lead.Inherit(this, now);
        (State, MergedInto, ClosedAt, HandlerId, TakenAt) = (DiscussionState.Merged, lead.Id, now, null, null);
        Step(EventKind.Merged, by is null ? Actor.Program : Actor.Desk, by, now, detail: lead.Id.ToString());
        lead.Hear(EventKind.AlsoReported, this, now, byHand: by is not null, flood);
    }

    /// <summary>What somebody has found out about the other one, and who has it, counts for both: nothing becomes calmer by putting it together.</summary>
    private void Inherit(Discussion from, DateTimeOffset now)
    {
        var stronger = from.Severity is { } severity && !(severity <= Severity);
        if (stronger) (Severity, Truth, Voice) = (from.Severity, Truth ?? from.Truth, Voice ?? from.Voice);
        if (HandlerId is null && from.HandlerId is { } handler) (HandlerId, TakenAt, HandledAt, SeenAt) = (handler, now, now, SeenAt ?? now);
        if (from.State == DiscussionState.Major) State = DiscussionState.Major;
        else if (from.State == DiscussionState.TakenOver && State != DiscussionState.Major) (State, PublicAt) = (from.State, from.PublicAt);
        // What is watched has become calm; what comes to it has not.
        else if (State == DiscussionState.Watching && (stronger || from.Involvement > Involvement)) (State, WatchedAt) = (DiscussionState.Triaged, null);
        else if (State is DiscussionState.Reported or DiscussionState.Acknowledged)
            State = Severity is not null && Truth is not null ? DiscussionState.Triaged : HandlerId is not null ? DiscussionState.Acknowledged : State;
        if (stronger) Hurry(now);
    }

    /// <summary>Where it belonged to has gone on into another one.</summary>
    public void Follow(Discussion lead)
    {
        if (IsMerged) MergedInto = lead.Id;
    }

    /// <summary>
    /// Something hangs on it from now on. Whoever closes or moves it at the same moment does not know that yet: their save must not fit any more,
    /// even when there was nothing to write down.
    /// </summary>
    public void Bind() => Wakes++;

    /// <summary>A report that belongs to another one, with as much of it as <see cref="Follow"/> needs.</summary>
    internal static Discussion Part(Guid id, Guid organisation, Guid lead, int version, int wakes) =>
        new() { Id = id, OrganisationId = organisation, State = DiscussionState.Merged, MergedInto = lead, Version = version, Wakes = wakes };

    /// <summary>It is another thread after all: it stands for itself again, and somebody is looked for.</summary>
    public void Split(Guid by, DateTimeOffset now)
    {
        if (!IsMerged) throw new NotNowException(NotNow.NotMerged);
        // Whoever looked knows better than the address: the next report of it is not put together with this one again.
        ThreadKey = null;
        StandAlone(Actor.Desk, by, now);
    }

    /// <summary>Whoever reported it first has taken that back, and others have not: from now on this one leads, with whoever has it and what they know.</summary>
    /// <param name="before">The one that has led, before it is taken back.</param>
    /// <param name="now">Time.</param>
    public void TakeLead(Discussion before, DateTimeOffset now)
    {
        if (IsMerged) StandAlone(Actor.Program, null, now, before);
    }

    private void StandAlone(Actor actor, Guid? by, DateTimeOffset now, Discussion? heirOf = null)
    {
        (State, MergedInto, ClosedAt) = (Severity is null ? DiscussionState.Reported : DiscussionState.Triaged, null, null);
        Round++;
        Ask(now);
        if (heirOf is not null) Inherit(heirOf, now);
        Step(EventKind.Split, actor, by, now);
    }

    /// <summary>
    /// Another report of it says that it is heated: whoever has it is to be told, unless they know. Once, until they have done something, and that is
    /// noted here: three hundred colleagues say one thing. Call it before the report is put here.
    /// </summary>
    /// <returns>True when they are to be told.</returns>
    public bool NoteHeat(Discussion report)
    {
        var hotter = report.Involvement > Involvement;
        if (!IsOpen || HandlerId is null || report.Involvement != Involvement.Heated || Reminded.HasFlag(Reminder.Heated)) return false;
        if (!hotter && (Urgency == Urgency.Urgent || report.ReporterId == ReporterId)) return false;
        Reminded |= Reminder.Heated;
        return true;
    }

    /// <summary>
    /// A report that belongs here has come or has moved: of the same person only what makes it more urgent is news, because whoever shares a
    /// thread ten thousand times has said one thing.
    /// </summary>
    /// <param name="kind"><see cref="EventKind.AlsoReported"/> or <see cref="EventKind.AlsoAnswered"/>.</param>
    /// <param name="from">The report.</param>
    /// <param name="now">Time.</param>
    /// <param name="byHand">True when somebody has put them together: that is news in any case.</param>
    /// <param name="flood">True for one of many of the same person.</param>
    public void Hear(EventKind kind, Discussion from, DateTimeOffset now, bool byHand = false, bool flood = false)
    {
        if (!IsOpen) return;
        var hotter = from.Involvement > Involvement;
        if (!hotter && !byHand && kind == EventKind.AlsoReported && (flood || from.ReporterId == ReporterId)) return;
        if (hotter) Heat(from.Involvement, now);
        Step(kind, Actor.Program, null, now, detail: from.Id.ToString());
    }
}
