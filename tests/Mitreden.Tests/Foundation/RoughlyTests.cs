using Mitreden.Foundation.Nameless;

namespace Mitreden.Tests.Foundation;

/// <summary>Rough counts: whoever sees them, and knows of some what they did, is left with more than one way in which it can be with the others.</summary>
public sealed class RoughlyTests
{
    /// <summary>From 20 people on four who see it and tell each other; below, each for themselves.</summary>
    [Fact]
    public void Whatever_those_who_see_it_have_done_themselves_others_may_and_may_not_have()
    {
        for (var all = Few.FewestPicked; all < 300; all++)
        {
            var (viewers, said) = (all < 20 ? 1 : 4, Enumerable.Range(0, all + 1).GroupBy(some => Roughly.Of(some, all)!.Value).ToList());
            foreach (var one in said)
            {
                Assert.Equal(Enumerable.Range(one.Key.Low, one.Key.Open + 1), one);
                // Of the others at most as many did as could be when all viewers did not, and at least as many as must be when all did.
                for (var did = 0; did <= viewers; did++)
                {
                    var (least, most) = (Math.Max(0, one.Key.Low - did), Math.Min(all - viewers, one.Key.High - did));
                    Assert.True(most - least >= 2 && most >= 2 && least <= all - viewers - 2, $"{one.Key}: {viewers} know that {did} of them did, so {least} to {most} of the others");
                }
            }
        }
    }

    [Fact]
    public void Too_few_are_not_counted() => Assert.Null(Roughly.Of(4, Few.FewestPicked - 1));

    [Theory]
    [InlineData(0, 60, Said.Fewer, 8), InlineData(7, 60, Said.Fewer, 8), InlineData(8, 60, Said.About, 10), InlineData(44, 60, Said.About, 45), InlineData(52, 60, Said.About, 50)]
    [InlineData(53, 60, Said.AtLeast, 53), InlineData(60, 60, Said.AtLeast, 53), InlineData(5, 11, Said.UpToHalf, 2), InlineData(6, 11, Said.OverHalf, 8)]
    public void Twenty_and_more_are_told_to_the_nearest_five_and_fewer_as_halves(int some, int all, Said said, int number) =>
        Assert.Equal((said, number), (Roughly.Of(some, all)!.Value.Said, Roughly.Of(some, all)!.Value.Number));
}
