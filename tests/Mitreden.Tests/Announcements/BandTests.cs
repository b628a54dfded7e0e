using Mitreden.Announcements.Contracts;

namespace Mitreden.Tests.Announcements;

/// <summary>A band is no count.</summary>
public sealed class BandTests
{
    [Theory]
    [InlineData(0, 4, Band.Small), InlineData(4, 4, Band.Small)]
    [InlineData(0, 5, Band.Few), InlineData(2, 5, Band.Few), InlineData(3, 5, Band.Half), InlineData(5, 5, Band.Half)]
    [InlineData(4, 9, Band.Few), InlineData(5, 9, Band.Half), InlineData(9, 9, Band.Half)]
    [InlineData(4, 10, Band.Few), InlineData(5, 10, Band.About5), InlineData(6, 10, Band.Half), InlineData(8, 10, Band.Most), InlineData(10, 10, Band.Most)]
    [InlineData(20, 60, Band.About20), InlineData(34, 100, Band.About20), InlineData(35, 100, Band.About50), InlineData(200, 500, Band.About200)]
    [InlineData(251, 500, Band.Half), InlineData(399, 500, Band.Half), InlineData(400, 500, Band.Most)]
    public void So_many_are_said_like_this(int some, int all, Band band) => Assert.Equal(band, Bands.Of(some, all));

    [Fact]
    public void No_band_says_that_everybody_has_or_that_nobody_has()
    {
        for (var all = 1; all <= 300; all++)
        {
            Assert.Equal(Bands.Of(all, all), Bands.Of(all - 1, all));
            Assert.Equal(Bands.Of(0, all), Bands.Of(1, all));
        }
    }

    [Fact]
    public void From_twelve_people_on_no_band_stands_for_a_single_count()
    {
        for (var all = 12; all <= 600; all++)
            Assert.All(Enumerable.Range(0, all + 1).GroupBy(some => Bands.Of(some, all)), g => Assert.True(g.Count() >= 2, $"{g.Key} of {all}"));
    }
}
