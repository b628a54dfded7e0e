using Mitreden.Learning;
using Mitreden.Learning.Path;
using Mitreden.Learning.Stories;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Learning;

/// <summary>What somebody has done, and stories as far as they have been told.</summary>
public sealed class JourneyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_step_that_lies_behind_or_ahead_changes_nothing()
    {
        var journey = new Journey().Pass("K1", 0, Domain.Communication, null);
        Assert.Same(journey, journey.Pass("K1", 0, Domain.Communication, false));
        Assert.Same(journey, journey.Pass("K1", 5, Domain.Communication, true));
        Assert.Equal(1, journey.In("K1").Step);
    }

    [Fact]
    public void Looks_back_come_after_7_30_90_and_180_days_and_a_mistake_repeats_the_pause()
    {
        var journey = new Journey().Finish("K4", true, Now);
        var (at, days) = (Now, new List<int>());
        while (journey.LooksBack is [var look])
        {
            days.Add((int)(look.Due - at).TotalDays);
            Assert.Same(journey, journey.Look("K4", true, look.Due.AddSeconds(-1)));
            at = look.Due;
            journey = journey.Look("K4", days.Count != 2, at);
        }
        Assert.Equal([7, 30, 30, 90, 180], days);
        Assert.True(journey.HasDone("K4"));
    }

    [Fact]
    public void A_unit_done_again_stays_done_while_it_is_under_way_and_makes_no_second_look_back()
    {
        var journey = new Journey().Finish("K4", true, Now).Pass("K4", 0, Domain.Technical, null);
        Assert.True(journey.HasDone("K4"));
        Assert.Single(journey.Finish("K4", true, Now.AddDays(1)).LooksBack);
    }

    [Fact]
    public void A_rating_outside_one_to_five_changes_nothing() => Assert.Null(new Journey().Rate(0).Rate(6).KnowsWhom);

    [Fact]
    public void Once_solved_stays_solved_however_it_is_played_afterwards()
    {
        var journey = new Journey().Play("S1", ["a"], true, true, Now).Play("S1", [], false, false, Now.AddDays(1));
        Assert.True(journey.HasSolved);
        Assert.Equal(Now, journey.Stories["S1"].PlayedAt);
    }

    [Fact]
    public void Meters_stay_within_their_bounds() =>
        Assert.Equal(new Meters(100, 0, 0, 0), new Meters(95, 5, 10, 3).After(new Meters(20, -30, -50, -9)));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Every_scenario_can_be_told_to_every_end_and_its_best_path_ends_well(string id)
    {
        var scenario = Catalogue.Shipped.Scenarios[id];
        Assert.Empty(ScenarioCheck.Faults(scenario));
        Assert.Equal(Outcome.Good, ScenarioCheck.Best(scenario).End!.Outcome);
        var ends = new HashSet<string>();
        Explore(Telling.Of(scenario, []));
        Assert.Equal(scenario.Nodes.OfType<Ending>().Select(e => e.Id).Order(), ends.Order());

        void Explore(Telling telling)
        {
            Assert.InRange(telling.Meters.Trust, 0, 100);
            if (telling.End is { } end) ends.Add(end.Id);
            else foreach (var option in ((Decision)telling.Here).Options) Explore(Telling.Of(scenario, [.. telling.Chosen, option.Id]));
        }
    }

    [Fact]
    public void A_story_that_its_author_has_changed_is_told_as_far_as_it_still_fits()
    {
        var scenario = Catalogue.Shipped.Scenarios["S1"];
        var best = ScenarioCheck.Best(scenario);
        Assert.Equal(best.Chosen.Take(1), Telling.Of(scenario, [best.Chosen[0], "gone", "a"]).Chosen);
    }

    [Fact]
    public void A_scenario_with_a_dead_end_a_circle_or_a_place_out_of_reach_is_found()
    {
        var scenario = Catalogue.Shipped.Scenarios["S1"];
        var first = (Decision)scenario.At(scenario.Start);
        Assert.Contains((ScenarioFault.LeadsNowhere, $"{first.Id}/a"), ScenarioCheck.Faults(Bend("nowhere")));
        Assert.Contains(ScenarioCheck.Faults(Bend(first.Id)), f => f.Fault == ScenarioFault.Circle);
        Assert.Contains(ScenarioCheck.Faults(scenario with { Nodes = [.. scenario.Nodes, ((Ending)scenario.Nodes.First(n => n is Ending)) with { Id = "lost" }] }), f => f == (ScenarioFault.Unreachable, "lost"));

        Scenario Bend(string to) => scenario with
        {
            Nodes = [.. scenario.Nodes.Select(n => n == first ? first with { Options = [.. first.Options.Select(o => o.Id == "a" ? o with { Goto = to } : o)] } : n)],
        };
    }

    public static TheoryData<string> Scenarios => [.. Catalogue.Shipped.Scenarios.Keys];
}
