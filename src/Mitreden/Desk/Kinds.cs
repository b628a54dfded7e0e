namespace Mitreden.Desk;

/// <summary>How the reporter stands to the discussion; the one further tap.</summary>
public enum Involvement
{
    /// <summary>"Ich beobachte nur."</summary>
    Watching = 1,
    /// <summary>"Ich habe mitgeschrieben."</summary>
    Wrote = 2,
    /// <summary>"Es geht heiß her."</summary>
    Heated = 3,
}

/// <summary>Where a discussion stands. Resolved, Withdrawn and Learned are ends; all of them can be reopened.</summary>
public enum DiscussionState
{
    /// <summary>Durable on the server, the team is being alerted; nobody has seen it.</summary>
    Reported = 1,
    /// <summary>One desk member has it; first one wins.</summary>
    Acknowledged = 2,
    /// <summary>The three questions are answered.</summary>
    Triaged = 3,
    /// <summary>The team speaks in public, the reporter has handed over.</summary>
    TakenOver = 4,
    /// <summary>Closed with a reason; the reporter is told.</summary>
    Resolved = 5,
    /// <summary>Taken back by the reporter.</summary>
    Withdrawn = 6,
    /// <summary>Nothing is answered; it is looked at again.</summary>
    Watching = 7,
    /// <summary>The reporter speaks, the desk helps.</summary>
    Coaching = 8,
    /// <summary>One leads, all know.</summary>
    Major = 9,
    /// <summary>Closed, and an exercise for everybody has come of it.</summary>
    Learned = 10,
    /// <summary>Belongs to another discussion, and stands as that one stands.</summary>
    Merged = 20,
}

/// <summary>Is the criticism true? The first question, because it decides everything else.</summary>
public enum Truth
{
    /// <summary>Yes.</summary>
    True = 1,
    /// <summary>In part.</summary>
    Partly = 2,
    /// <summary>No.</summary>
    Wrong = 3,
    /// <summary>A matter of taste or opinion.</summary>
    Opinion = 4,
    /// <summary>Nobody knows yet.</summary>
    Unclear = 5,
}

/// <summary>Who speaks? After the response chart of the US Air Force, with the voices a small company meets.</summary>
public enum Voice
{
    /// <summary>An unhappy customer.</summary>
    Customer = 1,
    /// <summary>Somebody mistaken about the facts.</summary>
    Misguided = 2,
    /// <summary>Somebody who rants.</summary>
    Rager = 3,
    /// <summary>Somebody who only wants to hurt.</summary>
    Troll = 4,
    /// <summary>Somebody many listen to.</summary>
    Influencer = 5,
    /// <summary>Press.</summary>
    Press = 6,
    /// <summary>A former colleague.</summary>
    FormerColleague = 7,
    /// <summary>Somebody else.</summary>
    Other = 8,
}

/// <summary>How it ended.</summary>
public enum Outcome
{
    /// <summary>Answered, and calm.</summary>
    Calmed = 1,
    /// <summary>Somebody had a point, and it is mended.</summary>
    Mended = 2,
    /// <summary>No answer was needed.</summary>
    NoAnswerNeeded = 3,
    /// <summary>It was not about the company, or not a discussion.</summary>
    FalseAlarm = 4,
    /// <summary>Reported before.</summary>
    Duplicate = 5,
}

/// <summary>What happened, one step of the timeline.</summary>
public enum EventKind
{
    /// <summary>The reporter shared it.</summary>
    Reported = 1,
    /// <summary>The reporter changed how they stand to it.</summary>
    InvolvementChanged = 2,
    /// <summary>A desk member has it.</summary>
    Acknowledged = 3,
    /// <summary>Given back: somebody else may take it.</summary>
    HandedBack = 4,
    /// <summary>The three questions were answered.</summary>
    Triaged = 5,
    /// <summary>A word to the reporter.</summary>
    Message = 6,
    /// <summary>A word from the reporter.</summary>
    Answer = 7,
    /// <summary>The team speaks from now on.</summary>
    TakenOver = 8,
    /// <summary>What the team said in public.</summary>
    PublicWord = 9,
    /// <summary>Closed.</summary>
    Resolved = 10,
    /// <summary>Opened again.</summary>
    Reopened = 11,
    /// <summary>Taken back by the reporter.</summary>
    Withdrawn = 12,
    /// <summary>Nobody had reacted: more people were alerted.</summary>
    Escalated = 13,
    /// <summary>One step stronger.</summary>
    Raised = 14,
    /// <summary>It is only watched from now on.</summary>
    Watched = 15,
    /// <summary>Looked at again.</summary>
    Measured = 16,
    /// <summary>The reporter goes on speaking, with help.</summary>
    Coached = 17,
    /// <summary>Treated as major.</summary>
    Major = 18,
    /// <summary>Somebody has written down what is to be learned; the words stand in the debrief alone.</summary>
    Debriefed = 19,
    /// <summary>Somebody has signed the debrief off.</summary>
    SignedOff = 20,
    /// <summary>Somebody has begun to make an exercise of it.</summary>
    ExerciseBegun = 21,
    /// <summary>Two people have seen the exercise, and it is there for everybody.</summary>
    Learned = 22,
    /// <summary>Another report of the same thread has come; the detail is its id.</summary>
    AlsoReported = 30,
    /// <summary>The reporter of a report that belongs here has written; the detail is its id.</summary>
    AlsoAnswered = 31,
    /// <summary>Belongs to another discussion from now on; the detail is its id.</summary>
    Merged = 32,
    /// <summary>Stands for itself again.</summary>
    Split = 33,
    /// <summary>Somebody has looked closer; the detail is what was seen.</summary>
    Looked = 34,
    /// <summary>The reporter has said whether the sentence that hands over stands there.</summary>
    HandedOver = 35,
    /// <summary>Somebody holds all scheduled posts because of it.</summary>
    PostingHeld = 36,
    /// <summary>Scheduled posts go out again; the words say why.</summary>
    PostingReleased = 37,
    /// <summary>In an exercise somebody would have held all scheduled posts.</summary>
    PostingPractised = 38,
    /// <summary>The drill it belonged to is over.</summary>
    DrillOver = 39,
    /// <summary>The reporter has thought better of taking it back.</summary>
    BroughtBack = 40,
}

/// <summary>Who heard of it when nobody had reacted; the reporter and the desk read exactly this.</summary>
public enum Reached
{
    /// <summary>Management, at least one of them by mail.</summary>
    Management = 1,
    /// <summary>Only administrators.</summary>
    Administrators = 2,
    /// <summary>Only those who knew it already.</summary>
    DeskAgain = 3,
    /// <summary>Nobody: none of them has an address.</summary>
    NoAddress = 4,
    /// <summary>Nobody: no mail can be sent.</summary>
    NoMail = 5,
    /// <summary>Whoever stands in for those on duty.</summary>
    Backup = 6,
    /// <summary>The whole desk.</summary>
    WholeDesk = 7,
}

/// <summary>Whose step it was. The reporter's id stays out of the timeline, so that their name can go while it stays.</summary>
public enum Actor
{
    /// <summary>The reporter.</summary>
    Reporter = 1,
    /// <summary>A desk member, named by id.</summary>
    Desk = 2,
    /// <summary>The program.</summary>
    Program = 3,
}

/// <summary>Answers of a triage, as kept in the timeline.</summary>
public sealed record TriageDetail(Truth Truth, Voice Voice, int Severity);
