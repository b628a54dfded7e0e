using Mitreden.Foundation.Live;

namespace Mitreden.Tests.Foundation;

/// <summary>Notes reach whoever listens, and whoever was too slow knows it.</summary>
public sealed class AnnouncerTests
{
    [Fact]
    public void Whoever_is_too_slow_is_told_once_that_something_is_missing()
    {
        var announcer = new Announcer();
        using var ear = announcer.Listen("topic");
        for (var n = 0; n < Announcer.MostBehind; n++) announcer.Tell([new Note("topic", Guid.CreateVersion7())]);
        Assert.False(ear.HasMissed());
        announcer.Tell([new Note("topic", Guid.CreateVersion7())]);
        Assert.True(ear.HasMissed());
        Assert.False(ear.HasMissed());
        Assert.Equal(Announcer.MostBehind, ear.Notes.Count);
    }

    [Fact]
    public void A_topic_goes_with_its_last_listener()
    {
        var announcer = new Announcer();
        var (one, two) = (announcer.Listen("first", "second"), announcer.Listen("second"));
        one.Dispose();
        announcer.Tell([new Note("second", Guid.CreateVersion7())]);
        Assert.Equal((1, 1), (announcer.Topics, two.Notes.Count));
        two.Dispose();
        Assert.Equal(0, announcer.Topics);
    }

    [Fact]
    public async Task A_stream_that_was_too_slow_looks_everything_up()
    {
        var announcer = new Announcer();
        var asked = new List<IReadOnlySet<Guid>>();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var parts = LiveStream.PartsAsync(announcer.Listen("topic"), TimeProvider.System, (subjects, _) =>
        {
            asked.Add(subjects);
            return Task.FromResult<IReadOnlyList<LivePart>>([new LivePart("x")]);
        }, () => Task.FromResult(true), null, stop.Token).GetAsyncEnumerator(stop.Token);
        for (var n = 0; n < 2; n++) Assert.True(await parts.MoveNextAsync());
        for (var n = 0; n <= Announcer.MostBehind; n++) announcer.Tell([new Note("topic", Guid.CreateVersion7())]);
        Assert.True(await parts.MoveNextAsync());
        Assert.Contains(Guid.Empty, asked[^1]);
        await parts.DisposeAsync();
    }
}
