using System.Net;
using System.Net.ServerSentEvents;

namespace Mitreden.Tests.Desk;

/// <summary>An open page that listens.</summary>
internal sealed class LiveReader : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpResponseMessage _answer;
    private readonly IAsyncEnumerator<SseItem<string>> _items;
    private Task<bool>? _next;

    private LiveReader(HttpResponseMessage answer, Stream stream) =>
        (_answer, _items) = (answer, SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator());

    /// <summary>Id of the last event.</summary>
    public string? LastId { get; private set; }

    /// <summary>Opens the stream and waits until it is ready.</summary>
    public static async Task<LiveReader> OpenAsync(HttpClient client, string path, string? lastId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        var reader = new LiveReader(answer, await answer.Content.ReadAsStreamAsync());
        Assert.Equal("ready", (await reader.NextAsync())!.Value.EventType);
        return reader;
    }

    /// <summary>The next event, or null when the stream has ended.</summary>
    public async Task<SseItem<string>?> NextAsync() => await WithinAsync(Patience)
        ? Take() : throw new TimeoutException("Nothing came.");

    /// <summary>True when an event, or the end, is there within the time.</summary>
    public async Task<bool> WithinAsync(TimeSpan time)
    {
        _next ??= _items.MoveNextAsync().AsTask();
        return await Task.WhenAny(_next, Task.Delay(time)) == _next;
    }

    /// <summary>HTML of the next part; what else comes between is passed over.</summary>
    public async Task<string> PartAsync()
    {
        while (true)
        {
            var item = await NextAsync() ?? throw new InvalidOperationException("The stream has ended.");
            if (item.EventType == "part") return item.Data;
        }
    }

    /// <summary>The next part in which the text stands; what else comes between is passed over.</summary>
    public async Task<string> PartAsync(string text)
    {
        while (true)
        {
            var part = await PartAsync();
            if (part.Contains(text, StringComparison.Ordinal)) return part;
        }
    }

    /// <summary>Turns the clock by one beat at a time until the stream has ended; gives the events it said last.</summary>
    public async Task<List<SseItem<string>>> EndAsync(TestApp app, int beats)
    {
        var items = new List<SseItem<string>>();
        for (var n = 0; n < beats; n++)
        {
            app.Time.Advance(TimeSpan.FromSeconds(15));
            while (await WithinAsync(TimeSpan.FromSeconds(2)))
            {
                if (Take() is not { } item) return items;
                items.Add(item);
            }
        }
        throw new TimeoutException($"After {beats} beats the stream still runs.");
    }

    public async ValueTask DisposeAsync()
    {
        _answer.Dispose();
        if (_next is not null) await Task.WhenAny(_next, Task.Delay(TimeSpan.FromSeconds(5)));
    }

    private SseItem<string>? Take()
    {
        var more = _next!.Result;
        _next = null;
        if (!more) return null;
        if (_items.Current.EventId is { Length: > 0 } id) LastId = id;
        return _items.Current;
    }
}
