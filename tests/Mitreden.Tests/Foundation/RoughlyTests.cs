using Mitreden.Foundation.Nameless;

namespace Mitreden.Tests.Foundation;

/// <summary>Rough counts: whoever sees them, and knows one of the people, learns of nobody else whether they did.</summary>
public sealed class RoughlyTests
{
    [Theory, InlineData(true), InlineData(false)]
    public void Each_thing_that_is_said_holds_three_counts_and_never_everybody_but_one(bool isCount)
    {
        for (var all = Few.Fewest; all < 300; all++)
        {
            var said = Enumerable.Range(0, all + 1).Select(some => (Some: some, Roughly: (isCount ? Roughly.Count(some, all) : Roughly.Share(some, all))!.Value)).GroupBy(s => s.Roughly);
            foreach (var one in said)
            {
                Assert.Equal(Enumerable.Range(one.Key.Low, one.Key.High - one.Key.Low + 1), one.Select(s => s.Some));
                Assert.True(one.Count() >= 3 && one.Key.Low <= all - 2 && one.Key.High >= 2, $"{one.Key} of {all}");
            }
        }
    }

    [Fact]
    public void Too_few_are_not_counted()
    {
        Assert.Null(Roughly.Count(4, Few.Fewest - 1));
        Assert.Null(Roughly.Share(4, Few.Fewest - 1));
    }

    [Theory]
    [InlineData(0, 60, Said.Hardly, 2), InlineData(44, 60, Said.About, 47), InlineData(57, 60, Said.About, 57), InlineData(58, 60, Said.Most, 60), InlineData(5, 11, Said.FirstHalf, 5), InlineData(6, 11, Said.SecondHalf, 11)]
    public void A_company_is_told_to_the_nearest_five_and_a_small_one_whether_it_is_more_than_half(int some, int all, Said said, int high) =>
        Assert.Equal((said, high), (Roughly.Count(some, all)!.Value.Said, Roughly.Count(some, all)!.Value.High));

    /// <summary>All that could be so, one by one: what two or three departments and the whole leave open is wider than that, or nothing is shown of departments.</summary>
    [Theory, InlineData(5, 5, 0), InlineData(5, 6, 7), InlineData(5, 5, 5), InlineData(5, 8, 5), InlineData(9, 7, 5), InlineData(20, 5, 5)]
    public void What_is_shown_together_says_of_nobody_that_they_did(int one, int other, int left)
    {
        var kept = 0;
        var worlds = (from a in Enumerable.Range(0, one + 1) from b in Enumerable.Range(0, other + 1) from c in Enumerable.Range(0, left + 1) select (a, b, c)).ToList();
        foreach (var seen in worlds.GroupBy(w => (Whole: Roughly.Count(w.a + w.b + w.c, one + other + left)!.Value, One: Roughly.Share(w.a, one)!.Value, Other: Roughly.Share(w.b, other)!.Value)))
        {
            var tells = Tells(seen.Select(w => w.a), one) || Tells(seen.Select(w => w.b), other) || left > 0 && Tells(seen.Select(w => w.c), left);
            Assert.Equal(tells, Roughly.Tell(seen.Key.Whole, [seen.Key.One, seen.Key.Other]));
            if (!tells) kept += seen.Count();
        }
        Assert.True(kept > worlds.Count / 2, $"{kept} of {worlds.Count}");

        static bool Tells(IEnumerable<int> possible, int all) => possible.Min() > all - 2 || possible.Max() < 2;
    }
}
