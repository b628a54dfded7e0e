namespace Mitreden.Placement.Estimator;

/// <summary>
/// Samejima's graded response model with a lapse: P(X >= k | t) = 1 / (1 + exp(-a (t - b_k))) with thresholds b - 0.85, b and
/// b + 0.85, and p* = (1 - e) p + e / 4 for each number of points.
/// </summary>
public static class ResponseModel
{
    /// <summary>c of the flattened slope, (16 sqrt(3) / (15 pi))²: a logistic curve seen through normal noise is nearly a flatter logistic curve.</summary>
    private const double Flattening = 0.3459;

    /// <summary>Probability that somebody gets exactly this many points.</summary>
    /// <param name="points">0 to 3.</param>
    /// <param name="trait">The trait in logits.</param>
    /// <param name="discrimination">a, per logit.</param>
    /// <param name="difficulty">b, in logits.</param>
    /// <param name="parameters">Lapse and distance of the thresholds.</param>
    /// <exception cref="ArgumentOutOfRangeException">The points are not 0 to 3.</exception>
    public static double Chance(int points, double trait, double discrimination, double difficulty, PlacementParameters parameters)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points, Item.MostPoints);
        var chance = AtLeast(points) - AtLeast(points + 1);
        return (1 - parameters.Lapse) * chance + parameters.Lapse / (Item.MostPoints + 1);

        double AtLeast(int k) => k switch
        {
            0 => 1,
            > Item.MostPoints => 0,
            _ => 1 / (1 + Math.Exp(-discrimination * (trait - difficulty - (k - 2) * parameters.ThresholdDistance))),
        };
    }

    /// <summary>The slope that is left of a when the trait is seen through noise: a / sqrt(1 + 0.346 a² v).</summary>
    /// <param name="discrimination">a, per logit.</param>
    /// <param name="variance">v, variance of the noise in squared logits.</param>
    public static double Flattened(double discrimination, double variance) =>
        discrimination / Math.Sqrt(1 + Flattening * discrimination * discrimination * variance);

    /// <summary>
    /// Rows of probabilities on the grid, one for each number of points. Where a lapse explains an answer better than the trait does, one point
    /// more would count against the person; there the odds of one point more are held level, so that more points never lower a belief.
    /// </summary>
    /// <param name="item">The item.</param>
    /// <param name="noise">Variance between the trait of the grid and what the item asks for, beside the doubt about b.</param>
    /// <param name="parameters">The parameters.</param>
    internal static double[][] Rows(Item item, double noise, PlacementParameters parameters)
    {
        var believed = item.Believed(parameters);
        var slope = Flattened(believed.Discrimination, believed.Variance + noise);
        var rows = new double[Item.MostPoints + 1][];
        for (var points = 0; points < rows.Length; points++) rows[points] = [.. Grid.Points.Select(t => Chance(points, t, slope, believed.Difficulty, parameters))];
        var odds = rows.Zip(rows.Skip(1), (fewer, more) => Rising([.. more.Zip(fewer, (m, f) => m / f)])).ToArray();
        for (var i = 0; i < Grid.Count; i++)
        {
            rows[0][i] = 1;
            for (var points = 1; points < rows.Length; points++) rows[points][i] = rows[points - 1][i] * odds[points - 1][i];
            var sum = rows.Sum(row => row[i]);
            foreach (var row in rows) row[i] /= sum;
        }
        return rows;
    }

    /// <summary>Odds that rise from their lowest to their highest, with both tails held level.</summary>
    private static double[] Rising(double[] odds)
    {
        var highest = odds.IndexOf(odds.Max());
        var lowest = odds.IndexOf(odds[..(highest + 1)].Min());
        for (var i = 0; i < odds.Length; i++) odds[i] = odds[Math.Clamp(i, lowest, highest)];
        return odds;
    }
}
