using CsCheck;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>The few items at the beginning.</summary>
public sealed class EntryTests
{
    private static readonly Gen<Frequency> Frequencies = Gen.Select(Gen.Int[-1, 1], Gen.Int[-1, 1], Gen.Int[-1, 1], (r, a, w) => new Frequency(r, a, w));
    private static readonly Gen<(int Item, int Points)[]> Answers =
        Gen.Select(Gen.Int[0, 59], Gen.Int[0, 3]).Array[1, 7].Select(a => a.DistinctBy(x => x.Item1).ToArray());

    [Fact]
    public void Probabilities_of_levels_sum_to_1() => Gen.Select(Frequencies, Answers).Sample((frequency, answers) =>
    {
        var beliefs = Believe(Banks.Sixty, frequency, answers);
        foreach (var chances in new[] { beliefs.Affinity, beliefs.Judgement }.Select(b => b.Levels(Banks.Default)))
        {
            Assert.Equal(1, chances.Low + chances.Middle + chances.High, 1e-12);
            Assert.All([chances.Low, chances.Middle, chances.High], p => Assert.InRange(p, 0, 1));
        }
    });

    [Fact]
    public void The_order_of_answers_does_not_matter() => Gen.Select(Frequencies, Answers).Sample((frequency, answers) =>
    {
        var (there, back) = (Believe(Banks.Sixty, frequency, answers), Believe(Banks.Sixty, frequency, [.. answers.Reverse()]));
        Assert.Equal(there.Affinity.Mean, back.Affinity.Mean, 1e-9);
        Assert.Equal(there.Judgement.Variance, back.Judgement.Variance, 1e-9);
    });

    /// <remarks>A lapse explains a lucky answer to a hard item. It must not make it worse than a middling one.</remarks>
    [Fact]
    public void More_points_never_lower_the_mean()
    {
        var (middling, lucky) = (Believe(Banks.Sixty, new Frequency(-1, -1, -1), [(11, 2)]), Believe(Banks.Sixty, new Frequency(-1, -1, -1), [(11, 3)]));
        Assert.True(lucky.Affinity.Mean >= middling.Affinity.Mean, $"{middling.Affinity.Mean} {lucky.Affinity.Mean}");
        Gen.Select(Frequencies, Answers, Gen.Int[0, 6]).Sample((frequency, answers, which) =>
        {
            var more = answers.Select((a, n) => n == which % answers.Length ? (a.Item, Math.Min(a.Points + 1, 3)) : a).ToArray();
            var (before, after) = (Believe(Banks.Sixty, frequency, answers), Believe(Banks.Sixty, frequency, more));
            Assert.True(after.Affinity.Mean >= before.Affinity.Mean - 1e-9, $"{before.Affinity.Mean} {after.Affinity.Mean}");
            Assert.True(after.Judgement.Mean >= before.Judgement.Mean - 1e-9, $"{before.Judgement.Mean} {after.Judgement.Mean}");
        });
    }

    [Fact]
    public void An_answer_about_one_scale_says_nothing_about_the_other()
    {
        var before = Beliefs.Before(null, Banks.Default);
        Assert.Equal(before.Judgement.Mean, Believe(Banks.Sixty, null, [(0, 3)]).Judgement.Mean, 1e-12);
    }

    [Fact]
    public void Frequency_says_something_about_affinity_only()
    {
        var often = Beliefs.Before(new Frequency(1, 1, 1), Banks.Default);
        Assert.Equal(0.35 * (3 - 0.16), often.Affinity.Mean, 0.01);
        Assert.Equal(0, often.Judgement.Mean, 1e-9);
    }

    [Fact]
    public void It_ends_after_the_most_items_when_nothing_becomes_sure()
    {
        var flip = 0;
        Assert.Equal(7, Banks.Walk(Banks.Sixty, null, 1, _ => flip++ % 2 * 3).Asked.Count);
    }

    [Fact]
    public void It_ends_earlier_but_not_before_four_items_when_both_scales_are_sure()
    {
        var easilySure = Banks.Of(Banks.Default with { Sure = 0.4 });
        Assert.Equal(4, Banks.Walk(easilySure, new Frequency(1, 1, 1), 1, _ => 3).Asked.Count);
        var sureOfOneScale = Banks.Of(Banks.Default with { Sure = 0.8, JudgementWeight = 0, DomainLead = 9 });
        var entry = Banks.Walk(sureOfOneScale, new Frequency(1, 1, 1), 1, _ => 3);
        Assert.True(entry.Beliefs.Affinity.Levels(Banks.Default).Most > 0.8);
        Assert.Equal(7, entry.Asked.Count);
    }

