using System.Collections.Concurrent;
using System.Diagnostics;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.News;

/// <summary>Start pages that stand open: notes when the first line with some text arrives at each.</summary>
internal sealed class OpenStarts : IAsyncDisposable
{
    private readonly CancellationTokenSource _close = new();
    private readonly ConcurrentDictionary<int, long> _arrived = new();
    private readonly List<Task> _reading = [];
    private volatile string _wanted = "\0";
    private int _open;

    /// <summary>Opens one for each person.</summary>
    public static async Task<OpenStarts> OpenAsync(IReadOnlyList<Browser> people)
    {
        var pages = new OpenStarts();
        pages._reading.AddRange(people.Select((person, n) => Task.Run(() => person.ListenAsync("/news/live/start", line => pages.Hear(n, line), pages._close.Token))));
        for (var waited = 0; waited < 600 && pages._open < people.Count; waited++) await Task.Delay(100);
        if (pages._open < people.Count) throw new InvalidOperationException($"{people.Count - pages._open} pages did not open.");
        return pages;
    }

    /// <summary>From now on waits for a line with this text.</summary>
    public void Expect(string text)
    {
        _arrived.Clear();
        _wanted = text;
    }

    /// <summary>Waits until it has come to all, at most 30 seconds; gives when it came to each.</summary>
    public async Task<IReadOnlyCollection<long>> ArriveAsync()
    {
        for (var waited = 0; waited < 300 && _arrived.Count < _reading.Count; waited++) await Task.Delay(100);
        return [.. _arrived.Values];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _close.CancelAsync();
        try
        {
            await Task.WhenAll(_reading);
        }
        catch (Exception end) when (end is OperationCanceledException or HttpRequestException or IOException)
        {
        }
        _close.Dispose();
    }

    private void Hear(int page, string line)
    {
        if (line.StartsWith("event: ready", StringComparison.Ordinal)) Interlocked.Increment(ref _open);
        else if (line.Contains(_wanted, StringComparison.Ordinal)) _arrived.TryAdd(page, Stopwatch.GetTimestamp());
    }
}
