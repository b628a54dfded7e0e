namespace Mitreden.Placement.Estimator;

/// <summary>The 41 points on which a trait is believed, and integration over them.</summary>
internal static class Grid
{
    /// <summary>Number of points.</summary>
    public const int Count = 41;

    /// <summary>Last point in logits; the first is its negative.</summary>
    public const double End = 3.2;

    private const double Step = 2 * End / (Count - 1);

    /// <summary>The points, ascending.</summary>
    public static readonly double[] Points = [.. Enumerable.Range(0, Count).Select(i => i * Step - End)];

    /// <summary>Gregory's weights: the trapezoid rule with corrected ends, because beliefs about extreme people are cut off at an end.</summary>
    private static readonly double[] Weights =
        [.. Enumerable.Range(0, Count).Select(i => Math.Min(i, Count - 1 - i) switch { 0 => 3.0 / 8, 1 => 7.0 / 6, 2 => 23.0 / 24, _ => 1 })];

    /// <summary>Masses of a normal distribution on the points, with sum 1.</summary>
    public static double[] Normal(double mean, double variance)
    {
        var mass = new double[Count];
        for (var i = 0; i < Count; i++) mass[i] = Weights[i] * Math.Exp(-(Points[i] - mean) * (Points[i] - mean) / (2 * variance));
        Normalise(mass);
        return mass;
    }

    /// <summary>Scales the masses to the sum 1.</summary>
    public static void Normalise(double[] mass)
    {
        var sum = 0.0;
        foreach (var m in mass) sum += m;
        for (var i = 0; i < mass.Length; i++) mass[i] /= sum;
    }

    /// <summary>
    /// Weights whose product with the masses is the probability below a cut. A cut lies between points, so the density is
    /// interpolated by cubic convolution (Keys 1981, doi:10.1109/TASSP.1981.1163711) and integrated; counting points would miss by 0.03.
    /// </summary>
    public static double[] Below(double cut) => [.. Points.Select(t => 0.5 + Integral((cut - t) / Step))];

    /// <summary>Product point by point.</summary>
    public static double[] Product(double[] a, double[] b)
    {
        var product = new double[Count];
        for (var i = 0; i < Count; i++) product[i] = a[i] * b[i];
        return product;
    }

    /// <summary>Sum of the products point by point.</summary>
    public static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>Integral of Keys's kernel from 0 to u, in steps of the grid.</summary>
    private static double Integral(double u)
    {
        var x = Math.Abs(u);
        var area = x switch
        {
            <= 1 => x - x * x * x * (5.0 / 6) + x * x * x * x * (3.0 / 8),
            < 2 => 2 * x - 2 * x * x + x * x * x * (5.0 / 6) - x * x * x * x / 8 - 1.0 / 6,
            _ => 0.5,
        };
        return u < 0 ? -area : area;
    }
}

/// <summary>How a domain lies around its scale: a row of masses of the domain for each point of the scale.</summary>
/// <param name="variance">Variance of the domain around the scale, in squared logits.</param>
internal sealed class Spread(double variance)
{
    private readonly double[][] _rows = [.. Grid.Points.Select(t => Grid.Normal(t, variance))];

    /// <summary>Masses of the domain from masses of the scale.</summary>
    public double[] ToDomain(double[] mass)
    {
        var sum = new double[Grid.Count];
        for (var i = 0; i < sum.Length; i++) for (var j = 0; j < sum.Length; j++) sum[j] += mass[i] * _rows[i][j];
        return sum;
    }

    /// <summary>Probability of answers given the scale from their probability given the domain.</summary>
    public double[] ToScale(double[] chances) => [.. _rows.Select(row => Grid.Dot(row, chances))];
}
