using CsCheck;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>What follows from beliefs.</summary>
public sealed class DecisionTests
{
    private static readonly Gen<Belief> AnyBelief = Gen.Select(Gen.Double[-2.5, 2.5], Gen.Double[0.05, 1.2], Belief.Normal);

    [Fact]
    public void In_doubt_lower() => AnyBelief.Sample(belief =>
    {
        var (chances, level) = (belief.Levels(Banks.Default), Decisions.ForPath(belief, Banks.Default));
        double[] all = [chances.Low, chances.Middle, chances.High];
        Assert.True(all[(int)level] >= all.Max() - 0.1, $"{level} of {chances}");
        for (var lower = 0; lower < (int)level; lower++) Assert.True(all[lower] < all.Max() - 0.1, $"{level} although {chances}");
    });

    [Fact]
    public void A_lower_level_that_is_nearly_as_likely_is_taken()
    {
        // Half way between the cuts of 0.8 and a high level, both about as likely.
        var belief = Belief.Normal(0.82, 0.3);
        var chances = belief.Levels(Banks.Default);
        Assert.True(chances.High > chances.Middle && chances.High - chances.Middle < 0.1, $"{chances}");
        Assert.Equal(Level.Middle, Decisions.ForPath(belief, Banks.Default));
    }

    [Fact]
    public void Nobody_is_reported_at_one_end_who_may_be_at_the_other() => AnyBelief.Sample(belief =>
    {
        var chances = belief.Levels(Banks.Default);
        var level = Decisions.ForReport(belief, Banks.Default);
        if (level == Level.Low) Assert.True(chances.High <= 0.004);
        if (level == Level.High) Assert.True(chances.Low <= 0.004);
        if (chances is { Low: > 0.95 }) Assert.Equal(Level.Low, level);
        if (chances is { High: > 0.95 }) Assert.Equal(Level.High, level);
    });

    [Fact]
    public void The_confidence_unit_comes_first_from_its_threshold_on() => AnyBelief.Sample(belief =>
    {
        var beliefs = new Beliefs(belief, Belief.Normal(2, 0.1));
        Assert.Equal(belief.Below(-0.5) >= 0.14, Decisions.ConfidenceFirst(beliefs, stoppedEarly: false, Banks.Default));
        Assert.True(Decisions.ConfidenceFirst(beliefs, stoppedEarly: true, Banks.Default));
    });

    /// <summary>At home in networks, rash in judgement: no basics, and the judgement block.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_department_head_skips_the_basics_and_meets_the_judgement_block(int seed)
    {
        var entry = Banks.Walk(Banks.Sixty, new Frequency(1, 1, 1), seed, Points);
        var beliefs = Beliefs.Restore(entry.Beliefs.Kept);
        Assert.False(Decisions.ConfidenceFirst(beliefs, entry.StoppedEarly, Banks.Default));
        var basics = Banks.Through(Door.Of(Banks.Sixty, PathPart.Basics(Domain.Technical, 0, Banks.Default), beliefs, entry.Asked), Points);
        Assert.Equal(Verdict.Skip, basics.Verdict);
        var block = Banks.Through(Door.Of(Banks.Sixty, PathPart.JudgementBlock(Banks.Default), Beliefs.Restore(basics.Beliefs.Kept), basics.Used), Points);
        Assert.Equal(Verdict.Show, block.Verdict);
        Assert.True(Decisions.JudgementFirst(block.Beliefs, Banks.Default));
        Assert.Equal(Level.High, Decisions.ForPath(block.Beliefs.Affinity, Banks.Default));

        static int Points(Item item) => Domains.ScaleOf(item.Domain) == Scale.Affinity ? 3 : item.AuthorDifficulty < 4 ? 1 : 0;
    }

    [Fact]
    public void Whoever_is_high_on_both_is_not_sent_through_the_judgement_block_first()
    {
        var entry = Banks.Walk(Banks.Sixty, new Frequency(1, 1, 1), 1, _ => 3);
        Assert.Equal(Verdict.Skip, Banks.Through(Door.Of(Banks.Sixty, PathPart.JudgementBlock(Banks.Default), entry.Beliefs, entry.Asked), _ => 3).Verdict);
    }

    [Fact]
    public void Whoever_is_new_gains_confidence_first()
    {
        var entry = Banks.Walk(Banks.Sixty, new Frequency(-1, -1, -1), 1, _ => 0);
        Assert.True(Decisions.ConfidenceFirst(entry.Beliefs, entry.StoppedEarly, Banks.Default));
        Assert.Equal(Verdict.Show, Door.Of(Banks.Sixty, PathPart.Confidence(Banks.Default), entry.Beliefs, entry.Asked).Verdict);
    }
}
