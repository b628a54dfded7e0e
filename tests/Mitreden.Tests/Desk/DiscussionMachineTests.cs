using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using Mitreden.Desk;

namespace Mitreden.Tests.Desk;

/// <summary>Whatever two desk members and a reporter do in whatever order, what the desk promises holds after every step.</summary>
public sealed class DiscussionMachineTests
{
    private static readonly Guid[] Members = [Guid.CreateVersion7(), Guid.CreateVersion7()];

    /// <summary>One attempt: which verb, by whom, with what, how long after the last one.</summary>
    private sealed record Move(int Verb, int Member, int Severity, int Pick, int Seconds, int Words);

    private static readonly Gen<Move> Moves = Gen.Select(Gen.Int[0, 27], Gen.Int[0, 1], Gen.Int[0, 6], Gen.Int[0, 4], Gen.OneOf(Gen.Int[0, 100_000], Gen.Int[0, 300]), Gen.Int[0, 5])
        .Select((verb, member, severity, pick, seconds, words) => new Move(verb, member, severity, pick, seconds, words));

    [Fact]
    public void Every_promise_holds_after_every_step()
    {
        var reached = new ConcurrentDictionary<DiscussionState, bool>();
        Moves.Array[1, 60].Sample(moves =>
        {
            var now = TestApp.Beginning;
            var discussion = Discussion.Report(
                Guid.CreateVersion7(), Guid.CreateVersion7(), new Shared(Guid.CreateVersion7(), "", "Streit", null, 0), Involvement.Watching, now);
            foreach (var move in moves)
            {
                now = now.AddSeconds(move.Seconds);
                Try(discussion, move, now);
                Check(discussion, now);
                reached[discussion.State] = true;
            }
        }, iter: 3000);
        Assert.Equal(Enum.GetValues<DiscussionState>(), reached.Keys.Order());
    }

    private static void Try(Discussion discussion, Move move, DateTimeOffset now)
    {
        var before = Photograph(discussion);
        var (handler, severity, seen, word, version, open) =
            (discussion.HandlerId, discussion.Severity, discussion.SeenAt, discussion.FirstWordAt, discussion.Version, discussion.IsOpen);
        try
        {
            Do(discussion, move, now);
        }
        catch (NotNowException)
        {
            Assert.Equal(before, Photograph(discussion));
            return;
        }
        if (discussion.Version == version) Assert.Equal(before, Photograph(discussion));
        else Assert.Equal((version + (IsLastLook(discussion, version) ? 2 : 1), now), (discussion.Version, discussion.ChangedAt));
        var last = discussion.Events[^1];
        if (last.Kind == EventKind.Resolved) Assert.NotNull(discussion.FirstWordAt);
        if (handler is not null && discussion.HandlerId is { } other && other != handler) Assert.Equal(EventKind.Reopened, last.Kind);
        if (discussion.Severity < severity) Assert.False(string.IsNullOrWhiteSpace(last.Text));
        if (severity is not null) Assert.NotNull(discussion.Severity);
        if (seen is not null) Assert.Equal(seen, discussion.SeenAt);
        if (word is not null) Assert.Equal(word, discussion.FirstWordAt);
        if (!open && discussion.IsOpen)
            Assert.Contains((last.Kind, discussion.HandlerId), new (EventKind, Guid?)[] { (EventKind.Reopened, Members[move.Member]), (EventKind.Split, null), (EventKind.BroughtBack, handler) });
    }

    /// <summary>The last look is a step of its own, and then the end.</summary>
    private static bool IsLastLook(Discussion discussion, int version) =>
        discussion.Version == version + 2 && discussion.Events[^2].Kind == EventKind.Measured && discussion.Events[^1].Kind == EventKind.Resolved;

