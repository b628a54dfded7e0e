using System.Globalization;
using Mitreden.Desk.Watch;

namespace Mitreden.Desk;

/// <summary>The ways of handling a discussion once the three questions are answered: watch, coach, or treat as major.</summary>
public sealed partial class Discussion
{
    /// <summary>From this strength on it is major.</summary>
    public const int MajorFrom = 4;

    /// <summary>One tap: a step stronger. Before the three questions it counts from 2, the strength of what is unknown.</summary>
    public void Raise(Guid by, DateTimeOffset now)
    {
        MustBeOpen();
        MustBeTaken();
        var severity = Math.Min((Severity ?? 2) + 1, Hurricane);
        if (severity == Severity) return;
        Severity = severity;
        Step(EventKind.Raised, Actor.Desk, by, now, detail: severity.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Nothing is answered; it is looked at again after 1, 4 and 24 hours, and after 72 at strength 2 or 3.</summary>
    public void Watch(Guid by, DateTimeOffset now)
    {
        MustBeOpen();
        MustBeTaken();
        MustBeTriaged();
        if (State == DiscussionState.Watching) return;
        (State, WatchedAt, Measured) = (DiscussionState.Watching, now, 0);
        Step(EventKind.Watched, Actor.Desk, by, now);
    }

    /// <summary>
    /// Has looked again. Stronger ends the watch, and whoever looked has it in hand; calm at the last look brings the discussion to its end.
    /// </summary>
    /// <param name="by">Desk member.</param>
    /// <param name="stronger">True when it has grown: one step stronger.</param>
    /// <param name="note">What was seen; optional, and read by the desk alone.</param>
    /// <param name="now">Time.</param>
    public void Measure(Guid by, bool stronger, string? note, DateTimeOffset now)
    {
        MustBeOpen();
        MustBeTaken();
        if (State != DiscussionState.Watching) throw new NotNowException(NotNow.NotWatched);
        var words = string.IsNullOrWhiteSpace(note) ? null : Words(note, "note");
        var isLast = !stronger && Measured + 1 >= Looks;
        if (stronger) (State, Severity, WatchedAt) = (DiscussionState.Triaged, Math.Min(Severity!.Value + 1, Hurricane), null);
        if (!isLast) Measured++;
        Step(EventKind.Measured, Actor.Desk, by, now, words, stronger ? "stronger" : "calm");
        // The reporter reads the words of the end; what was seen is a note among colleagues.
        if (isLast) End(by, Mitreden.Desk.Outcome.NoAnswerNeeded, null, now);
    }

    /// <summary>The reporter goes on speaking, with the desk at their side.</summary>
    public void Coach(Guid by, DateTimeOffset now)
    {
        MustBeOpen();
        MustBeTaken();
        MustBeTriaged();
        if (State == DiscussionState.Coaching) return;
        State = DiscussionState.Coaching;
        Step(EventKind.Coached, Actor.Desk, by, now);
    }

    /// <summary>One person leads, everybody at the desk and management know: at least strength 4.</summary>
    public void DeclareMajor(Guid by, DateTimeOffset now)
    {
        MustBeOpen();
        MustBeTaken();
        if (State == DiscussionState.Major) return;
        (State, Severity, PublicAt) = (DiscussionState.Major, Math.Max(Severity ?? 0, MajorFrom), null);
        Step(EventKind.Major, Actor.Desk, by, now);
    }

    /// <summary>All scheduled posts are held because of it.</summary>
    public void PostingHeld(Guid by, DateTimeOffset now)
    {
        MustBeReal();
        MustBeOpen();
        Step(EventKind.PostingHeld, Actor.Desk, by, now);
    }

    /// <summary>Scheduled posts go out again.</summary>
    public void PostingReleased(Guid by, string why, DateTimeOffset now)
    {
        MustBeOpen();
        Step(EventKind.PostingReleased, Actor.Desk, by, now, Words(why, "why"));
    }

    /// <summary>How often a watch is measured: three times, four at strength 2 or 3.</summary>
    private int Looks => Severity <= 1 ? Timetable.MeasuredAfterHours.Count - 1 : Timetable.MeasuredAfterHours.Count;

    private void MustBeTriaged()
    {
        if (Severity is null || Truth is null) throw new NotNowException(NotNow.NotAssessed);
    }
}
