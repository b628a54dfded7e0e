using CsCheck;
using Mitreden.Placement;
using Mitreden.Placement.Contracts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>The placement as a state machine: whatever order of taps, no wrong state; answers are gone when it is over.</summary>
public sealed class WalkTests
{
    private static readonly Bank Bank = new(Items.Shipped, new ItemBank(Items.Shipped.Values.Select(i => new Item(i.Id, i.Domain, i.Difficulty))));
    /// <summary>A new one each time: samples run side by side, and chance is not shared between threads.</summary>
    private static Random Chance => new(7);
    private static readonly Action<IReadOnlyList<ItemAnswer>> Nobody = _ => { };

    [Fact]
    public void The_entry_asks_four_to_seven_items_and_keeps_no_answer()
    {
        IReadOnlyList<ItemAnswer> pooled = [];
        var walk = new Walk().Begin(Bank, new Frequency(1, 0, 0), Chance);
        var asked = new List<string>();
        while (walk.Asked is { } item)
        {
            asked.Add(item);
            walk = walk.Answer(Bank, item, 2, Chance, found => pooled = found);
        }
        Assert.InRange(asked.Count, 4, 7);
        Assert.Equal(asked.Count, asked.Distinct().Count());
        Assert.True(walk.IsOver);
        Assert.Empty(walk.Answers);
        Assert.Null(walk.Frequency);
        Assert.Equal(asked.Order(), walk.Used.Order());
        Assert.Equal(asked.Count, pooled.Count);
    }

    [Fact]
    public void A_double_tap_and_an_answer_to_another_item_change_nothing()
    {
        var walk = new Walk().Begin(Bank, null, Chance);
        var next = walk.Answer(Bank, walk.Asked!, 3, Chance, Nobody);
        Assert.Same(next, next.Answer(Bank, walk.Asked!, 0, Chance, Nobody));
        Assert.Same(next, next.Answer(Bank, "X99", 0, Chance, Nobody));
        Assert.Same(next, next.Begin(Bank, new Frequency(1, 1, 1), Chance));
        Assert.Single(next.Answers);
    }

    [Fact]
    public void The_last_answer_can_be_taken_back_and_its_item_is_asked_again()
    {
        var walk = new Walk().Begin(Bank, null, Chance);
        var back = walk.Answer(Bank, walk.Asked!, 3, Chance, Nobody).Back();
        Assert.Equal(walk.Asked, back.Asked);
        Assert.Empty(back.Answers);
        Assert.Same(back, back.Back());
    }

    [Fact]
    public void Whoever_stops_gets_the_gentle_path_and_can_still_be_asked_at_doors()
    {
        var walk = new Walk().Begin(Bank, null, Chance).Stop(Bank, Nobody);
        Assert.True(walk is { IsOver: true, StoppedEarly: true, Asked: null });
        Assert.Same(walk, walk.Stop(Bank, Nobody));
        var standing = Placements.Of(walk);
        Assert.Equal((true, Level.Low, Level.Low, 1.0), (standing.ConfidenceFirst, standing.Order, standing.CoreForm, standing.Need(Domain.Technical, 0)));
        Assert.NotNull(walk.Approach(Bank, "K4", Domain.Technical, 0, Chance).Door!.Asked);
    }

    [Theory]
    [InlineData(3, Verdict.Skip)]
    [InlineData(0, Verdict.Show)]
    public void A_door_asks_at_most_three_items_and_decides(int points, Verdict verdict)
    {
        var walk = new Walk().Stop(Bank, Nobody).Approach(Bank, "K4", Domain.Technical, 0, Chance);
        var asked = 0;
        while (walk.Door is { Asked: { } item })
        {
            Assert.Equal(Domain.Technical, Bank.Contents[item].Domain);
            walk = walk.AnswerDoor(Bank, item, points, Chance);
            asked++;
        }
        Assert.InRange(asked, 1, 3);
        Assert.Equal(verdict, walk.Doors["K4"]);
        Assert.Null(walk.Door);
        Assert.Equal(asked, walk.Used.Count);
    }

    [Fact]
    public void A_step_to_another_door_leaves_the_first_and_its_answers_behind()
    {
        var walk = new Walk().Stop(Bank, Nobody).Approach(Bank, "K4", Domain.Technical, 0, Chance);
        var first = walk.Door!.Asked!;
        var other = walk.Approach(Bank, "U1", Domain.Impact, 0, Chance);
        Assert.Equal("U1", other.Door!.Key);
        Assert.Same(other, other.AnswerDoor(Bank, first, 3, Chance));
    }

    [Fact]
    public void An_exercise_that_went_badly_makes_the_need_greater()
    {
        var walk = Answered(2);
        var before = Placements.Of(walk).Need(Domain.Impact, 0);
        Assert.True(Placements.Of(walk.Learn(Domain.Impact, 0)).Need(Domain.Impact, 0) > before);
        Assert.True(Placements.Of(walk.Learn(Domain.Impact, 3)).Need(Domain.Impact, 0) < before);
    }

    [Fact]
    public void The_department_head_is_high_on_one_scale_and_low_on_the_other()
    {
        var walk = new Walk().Begin(Bank, new Frequency(1, 1, 1), Chance);
        while (walk.Asked is { } item)
            walk = walk.Answer(Bank, item, Domains.ScaleOf(Bank.Contents[item].Domain) == Scale.Affinity ? 3 : 0, Chance, Nobody);
        var standing = Placements.Of(walk);
        Assert.Equal(Level.High, standing.Order);
        Assert.True(standing.JudgementFirst);
        Assert.False(standing.ConfidenceFirst);
        Assert.Equal(Level.Low, standing.CoreForm);
    }

    /// <summary>Any taps in any order: exactly one of not begun, asking, over; and never an answer left when it is over.</summary>
    [Fact]
    public void No_order_of_taps_leads_to_a_wrong_state() => Gen.Int[0, 10].Array[1, 40].Sample(taps =>
    {
        var (walk, chance) = (new Walk(), new Random(7));
        foreach (var tap in taps)
        {
            walk = tap switch
            {
                0 => walk.Begin(Bank, null, chance),
                1 => walk.Back(),
                2 => taps.Length > 20 ? walk.Stop(Bank, Nobody) : walk,
                3 => walk.Approach(Bank, "K4", Domain.Technical, 0, chance),
                4 => walk.AnswerDoor(Bank, walk.Door?.Asked ?? "none", 1, chance),
                5 => walk.Answer(Bank, "T01", 3, chance, Nobody),
                8 => walk.StopAskingMore(Bank),
                10 => walk.ApproachJudgement(Bank, chance),
                9 => walk.AskAgain(Bank, "K4", Domain.Technical, 0, chance),
                _ => walk.Answer(Bank, walk.Asked ?? "none", tap - 5, chance, Nobody),
            };
            var asking = walk is { Begun: true, Asked: not null, IsOver: false };
            var over = walk is { IsOver: true, Asked: null, Answers.Count: 0, Frequency: null };
            var fresh = walk is { Begun: false, IsOver: false, Asked: null };
            if (!(asking ^ over ^ fresh) || walk.Door is not null && !walk.IsOver) return false;
        }
        return true;
    });

    private static Walk Answered(int points)
    {
        var walk = new Walk().Begin(Bank, null, Chance);
        while (walk.Asked is { } item) walk = walk.Answer(Bank, item, points, Chance, Nobody);
        return walk;
    }
}
