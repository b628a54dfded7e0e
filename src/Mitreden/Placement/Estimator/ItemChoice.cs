namespace Mitreden.Placement.Estimator;

/// <summary>Chooses the next item: what leaves the least unsure on average over the answers that may come.</summary>
internal static class ItemChoice
{
    /// <summary>Draws among the best candidates; null when there are none.</summary>
    /// <param name="candidates">Items that may be asked.</param>
    /// <param name="gain">By how much an item is expected to reduce what is unsure.</param>
    /// <param name="best">Among how many to draw.</param>
    /// <param name="random">Source of chance.</param>
    public static Item? Draw(IEnumerable<ItemCurves> candidates, Func<ItemCurves, double> gain, int best, Random random)
    {
        var leading = candidates.Select(c => (c.Item, Gain: gain(c))).OrderByDescending(c => c.Gain).ThenBy(c => c.Item.Id, StringComparer.Ordinal).Take(best).ToList();
        return leading.Count == 0 ? null : leading[random.Next(leading.Count)].Item;
    }

    /// <summary>Expected reduction by an item whose answers have these probabilities on the grid.</summary>
    /// <param name="mass">Belief before, with sum 1.</param>
    /// <param name="rows">Probabilities of the answers.</param>
    /// <param name="open">How unsure a belief is.</param>
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
}
