namespace Mitreden.Placement.Estimator;

/// <summary>What is believed about one trait of one person: a distribution on 41 points from -3.2 to 3.2 logits. Never changes.</summary>
public sealed class Belief
{
    private readonly double[] _mass;

    private Belief(double[] mass)
    {
        _mass = mass;
        Mean = Grid.Dot(mass, Grid.Points);
        foreach (var (m, t) in mass.Zip(Grid.Points)) Variance += m * (t - Mean) * (t - Mean);
    }

    /// <summary>Expected trait in logits (EAP).</summary>
    public double Mean { get; }

    /// <summary>Variance in squared logits.</summary>
    public double Variance { get; }

    internal double[] Mass => _mass;

    /// <summary>A normal belief, cut off at the ends of the grid.</summary>
    /// <param name="mean">Mean in logits, -3.2 to 3.2.</param>
    /// <param name="variance">Variance in squared logits, 0.01 to 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">Mean or variance is outside its range or no number.</exception>
    public static Belief Normal(double mean, double variance)
    {
        if (!(Math.Abs(mean) <= Grid.End)) throw new ArgumentOutOfRangeException(nameof(mean), mean, $"A mean lies between -{Grid.End} and {Grid.End} logits.");
        if (!(variance is >= 0.01 and <= 10)) throw new ArgumentOutOfRangeException(nameof(variance), variance, "A variance lies between 0.01 and 10 squared logits.");
        return new Belief(Grid.Normal(mean, variance));
    }

    /// <summary>Probability that the trait lies below a cut.</summary>
    /// <param name="cut">The cut in logits, -3.2 to 3.2.</param>
    /// <returns>0 to 1; the rule of integration misses by less than 0.001.</returns>
    public double Below(double cut) => Math.Clamp(Grid.Dot(_mass, Grid.Below(cut)), 0, 1);

    /// <summary>Probabilities of the three levels.</summary>
    /// <param name="parameters">The two cuts.</param>
    public LevelChances Levels(PlacementParameters parameters)
    {
        var low = Below(parameters.LowerCut);
        var notHigh = Math.Max(low, Below(parameters.UpperCut));
        return new LevelChances(low, notHigh - low, 1 - notHigh);
    }

    /// <summary>Masses, with the sum 1, of those of whom the level is known as well. A cut lies between points, so the points beside it count in part.</summary>
    /// <param name="level">The level.</param>
    /// <param name="parameters">The two cuts.</param>
    internal double[] Within(Level level, PlacementParameters parameters)
    {
        var (low, notHigh) = (Grid.Below(parameters.LowerCut), Grid.Below(parameters.UpperCut));
        double[] mass = [.. _mass.Select((m, i) => m * (level switch { Level.Low => low[i], Level.Middle => notHigh[i] - low[i], _ => 1 - notHigh[i] }))];
        Grid.Normalise(mass);
        return mass;
    }

    /// <summary>The belief with these masses, which need not have the sum 1.</summary>
    internal static Belief Of(double[] mass)
    {
        mass = [.. mass];
        Grid.Normalise(mass);
        return new Belief(mass);
    }
}

/// <summary>A level of one scale. Told to nobody: it orders a path, and chooses between forms of the same content. Figures name paths by it, not people.</summary>
public enum Level
{
    /// <summary>Below the lower cut.</summary>
    Low,

    /// <summary>Between the cuts.</summary>
    Middle,

    /// <summary>From the upper cut on.</summary>
    High,
}

/// <summary>Probabilities of the three levels, with sum 1.</summary>
/// <param name="Low">Below the lower cut, 0 to 1.</param>
/// <param name="Middle">Between the cuts, 0 to 1.</param>
/// <param name="High">From the upper cut on, 0 to 1.</param>
public readonly record struct LevelChances(double Low, double Middle, double High)
{
    /// <summary>Probability of the likeliest level.</summary>
    public double Most => Math.Max(Low, Math.Max(Middle, High));

    /// <summary>Entropy in nats: 0 when sure, ln 3 when nothing is known.</summary>
    public double Entropy => Part(Low) + Part(Middle) + Part(High);

    private static double Part(double p) => p <= 0 ? 0 : -p * Math.Log(p);
}
