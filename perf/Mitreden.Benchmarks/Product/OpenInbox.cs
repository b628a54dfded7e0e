using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Mitreden.Benchmarks.Product;

/// <summary>An inbox that stands open: notes when the row of each report arrives over server-sent events.</summary>
internal sealed partial class OpenInbox : IAsyncDisposable
{
    private readonly CancellationTokenSource _close = new();
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _reading = Task.CompletedTask;

    /// <summary>Arrivals of each report's row, as <see cref="Stopwatch"/> timestamps.</summary>
    public ConcurrentDictionary<Guid, ConcurrentQueue<long>> Arrivals { get; } = new();

    /// <summary>Opens the inbox of somebody at the desk.</summary>
    public static async Task<OpenInbox> OpenAsync(Employee person)
    {
        var inbox = new OpenInbox();
        inbox._reading = Task.Run(() => inbox.ReadAsync(person));
        await Task.WhenAny(inbox._open.Task, inbox._reading).WaitAsync(TimeSpan.FromSeconds(30));
        if (inbox._reading.IsCompleted) await inbox._reading;
        return inbox;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _close.CancelAsync();
        try
        {
            await _reading;
        }
        catch (OperationCanceledException)
        {
        }
        _close.Dispose();
    }

    private async Task ReadAsync(Employee person)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/desk/live");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var answer = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _close.Token);
        answer.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(_close.Token));
        while (await lines.ReadLineAsync(_close.Token) is { } line)
        {
            var now = Stopwatch.GetTimestamp();
            if (line.StartsWith("event: ready", StringComparison.Ordinal)) _open.TrySetResult();
            if (RowId().Match(line) is { Success: true } row) Arrivals.GetOrAdd(Guid.Parse(row.Groups[1].ValueSpan), _ => new()).Enqueue(now);
        }
    }

    [GeneratedRegex("id=\"d-([0-9a-f-]{36})\"")]
    private static partial Regex RowId();
}
