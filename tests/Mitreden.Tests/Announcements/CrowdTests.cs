using Mitreden.Announcements.Rounds;
using Mitreden.Foundation.Nameless;

namespace Mitreden.Tests.Announcements;

/// <summary>What is said of all answers says nothing of a single one.</summary>
public sealed class CrowdTests
{
    [Theory]
    [InlineData(8, 0, 8, Portion.NearlyAll), InlineData(8, 0, 6, Portion.NearlyAll), InlineData(8, 0, 5, Portion.Most), InlineData(8, 0, 4, Portion.Some)]
    [InlineData(8, 0, 3, Portion.Some), InlineData(8, 0, 2, Portion.Few), InlineData(8, 0, 0, Portion.Few), InlineData(19, 1, 16, Portion.Most)]
    [InlineData(12, 4, 12, Portion.Most), InlineData(12, 4, 7, Portion.Most), InlineData(12, 4, 6, Portion.HalfAtMost), InlineData(12, 4, 0, Portion.HalfAtMost)]
    [InlineData(40, 0, 2, Portion.Few), InlineData(40, 0, 3, Portion.About), InlineData(40, 0, 37, Portion.About), InlineData(40, 0, 38, Portion.NearlyAll)]
    public void So_many_are_told_like_this(int answers, int leads, int count, Portion told) => Assert.Equal(told, new Crowd(answers, leads).Of(count).Portion);

    [Theory]
    [InlineData(3, 5), InlineData(7, 5), InlineData(8, 10), InlineData(17, 15), InlineData(18, 20)]
    public void Numbers_are_to_the_nearest_five(int count, int told) => Assert.Equal(new Told(Portion.About, told), new Crowd(40, 0).Of(count));

    [Theory]
    [InlineData(0, 8), InlineData(1, 9), InlineData(4, 12), InlineData(5, 13), InlineData(7, 17)]
    public void It_takes_eight_answers_beside_those_who_lead_and_more_than_as_many(int leads, int needed)
    {
        Assert.Equal(needed, new Crowd(0, leads).Needed);
        Assert.False(new Crowd(needed - 1, leads).IsEnough);
        Assert.True(new Crowd(needed, leads).IsEnough);
    }

    /// <remarks>Whoever asks knows how many answers there are, their own, and those of all who lead with them.</remarks>
    [Theory, InlineData(2), InlineData(3)]
    public void Nobody_can_be_sure_that_all_others_have_answered_the_same(int options)
    {
        for (var leads = 0; leads <= 4; leads++)
            for (var all = new Crowd(0, leads).Needed; all <= 24; all++)
                Assert.Empty(Betrayed(new Crowd(all, leads), options));
    }

    [Fact]
    public void No_word_stands_for_nobody_alone_or_for_everybody_alone()
    {
        foreach (var crowd in Shown(100))
        {
            Assert.Equal(crowd.Of(0), crowd.Of(1));
            Assert.Equal(crowd.Of(crowd.Answers), crowd.Of(crowd.Answers - 1));
        }
    }

    [Fact]
    public void No_word_says_more_than_is_true_and_below_twenty_there_are_only_words()
    {
        foreach (var crowd in Shown(100))
            for (var count = 0; count <= crowd.Answers; count++)
            {
                var told = crowd.Of(count);
                Assert.True(crowd.Answers >= Few.FewestForNumbers || told.Portion != Portion.About);
                Assert.True(told.Portion switch
                {
                    Portion.Few => 4 * count <= crowd.Answers,
                    Portion.Some or Portion.HalfAtMost => 2 * count <= crowd.Answers,
                    Portion.Most => 2 * count > crowd.Answers,
                    Portion.NearlyAll => 4 * count >= 3 * crowd.Answers,
                    _ => Math.Abs(told.About - count) <= 2,
                }, $"{count} of {crowd}: {told}");
            }
    }

    /// <summary>All ways to answer after which somebody could be sure: of all that look the same and fit what they know, in each all others have chosen the first answer.</summary>
    private static IEnumerable<string> Betrayed(Crowd crowd, int options)
    {
        foreach (var same in Spread(crowd.Answers, options).GroupBy(counts => string.Join(',', counts.Select(crowd.Of))))
            for (var known = 0; known <= Math.Max(1, crowd.Leads); known++)
                foreach (var own in Spread(known, options))
                {
                    var possible = same.Where(counts => counts.Zip(own).All(c => c.First >= c.Second)).ToList();
                    if (possible.Count > 0 && possible.All(counts => counts[0] - own[0] == crowd.Answers - known)) yield return $"{crowd}: {same.Key}, known {string.Join(',', own)}";
                }
    }

    /// <summary>All ways in which so many answers spread over the options. Each order is among them, so that looking at the first option is enough.</summary>
    private static IEnumerable<int[]> Spread(int all, int options)
    {
        if (options == 1) return [[all]];
        return Enumerable.Range(0, all + 1).SelectMany(first => Spread(all - first, options - 1).Select(rest => (int[])[first, .. rest]));
    }

    private static IEnumerable<Crowd> Shown(int most) =>
        Enumerable.Range(0, 9).SelectMany(leads => Enumerable.Range(0, most + 1).Select(all => new Crowd(all, leads))).Where(crowd => crowd.IsEnough);
}