    private static void Do(Discussion discussion, Move move, DateTimeOffset now)
    {
        var member = Members[move.Member];
        var words = move.Words switch { 0 => "", 1 => "   ", 2 => new string('x', Discussion.LongestText + 1), _ => "Ein Wort dazu" };
        switch (move.Verb)
        {
            case 0: discussion.Acknowledge(member, now); break;
            case 1: discussion.HandBack(member, now); break;
            case 2 or 3: discussion.Triage(member, Enum.GetValues<Truth>()[move.Pick], Enum.GetValues<Voice>()[move.Pick], move.Severity, words, now); break;
            case 4: discussion.Write(member, words, now); break;
            case 5: discussion.Answer(words, now); break;
            case 6: discussion.TakeOver(member, now); break;
            case 7: discussion.Record(member, words, now); break;
            case 8: discussion.Resolve(member, Enum.GetValues<Outcome>()[move.Pick], words, now); break;
            case 9: discussion.Reopen(member, now); break;
            case 10: if (move.Pick == 0) discussion.Withdraw(now); break;
            case 11: discussion.Correct(Enum.GetValues<Involvement>()[move.Pick % 3], now); break;
            case 12: discussion.Escalate(Reached.Management, now); break;
            case 13: discussion.Raise(member, now); break;
            case 14: discussion.Watch(member, now); break;
            case 15 or 16: discussion.Measure(member, move.Pick == 0, words, now); break;
            case 17: discussion.Coach(member, now); break;
            case 18: if (move.Pick < 2) discussion.MergeInto(Lead(now), move.Pick == 0 ? null : member, now); break;
            case 19 or 20: discussion.Split(member, now); break;
            case 21: discussion.LookCloser(member, new Look(null, move.Severity % 4, null, move.Pick % 4, null, null), now); break;
            case 22: discussion.ConfirmHandOver(move.Pick % 2 == 0, now); break;
            case 23: discussion.Learn(member, now); break;
            case 24: discussion.Debriefed(member, now); break;
            case 25: discussion.BringBack([.. discussion.Events.Where(e => e.Kind is EventKind.Withdrawn or EventKind.BroughtBack).Select(e => e.Detail)], now); break;
            default: discussion.DeclareMajor(member, now); break;
        }
    }

    private static Discussion Lead(DateTimeOffset now) => Discussion.Report(
        Guid.CreateVersion7(), Guid.CreateVersion7(), new Shared(Guid.CreateVersion7(), "", "Derselbe Streit", null, 0), Involvement.Watching, now);

    private static void Check(Discussion discussion, DateTimeOffset now)
    {
        Assert.Equal(discussion.IsOpen, discussion.WakeAt is not null);
        if (discussion.WakeAt is { } wake) Assert.True(wake <= now.AddHours(73), $"{discussion.State} sleeps until {wake:u}");
        Assert.Equal(Enumerable.Range(1, discussion.Version), discussion.Events.Select(e => e.Number));
        var ended = discussion.State is DiscussionState.Resolved or DiscussionState.Withdrawn or DiscussionState.Merged or DiscussionState.Learned;
        Assert.Equal(discussion.State == DiscussionState.Merged, discussion.MergedInto is not null);
        Assert.Equal(ended, !discussion.IsOpen);
        Assert.Equal(ended, discussion.ClosedAt is not null);
        Assert.Equal(discussion.State is DiscussionState.Resolved or DiscussionState.Learned, discussion.Outcome is not null);
        if (discussion.State == DiscussionState.Learned) Assert.Contains(discussion.Events, e => e.Kind == EventKind.Resolved);
        if (discussion.HandlerId is not null) Assert.NotNull(discussion.SeenAt);
        Assert.Equal(1 + discussion.Events.Count(e => e.Kind is EventKind.HandedBack or EventKind.Split), discussion.Round);
        if (ended || discussion.HandlerId is not null) return;
        // Nobody has it: the round, for which the desk is alerted, began with the last step that left it alone, and the timer bites.
        Assert.NotEqual(DiscussionState.Acknowledged, discussion.State);
        var alone = discussion.Events.Last(e => e.Kind is EventKind.Reported or EventKind.HandedBack or EventKind.Split).Number;
        Assert.DoesNotContain(discussion.Events, e => e.Number > alone && e.Kind is EventKind.Acknowledged or EventKind.Reopened && e.Number > alone);
        var version = discussion.Version;
        var copy = Clone(discussion);
        copy.Escalate(Reached.Management, discussion.ChangedAt.AddMinutes(10));
        Assert.Equal(version + 1, copy.Version);
    }

    private static Discussion Clone(Discussion discussion)
    {
        // The verbs only ever look at the object itself, so a shallow copy with a timeline of its own can be tried out.
        var copy = (Discussion)typeof(object).GetMethod("MemberwiseClone", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.Invoke(discussion, null)!;
        typeof(Discussion).GetField("_events", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.SetValue(copy, discussion.Events.ToList());
        return copy;
    }

    private static string Photograph(Discussion discussion) => JsonSerializer.Serialize(discussion);
}
