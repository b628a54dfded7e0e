using Mitreden.Placement.Estimator;

namespace Mitreden.Benchmarks.Placement;

/// <summary>An item as it really is. The estimator sees the author's difficulty only.</summary>
/// <param name="Number">Its place in the bank.</param>
/// <param name="Author">The item as its author sees it.</param>
/// <param name="A">True slope, per logit.</param>
/// <param name="B">True difficulty, in logits.</param>
internal sealed record TrueItem(int Number, Item Author, double A, double B);

/// <summary>
/// A simulated person. Both scales are standard normal and correlate; each domain lies around its scale with a standard deviation of 0.5;
/// what people say about themselves correlates with affinity at about 0.6.
/// </summary>
internal sealed class Person
{
    private const double DomainSpread = 0.5;
    private const double ThresholdDistance = 0.85;

    /// <summary>
    /// Loading of each frequency question. With the two borders the sum of the three correlates with affinity at 0.6 and has the mean 0.16.
    /// </summary>
    private const double FrequencyLoading = 0.45;
    private const double HardlyEver = -0.504;
    private const double MostDays = 0.358;
    private const double SelfLoading = 0.6;

    /// <summary>By how much overclaimers see themselves above what they are, in logits.</summary>
    private const double Overclaim = 0.8;

    private readonly World _world;
    private readonly double[] _domains;

    public Person(World world, int number)
    {
        (_world, Number) = (world, number);
        var chance = new Chance(world.Seed, 1, number);
        var (first, second) = (chance.Normal(), chance.Normal());
        Affinity = first + world.Shift;
        Judgement = world.Correlation * first + Math.Sqrt(1 - world.Correlation * world.Correlation) * second + world.Shift;
        _domains = [.. Domains.All.Select(d => On(Domains.ScaleOf(d)) + DomainSpread * chance.Normal())];
        var self = Affinity + (chance.Even() < world.Overclaimers ? Overclaim : 0);
        Frequency = new Frequency(HowOften(), HowOften(), HowOften());
        Declared = Seen(SelfLoading);

        double Seen(double loading) => loading * self + Math.Sqrt(1 - loading * loading) * chance.Normal();

        int HowOften() => Seen(FrequencyLoading) switch { < HardlyEver => -1, > MostDays => 1, _ => 0 };
    }

    public int Number { get; }

    public double Affinity { get; }

    public double Judgement { get; }

    public Frequency Frequency { get; }

    /// <summary>What somebody would say about their own affinity, in logits.</summary>
    public double Declared { get; }

    public double On(Scale scale) => scale == Scale.Affinity ? Affinity : Judgement;

    public double In(Domain domain) => _domains[(int)domain];

    /// <summary>Points of this person's answer to an item: graded response model with a lapse, the same answer whenever it is asked.</summary>
    public int Answer(TrueItem item)
    {
        var chance = new Chance(_world.Seed, 2, Number, item.Number);
        if (chance.Even() < _world.Lapse) return (int)(4 * chance.Even());
        var (drawn, points) = (chance.Even(), 0);
        for (var k = -1; k <= 1; k++) if (drawn < 1 / (1 + Math.Exp(-item.A * (In(item.Author.Domain) - item.B - k * ThresholdDistance)))) points++;
        return points;
    }
}
