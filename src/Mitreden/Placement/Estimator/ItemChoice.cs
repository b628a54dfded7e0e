namespace Mitreden.Placement.Estimator;

/// <summary>Chooses the next item: what leaves the least open on average over the answers that may come.</summary>
internal static class ItemChoice
{
    /// <summary>Draws among the best candidates; null when there are none. Chance also orders items that are equally good.</summary>
    /// <param name="candidates">Items that may be asked.</param>
    /// <param name="gain">By how much an item is expected to reduce what is open.</param>
    /// <param name="best">Among how many to draw.</param>
    /// <param name="random">Source of chance.</param>
    public static Item? Draw(IEnumerable<ItemCurves> candidates, Func<ItemCurves, double> gain, int best, Random random)
    {
        var leading = candidates.Select(c => (c.Item, Gain: gain(c), Lot: random.Next())).OrderByDescending(c => c.Gain).ThenBy(c => c.Lot).Take(best).ToList();
        return leading.Count == 0 ? null : leading[random.Next(leading.Count)].Item;
    }

    /// <summary>Expected reduction by an item whose answers have these probabilities on the grid.</summary>
    /// <param name="mass">Belief before, with sum 1.</param>
    /// <param name="rows">Probabilities of the answers.</param>
    /// <param name="open">How much is open under a belief.</param>
    public static double Gain(double[] mass, double[][] rows, Func<double[], double> open)
    {
        var (before, after, product) = (open(mass), 0.0, new double[Grid.Count]);
        foreach (var row in rows)
        {
            var chance = 0.0;
            for (var i = 0; i < product.Length; i++) chance += product[i] = mass[i] * row[i];
            for (var i = 0; i < product.Length; i++) product[i] /= chance;
            after += chance * open(product);
        }
        return before - after;
    }

    /// <summary>Candidates of the domains that are not ahead. A domain without items left does not hold back the others.</summary>
    /// <param name="candidates">Items not used yet.</param>
    /// <param name="used">The items used so far.</param>
    /// <param name="lead">How many items a domain may be ahead of the least used and be asked again.</param>
    public static IEnumerable<ItemCurves> Balanced(IReadOnlyCollection<ItemCurves> candidates, IEnumerable<Item> used, int lead)
    {
        if (candidates.Count == 0) return candidates;
        var counts = used.CountBy(i => i.Domain).ToDictionary();
        var least = candidates.Min(c => counts.GetValueOrDefault(c.Item.Domain));
        return candidates.Where(c => counts.GetValueOrDefault(c.Item.Domain) <= least + lead);
    }
}

/// <summary>How much is open on a scale, for the choice of the entry's items.</summary>
/// <param name="parameters">Cuts, thresholds and what to choose for.</param>
internal sealed class Goals(PlacementParameters parameters)
{
    private readonly double[] _low = Grid.Below(parameters.LowerCut);
    private readonly double[] _notHigh = Grid.Below(parameters.UpperCut);
    private readonly double[] _zero = Grid.Below(0);
    private readonly double[] _block = Grid.Below(parameters.JudgementCut);

    /// <summary>Entropy of the levels or expected loss of the decisions, given masses with sum 1.</summary>
    public double Open(Scale scale, double[] mass)
    {
        var weight = scale == Scale.Judgement ? parameters.JudgementWeight : 1;
        var low = Math.Clamp(Grid.Dot(mass, _low), 0, 1);
        if (parameters.Aim == ItemAim.DecisionLoss) return weight * Loss(scale, mass, low);
        var notHigh = Math.Clamp(Grid.Dot(mass, _notHigh), low, 1);
        return weight * new LevelChances(low, notHigh - low, 1 - notHigh).Entropy;
    }

    /// <summary>
    /// Expected harm of the decisions as they would be taken now. What is missed weighs as the harm of too little help, what is needless as
    /// much less as the threshold of the decision says. The cut of modules is taken as 0: the entry does not know them.
    /// </summary>
    private double Loss(Scale scale, double[] mass, double low) => scale == Scale.Judgement
        ? Risk(Math.Clamp(Grid.Dot(mass, _block), 0, 1), parameters.JudgementFrom)
        : Risk(Math.Clamp(Grid.Dot(mass, _zero), 0, 1), parameters.NeedFrom) + Risk(low, parameters.ConfidenceFrom);

    private double Risk(double need, double from) => parameters.HarmOfTooLittle * Math.Min(need, (1 - need) * from / (1 - from));
}
