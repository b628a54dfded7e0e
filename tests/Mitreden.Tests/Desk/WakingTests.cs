using CsCheck;
using Mitreden.Desk;
using Mitreden.Desk.Watch;

namespace Mitreden.Tests.Desk;

/// <summary>Timers of a discussion: it is never forgotten, nobody is called twice for one reason, and no clock breaks it.</summary>
public sealed class WakingTests
{
    private static readonly DateTimeOffset Begin = TestApp.Beginning;
    private static readonly Guid Jana = Guid.CreateVersion7();
    private static readonly Presence There = new(true, Begin);

    [Theory]
    [InlineData(Involvement.Watching, "0 0:00, 0 0:02, 1 0:05, 1 0:07, 2 0:10, 2 0:12, 3 0:30, 3 0:32, 0 1:00")]
    [InlineData(Involvement.Heated, "0 0:00, 0 0:01, 0 0:02, 1 0:05, 1 0:06, 1 0:07, 2 0:10, 2 0:11, 2 0:12, 3 0:15, 3 0:16, 3 0:17, 0 0:20")]
    public void Steps_come_at_their_time(Involvement tap, string expected)
    {
        var (discussion, rings) = (Report(tap), new List<string>());
        foreach (var (at, due) in Sleep(discussion, There, Begin.AddHours(1)))
            rings.AddRange(due.OfType<Ring>().Select(r => $"{r.Step} {at - Begin:h\\:mm}"));
        Assert.StartsWith(expected, string.Join(", ", rings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_urgent_is_called_for_until_somebody_comes_and_what_is_not_each_duty_day()
    {
        var urgent = Sleep(Report(Involvement.Heated), There, Begin.AddDays(2)).SelectMany(s => s.Due).OfType<Ring>().Count(r => r.Step == Ring.Management && !r.Again);
        Assert.Equal(2 * 24 * 3, urgent);
        var brisk = Sleep(Report(Involvement.Watching), There, Begin.AddDays(7)).SelectMany(s => s.Due).OfType<Ring>().Count(r => r.Step == Ring.Management && !r.Again);
        Assert.InRange(brisk, 7, 9);
    }

    [Fact]
    public void Outside_duty_hours_only_what_is_urgent_breaks_through()
    {
        var night = new Presence(false, Begin.AddHours(10));
        var heated = Report(Involvement.Heated);
        Assert.Equal([0, 1, 2, 3], Sleep(heated, night, Begin.AddHours(9)).SelectMany(s => s.Due).OfType<Ring>().Where(r => !r.Again).Select(r => r.Step));
        Assert.Equal(night.NextAt, heated.WakeAt);
        Assert.Equal([new Ring(0, false)], heated.Wake(night.NextAt, There with { NextAt = night.NextAt }));
        var brisk = Sleep(Report(Involvement.Watching), night, Begin.AddHours(9)).SelectMany(s => s.Due).OfType<Ring>().Select(r => r.Step);
        Assert.Equal([0], brisk);
        var calm = Report(Involvement.Watching);
        calm.Acknowledge(Jana, Begin);
        calm.Triage(Jana, Truth.Opinion, Voice.Other, 1, null, Begin);
        calm.HandBack(Jana, Begin);
        Assert.Empty(calm.Wake(Begin, night));
        Assert.Equal(night.NextAt, calm.WakeAt);
    }

    [Fact]
    public void What_becomes_hotter_at_night_is_called_out_at_once_however_it_became_so()
    {
        var night = new Presence(false, Begin.AddHours(10));
        foreach (var heat in new Action<Discussion, DateTimeOffset>[] { (d, now) => d.Correct(Involvement.Heated, now), (d, now) => d.Hear(EventKind.AlsoReported, Report(Involvement.Heated), now), MergeStronger })
        {
            var quiet = Report(Involvement.Watching);
            Assert.Single(Sleep(quiet, night, Begin.AddMinutes(20)).SelectMany(s => s.Due).OfType<Ring>());
            Assert.Equal(night.NextAt, quiet.WakeAt);
            heat(quiet, Begin.AddMinutes(30));
            Assert.Contains(new Ring(0, false), quiet.Wake(Begin.AddMinutes(30), night));
        }
    }

    /// <summary>Somebody has found out of another report of the thread that it is strong, and puts it here.</summary>
    private static void MergeStronger(Discussion quiet, DateTimeOffset now)
    {
        var other = Report(Involvement.Watching);
        other.Acknowledge(Jana, now.AddMinutes(-2));
        other.Triage(Jana, Truth.True, Voice.Customer, 5, null, now.AddMinutes(-1));
        other.HandBack(Jana, now.AddSeconds(-30));
        other.MergeInto(quiet, Jana, now);
    }

    [Fact]
    public void That_the_reporter_waits_for_a_word_is_said_once()
    {
        var discussion = Report(Involvement.Heated);
        var said = 0;
        void Pass(int from, int to) => said += Sleep(discussion, There, Begin.AddMinutes(to)).SelectMany(s => s.Due).Count(d => d is Remind { Of: Reminder.FirstWord });
        Pass(0, 6);
        discussion.Acknowledge(Jana, Begin.AddMinutes(6));
        // Whoever has just taken it is left alone for a moment.
        Pass(6, 7);
        Assert.Equal(0, said);
        Pass(7, 9);
        Assert.Equal(1, said);
        discussion.Triage(Jana, Truth.True, Voice.Customer, 4, null, Begin.AddMinutes(9));
        Pass(9, 10);
        discussion.TakeOver(Jana, Begin.AddMinutes(10));
        Pass(10, 20);
        Assert.Equal(1, said);
    }

    /// <summary>The machine began with local time and was set right: what was to be done at 14:05 would wait for two hours.</summary>
    [Theory, InlineData(Involvement.Watching), InlineData(Involvement.Heated)]
    public void A_clock_that_was_set_back_two_hours_stops_no_search(Involvement tap)
    {
        var discussion = Report(tap);
        discussion.Wake(Begin, There);
        var back = Begin.AddHours(-2);
        Assert.False(discussion.SleepsAt(back));
        Assert.Contains(new Ring(0, false), discussion.Wake(back, There));
        Assert.True(discussion.SleepsAt(back.AddSeconds(1)));
        Assert.True(discussion.WakeAt < back.AddMinutes(10));
    }

    [Fact]
    public void What_waits_for_the_next_duty_comes_forward_when_that_begins_earlier_and_nothing_else_does()
    {
        var night = new Presence(false, Begin.AddHours(40));
        var earlier = night with { NextAt = Begin.AddHours(12) };
        foreach (var tap in Enum.GetValues<Involvement>())
        {
            var waiting = Report(tap);
            _ = Sleep(waiting, night, Begin.AddHours(2)).Count();
            Assert.Equal(night.NextAt, waiting.WakeAt);
            var wakes = waiting.Wakes;
            waiting.ComeForward(earlier, Begin.AddHours(2));
            Assert.Equal((earlier.NextAt, wakes + 1), (waiting.WakeAt, waiting.Wakes));
            waiting.ComeForward(earlier, Begin.AddHours(2));
            Assert.Equal(wakes + 1, waiting.Wakes);
            waiting.ComeForward(night, Begin.AddHours(2));
            Assert.Equal(earlier.NextAt, waiting.WakeAt);
        }
        // Called out as often as it may be, it waits for tomorrow although somebody is there.
        var called = Report(Involvement.Watching);
        _ = Sleep(called, There, Begin.AddHours(3)).Count();
        var (tomorrow, rings) = (called.WakeAt, called.Wakes);
        called.ComeForward(There, Begin.AddHours(3));
        Assert.Equal((tomorrow, rings), (called.WakeAt, called.Wakes));
    }

    [Fact]
    public void Whoever_takes_it_and_does_nothing_loses_it_again_and_everybody_is_called_anew()
    {
        var discussion = Report(Involvement.Heated);
        discussion.Acknowledge(Jana, Begin.AddMinutes(1));
        var steps = Sleep(discussion, There, Begin.AddMinutes(17)).ToList();
        Assert.Contains(steps, s => s.Due.Contains(new Remind(Reminder.FirstWord)) && s.At == Begin.AddMinutes(5));
        Assert.Contains(steps, s => s.Due.Contains(new Ring(0, false)) && s.At == Begin.AddMinutes(16));
        Assert.Equal((null, 2, DiscussionState.Reported), (discussion.HandlerId, discussion.Round, discussion.State));
        Assert.Equal((EventKind.HandedBack, Actor.Program), (discussion.Events[^1].Kind, discussion.Events[^1].Actor));
    }

    [Fact]
    public void A_watch_is_measured_three_times_and_ends_calmly_or_grows()
    {
        var discussion = Assessed(1);
        discussion.Watch(Jana, Begin);
        foreach (var hours in new[] { 1, 4 })
        {
            Assert.Equal(Begin.AddHours(hours), discussion.MeasureAt);
            discussion.Measure(Jana, false, null, Begin.AddHours(hours));
        }
        Assert.True(discussion.IsOpen);
        discussion.Measure(Jana, false, "Alles ruhig.", Begin.AddHours(24));
        Assert.Equal((DiscussionState.Resolved, Outcome.NoAnswerNeeded, null), (discussion.State, discussion.Outcome, discussion.WakeAt));
        Assert.Equal(["Measured: Alles ruhig.", "Resolved: "], discussion.Events.TakeLast(2).Select(e => $"{e.Kind}: {e.Text}"));
        var growing = Assessed(3);
        growing.Watch(Jana, Begin);
        growing.Measure(Jana, true, null, Begin.AddHours(1));
        Assert.Equal((DiscussionState.Triaged, 4, Urgency.Urgent), (growing.State, growing.Severity, growing.Urgency));
    }

    [Fact]
    public void A_watch_that_nobody_measures_reminds_and_is_looked_after_again()
    {
        var discussion = Assessed(3);
        discussion.Watch(Jana, Begin);
        var steps = Sleep(discussion, There, Begin.AddHours(10)).ToList();
        Assert.Contains(steps, s => s.Due.Contains(new Remind(Reminder.Measure)) && s.At == Begin.AddHours(1));
        Assert.Contains(steps, s => s.Due.Contains(new Remind(Reminder.Idle)) && s.At == Begin.AddHours(5));
        Assert.Contains(steps, s => s.Due.Contains(new Ring(0, false)) && s.At == Begin.AddHours(9));
    }

    /// <summary>Any order of steps, wake-ups too early, too late and twice, clocks set forward and back.</summary>
    [Fact]
    public void Whatever_happens_an_open_discussion_wakes_up_again()
    {
        Gen.Select(Gen.Int[0, 9], Gen.Int[-5000, 100_000], Gen.Bool).Array[1, 50].Sample(moves =>
        {
            var (discussion, now) = (Report(Involvement.Wrote), Begin);
            foreach (var (move, seconds, there) in moves)
            {
                now = now.AddSeconds(seconds);
                try
                {
                    Move(discussion, move, now);
                }
                catch (NotNowException)
                {
                }
                var desk = new Presence(there, now.AddHours(move));
                var due = discussion.Wake(now, desk);
                Assert.Empty(discussion.Wake(now, desk));
                Assert.True(due.OfType<Ring>().Count() <= 1);
                Assert.Equal(discussion.IsOpen, discussion.WakeAt is not null);
                if (discussion.WakeAt is { } at) Assert.True(at > now && at <= now.AddDays(15), $"{discussion.State}: {at - now}");
            }
        }, iter: 2000);
    }

    /// <summary>Nothing should ever take the time to wake up from an open discussion. If something does, the first look gives it back.</summary>
    [Fact]
    public void An_open_discussion_that_has_lost_its_time_gets_one_at_the_next_look()
    {
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 100_000], Gen.Bool).Array[1, 20].Sample(moves =>
        {
            var (discussion, now) = (Report(Involvement.Wrote), Begin);
            foreach (var (move, seconds, there) in moves)
            {
                now = now.AddSeconds(seconds);
                try
                {
                    Move(discussion, move, now);
                }
                catch (NotNowException)
                {
                }
                Lose(discussion);
                var (wakes, desk) = (discussion.Wakes, new Presence(there, now.AddHours(move)));
                var due = discussion.Wake(now, desk);
                Assert.Equal(discussion.IsOpen, discussion.WakeAt is not null);
                Assert.Equal(discussion.IsOpen ? wakes + 1 : wakes, discussion.Wakes);
                if (!discussion.IsOpen) Assert.Empty(due);
                if (discussion.WakeAt is { } at) Assert.True(at > now && at <= now.AddDays(15), $"{discussion.State}: {at - now}");
            }
        }, iter: 500);
    }

    [Fact]
    public void A_drill_that_has_lost_its_time_gets_one_while_it_gives_way()
    {
        var drill = Discussion.Report(Guid.CreateVersion7(), Guid.CreateVersion7(), new Shared(Guid.CreateVersion7(), "", "Streit", null, 0) { Drill = Guid.CreateVersion7() }, Involvement.Heated, Begin);
        Lose(drill);
        drill.GiveWay(Begin);
        Assert.Equal(Begin.AddMinutes(1), drill.WakeAt);
    }

    /// <summary>No verb does this.</summary>
    private static void Lose(Discussion discussion) => typeof(Discussion).GetProperty(nameof(Discussion.WakeAt))!.SetValue(discussion, null);

    [Fact]
    public void A_clock_that_was_set_back_a_year_keeps_nobody_waiting()
    {
        var discussion = Report(Involvement.Heated);
        discussion.Wake(Begin, There);
        var before = Begin.AddYears(-1);
        Assert.Equal([new Ring(0, false)], discussion.Wake(before, There));
        Assert.True(discussion.WakeAt < before.AddHours(1));
    }

    private static void Move(Discussion discussion, int move, DateTimeOffset now)
    {
        switch (move)
        {
            case 0: discussion.Acknowledge(Jana, now); break;
            case 1: discussion.HandBack(Jana, now); break;
            case 2: discussion.Triage(Jana, Truth.Wrong, Voice.Troll, 3, "Grund", now); break;
            case 3: discussion.Watch(Jana, now); break;
            case 4: discussion.Measure(Jana, now.Second % 2 == 0, null, now); break;
            case 5: discussion.TakeOver(Jana, now); break;
            case 6: discussion.Correct(Involvement.Heated, now); break;
            case 7: discussion.Reopen(Jana, now); break;
            case 8: discussion.DeclareMajor(Jana, now); break;
            default: if (now.Second == 0) discussion.Resolve(Jana, Outcome.Calmed, "Ruhig", now); break;
        }
    }

    /// <summary>Nobody does anything: every wake-up until the end, at exactly its time.</summary>
    private static IEnumerable<(DateTimeOffset At, IReadOnlyList<Due> Due)> Sleep(Discussion discussion, Presence desk, DateTimeOffset end)
    {
        while (discussion.WakeAt is { } at && at <= end) yield return (at, discussion.Wake(at, desk with { NextAt = desk.IsThere ? at : desk.NextAt }));
    }

    private static Discussion Report(Involvement tap) => Discussion.Report(
        Guid.CreateVersion7(), Guid.CreateVersion7(), new Shared(Guid.CreateVersion7(), "", "Streit", null, 0), tap, Begin);

    private static Discussion Assessed(int severity)
    {
        var discussion = Report(Involvement.Watching);
        discussion.Acknowledge(Jana, Begin);
        discussion.Write(Jana, "Danke.", Begin);
        discussion.Triage(Jana, Truth.Opinion, Voice.Other, severity, null, Begin);
        return discussion;
    }
}
