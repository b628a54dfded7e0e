using System.Collections.Concurrent;
using System.Text.Json;
using CsCheck;
using Mitreden.Desk;
using Mitreden.Desk.Drills;

namespace Mitreden.Tests.Desk;

/// <summary>A drill begins once, ends once, and says the truth about its times, whatever happens to it in whatever order.</summary>
public sealed class DrillMachineTests
{
    private static readonly DateTimeOffset Begin = TestApp.Beginning;

    private static Drill Planned(int seconds = 0) =>
        Drill.Plan(Guid.CreateVersion7(), new DrillPlan("mild", "Modell 3", Begin, Begin.AddHours(2), 15), Begin.AddSeconds(seconds), Begin);

    private sealed record Move(int Verb, int Seconds, bool Known);

    private static readonly Gen<Move> Moves = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 4000], Gen.Bool).Select((verb, seconds, known) => new Move(verb, seconds, known));

    [Fact]
    public void Every_promise_of_a_drill_holds_after_every_step()
    {
        var reached = new ConcurrentDictionary<DrillState, bool>();
        Moves.Array[1, 30].Sample(moves =>
        {
            var (drill, now, starts, ends) = (Planned(600), Begin, 0, 0);
            foreach (var move in moves)
            {
                now = now.AddSeconds(move.Seconds);
                var (before, state, version) = (JsonSerializer.Serialize(drill), drill.State, drill.Version);
                switch (move.Verb)
                {
                    case 0: if (drill.Start(now)) starts++; break;
                    case 1: drill.PutOff(now); break;
                    case 2: drill.Wait(); break;
                    case 3: if (drill.End(new DrillTimes(now, now, move.Known ? now : null, null, null), now)) ends++; break;
                    case 4: if (move.Seconds < 1000 && drill.CallOff(now)) ends++; break;
                    case 5: try { drill.Write(drill.Version, "Notiz"); } catch (NotNowException) { Assert.Null(drill.EndedAt); } break;
                    default: drill.Remind(now); break;
                }
                if (drill.Version == version) Assert.Equal(before, JsonSerializer.Serialize(drill));
                else Assert.Equal(version + 1, drill.Version);
                Check(drill, state);
                reached[drill.State] = true;
            }
            Assert.True(starts <= 1 && ends <= 1, $"began {starts} times, ended {ends} times");
        }, iter: 3000);
        Assert.Equal(Enum.GetValues<DrillState>(), reached.Keys.Order());
    }

    private static void Check(Drill drill, DrillState before)
    {
        Assert.True(drill.State >= before || drill.State == before, $"from {before} back to {drill.State}");
        Assert.Equal(drill.State is DrillState.Ended or DrillState.CalledOff, drill.EndedAt is not null);
        if (drill.State is DrillState.Running or DrillState.Ended) Assert.True(drill.StartedAt >= Begin.AddSeconds(600));
        if (drill.State == DrillState.Planned) Assert.True(drill.StartedAt is null && drill.StartsAt <= drill.Until);
        if (drill.State != DrillState.Ended) Assert.False(drill.IsPassed || drill.KnownAt is not null);
        if (drill.IsPassed) Assert.True(drill.KnownAt - drill.StartedAt < TimeSpan.FromMinutes(drill.Aim));
    }

    [Theory]
    [InlineData(null, null, null, DrillResult.NotShared)]
    [InlineData(3, null, null, DrillResult.NotKnown)]
    [InlineData(3, 14, 15, DrillResult.Passed)]
    [InlineData(3, 14, null, DrillResult.NoWord)]
    [InlineData(3, 15, 16, DrillResult.LateDesk)]
    [InlineData(12, 16, 17, DrillResult.LateReport)]
    public void What_to_do_next_depends_on_where_the_time_went(int? reported, int? known, int? word, DrillResult expected)
    {
        var drill = Planned();
        drill.Start(Begin);
        DateTimeOffset? At(int? minutes) => minutes is { } m ? Begin.AddMinutes(m) : null;
        drill.End(new DrillTimes(At(reported), At(reported), At(known), At(word), null), Begin.AddHours(1));
        Assert.Equal((expected, expected is DrillResult.Passed or DrillResult.NoWord), (drill.Result, drill.IsPassed));
    }

    [Fact]
    public void A_late_one_that_has_waited_is_not_blamed_on_anybody()
    {
        var drill = Planned();
        drill.Start(Begin);
        drill.Wait();
        drill.End(new DrillTimes(Begin.AddMinutes(1), null, Begin.AddMinutes(40), null, null), Begin.AddHours(1));
        Assert.Equal(DrillResult.GaveWay, drill.Result);
    }

    [Fact]
    public void A_plan_that_cannot_be_names_the_field()
    {
        var good = new DrillPlan("mild", "Modell 3", Begin, Begin.AddHours(1), 15);
        foreach (var (plan, field) in new[]
        {
            (good with { Thread = "unknown" }, "thread"), (good with { Product = " " }, "product"), (good with { Product = new string('x', Drill.LongestProduct + 1) }, "product"),
            (good with { Aim = 4 }, "aim"), (good with { Aim = 61 }, "aim"), (good with { Until = Begin }, "window"), (good with { From = Begin.AddHours(-2), Until = Begin.AddHours(-1) }, "window"),
            (good with { From = Begin.AddDays(40), Until = Begin.AddDays(41) }, "day"),
        })
            Assert.Equal(field, Assert.Throws<NoPlanException>(() => Drill.Plan(Guid.CreateVersion7(), plan, plan.From, Begin)).Field);
    }

    [Fact]
    public void An_exercise_refuses_what_is_only_for_what_is_real_and_never_belongs_to_it()
    {
        var (organisation, member) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Discussion Report(Guid? drill) => Discussion.Report(organisation, Guid.CreateVersion7(), new Shared(Guid.CreateVersion7(), "", "Streit", null, 0) { Drill = drill }, Involvement.Watching, Begin);
        var (exercise, real, other) = (Report(Guid.CreateVersion7()), Report(null), Report(Guid.CreateVersion7()));
        foreach (var (one, into) in new[] { (exercise, real), (real, exercise), (exercise, other) })
            foreach (var by in new Guid?[] { null, member })
                Assert.Equal(NotNow.NoLead, Assert.Throws<NotNowException>(() => one.MergeInto(into, by, Begin)).Why);
        Assert.Equal(NotNow.OnlyDrill, Assert.Throws<NotNowException>(() => exercise.PostingHeld(member, Begin)).Why);
        exercise.Acknowledge(member, Begin);
        exercise.PractisePostingStop(member, Begin);
        exercise.Resolve(member, Outcome.Calmed, "Geübt.", Begin);
        foreach (var verb in new Action[] { () => exercise.Debriefed(member, Begin), () => exercise.ExerciseBegun(member, Begin), () => exercise.Learn(member, Begin), () => exercise.Reopen(member, Begin) })
            Assert.Equal(NotNow.OnlyDrill, Assert.Throws<NotNowException>(verb).Why);
        real.EndDrill(Begin);
        Assert.True(real.IsOpen);
    }

    [Fact]
    public void Giving_way_moves_the_steps_and_skips_none()
    {
        var exercise = Discussion.Report(Guid.CreateVersion7(), Guid.CreateVersion7(), new Shared(Guid.CreateVersion7(), "", "Streit", null, 0) { Drill = Guid.CreateVersion7() }, Involvement.Heated, Begin);
        var now = Begin;
        for (var minute = 0; minute < 30; minute++)
        {
            exercise.GiveWay(now);
            Assert.Equal((-1, now.AddMinutes(1)), (exercise.AlertStep, exercise.WakeAt));
            now = now.AddMinutes(1);
        }
        var due = exercise.Wake(now, new Mitreden.Desk.Watch.Presence(true, now));
        Assert.Equal(new Mitreden.Desk.Watch.Ring(0, false), Assert.Single(due));
        // A real one does not give way.
        var real = Discussion.Report(Guid.CreateVersion7(), Guid.CreateVersion7(), new Shared(Guid.CreateVersion7(), "", "Streit", null, 0), Involvement.Heated, Begin);
        real.GiveWay(Begin);
        Assert.Equal(Begin, real.WakeAt);
    }
}
