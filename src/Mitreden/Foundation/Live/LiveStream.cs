using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Mitreden.Foundation.Live;

/// <summary>One thing to tell an open page.</summary>
/// <param name="Data">HTML of a part, id of what is gone, or a number.</param>
/// <param name="Event"><c>part</c>, <c>gone</c> or <c>count</c>.</param>
public readonly record struct LivePart(string Data, string Event = "part");

/// <summary>Server-sent events for open pages: HTML parts, replaced by id in the page.</summary>
public static class LiveStream
{
    /// <summary>A page of which nothing is heard is told this often that all is well.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Streams parts until the page closes. The event id is the time in microseconds: a page that was away says what it
    /// saw last and gets everything since.
    /// </summary>
    /// <param name="ear">Listens to the page's topics; disposed with the stream.</param>
    /// <param name="time">The clock.</param>
    /// <param name="parts">What the notes changed, those that came while the page was being told in one go; one without subject means "everything since the given time".</param>
    /// <param name="allowed">Asked whenever there is something to tell, and at every beat; false ends the stream and tells nothing more (the person has left or lost the role).</param>
    /// <param name="since">Time the page saw last, or null for a page that was just loaded.</param>
    /// <param name="stop">Ends with the connection.</param>
    public static async IAsyncEnumerable<SseItem<string>> PartsAsync(
        Ear ear, TimeProvider time, Func<IReadOnlySet<Guid>, DateTimeOffset, Task<IReadOnlyList<LivePart>>> parts, Func<Task<bool>> allowed,
        DateTimeOffset? since, [EnumeratorCancellation] CancellationToken stop)
    {
        using (ear)
        {
            var seen = since ?? time.GetUtcNow();
            yield return Item("", "ready", seen);
            foreach (var part in await parts(new HashSet<Guid> { Guid.Empty }, seen - TimeSpan.FromSeconds(5))) yield return Item(part.Data, part.Event, seen);
            var asked = time.GetUtcNow();
            while (true)
            {
                var now = time.GetUtcNow();
                var heard = await WaitAsync(ear, asked + Beat - now, time, stop);
                if (stop.IsCancellationRequested) yield break;
                var beats = time.GetUtcNow() - asked >= Beat;
                if (!beats && !heard) continue;
                if (!await allowed())
                {
                    yield return Item("", "end", now);
                    yield break;
                }
                if (beats)
                {
                    asked = time.GetUtcNow();
                    yield return Item("", "beat", now);
                }
                if (!heard) continue;
                foreach (var part in await parts(Drain(ear), seen - TimeSpan.FromSeconds(5))) yield return Item(part.Data, part.Event, now);
                seen = now;
            }
        }
    }

    /// <summary>
    /// The address of a stream for a page that is made now: what happens before its browser opens the stream, however long that takes, is told to it.
    /// </summary>
    public static string Address(string path, DateTimeOffset now) => $"{path}?lastEventId={Id(now)}";

    /// <summary>The time in a page's <c>Last-Event-ID</c>, or null.</summary>
    public static DateTimeOffset? Since(HttpRequest request)
    {
        var last = request.Headers["Last-Event-ID"].FirstOrDefault() ?? request.Query["lastEventId"].FirstOrDefault();
        return long.TryParse(last, CultureInfo.InvariantCulture, out var micros)
            && micros is > 0 and < 253402300800000000 ? DateTimeOffset.UnixEpoch.AddTicks(micros * 10) : null;
    }

    private static async Task<bool> WaitAsync(Ear ear, TimeSpan most, TimeProvider time, CancellationToken stop)
    {
        using var beat = new CancellationTokenSource(most > TimeSpan.Zero ? most : TimeSpan.Zero, time);
        using var alarm = CancellationTokenSource.CreateLinkedTokenSource(stop, beat.Token);
        try
        {
            return await ear.Notes.WaitToReadAsync(alarm.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static HashSet<Guid> Drain(Ear ear)
    {
        var subjects = new HashSet<Guid>();
        while (ear.Notes.TryRead(out var note)) subjects.Add(note.Subject);
        if (ear.HasMissed()) subjects.Add(Guid.Empty);
        return subjects;
    }

    private static SseItem<string> Item(string data, string name, DateTimeOffset at) => new(data, name)
    {
        EventId = Id(at),
    };

    private static string Id(DateTimeOffset at) => ((at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10).ToString(CultureInfo.InvariantCulture);
}
