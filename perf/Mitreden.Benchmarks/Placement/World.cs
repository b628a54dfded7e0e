using Mitreden.Placement.Estimator;

namespace Mitreden.Benchmarks.Placement;

/// <summary>What is simulated.</summary>
internal sealed record World
{
    /// <summary>The same seed gives the same figures.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Number of people.</summary>
    public int People { get; init; } = 8000;

    /// <summary>True when items are calibrated on about 100 answers each, false for the authors' difficulties.</summary>
    public bool Calibrated { get; init; }

    /// <summary>By how much the population lies above what the prior believes, on both scales, in logits.</summary>
    public double Shift { get; init; }

    /// <summary>True correlation of the two scales.</summary>
    public double Correlation { get; init; } = 0.3;

    /// <summary>Standard deviation of the true b around the author's, in logits.</summary>
    public double Scatter { get; init; } = 0.5;

    /// <summary>True share of answers given without reading.</summary>
    public double Lapse { get; init; } = 0.06;

    /// <summary>Share of people who see themselves 0.8 logits above what they are.</summary>
    public double Overclaimers { get; init; }

    /// <summary>What the estimator believes.</summary>
    public PlacementParameters Parameters { get; init; } = PlacementParameters.Default;
}