    [Fact]
    public void Whoever_stops_is_decided_with_what_is_known_and_gains_confidence_first()
    {
        var entry = Entry.Begin(Banks.Sixty, new Frequency(1, 1, 1)).Answer("Technical-5", 3).Stop();
        Assert.True(entry is { IsOver: true, StoppedEarly: true });
        Assert.Null(entry.Next(new Random(1)));
        Assert.True(Decisions.ConfidenceFirst(entry.Beliefs, entry.StoppedEarly, Banks.Default));
        Assert.Throws<InvalidOperationException>(() => entry.Answer("Technical-6", 3));
        var whole = Banks.Walk(Banks.Sixty, null, 1, _ => 3);
        Assert.False(whole.Stop().StoppedEarly);
    }

    [Fact]
    public void Domains_are_balanced() => Gen.Select(Frequencies, Gen.Int[0, 999], Gen.Int[0, 3].Array[7]).Sample((frequency, seed, points) =>
    {
        var (random, n) = (new Random(seed), 0);
        var counts = Domains.All.ToDictionary(d => d, _ => 0);
        for (var entry = Entry.Begin(Banks.Sixty, frequency); entry.Next(random) is { } item; entry = entry.Answer(item.Id, points[n++]))
        {
            Assert.True(counts[item.Domain] <= counts.Values.Min() + 1, $"{item.Domain} again: {string.Join(' ', counts)}");
            counts[item.Domain]++;
        }
    });

    [Fact]
    public void A_domain_without_items_left_does_not_hold_back_the_others()
    {
        var items = Banks.Sixty.Items.Where(i => i.Domain == Domain.Technical).Append(new Item("only", Domain.Impact, 4));
        Assert.Equal(7, Banks.Walk(new ItemBank(items), null, 1, i => i.AuthorDifficulty % 2 * 3).Asked.Count);
        Assert.Equal(2, Banks.Walk(new ItemBank([new Item("a", Domain.Impact, 4), new Item("b", Domain.Impact, 4)]), null, 1, _ => 3).Asked.Count);
    }

    [Fact]
    public void The_next_item_is_one_of_the_best_three_and_the_same_for_the_same_chance()
    {
        var bank = new ItemBank(Enumerable.Range(0, 20).Select(n => new Item($"{n}", Domain.Impact, 4, new ItemCalibration(1.2, n / 10.0 - 1, 0.1))));
        var entry = Entry.Begin(bank, null);
        Assert.Equal(3, Enumerable.Range(0, 100).Select(seed => entry.Next(new Random(seed))!.Id).Distinct().Count());
        Assert.Equal(entry.Next(new Random(5))!.Id, entry.Next(new Random(5))!.Id);
    }

    [Fact]
    public void Among_items_that_are_equally_good_chance_decides()
    {
        var same = new ItemBank(Enumerable.Range(0, 20).Select(n => new Item($"{n}", Domain.Technical, 4)));
        Assert.True(Enumerable.Range(0, 100).Select(seed => Entry.Begin(same, null).Next(new Random(seed))!.Id).Distinct().Count() > 10);
        var door = Door.Of(same, PathPart.Basics(Domain.Technical, 0, Banks.Default), new Beliefs(Belief.Normal(0, 1), Belief.Normal(0, 1)), []);
        Assert.True(Enumerable.Range(0, 100).Select(seed => door.Next(new Random(seed))!.Id).Distinct().Count() > 10);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var entry = Entry.Begin(Banks.Sixty, null);
        Assert.Throws<KeyNotFoundException>(() => entry.Answer("unknown", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => entry.Answer("Impact-1", 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => entry.Answer("Impact-1", -1));
        Assert.Throws<InvalidOperationException>(() => entry.Answer("Impact-1", 1).Answer("Impact-1", 1));
        Assert.Throws<ArgumentException>(() => new ItemBank([]));
        Assert.Throws<ArgumentException>(() => new ItemBank([new Item("a", Domain.Impact, 8)]));
        Assert.Throws<ArgumentException>(() => new ItemBank([new Item("a", Domain.Impact, 4), new Item("a", Domain.Impact, 4)]));
        Assert.Throws<ArgumentException>(() => new ItemBank([new Item("a", Domain.Impact, 4, new ItemCalibration(double.NaN, 0, 0.1))]));
    }

    private static Beliefs Believe(ItemBank bank, Frequency? frequency, (int Item, int Points)[] answers) => answers
        .Aggregate(Evidence.From(bank, Beliefs.Before(frequency, bank.Parameters)), (e, a) => e.With(bank.Items[a.Item].Id, a.Points)).Beliefs;
}
