using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>What is expected of people of a level, against an integral in small pieces that knows no grid.</summary>
public sealed class ShareTests
{
    /// <summary>The estimator holds the odds of one point more level in the tails; there it differs by a hundredth.</summary>
    private const double Tolerance = 0.015;
    private const double Step = 0.02;
    private static readonly (Level Level, double From, double To)[] Levels = [(Level.Low, -6, -0.5), (Level.Middle, -0.5, 0.8), (Level.High, 0.8, 6)];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public void Shares_are_what_fine_integration_gives(int difficulty)
    {
        foreach (var (level, from, to) in Levels)
        {
            var shares = Of(difficulty, level);
            Assert.Equal(1.0, shares.Sum(), 0.000001);
            for (var points = 0; points < shares.Count; points++) Assert.Equal(Fine(points, difficulty, from, to), shares[points], Tolerance);
        }
    }

    [Fact]
    public void Whoever_is_further_on_gets_more_points_and_what_is_harder_gets_fewer_right()
    {
        for (var difficulty = Item.Easiest; difficulty <= Item.Hardest; difficulty++)
        {
            var means = Levels.Select(l => Of(difficulty, l.Level).Select((share, points) => share * points).Sum()).ToList();
            Assert.True(means[0] < means[1] && means[1] < means[2], $"difficulty {difficulty}");
            if (difficulty > Item.Easiest) Assert.All(Levels, l => Assert.True(Of(difficulty, l.Level)[3] < Of(difficulty - 1, l.Level)[3]));
        }
    }

    private static IReadOnlyList<double> Of(int difficulty, Level level) => new ItemBank([new Item("a", Domain.Impact, difficulty)]).Shares("a", level);

    /// <summary>The scale between two cuts, and the domain around it.</summary>
    private static double Fine(int points, int difficulty, double from, double to)
    {
        var believed = new Item("a", Domain.Impact, difficulty).Believed(Banks.Default);
        var slope = ResponseModel.Flattened(believed.Discrimination, believed.Variance);
        var (share, all) = (0.0, 0.0);
        for (var scale = from + Step / 2; scale < to; scale += Step)
            for (var apart = -2.5 + Step / 2; apart < 2.5; apart += Step)
            {
                var weight = Math.Exp(-scale * scale / 2 - apart * apart / (2 * Banks.Default.DomainVariance));
                share += weight * ResponseModel.Chance(points, scale + apart, slope, believed.Difficulty, Banks.Default);
                all += weight;
            }
        return share / all;
    }
}
