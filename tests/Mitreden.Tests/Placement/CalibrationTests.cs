using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>What answers teach about items.</summary>
public sealed class CalibrationTests
{
    private static readonly Item Tagged = new("a", Domain.Impact, 4);

    [Fact]
    public void It_takes_a_hundred_answers()
    {
        Assert.Null(Calibration.Of(Tagged, Answers(99, 1.2, 0.6), Banks.Default));
        Assert.NotNull(Calibration.Of(Tagged, Answers(100, 1.2, 0.6), Banks.Default));
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(-0.7)]
    public void It_finds_the_difficulty_and_says_how_sure_it_is(double difficulty)
    {
        var found = Calibration.Of(Tagged, Answers(3000, 1.2, difficulty), Banks.Default)!;
        Assert.Equal(difficulty, found.Difficulty, 0.15);
        Assert.InRange(found.Variance, 0.0001, 0.01);
        var few = Calibration.Of(Tagged, Answers(100, 1.2, difficulty), Banks.Default)!;
        Assert.Equal(difficulty, few.Difficulty, 3 * Math.Sqrt(few.Variance));
        Assert.True(few.Variance > 5 * found.Variance && few.Variance < Banks.Default.AuthorVariance);
    }

    [Fact]
    public void The_slope_is_shrunk_to_the_usual_one()
    {
        var (few, many) = (Calibration.Of(Tagged, Answers(100, 2.2, 0), Banks.Default)!, Calibration.Of(Tagged, Answers(5000, 2.2, 0), Banks.Default)!);
        Assert.InRange(few.Discrimination, 1.2, 1.6);
        Assert.True(many.Discrimination > few.Discrimination);
    }

    [Fact]
    public void No_answer_counts_twice()
    {
        var answers = Answers(200, 1.2, 0.6);
        var once = Calibration.Of(Tagged, answers, Banks.Default)!;
        Assert.Equal(once, Calibration.Of(Tagged with { Calibration = once }, answers, Banks.Default));
    }

    [Fact]
    public void A_calibrated_item_is_believed_as_calibrated()
    {
        var calibration = new ItemCalibration(1.5, -0.3, 0.02);
        Assert.Equal(calibration, (Tagged with { Calibration = calibration }).Believed(Banks.Default));
        Assert.Equal(new ItemCalibration(1.2, -1.3, 0.25), (Tagged with { AuthorDifficulty = 2 }).Believed(Banks.Default));
    }

    /// <summary>Answers of a standard normal population about whom nothing is known.</summary>
    private static List<PooledAnswer> Answers(int many, double a, double b)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, many).Select(_ => new PooledAnswer(0, 1, Points(random, a, b)))];
    }

    private static int Points(Random random, double a, double b)
    {
        var trait = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()) * Math.Sqrt(1.25);
        if (random.NextDouble() < 0.06) return random.Next(4);
        var drawn = random.NextDouble();
        return Enumerable.Range(-1, 3).Count(k => drawn < 1 / (1 + Math.Exp(-a * (trait - b - 0.85 * k))));
    }
}
