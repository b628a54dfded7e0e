using CsCheck;
using Mitreden.Desk;
using Mitreden.Desk.Afterwards;

namespace Mitreden.Tests.Desk;

/// <summary>Whatever two or three people do in whatever order and with however old a page: nothing goes out that only one of them has seen as it is.</summary>
public sealed class FourEyesTests
{
    private static readonly Guid[] People = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];

    /// <summary>One attempt: which verb, by whom, on a page how many forms old, with which words.</summary>
    private sealed record Move(int Verb, int Person, int Old, int Words);

    private static readonly Gen<Move> Moves = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2]).Select((verb, person, old, words) => new Move(verb, person, old, words));

    [Fact]
    public void Nothing_is_published_that_only_one_person_has_seen_in_its_present_form()
    {
        var (published, refused) = (0, 0);
        Gen.Select(Gen.Int[2, 3], Moves.Array[1, 40]).Sample((people, moves) =>
        {
            var now = TestApp.Beginning;
            var exercise = Exercise.Begin(Closed(now), People[0], now);
            // What each form said, and who has had it before their eyes in this form.
            var forms = new Dictionary<int, string> { [0] = "" };
            var seen = new Dictionary<string, HashSet<int>>();
            foreach (var move in moves)
            {
                now = now.AddMinutes(1);
                var (person, revision, before) = (move.Person % people, Math.Max(0, exercise.Revision - move.Old), (exercise.State, exercise.Json, exercise.Revision, exercise.Key, exercise.Version));
                try
                {
                    Do(exercise, move, person, revision, now);
                }
                catch (NotNowException)
                {
                    Assert.Equal(before, (exercise.State, exercise.Json, exercise.Revision, exercise.Key, exercise.Version));
                    Interlocked.Increment(ref refused);
                    continue;
                }
                if (exercise.Revision != before.Revision)
                {
                    Assert.Equal(ExerciseState.Writing, exercise.State);
                    forms[exercise.Revision] = exercise.Json;
                    seen[exercise.Json] = [person];
                }
                if (move.Verb is not (6 or 7) || exercise.State != ExerciseState.Agreed || before.State == ExerciseState.Agreed) continue;
                // The one who agrees has seen the form that stood on their page, and no other.
                if (!seen.TryGetValue(forms[revision], out var eyes)) seen[forms[revision]] = eyes = [];
                eyes.Add(person);
                Assert.True(seen[exercise.Json].Count >= 2, $"published what only {string.Join(", ", seen[exercise.Json])} had seen");
                Interlocked.Increment(ref published);
            }
        }, iter: 20_000);
        Assert.True(published > 1000 && refused > 1000, $"{published} published, {refused} refused: too few to say anything");
    }

    [Fact]
    public void A_change_after_agreement_needs_agreement_anew_and_the_name_stays()
    {
        var now = TestApp.Beginning;
        var exercise = Exercise.Begin(Closed(now), People[0], now);
        exercise.LookedAt(People[0], "eins", now);
        Assert.Equal(NotNow.NotOffered, Assert.Throws<NotNowException>(() => exercise.Agree(People[1], 1, "E1", now)).Why);
        exercise.Offer(1, now);
        Assert.Equal(NotNow.OwnWords, Assert.Throws<NotNowException>(() => exercise.Agree(People[0], 1, "E1", now)).Why);
        exercise.Agree(People[1], 1, "E1", now);
        exercise.Write(People[1], 1, "zwei", now);
        Assert.Equal((ExerciseState.Writing, "E1"), (exercise.State, exercise.Key));
        exercise.Offer(2, now);
        Assert.Equal(NotNow.OwnWords, Assert.Throws<NotNowException>(() => exercise.Agree(People[1], 2, "E2", now)).Why);
        Assert.Equal(NotNow.Changed, Assert.Throws<NotNowException>(() => exercise.Agree(People[0], 1, "E2", now)).Why);
        exercise.Agree(People[0], 2, "E2", now);
        Assert.Equal((ExerciseState.Agreed, "E1"), (exercise.State, exercise.Key));
    }

    [Fact]
    public void A_no_needs_a_reason_and_leaves_the_text()
    {
        var now = TestApp.Beginning;
        var exercise = Exercise.Begin(Closed(now), People[0], now);
        exercise.LookedAt(People[0], "eins", now);
        exercise.Offer(1, now);
        Assert.Equal("reason", Assert.Throws<NotNowException>(() => exercise.Reject(People[1], 1, " ", now)).Blamed);
        exercise.Reject(People[1], 1, "Man erkennt den Ort.", now);
        Assert.Equal((ExerciseState.Rejected, "eins", "Man erkennt den Ort."), (exercise.State, exercise.Json, exercise.Reason));
    }

    [Fact]
    public void Only_a_resolved_discussion_is_learned_from_and_it_can_be_opened_again()
    {
        var now = TestApp.Beginning;
        var open = Discussion.Report(Guid.CreateVersion7(), Guid.CreateVersion7(), new Shared(Guid.CreateVersion7(), "", "Streit", null, 0), Involvement.Watching, now);
        Assert.Equal(NotNow.StillOpen, Assert.Throws<NotNowException>(() => open.Learn(People[0], now)).Why);
        Assert.Equal(NotNow.StillOpen, Assert.Throws<NotNowException>(() => Exercise.Begin(open, People[0], now)).Why);
        open.Withdraw(now);
        Assert.Equal(NotNow.NotResolved, Assert.Throws<NotNowException>(() => open.Learn(People[0], now)).Why);
        var closed = Closed(now);
        closed.Learn(People[0], now);
        var version = closed.Version;
        closed.Learn(People[1], now);
        Assert.Equal((DiscussionState.Learned, false, version), (closed.State, closed.IsOpen, closed.Version));
        Assert.Null(closed.WakeAt);
        closed.Reopen(People[1], now);
        Assert.True(closed.IsOpen);
    }

    private static void Do(Exercise exercise, Move move, int person, int revision, DateTimeOffset now)
    {
        var (by, words) = (People[person], $"{person}:{move.Words}");
        switch (move.Verb)
        {
            case 0: exercise.LookedAt(by, words, now); break;
            case 1 or 2: exercise.Write(by, revision, move.Words == 2 ? "gleich" : words, now); break;
            case 3 or 4 or 5: exercise.Offer(revision, now); break;
            case 6 or 7: exercise.Agree(by, revision, "E1", now); break;
            default: exercise.Reject(by, revision, "Noch nicht.", now); break;
        }
    }

    private static Discussion Closed(DateTimeOffset now)
    {
        var closed = Discussion.Report(Guid.CreateVersion7(), Guid.CreateVersion7(), new Shared(Guid.CreateVersion7(), "", "Streit", null, 0), Involvement.Watching, now);
        closed.Acknowledge(People[0], now);
        closed.Resolve(People[0], Outcome.Calmed, "Ruhig.", now);
        return closed;
    }
}
