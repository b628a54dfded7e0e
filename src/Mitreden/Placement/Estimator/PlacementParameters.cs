namespace Mitreden.Placement.Estimator;

/// <summary>
/// Every figure of the estimator, each with its formula and where it comes from. Traits are in logits: 0 is the middle of the
/// population and 1 its standard deviation. "Simulated" refers to docs/decisions/0011-placement-on-two-scales.md.
/// </summary>
public sealed record PlacementParameters
{
    /// <summary>The parameters that the product uses.</summary>
    public static PlacementParameters Default { get; } = new();

    /// <summary>e, share of answers given without reading: p* = (1-e)p + e/4. Working assumption, stressed with 0.12.</summary>
    public double Lapse { get; init; } = 0.06;

    /// <summary>a of an item before calibration, per logit; calibrated slopes are shrunk towards it. A usual value for judgement items.</summary>
    public double Discrimination { get; init; } = 1.2;

    /// <summary>b = (difficulty - <see cref="MiddleDifficulty"/>) * step, in logits, so that 1 to 7 spans -1.95 to 1.95.</summary>
    public double DifficultyStep { get; init; } = 0.65;

    /// <summary>The author's difficulty that lies at b = 0.</summary>
    public double MiddleDifficulty { get; init; } = 4;

    /// <summary>Distance of the outer thresholds from b, in logits: b - 0.85, b, b + 0.85.</summary>
    public double ThresholdDistance { get; init; } = 0.85;

    /// <summary>How far authors miss b, in squared logits (half a logit). It flattens what an answer says. Assumption.</summary>
    public double AuthorVariance { get; init; } = 0.25;

    /// <summary>How far a domain lies from its scale within a person, in squared logits: t_d ~ N(t, 0.25). Assumption, as simulated.</summary>
    public double DomainVariance { get; init; } = 0.25;

    /// <summary>Below this trait a level is low, in logits. Set by the team on items: what one must solve in two of three cases.</summary>
    public double LowerCut { get; init; } = -0.5;

    /// <summary>From this trait on a level is high, in logits.</summary>
    public double UpperCut { get; init; } = 0.8;

    /// <summary>Slope of the prior mean: 0.35 (z - 0.16) logits, z the sum of three frequency answers from -1 to 1. Correlation with the trait about 0.6.</summary>
    public double FrequencySlope { get; init; } = 0.35;

    /// <summary>Mean of z in the population.</summary>
    public double FrequencyCentre { get; init; } = 0.16;

    /// <summary>Standard deviation left after the frequency questions, in logits: sqrt(1 - 0.59²).</summary>
    public double FrequencySpread { get; init; } = 0.81;

    /// <summary>Standard deviation of the prior without frequency questions, in logits; its mean is 0.</summary>
    public double Spread { get; init; } = 1;

    /// <summary>Something is known about a scale once its variance is below this share of what it is without any answer; each answer takes a tenth at least.</summary>
    public double KnownBelow { get; init; } = 0.92;

    /// <summary>Items before the entry may end by itself. Babcock and Weiss 2012: always set a minimum.</summary>
    public int FewestItems { get; init; } = 4;

    /// <summary>Items after which the entry ends in any case: 8 at most, 7 as simulated.</summary>
    public int MostItems { get; init; } = 7;

    /// <summary>Probability of the likeliest level, on both scales, from which the entry ends.</summary>
    public double Sure { get; init; } = 0.85;

    /// <summary>A domain may have been asked this many times more than the least asked one and still be asked again.</summary>
    public int DomainLead { get; init; } = 1;

    /// <summary>The next item is drawn among this many best ones, so that the easy start is not the same for everybody.</summary>
    public int Best { get; init; } = 3;

    /// <summary>What the entry's items are chosen for. Entropy, because it does better in simulation.</summary>
    public ItemAim Aim { get; init; } = ItemAim.LevelEntropy;

    /// <summary>
    /// What is open about judgement counts this much of what is open about affinity when an item is chosen. Less than 1, because the
    /// judgement block's door can ask later, while affinity decides how somebody begins. Simulated.
    /// </summary>
    public double JudgementWeight { get; init; } = 0.5;

    /// <summary>
    /// A module is shown from this probability of need. The harms below give 0.428 / (0.428 + 0.505) = 0.459; lower, because what is missed
    /// costs the company more. 0.35 with one scale, 0.415 as simulated with two.
    /// </summary>
    public double NeedFrom { get; init; } = 0.415;

    /// <summary>Above this probability of need a door asks. 0.12 with one scale, 0.15 as simulated with two.</summary>
    public double UnsureFrom { get; init; } = 0.15;

    /// <summary>Below this probability of need a door asks.</summary>
    public double UnsureTo { get; init; } = 0.88;

    /// <summary>Most items at a door.</summary>
    public int MostGateItems { get; init; } = 3;

    /// <summary>The confidence unit comes first from this probability of a low level of affinity. 0.10 with one scale, 0.14 as simulated with two.</summary>
    public double ConfidenceFrom { get; init; } = 0.14;

    /// <summary>Above this probability of a low level the door of the confidence unit asks. Simulated.</summary>
    public double ConfidenceUnsureFrom { get; init; } = 0.08;

    /// <summary>Below this probability of a low level the door of the confidence unit asks: likely novices are not examined once more. Simulated.</summary>
    public double ConfidenceUnsureTo { get; init; } = 0.60;

    /// <summary>Below this judgement the judgement block is needed, in logits. Set by the team.</summary>
    public double JudgementCut { get; init; }

    /// <summary>The judgement block comes directly behind the first unit from this probability of needing it. Simulated.</summary>
    public double JudgementFrom { get; init; } = 0.42;

    /// <summary>Levels whose probabilities are this close count as equal, and the lower one is taken.</summary>
    public double Doubt { get; init; } = 0.1;

    /// <summary>Harm of two levels too much help (d for experts with high assistance, Tetzlaff and others 2025).</summary>
    public double HarmOfTooMuch { get; init; } = 0.428;

    /// <summary>Harm of two levels too little help (d for novices with high assistance, same source).</summary>
    public double HarmOfTooLittle { get; init; } = 0.505;

    /// <summary>Share of that harm when the level is wrong by one.</summary>
    public double AdjacentHarm { get; init; } = 0.5;

    /// <summary>A level at one end is reported only while the level at the other end is not more likely than this. Simulated.</summary>
    public double MostFarChance { get; init; } = 0.004;

    /// <summary>Answers that an item needs before it is calibrated (Rudner and Guo: about 100 people are enough).</summary>
    public int FewestAnswers { get; init; } = 100;

    /// <summary>How far ln a of an item is believed to lie from ln 1.2 (standard deviation): a is shrunk as strongly as this is small. Assumption.</summary>
    public double SlopeSpread { get; init; } = 0.2;
}

/// <summary>What the next item is chosen for.</summary>
public enum ItemAim
{
    /// <summary>Smallest expected entropy of the levels, summed over both scales.</summary>
    LevelEntropy,

    /// <summary>Smallest expected loss of the decisions, summed over both scales.</summary>
    DecisionLoss,
}
