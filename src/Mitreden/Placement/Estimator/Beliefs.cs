namespace Mitreden.Placement.Estimator;

/// <summary>What is believed about one person on both scales. Never changes; an answer gives a new one.</summary>
/// <param name="Affinity">At home in networks.</param>
/// <param name="Judgement">Judging what is wise.</param>
public sealed record Beliefs(Belief Affinity, Belief Judgement)
{
    /// <summary>The short form that is kept when answers are dropped. What was heard about single domains is not in it.</summary>
    public KeptBeliefs Kept => new(Affinity.Mean, Affinity.Variance, Judgement.Mean, Judgement.Variance);

    /// <summary>What is believed before the first item. The frequency questions say something about affinity only.</summary>
    /// <param name="frequency">Answers to the three questions, or null when they were not answered.</param>
    /// <param name="parameters">The parameters.</param>
    public static Beliefs Before(Frequency? frequency, PlacementParameters parameters)
    {
        var nothingKnown = Belief.Normal(0, parameters.Spread * parameters.Spread);
        if (frequency is null) return new Beliefs(nothingKnown, nothingKnown);
        var mean = parameters.FrequencySlope * (frequency.Sum - parameters.FrequencyCentre);
        return new Beliefs(Belief.Normal(mean, parameters.FrequencySpread * parameters.FrequencySpread), nothingKnown);
    }

    /// <summary>The beliefs again from their short form: normal, with that mean and variance.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A mean or variance is outside its range.</exception>
    public static Beliefs Restore(KeptBeliefs kept) =>
        new(Belief.Normal(kept.AffinityMean, kept.AffinityVariance), Belief.Normal(kept.JudgementMean, kept.JudgementVariance));

    /// <summary>The belief about one scale.</summary>
    public Belief On(Scale scale) => scale == Scale.Affinity ? Affinity : Judgement;

    /// <summary>What is believed about one domain when its scale is all that is known: t_d ~ N(m, v + 0.25).</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="parameters">The domain's own variance.</param>
    public Belief About(Domain domain, PlacementParameters parameters)
    {
        var scale = On(Domains.ScaleOf(domain));
        return Belief.Normal(scale.Mean, scale.Variance + parameters.DomainVariance);
    }

    /// <summary>The beliefs after an answer outside of entry and doors, such as an exercise. It says something about the item's scale only.</summary>
    /// <param name="bank">The bank that holds the item.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="points">Points of the reaction, 0 to 3.</param>
    /// <exception cref="KeyNotFoundException">The bank has no such item.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The points are not 0 to 3.</exception>
    public Beliefs After(ItemBank bank, string itemId, int points) => Evidence.From(bank, this).With(itemId, points).Beliefs;
}

/// <summary>All that has to be kept of a placement: four numbers, in logits and squared logits.</summary>
/// <param name="AffinityMean">Mean of affinity.</param>
/// <param name="AffinityVariance">Variance of affinity.</param>
/// <param name="JudgementMean">Mean of judgement.</param>
/// <param name="JudgementVariance">Variance of judgement.</param>
public sealed record KeptBeliefs(double AffinityMean, double AffinityVariance, double JudgementMean, double JudgementVariance)
{
    /// <summary>The same with newer numbers about one scale. The other one stays as it is to the last digit: restoring it again and again would wear it off.</summary>
    public KeptBeliefs With(Scale scale, KeptBeliefs newer) => scale == Scale.Affinity
        ? this with { AffinityMean = newer.AffinityMean, AffinityVariance = newer.AffinityVariance }
        : this with { JudgementMean = newer.JudgementMean, JudgementVariance = newer.JudgementVariance };
}

/// <summary>Answers to the three questions how often somebody reads, reacts and writes in networks.</summary>
/// <param name="Reads">-1 hardly ever, 0 now and then, 1 most days.</param>
/// <param name="Reacts">The same for likes and comments.</param>
/// <param name="Writes">The same for posts of one's own.</param>
public sealed record Frequency(int Reads, int Reacts, int Writes)
{
    /// <summary>z, from -3 to 3; an answer beyond -1 to 1 counts as the nearest.</summary>
    public int Sum => Math.Clamp(Reads, -1, 1) + Math.Clamp(Reacts, -1, 1) + Math.Clamp(Writes, -1, 1);
}
