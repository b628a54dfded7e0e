using Mitreden.Placement;
using Mitreden.Placement.Contracts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>The doors behind the entry and on the path: when they ask, how long what they decide holds, and what an early stop means.</summary>
public sealed class DoorWalkTests
{
    private static readonly Bank Bank = new(Items.Shipped, new ItemBank(Items.Shipped.Values.Select(i => new Item(i.Id, i.Domain, i.Difficulty))));
    private static readonly Action<IReadOnlyList<ItemAnswer>> Nobody = _ => { };

    [Fact]
    public void Where_it_is_not_certain_how_somebody_goes_on_each_of_two_doors_asks_at_most_three_more()
    {
        var (walk, asked) = (Unsure(), new List<(string Door, string Item)>());
        Assert.True(walk.IsOver);
        foreach (var door in new[] { "confidence", "judgement" })
        {
            if (door == "judgement") walk = walk.ApproachJudgement(Bank, new Random(7));
            while (walk.IsAskedMore)
            {
                asked.Add((walk.Door!.Key, walk.Door.Asked!));
                walk = walk.AnswerDoor(Bank, walk.Door.Asked!, asked.Count % 2 * 3, new Random(7));
            }
        }
        Assert.Equal(["confidence", "judgement"], asked.Select(a => a.Door).Distinct());
        Assert.All(asked.GroupBy(a => a.Door), door => Assert.InRange(door.Count(), 1, 3));
        Assert.All(asked, a => Assert.Equal(a.Door == "confidence" ? Scale.Affinity : Scale.Judgement, Domains.ScaleOf(Bank.Contents[a.Item].Domain)));
        Assert.Equal(["confidence", "judgement"], walk.Doors.Keys.Order());
        Assert.Null(walk.Door);
    }

    [Fact]
    public void Whoever_is_surely_new_or_surely_at_home_is_not_asked_once_more()
    {
        Assert.False(Entered(_ => 0, new Frequency(-1, -1, -1)).IsAskedMore);
        Assert.False(Entered(_ => 3, new Frequency(1, 1, 1)) is { Door.Key: "confidence" });
    }

    [Fact]
    public void Enough_asked_decides_both_doors_with_what_is_known()
    {
        var walk = Unsure();
        var stopped = walk.AnswerDoor(Bank, walk.Door!.Asked!, 0, new Random(7)).StopAskingMore(Bank);
        Assert.True(stopped is { IsAskedMore: false, Door: null, StoppedEarly: false });
        Assert.Equal(["confidence", "judgement"], stopped.Doors.Keys.Order());
        Assert.Same(stopped, stopped.StopAskingMore(Bank));
    }

    [Fact]
    public void The_judgement_door_waits_until_somebody_steps_to_it_and_asks_once()
    {
        var walk = Through(Unsure(), 0);
        Assert.DoesNotContain("judgement", walk.Doors.Keys);
        var at = walk.ApproachJudgement(Bank, new Random(7));
        Assert.Equal(("judgement", true), (at.Door!.Key, at.IsAskedMore));
        Assert.Same(at, at.ApproachJudgement(Bank, new Random(7)));
        var decided = Through(at, 3);
        Assert.Same(decided, decided.ApproachJudgement(Bank, new Random(7)));
        var stopped = new Walk().Stop(Bank, Nobody);
        Assert.Same(stopped, stopped.ApproachJudgement(Bank, new Random(7)));
    }

    [Fact]
    public void The_confidence_door_can_take_the_unit_away_and_bring_it()
    {
        var walk = Unsure();
        Assert.True(Placements.Of(Through(walk, 0)).ConfidenceFirst);
        Assert.False(Placements.Of(Through(walk, 3)).ConfidenceFirst);
    }

    [Fact]
    public void Whoever_stops_early_is_placed_with_what_they_have_said_and_begins_with_confidence_all_the_same()
    {
        var walk = new Walk().Begin(Bank, new Frequency(1, 1, 1), new Random(7));
        for (var n = 0; n < 6 && walk.Asked is { } item; n++) walk = walk.Answer(Bank, item, 3, new Random(7), Nobody);
        var standing = Placements.Of(walk.Stop(Bank, Nobody));
        Assert.True(standing is { StoppedEarly: true, ConfidenceFirst: true });
        Assert.Equal((Level.High, Level.High), (standing.Order, standing.CoreForm));
        Assert.InRange(standing.Need(Domain.Technical, 0), 0.001, 0.3);
    }

    /// <summary>Whatever the answer, and however little an item says: from then on something is known about its scale, and nothing about the other.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void One_answer_is_enough_to_know_something(int points) => Assert.All(Bank.Contents.Values, item =>
    {
        var beliefs = Beliefs.Restore(Beliefs.Before(null, PlacementParameters.Default).After(Bank.Estimates, item.Id, points).Kept);
        var (about, other) = Domains.ScaleOf(item.Domain) == Scale.Affinity ? (beliefs.Affinity, beliefs.Judgement) : (beliefs.Judgement, beliefs.Affinity);
        Assert.True(Decisions.IsKnown(about, PlacementParameters.Default), $"{item.Id} {points}: {about.Variance}");
        Assert.False(Decisions.IsKnown(other, PlacementParameters.Default), $"{item.Id}: {other.Variance}");
    });

    [Fact]
    public void A_door_that_has_been_decided_opens_again_only_for_whoever_asks_for_it()
    {
        var walk = Through(new Walk().Stop(Bank, Nobody).Approach(Bank, "K4", Domain.Technical, 0, new Random(7)), 3);
        Assert.Equal(Verdict.Skip, walk.Doors["K4"]);
        Assert.Same(walk, walk.Approach(Bank, "K4", Domain.Technical, 0, new Random(7)));
        var again = Through(walk.AskAgain(Bank, "K4", Domain.Technical, 0, new Random(7)), 0);
        Assert.Null(again.Door);
    }

    [Fact]
    public void A_skip_holds_until_something_is_heard_against_it()
    {
        var walk = Through(Entered(_ => 2).StopAskingMore(Bank).AskAgain(Bank, "M1", Domain.Visibility, 0, new Random(7)), 3);
        Assert.True(Placements.Of(walk).StillSkips("M1", Domain.Visibility, 0));
        Assert.True(Placements.Of(walk.Learn(Domain.Visibility, 3)).StillSkips("M1", Domain.Visibility, 0));
        var failed = Enumerable.Range(0, 3).Aggregate(walk, (w, _) => w.Learn(Domain.Impact, 0));
        Assert.False(Placements.Of(failed).StillSkips("M1", Domain.Visibility, 0));
    }

    /// <summary>Somebody for whom it is open whether confidence comes first.</summary>
    private static Walk Unsure() => (from sum in Enumerable.Range(-1, 3)
                                     from hard in Enumerable.Range(3, 4)
                                     let walk = Entered(i => Domains.ScaleOf(i.Domain) == Scale.Judgement || i.Difficulty >= hard ? 1 : 2, new Frequency(sum, 0, 0))
                                     where walk is { IsAskedMore: true, Door.Key: "confidence" }
                                     select walk).First();

    private static Walk Entered(Func<ItemContent, int> points, Frequency? frequency = null)
    {
        var walk = new Walk().Begin(Bank, frequency, new Random(7));
        while (walk.Asked is { } item) walk = walk.Answer(Bank, item, points(Bank.Contents[item]), new Random(7), Nobody);
        return walk;
    }

    private static Walk Through(Walk walk, int points)
    {
        while (walk.Door?.Asked is { } item) walk = walk.AnswerDoor(Bank, item, points, new Random(7));
        return walk;
    }
}
