using CsCheck;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>What is asked, shown and skipped at the doors of the path.</summary>
public sealed class PathPartTests
{
    private static readonly PathPart Basics = PathPart.Basics(Domain.Technical, 0, Banks.Default);

    [Fact]
    public void Whoever_surely_knows_it_skips_and_whoever_surely_does_not_is_shown_without_being_asked()
    {
        Assert.Equal(Verdict.Skip, Door.Of(Banks.Sixty, Basics, Affinity(1.6), []).Verdict);
        Assert.Equal(Verdict.Show, Door.Of(Banks.Sixty, Basics, Affinity(-1.6), []).Verdict);
        Assert.Null(Door.Of(Banks.Sixty, Basics, Affinity(-1.6), []).Next(new Random(1)));
    }

    [Fact]
    public void While_unsure_it_asks_items_of_its_domain_that_are_not_used_yet_and_at_most_three()
    {
        string[] used = [.. Enumerable.Range(0, 8).Select(n => $"Technical-{n}"), "Impact-0", "gone"];
        var (door, asked, flip) = (Door.Of(Banks.Sixty, Basics, Affinity(0), used), new List<Item>(), 0);
        while (door.Next(new Random(1)) is { } item)
        {
            asked.Add(item);
            door = door.Answer(item.Id, flip++ % 2 * 3);
        }
        Assert.Equal(3, asked.Count);
        Assert.All(asked, item => Assert.True(item.Domain == Domain.Technical && !used.Contains(item.Id), item.Id));
        Assert.NotEqual(Verdict.Ask, door.Verdict);
        Assert.Equal(used.Length + 3, door.Used.Count);
    }

    [Fact]
    public void Without_items_left_it_decides()
    {
        var used = Banks.Sixty.Items.Where(i => i.Domain == Domain.Technical).Select(i => i.Id);
        Assert.Equal(Verdict.Show, Door.Of(Banks.Sixty, Basics, Affinity(0), used).Verdict);
    }

    [Fact]
    public void In_doubt_it_shows()
    {
        var used = Banks.Sixty.Items.Select(i => i.Id).ToList();
        Gen.Double[-3, 3].Sample(mean =>
        {
            var door = Door.Of(Banks.Sixty, Basics, Affinity(mean), used);
            Assert.Equal(door.Need >= Banks.Default.NeedFrom, door.Verdict == Verdict.Show);
            if (door.Need >= 0.5) Assert.Equal(Verdict.Show, door.Verdict);
        });
    }

    [Fact]
    public void Good_answers_open_the_way_and_bad_ones_show_what_is_behind()
    {
        Assert.Equal(Verdict.Skip, Banks.Through(Door.Of(Banks.Sixty, Basics, Affinity(0.2), []), _ => 3).Verdict);
        Assert.Equal(Verdict.Show, Banks.Through(Door.Of(Banks.Sixty, Basics, Affinity(0.2), []), _ => 0).Verdict);
    }

    [Fact]
    public void The_next_door_of_the_domain_knows_what_was_answered_and_that_of_another_hears_less_of_it()
    {
        var first = Banks.Through(Door.Of(Banks.Sixty, Basics, Affinity(0), []), _ => 0);
        var communication = PathPart.Basics(Domain.Communication, 0, Banks.Default);
        var (same, other) = (first.Then(Basics), first.Then(communication));
        Assert.Equal(first.Need, same.Need, 1e-12);
        Assert.InRange(other.Need, 0.55, same.Need - 0.05);
        Assert.Equal(first.Used, same.Used);
    }

    [Fact]
    public void Doors_work_from_the_four_numbers_that_are_kept()
    {
        var entry = Banks.Walk(Banks.Sixty, new Frequency(1, 0, 0), 3, i => i.AuthorDifficulty > 4 ? 1 : 3);
        var restored = Beliefs.Restore(entry.Beliefs.Kept);
        Assert.Equal(entry.Beliefs.Affinity.Mean, restored.Affinity.Mean, 0.01);
        Assert.Equal(entry.Beliefs.Judgement.Variance, restored.Judgement.Variance, 0.01);
        Assert.InRange(Door.Of(Banks.Sixty, Basics, restored, entry.Asked).Need, 0.01, 0.99);
        Assert.Throws<ArgumentOutOfRangeException>(() => Beliefs.Restore(new KeptBeliefs(double.NaN, 1, 0, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Beliefs.Restore(new KeptBeliefs(0, 0, 0, 1)));
    }

    [Fact]
    public void The_door_of_the_judgement_block_asks_its_three_domains_in_turn()
    {
        var (door, asked, flip) = (Door.Of(Banks.Sixty, PathPart.JudgementBlock(Banks.Default), Affinity(1), []), new List<Domain>(), 0);
        while (door.Next(new Random(1)) is { } item)
        {
            asked.Add(item.Domain);
            door = door.Answer(item.Id, flip++ % 2 * 3);
        }
        Assert.Equal([Domain.Visibility, Domain.Knowledge, Domain.Impact], asked.Order());
        var behind = Door.Of(Banks.Sixty, PathPart.JudgementBlock(Banks.Default), Affinity(1), ["Visibility-1", "Knowledge-1"]);
        Assert.All(Enumerable.Range(0, 20), seed => Assert.Equal(Domain.Impact, behind.Next(new Random(seed))!.Domain));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var door = Door.Of(Banks.Sixty, Basics, Affinity(0), ["Technical-1"]);
        Assert.Throws<ArgumentException>(() => door.Answer("Impact-1", 1));
        Assert.Throws<InvalidOperationException>(() => door.Answer("Technical-1", 1));
        Assert.Throws<KeyNotFoundException>(() => door.Answer("unknown", 1));
        Assert.Throws<InvalidOperationException>(() => Door.Of(Banks.Sixty, Basics, Affinity(2), []).Answer("Technical-1", 1));
    }

    private static Beliefs Affinity(double mean) => new(Belief.Normal(mean, 0.4), Belief.Normal(0, 1));
}
