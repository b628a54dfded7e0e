using Mitreden.Desk.Watch;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk;

/// <summary>
/// A discussion somewhere in public, as one employee reported it. Its verbs are the only way to change it; each adds one
/// step to a timeline that nobody can change, and refuses with a <see cref="NotNowException"/> what is not possible.
/// </summary>
public sealed partial class Discussion : IOrganisationOwned
{
    /// <summary>Longest text of a report, a message or a public word, in characters.</summary>
    public const int LongestText = 5000;
    /// <summary>Longest title.</summary>
    public const int LongestTitle = 300;
    /// <summary>Highest step of the storm scale (Schwede and Graf 2012): 0 calm to 6 hurricane.</summary>
    public const int Hurricane = 6;

    private readonly List<DiscussionEvent> _events = [];

    private Discussion() { }

    /// <summary>Key.</summary>
    [Stored("identifies the discussion", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>Who reported it; null once that is forgotten.</summary>
    [Stored("lets the desk answer the reporter", Basis.Contract, Keep.CaseReporter, Seen.Self | Seen.Desk)]
    public Guid? ReporterId { get; private set; }
    /// <summary>Made by the reporter's device; the same key never makes a second report.</summary>
    [Stored("delivers a report exactly once", Basis.Contract, Keep.CaseReporter, Seen.Program)]
    public Guid IdempotencyKey { get; private set; }
    /// <summary>Title of the shared page, or empty.</summary>
    [Stored("shows what the discussion is about", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public string Title { get; private set; } = "";
    /// <summary>Shared text and the reporter's own words, as plain text.</summary>
    [Stored("shows what was said", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public string Text { get; private set; } = "";
    /// <summary>Address of the discussion, http or https, or null.</summary>
    [Stored("leads to the discussion", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public string? Url { get; private set; }
    /// <summary>How many screenshots hang on it.</summary>
    [Stored("says that there are screenshots", Basis.NotPersonal, Keep.Case, Seen.Self | Seen.Desk)]
    public int Screenshots { get; private set; }
    /// <summary>How the reporter stands to it.</summary>
    [Stored("decides how urgently the desk is alerted", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk)]
    public Involvement Involvement { get; private set; }
    /// <summary>Where it stands.</summary>
    [Stored("says what has to happen next", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk | Seen.Counted)]
    public DiscussionState State { get; private set; }
    /// <summary>Is the criticism true?</summary>
    [Stored("chooses the answer", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public Truth? Truth { get; private set; }
    /// <summary>Who speaks?</summary>
    [Stored("chooses the answer", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public Voice? Voice { get; private set; }
    /// <summary>How strong, 0 to 6.</summary>
    [Stored("orders the inbox", Basis.LegitimateInterest, Keep.Case, Seen.Desk | Seen.Counted)]
    public int? Severity { get; private set; }
    /// <summary>The desk member who has it.</summary>
    [Stored("tells the reporter and the desk who has it", Basis.Contract, Keep.Case, Seen.Self | Seen.Desk)]
    public Guid? HandlerId { get; private set; }
    /// <summary>How often the desk has been asked: 1 for the report, one more each time it is handed back or stands for itself again.</summary>
    [Stored("alerts the desk once each time somebody is looked for", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Round { get; private set; }
    /// <summary>How it ended.</summary>
    [Stored("tells the reporter what became of it", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk | Seen.Counted)]
    public Outcome? Outcome { get; private set; }
    /// <summary>When it reached the server.</summary>
    [Stored("measures how fast help came", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk | Seen.Counted)]
    public DateTimeOffset ReportedAt { get; private set; }
    /// <summary>When the desk first had it; stays when it is handed back.</summary>
    [Stored("measures how fast help came", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk | Seen.Counted)]
    public DateTimeOffset? SeenAt { get; private set; }
    /// <summary>When the reporter first heard a human word.</summary>
    [Stored("measures how fast help came", Basis.LegitimateInterest, Keep.Case, Seen.Desk | Seen.Counted)]
    public DateTimeOffset? FirstWordAt { get; private set; }
    /// <summary>When it was closed.</summary>
    [Stored("starts the retention period", Basis.LegitimateInterest, Keep.Case, Seen.Self | Seen.Desk | Seen.Counted)]
    public DateTimeOffset? ClosedAt { get; private set; }
    /// <summary>When it last changed; open pages catch up by it.</summary>
    [Stored("brings open pages up to date", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>Counts changes, so that of two people who act at once the first one wins.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>The timeline, oldest first, as far as it was loaded.</summary>
    public IReadOnlyList<DiscussionEvent> Events => _events;

    /// <summary>True while somebody has to do something.</summary>
    public bool IsOpen => ClosedAt is null;

    private void Step(EventKind kind, Actor actor, Guid? by, DateTimeOffset now, string? text = null, string? detail = null)
    {
        Version++;
        ChangedAt = now;
        // That the reporter waits for a word is said once, however much is done meanwhile.
        if (actor == Actor.Desk) (HandledAt, Reminded) = (now, Reminded & Reminder.FirstWord);
        Rest(now);
        _events.Add(DiscussionEvent.Of(this, Version, kind, actor, by, now, text, detail));
    }

    private static string Words(string text, string field)
    {
        text = Typed.Of(text);
        if (text.Length == 0) throw new NotNowException(NotNow.Empty, field);
        if (text.Length > LongestText) throw new NotNowException(NotNow.TooLong, field, LongestText);
        return text;
    }
}

/// <summary>Why a verb is not possible now.</summary>
public enum NotNow
{
    /// <summary>Somebody else has it already.</summary>
    TakenBySomebody,
    /// <summary>It is closed.</summary>
    Closed,
    /// <summary>Nobody has taken it yet.</summary>
    NobodyHasIt,
    /// <summary>It is not closed.</summary>
    StillOpen,
    /// <summary>A text is missing.</summary>
    Empty,
    /// <summary>A text is too long.</summary>
    TooLong,
    /// <summary>What was chosen is not offered.</summary>
    NoSuchChoice,
    /// <summary>A lower severity needs a reason.</summary>
    ReasonMissing,
    /// <summary>The three questions come first.</summary>
    NotAssessed,
    /// <summary>A watch is measured when its time has come.</summary>
    NotWatched,
    /// <summary>It changed meanwhile.</summary>
    Changed,
    /// <summary>The other discussion is closed, or is this one.</summary>
    NoLead,
    /// <summary>It stands for itself already.</summary>
    NotMerged,
    /// <summary>There are as many as there may be.</summary>
    NoRoom,
    /// <summary>It was taken back, so there is nothing to learn from.</summary>
    NotResolved,
    /// <summary>The debrief is signed off.</summary>
    SignedOff,
    /// <summary>Nobody has written a debrief yet.</summary>
    NoDebrief,
    /// <summary>Not every finding has been looked at.</summary>
    NotLookedAt,
    /// <summary>The exercise does not wait for a second person.</summary>
    NotOffered,
    /// <summary>Whoever wrote the text cannot be the second to have seen it.</summary>
    OwnWords,
    /// <summary>It is an exercise, and this is only for what is real.</summary>
    OnlyDrill,
    /// <summary>It was taken back too long ago or not for the first time, or others go on with it.</summary>
    TooLate,
}

/// <summary>A verb is not possible now; the page says why and shows how things stand.</summary>
/// <param name="why">The reason.</param>
/// <param name="blamed">Field of the form, if one is to blame.</param>
/// <param name="most">Most characters, for a text that is too long.</param>
public sealed class NotNowException(NotNow why, string? blamed = null, int? most = null) : Exception(why.ToString())
{
    /// <summary>The reason.</summary>
    public NotNow Why => why;
    /// <summary>Field of the form, or null.</summary>
    public string? Blamed => blamed;
    /// <summary>Most characters, for a text that is too long; else null.</summary>
    public int? Most => most;
}
