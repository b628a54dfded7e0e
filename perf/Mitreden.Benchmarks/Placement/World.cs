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

    /// <summary>What the recommended policy does without, to see what it is worth.</summary>
    public Leaving Without { get; init; }

    /// <summary>What the estimator believes.</summary>
    public PlacementParameters Parameters { get; init; } = PlacementParameters.Default;
}

/// <summary>Parts of the recommended policy that can be left out.</summary>
[Flags]
internal enum Leaving
{
    /// <summary>Nothing is left out.</summary>
    Nothing = 0,

    /// <summary>The confidence unit has no door: the entry alone decides.</summary>
    ConfidenceDoor = 1,

    /// <summary>The judgement block has no door: what is known at the core decides.</summary>
    BlockDoor = 2,

    /// <summary>As in the product: each door begins with the four numbers that are kept, and knows nothing of what was said at the last one about its domain.</summary>
    OneSitting = 4,

    /// <summary>What was skipped stays out, whatever later doors hear.</summary>
    SecondThoughts = 8,

    /// <summary>No door asks anything.</summary>
    Doors = 16,

    /// <summary>Frequency questions are not asked.</summary>
    Frequency = 32,
}
