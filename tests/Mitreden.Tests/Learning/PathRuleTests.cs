using Mitreden.Foundation.Web;
using Mitreden.Learning;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Path;
using Mitreden.Placement.Contracts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Learning;

/// <summary>The rules of the path, R1 to R9, one test or more each.</summary>
public sealed class PathRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);
    private static readonly Standing Savvy = Of(1.5, 1.5);
    private static readonly Standing Head = Of(1.5, -1.2);
    private static readonly Standing Occasional = Of(0.2, 0.9);
    private static readonly Standing Novice = Of(-1.5, -0.3);

    [Fact]
    public void R1_No_basics_for_whoever_knows_them_and_the_first_content_is_a_core_scenario()
    {
        var plan = Plan(Savvy);
        Assert.Equal("U2", plan.Next!.Unit.Id);
        Assert.True(plan.Next.Unit.Minutes <= 5);
        Assert.DoesNotContain(plan.Units, u => u.Unit.Kind == UnitKind.Basics && u.Place == Place.Ahead);
        Assert.Contains(plan.Units, u => u is { Unit.Id: "K4", Place: Place.Skipped, Reason: Reason.KnownByAnswers });
    }

    [Theory]
    [InlineData(1.5, 1.5, Level.High)]
    [InlineData(0.2, 0.2, Level.Middle)]
    [InlineData(-1.5, -1.5, Level.Low)]
    public void R2_Everybody_passes_the_core_in_the_form_that_fits(double affinity, double judgement, Level form)
    {
        var core = Plan(Of(affinity, judgement)).Units.Where(u => u.Unit.Kind == UnitKind.Core).ToList();
        Assert.Equal(["M2", "U2", "U3", "U5"], core.Select(u => u.Unit.Id).Order());
        Assert.All(core, u => Assert.Equal((Place.Ahead, form), (u.Place, u.Form)));
        var wished = Plan(Of(affinity, judgement), new Journey().Wishing("M2", Wish.Skip)).Units.Single(u => u.Unit.Id == "M2");
        Assert.Equal((Place.Ahead, Level.High), (wished.Place, wished.Form));
    }

    [Fact]
    public void R2_The_three_forms_begin_with_the_example_follow_it_or_end_with_it()
    {
        var unit = Catalogue.Shipped.Units["M2"];
        var example = unit.Example!.Title;
        Assert.Equal(example, Play.Arrange(unit, Level.Low, false)[0].Title);
        var middle = Play.Arrange(unit, Level.Middle, false);
        Assert.True(middle.ToList().FindIndex(s => s.Title == example) is var place && place > 0 && middle[place - 1].IsActive);
        Assert.All(Play.Arrange(unit, Level.High, false), s => Assert.True(s.IsActive));
        Assert.Equal(example, Play.Arrange(unit, Level.High, true)[^1].Title);
    }

    [Fact]
    public void R3_Two_successes_take_the_hint_away_and_one_failure_brings_it_back()
    {
        var journey = new Journey().Pass("K4", 0, Domain.Technical, true);
        Assert.False(journey.NeedsNoHint(Domain.Technical, Level.Middle));
        journey = journey.Pass("K4", 1, Domain.Technical, null).Pass("K4", 2, Domain.Technical, true);
        Assert.True(journey.NeedsNoHint(Domain.Technical, Level.Middle));
        Assert.False(journey.NeedsNoHint(Domain.Impact, Level.Middle));
        Assert.False(journey.Pass("K4", 3, Domain.Technical, false).NeedsNoHint(Domain.Technical, Level.Middle));
    }

    [Fact]
    public void R3_Whoever_is_at_home_in_networks_begins_without_hints_and_gets_them_once_something_goes_wrong()
    {
        Assert.True(new Journey().NeedsNoHint(Domain.Impact, Level.High));
        var failed = new Journey().Pass("M2", 0, Domain.Impact, true).Pass("M2", 1, Domain.Impact, false);
        Assert.False(failed.NeedsNoHint(Domain.Impact, Level.High));
        Assert.True(failed.NeedsNoHint(Domain.Technical, Level.High));
        var once = failed.Pass("M2", 2, Domain.Impact, true);
        Assert.False(once.NeedsNoHint(Domain.Impact, Level.High));
        Assert.True(once.Pass("M2", 3, Domain.Impact, true).NeedsNoHint(Domain.Impact, Level.High));
    }

    [Fact]
    public void R4_Confidence_comes_first_and_expectations_wait_but_never_behind_a_wall()
    {
        Assert.Equal(["K1", "K2"], Plan(Novice).Units.Take(2).Select(u => u.Unit.Id));
        Assert.Equal(Place.Waiting, At(Plan(Novice), "P5"));
        var solved = new Journey().Play("S1", ["a"], true, true, Now);
        Assert.Equal(Place.Waiting, At(Plan(Novice, solved), "P5"));
        Assert.Equal(Place.Waiting, At(Plan(Novice, solved.Rate(3)), "P5"));
        Assert.Equal(Place.Waiting, At(Plan(Novice, new Journey().Rate(5)), "P5"));
        Assert.Equal(Place.Ahead, At(Plan(Novice, solved.Rate(4)), "P5"));
        Assert.Equal(Place.Ahead, At(Plan(Novice, new Journey().OpenExpectations()), "P5"));
        Assert.Equal(Place.Ahead, At(Plan(Savvy), "P5"));
        Assert.True(new Standing(true, true, true, new Dictionary<string, Verdict>(), Savvy.Beliefs).ConfidenceFirst);
    }

    [Fact]
    public void R5_Neither_a_threat_nor_an_expectation_stands_without_what_helps()
    {
        Assert.Empty(Catalogue.Shipped.Units.Values.Where(u => (u.Threat || u.Kind == UnitKind.Expectations) && u.Efficacy is not { IsComplete: true }).Select(u => u.Id));
        Assert.Contains(UnitFault.ThreatWithoutHelp, UnitCheck.Faults(Catalogue.Shipped.Units["P5"] with { Efficacy = null }));
        Assert.Contains(UnitFault.ThreatWithoutHelp, UnitCheck.Faults(Catalogue.Shipped.Units["K5"] with { Efficacy = null }));
    }

    [Fact]
    public void R6_The_first_contact_is_short_without_words_of_duty_and_ends_in_a_success()
    {
        var first = Plan(Novice).Units[0].Unit;
        Assert.Equal(("K1", 3), (first.Id, first.Minutes));
        string[] duty = ["muss", "müssen", "Pflicht", "verboten", "Strafe", "Abmahnung", "Kündigung", "must ", "forbidden", "penalty"];
        Assert.DoesNotContain(first.Texts.SelectMany(t => t.Forms), text => duty.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)));
        Assert.True(first.Done.IsComplete);
    }

    [Fact]
    public void R7_In_doubt_the_lower_path_and_a_door_where_it_is_not_certain()
    {
        var cut = PlacementParameters.Default.UpperCut;
        Assert.Equal(Level.Middle, Of(cut, 0.5, 0.3).Order);
        var unsure = Of(0.3, 0.3, 0.2);
        Assert.Contains(Plan(unsure).Units, u => u is { Unit.Kind: UnitKind.Basics, Place: Place.Door, Reason: Reason.Unsure });
    }

    [Fact]
    public void R8_Every_skip_comes_back_with_one_tap_and_every_unit_can_be_known()
    {
        var skipped = Plan(Savvy).Units.Where(u => u.Place == Place.Skipped).ToList();
        Assert.NotEmpty(skipped);
        foreach (var unit in skipped) Assert.Equal((Place.Ahead, Reason.OwnWish), Where(Plan(Savvy, new Journey().Wishing(unit.Unit.Id, Wish.Show)), unit.Unit.Id));
        Assert.Equal((Place.Skipped, Reason.OwnWish), Where(Plan(Novice, new Journey().Wishing("K1", Wish.Skip)), "K1"));
        Assert.Equal(Place.Ahead, At(Plan(Novice, new Journey().Wishing("K1", Wish.Skip).Wishing("K1", null)), "K1"));
        var behind = new Standing(true, true, false, new Dictionary<string, Verdict> { ["M4"] = Verdict.Skip }, Occasional.Beliefs);
        Assert.Equal((Place.Skipped, Reason.KnownByDoor), Where(Plan(behind), "M4"));
    }

    [Fact]
    public void R8_No_unit_vanishes_and_what_is_not_on_the_path_comes_with_one_tap() => Assert.All([Savvy, Occasional, Novice, Head, Of(-1.5, -1.5)], standing =>
    {
        var plan = Plan(standing);
        Assert.Equal(Catalogue.Shipped.Units.Values.Where(u => u.Kind is not (UnitKind.Team or UnitKind.Manager)).Select(u => u.Id).Order(), plan.Units.Select(u => u.Unit.Id).Order());
        foreach (var aside in plan.Units.Where(u => u.Place is Place.Later or Place.Skipped))
            Assert.Equal((Place.Ahead, Reason.OwnWish), Where(Plan(standing, new Journey().Wishing(aside.Unit.Id, Wish.Show)), aside.Unit.Id));
    });

    [Fact]
    public void The_number_of_units_on_the_path_does_not_jump_when_one_is_done_or_the_expectations_open()
    {
        foreach (var standing in new[] { Novice, Of(0.1, 0.9, 0.05) })
        {
            var (journey, before) = (new Journey(), Plan(standing).Units.Count(u => u.Counts));
            while (Plan(standing, journey).Next is { } next)
            {
                journey = journey.Finish(next.Unit.Id, false, Now);
                Assert.Equal(before, Plan(standing, journey).Units.Count(u => u.Counts));
                Assert.Equal(before, Plan(standing, journey.OpenExpectations()).Units.Count(u => u.Counts));
            }
        }
    }

    [Fact]
    public void A_unit_of_an_organisations_own_comes_on_the_paths_of_its_levels_before_the_expectations()
    {
        var own = Catalogue.Shipped.Units["M3"] with { Id = "X1", Levels = [3, 3] };
        var more = Catalogue.Shipped with { Units = new Dictionary<string, Unit>(Catalogue.Shipped.Units) { ["X1"] = own } };
        var high = PathPlan.Of(Savvy, new Journey(), more, Role.None).Units.ToList();
        Assert.Equal(Place.Ahead, high.Single(u => u.Unit.Id == "X1").Place);
        Assert.True(high.FindIndex(u => u.Unit.Id == "X1") < high.FindIndex(u => u.Unit.Id == "P5"));
        Assert.Equal(Place.Later, PathPlan.Of(Novice, new Journey(), more, Role.None).Units.Single(u => u.Unit.Id == "X1").Place);
    }

    [Fact]
    public void R9_Basics_come_back_one_at_a_time_for_whoever_is_not_new()
    {
        var learner = Of(0.1, 0.9, 0.05);
        Assert.Equal(Level.Middle, learner.Order);
        Assert.Single(Plan(learner).Units, u => u.Unit.Kind == UnitKind.Basics && u.Place is Place.Ahead or Place.Door && u.Unit.Kind == UnitKind.Basics);
    }

    [Fact]
    public void R9_A_failed_scenario_brings_a_unit_of_basics_back_one_at_a_time_although_a_door_had_let_it_out()
    {
        var skipped = Of(1.5, 0.4, 0.1) with { Doors = new Dictionary<string, Verdict> { ["M1"] = Verdict.Skip, ["U1"] = Verdict.Skip } };
        Assert.All(["M1", "U1"], id => Assert.Equal((Place.Skipped, Reason.KnownByDoor), Where(Plan(skipped), id)));
        var failed = skipped with { Beliefs = Of(1.5, -0.4, 0.1).Beliefs };
        Assert.Equal((Place.Ahead, Reason.Fits), Where(Plan(failed), "U1"));
        Assert.Equal((Place.Later, Reason.OneAtATime), Where(Plan(failed), "M1"));
        Assert.Equal(Place.Ahead, At(Plan(failed, new Journey().Finish("U1", false, Now)), "M1"));
    }

    [Fact]
    public void Low_judgement_brings_the_block_directly_behind_the_first_unit_and_for_beginners_behind_the_first_steps()
    {
        Assert.Equal(["K1", "K2", "K7", "K4", "K6", "U1", "U3", "U2", "U5"], Plan(Of(-1.5, -1.5)).Units.Take(9).Select(u => u.Unit.Id));
        Assert.Equal(["U2", "U1", "U3", "U5"], Ids(Plan(Head)).Take(4));
        Assert.Equal(["K1", "U1", "U3", "U2", "U5"], Ids(Plan(Of(0.2, -1.5))).Take(5));
        Assert.DoesNotContain("U1", Ids(Plan(Occasional)).Take(3));
    }

    [Fact]
    public void What_decides_about_the_block_is_asked_behind_the_first_unit_and_for_beginners_behind_the_first_steps()
    {
        var savvy = Of(1.5, 0) with { AsksAboutJudgement = true };
        Assert.Equal("/learning/units/U2", Plan(savvy).NextAddress);
        var done = new Journey().Finish("U2", false, Now);
        Assert.Equal("/placement/more", Plan(savvy, done).NextAddress);
        Assert.NotEqual("/placement/more", Plan(Of(1.5, 0), done).NextAddress);
        var beginner = Of(-1.5, 0) with { AsksAboutJudgement = true };
        Assert.NotEqual("/placement/more", Plan(beginner, new Journey().Finish("K1", false, Now)).NextAddress);
        Assert.Equal("/placement/more", Plan(beginner, new[] { "K1", "K2", "K7", "K4", "K6" }.Aggregate(new Journey(), (j, id) => j.Finish(id, false, Now))).NextAddress);
    }

    [Fact]
    public void Units_of_a_role_are_for_that_role_only()
    {
        Assert.Empty(Plan(Savvy).ForRole);
        Assert.Equal(["T1", "T2", "T3", "T4"], PathPlan.Of(Savvy, new Journey(), Catalogue.Shipped, Role.Desk).ForRole.Select(u => u.Unit.Id));
        Assert.Equal(["F1"], PathPlan.Of(Savvy, new Journey(), Catalogue.Shipped, Role.Management).ForRole.Select(u => u.Unit.Id));
    }

    [Fact]
    public void Every_order_names_units_that_exist_and_holds_the_whole_core() => Assert.All(PathPlan.Orders.Values, order =>
    {
        Assert.All(order, id => Assert.True(Catalogue.Shipped.Units.ContainsKey(id), id));
        Assert.Equal(order.Length, order.Distinct().Count());
        Assert.Empty(Catalogue.Shipped.Units.Values.Where(u => u.Kind == UnitKind.Core).Select(u => u.Id).Except(order));
    });

    private static Standing Of(double affinity, double judgement, double variance = 0.15) =>
        new(true, true, false, new Dictionary<string, Verdict>(), new Beliefs(Belief.Normal(affinity, variance), Belief.Normal(judgement, variance)));

    private static PathPlan Plan(Standing standing, Journey? journey = null) => PathPlan.Of(standing, journey ?? new Journey(), Catalogue.Shipped, Role.None);

    private static IEnumerable<string> Ids(PathPlan plan) => plan.Units.Where(u => u.Place != Place.Skipped).Select(u => u.Unit.Id);

    private static Place At(PathPlan plan, string id) => plan.Units.Single(u => u.Unit.Id == id).Place;

    private static (Place, Reason) Where(PathPlan plan, string id) => plan.Units.Where(u => u.Unit.Id == id).Select(u => (u.Place, u.Reason)).Single();
}
