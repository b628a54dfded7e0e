using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>The 41 points against integration over 2,001 points that shares no code with them.</summary>
public sealed class GridTests
{
    private const int Fine = 2001;
    private const int Stride = 8;
    private const double End = 3.2;
    private const double Tolerance = 0.001;
    private static readonly double[] Points = [.. Enumerable.Range(0, Fine).Select(i => -End + 2 * End * i / (Fine - 1))];
    private static readonly double[][] Around = [.. Points.Select(AroundScale)];

    [Fact]
    public void Belief_after_answers_is_what_fine_integration_gives()
    {
        var random = new Random(2001);
        for (var pattern = 0; pattern < 200; pattern++)
        {
            var frequency = random.Next(4) == 0 ? null : new Frequency(random.Next(-1, 2), random.Next(-1, 2), random.Next(-1, 2));
            var answers = random.GetItems(Banks.Sixty.Items.ToArray(), random.Next(1, 9)).Distinct().Select(item => (item, random.Next(4))).ToList();
            var evidence = answers.Aggregate(Evidence.From(Banks.Sixty, Beliefs.Before(frequency, Banks.Default)), (e, a) => e.With(a.item.Id, a.Item2));
            foreach (var scale in Enum.GetValues<Scale>())
            {
                var (mean, spread) = scale == Scale.Affinity && frequency is not null ? (0.35 * (frequency.Sum - 0.16), 0.81) : (0, 1);
                var fine = Posterior(mean, spread, [.. answers.Where(a => Domains.ScaleOf(a.item.Domain) == scale)]);
                var levels = evidence.Beliefs.On(scale).Levels(Banks.Default);
                Assert.Equal(Mean(fine), evidence.Beliefs.On(scale).Mean, Tolerance);
                Assert.Equal(Below(fine, -0.5), levels.Low, Tolerance);
                Assert.Equal(Below(fine, 0.8) - Below(fine, -0.5), levels.Middle, Tolerance);
                Assert.Equal(1 - Below(fine, 0.8), levels.High, Tolerance);
            }
        }
    }

    [Fact]
    public void Need_of_a_module_is_what_fine_integration_gives()
    {
        var random = new Random(41);
        for (var pattern = 0; pattern < 200; pattern++)
        {
            var (mean, variance, cut) = (3 * random.NextDouble() - 1.5, 0.15 + 0.8 * random.NextDouble(), 2 * random.NextDouble() - 1);
            var part = PathPart.Basics(Domain.Technical, cut, Banks.Default);
            var door = Door.Of(Banks.Sixty, part, new Beliefs(Belief.Normal(mean, variance), Belief.Normal(0, 1)), []);
            // The cut in the domain, averaged over the scale: sum_t p(t) P(t_d < cut | t).
            var below = Points.Select((t, i) => Weight(i) * Math.Exp(-(t - mean) * (t - mean) / (2 * variance))).ToArray();
            var need = below.Zip(Points, (p, t) => p * (Share(cut, t) - Share(-End, t)) / (Share(End, t) - Share(-End, t))).Sum() / below.Sum();
            Assert.Equal(need, door.Need, Tolerance);
        }
    }

    private static double[] Posterior(double mean, double spread, List<(Item Item, int Points)> answers)
    {
        var posterior = Points.Select(t => Math.Exp(-(t - mean) * (t - mean) / (2 * spread * spread))).ToArray();
        foreach (var domain in answers.GroupBy(a => a.Item.Domain))
        {
            var chances = Enumerable.Repeat(1.0, (Fine - 1) / Stride + 1).ToArray();
            foreach (var (item, points) in domain)
            {
                var row = Chances(item, points);
                for (var i = 0; i < chances.Length; i++) chances[i] *= row[i];
            }
            for (var i = 0; i < Fine; i++) posterior[i] *= Product(Around[i], chances);
        }
        return posterior;
    }

    /// <summary>P(points | t) where the odds of one point more are held level in both tails.</summary>
    private static double[] Chances(Item item, int points)
    {
        var traits = Points.Where((_, i) => i % Stride == 0).ToArray();
        var odds = Enumerable.Range(0, 3).Select(k => traits.Select(t => Chance(item, k + 1, t) / Chance(item, k, t)).ToArray()).ToList();
        foreach (var row in odds)
        {
            for (var i = Array.IndexOf(row, row.Max()) + 1; i < row.Length; i++) row[i] = row[i - 1];
            for (var i = Array.IndexOf(row, row[..(Array.IndexOf(row, row.Max()) + 1)].Min()) - 1; i >= 0; i--) row[i] = row[i + 1];
        }
        return [.. traits.Select((_, i) =>
        {
            double[] weights = [1, odds[0][i], odds[0][i] * odds[1][i], odds[0][i] * odds[1][i] * odds[2][i]];
            return weights[points] / weights.Sum();
        })];
    }

    /// <summary>P(points | t) as the specification writes it, with the slope that is left when authors miss b by half a logit.</summary>
    private static double Chance(Item item, int points, double t)
    {
        var (b, a) = ((item.AuthorDifficulty - 4) * 0.65, 1.2 / Math.Sqrt(1 + 0.3459 * 1.2 * 1.2 * 0.25));
        double[] reached = [1, Logistic(a * (t - b + 0.85)), Logistic(a * (t - b)), Logistic(a * (t - b - 0.85)), 0];
        return 0.94 * (reached[points] - reached[points + 1]) + 0.06 / 4;
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>The domain given the scale: normal with variance 0.25, cut off at both ends.</summary>
    private static double[] AroundScale(double t)
    {
        var row = Points.Where((_, i) => i % Stride == 0).Select((u, i) => (i == 0 || i == (Fine - 1) / Stride ? 0.5 : 1) * Normal(u - t)).ToArray();
        var sum = row.Sum();
        return [.. row.Select(r => r / sum)];
    }

    private static double Product(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static double Normal(double distance) => Math.Exp(-distance * distance / (2 * 0.25));

    /// <summary>P(t_d below x) for t_d ~ N(t, 0.25), after Abramowitz and Stegun 7.1.26 (error below 2e-7).</summary>
    private static double Share(double x, double t)
    {
        var z = Math.Abs(x - t) / Math.Sqrt(2 * 0.25);
        var k = 1 / (1 + 0.3275911 * z);
        var tail = k * (0.254829592 + k * (-0.284496736 + k * (1.421413741 + k * (-1.453152027 + k * 1.061405429)))) * Math.Exp(-z * z) / 2;
        return x < t ? tail : 1 - tail;
    }

    private static double Weight(int i) => i is 0 or Fine - 1 ? 0.5 : 1;

    private static double Mean(double[] density) => density.Select((d, i) => Weight(i) * d * Points[i]).Sum() / density.Select((d, i) => Weight(i) * d).Sum();

    /// <summary>Trapezoids up to the cut, the last one cut off where the density is taken as straight.</summary>
    private static double Below(double[] density, double cut)
    {
        var (sum, below) = (0.0, 0.0);
        for (var i = 1; i < Fine; i++)
        {
            var (left, right, step) = (density[i - 1], density[i], Points[i] - Points[i - 1]);
            var part = Math.Clamp((cut - Points[i - 1]) / step, 0, 1);
            sum += (left + right) / 2 * step;
            below += part * step * (left + (left + part * (right - left))) / 2;
        }
        return below / sum;
    }
}
