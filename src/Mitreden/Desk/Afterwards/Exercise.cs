using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Afterwards;

/// <summary>Where an exercise stands on its way out of a discussion.</summary>
public enum ExerciseState
{
    /// <summary>Nobody of the desk has looked at what was replaced; nobody else sees a word.</summary>
    Begun = 1,
    /// <summary>It is written.</summary>
    Writing = 2,
    /// <summary>A second person is to look at it.</summary>
    Offered = 3,
    /// <summary>Two people have seen it, and it is published as it stands.</summary>
    Agreed = 4,
    /// <summary>Somebody has said no, with a reason; it can be changed.</summary>
    Rejected = 5,
}

/// <summary>
/// An exercise that is made of a discussion. What is published, two people have seen in exactly this form: one wrote it, another one agreed.
/// It goes with its discussion; what was published stays, and nothing leads back.
/// </summary>
public sealed class Exercise : IOrganisationOwned
{
    /// <summary>Most characters of the text with everything in it.</summary>
    public const int Longest = 60_000;
    /// <summary>Most characters of a reason.</summary>
    public const int LongestReason = 1000;

    private Exercise() { }

    /// <summary>Key.</summary>
    [Stored("identifies the exercise", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public Guid Id { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The discussion; one exercise for each.</summary>
    [Stored("says what the exercise was made of", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public Guid DiscussionId { get; private set; }
    /// <summary>Where it stands.</summary>
    [Stored("says what has to happen next", Basis.NotPersonal, Keep.Case, Seen.Desk)]
    public ExerciseState State { get; private set; }
    /// <summary>The exercise as <see cref="ExerciseText"/>, without names; empty before the desk has looked.</summary>
    [Stored("is the exercise", Basis.LegitimateInterest, Keep.Case, Seen.Everybody)]
    public string Json { get; private set; } = "";
    /// <summary>Counts the forms of the text, from 1.</summary>
    [Stored("makes sure that two people have seen the same text", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Revision { get; private set; }
    /// <summary>Who wrote the present form, or null.</summary>
    [Stored("makes sure that a second person looks at it", Basis.LegitimateInterest, Keep.Case, Seen.Self)]
    public Guid? WrittenBy { get; private set; }
    /// <summary>Who said yes or no last, or null.</summary>
    [Stored("makes sure that a second person looks at it", Basis.LegitimateInterest, Keep.Case, Seen.Self)]
    public Guid? AnsweredBy { get; private set; }
    /// <summary>When it last changed.</summary>
    [Stored("orders the list", Basis.NotPersonal, Keep.Case, Seen.Desk)]
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>Why somebody said no, or empty.</summary>
    [Stored("says what is still to be changed", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public string Reason { get; private set; } = "";
    /// <summary>Name under which it is published, such as <c>E1</c>; empty before that.</summary>
    [Stored("finds the published exercise", Basis.NotPersonal, Keep.Case, Seen.Everybody)]
    public string Key { get; private set; } = "";
    /// <summary>Counts changes, so that of two people who act at once the first one wins.</summary>
    [Stored("keeps two people from overwriting each other", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Version { get; private set; }

    /// <summary>Begins; the text comes when the desk has looked.</summary>
    public static Exercise Begin(Discussion discussion, Guid by, DateTimeOffset now)
    {
        discussion.ExerciseBegun(by, now);
        return new Exercise { Id = Guid.CreateVersion7(now), OrganisationId = discussion.OrganisationId, DiscussionId = discussion.Id, State = ExerciseState.Begun, ChangedAt = now };
    }

    /// <summary>Somebody of the desk has looked at everything that was replaced, and gives the text free for writing.</summary>
    public void LookedAt(Guid by, string json, DateTimeOffset now)
    {
        if (State != ExerciseState.Begun) throw new NotNowException(NotNow.Changed);
        Set(by, json, now);
    }

    /// <summary>Changes the text. Whatever was agreed before, this form needs agreement anew. The same text again changes nothing.</summary>
    /// <param name="by">Who writes.</param>
    /// <param name="revision">The form that the writer has read.</param>
    /// <param name="json">The new text.</param>
    /// <param name="now">Time.</param>
    public void Write(Guid by, int revision, string json, DateTimeOffset now)
    {
        MustBe(revision);
        if (json != Json) Set(by, json, now);
    }

    /// <summary>Asks a second person to look at the text as it stands.</summary>
    public void Offer(int revision, DateTimeOffset now)
    {
        MustBe(revision);
        if (State is not (ExerciseState.Writing or ExerciseState.Rejected)) return;
        Turn(ExerciseState.Offered, now);
    }

    /// <summary>A second person agrees to the text as it stands.</summary>
    /// <param name="by">Anybody but the one who wrote it.</param>
    /// <param name="revision">The form that this person has read.</param>
    /// <param name="key">Name under which it is published if it has none yet.</param>
    /// <param name="now">Time.</param>
    public void Agree(Guid by, int revision, string key, DateTimeOffset now)
    {
        MustBe(revision);
        if (State != ExerciseState.Offered) throw new NotNowException(NotNow.NotOffered);
        if (by == WrittenBy) throw new NotNowException(NotNow.OwnWords);
        if (Key.Length == 0) Key = key;
        (AnsweredBy, Reason) = (by, "");
        Turn(ExerciseState.Agreed, now);
    }

    /// <summary>Either of the two says no, and why. What was published before stays published.</summary>
    public void Reject(Guid by, int revision, string reason, DateTimeOffset now)
    {
        MustBe(revision);
        if (State != ExerciseState.Offered) throw new NotNowException(NotNow.NotOffered);
        var words = Typed.Of(reason);
        if (words.Length == 0) throw new NotNowException(NotNow.Empty, "reason");
        if (words.Length > LongestReason) throw new NotNowException(NotNow.TooLong, "reason", LongestReason);
        (AnsweredBy, Reason) = (by, words);
        Turn(ExerciseState.Rejected, now);
    }

    private void Set(Guid by, string json, DateTimeOffset now)
    {
        if (json.Length > Longest) throw new NotNowException(NotNow.TooLong, most: Longest);
        (Json, WrittenBy, Revision) = (json, by, Revision + 1);
        Turn(ExerciseState.Writing, now);
    }

    private void Turn(ExerciseState state, DateTimeOffset now)
    {
        (State, ChangedAt) = (state, now);
        Version++;
    }

    private void MustBe(int revision)
    {
        if (State == ExerciseState.Begun) throw new NotNowException(NotNow.NotLookedAt);
        if (revision != Revision) throw new NotNowException(NotNow.Changed);
    }
}
