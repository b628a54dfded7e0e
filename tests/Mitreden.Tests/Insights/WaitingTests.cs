using CsCheck;
using Mitreden.Insights;

namespace Mitreden.Tests.Insights;

public sealed class WaitingTests
{
    private static Wait Over(int minutes) => new(TimeSpan.FromMinutes(minutes), true);
    private static Wait Running(int minutes) => new(TimeSpan.FromMinutes(minutes), false);

    [Fact]
    public void Without_running_waits_it_is_the_ordinary_percentile()
    {
        Wait[] waits = [Over(1), Over(2), Over(3), Over(4), Over(10)];
        Assert.Equal(new Percentile(TimeSpan.FromMinutes(3), false), Waiting.At(waits, 0.5));
        Assert.Equal(new Percentile(TimeSpan.FromMinutes(10), false), Waiting.At(waits, 0.9));
    }

    [Fact]
    public void Who_still_waits_makes_the_desk_slower_not_faster()
    {
        Wait[] answered = [Over(1), Over(2)];
        Wait[] withWaiting = [.. answered, Running(60), Running(60), Running(60)];
        Assert.Equal(TimeSpan.FromMinutes(1), Waiting.At(answered, 0.5)!.Length);
        Assert.Equal(new Percentile(TimeSpan.FromMinutes(60), true), Waiting.At(withWaiting, 0.5));
    }

    /// <summary>Worked by hand: 6 waits, S(1)=5/6, one censored at 2, S(3)=5/6*3/4, S(5)=5/6*3/4*2/3.</summary>
    [Fact]
    public void It_follows_Kaplan_and_Meier()
    {
        Wait[] waits = [Over(1), Running(2), Over(3), Over(5), Over(8), Over(13)];
        Assert.Equal(new Percentile(TimeSpan.FromMinutes(5), false), Waiting.At(waits, 0.5));
        Assert.Equal(new Percentile(TimeSpan.FromMinutes(3), false), Waiting.At(waits, 0.37));
    }

    [Fact]
    public void Nobody_waited() => Assert.Null(Waiting.At([], 0.5));

    [Fact]
    public void A_higher_share_never_takes_less_time() =>
        Gen.Select(Gen.Int[0, 500], Gen.Bool).Array[1, 40].Sample(drawn =>
        {
            var waits = drawn.Select(d => new Wait(TimeSpan.FromMinutes(d.Item1), d.Item2)).ToList();
            var lengths = new[] { 0.1, 0.5, 0.9 }.Select(share => Waiting.At(waits, share)!.Length).ToList();
            Assert.Equal(lengths.Order(), lengths);
        });
}
