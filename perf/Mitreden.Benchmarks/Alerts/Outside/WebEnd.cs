using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts.Outside;

/// <summary>Something on the loopback address that takes messages by HTTP: a push service with the phones behind it, or the team's webhook.</summary>
internal sealed class WebEnd : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Phone> _phones = new();
    private readonly ConcurrentQueue<Arrival> _arrivals;
    private readonly HttpClient _mobile = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private WebApplication _app = null!;
    private int _senders;

    private WebEnd(ConcurrentQueue<Arrival> arrivals) => _arrivals = arrivals;

    /// <summary>Where it serves, without a slash at the end.</summary>
    public string Address { get; private set; } = "";
    /// <summary>What goes wrong.</summary>
    public Faults Faults { get; set; } = Faults.None;
    /// <summary>True when phones say that they have shown what came.</summary>
    public bool Receipts { get; set; }

    /// <summary>Starts one; what it takes goes into the queue.</summary>
    public static async Task<WebEnd> StartAsync(ConcurrentQueue<Arrival> arrivals)
    {
        var end = new WebEnd(arrivals) { Address = $"http://127.0.0.1:{RunningProduct.FreePort()}" };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(end.Address);
        end._app = builder.Build();
        end._app.Run(end.AnswerAsync);
        await end._app.StartAsync();
        return end;
    }

    /// <summary>A person's phone subscribes; its endpoint is the address, <c>/push/</c> and the person.</summary>
    public Phone Subscribe(string person) => _phones[person] = new Phone();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _mobile.Dispose();
        foreach (var phone in _phones.Values) phone.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var at = Arrival.Now;
        switch (Faults.Next())
        {
            case Fault.Silent:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            case Fault.Refused:
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            case Fault.Crowded:
                (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (StatusCodes.Status429TooManyRequests, "3");
                return;
            case Fault.Slow:
                await Task.Delay(Faults.Delay());
                break;
            case Fault.TakenThenGone:
                Take(context.Request, body.ToArray(), at);
                context.Abort();
                return;
        }
        Take(context.Request, body.ToArray(), at);
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private void Take(HttpRequest request, byte[] body, DateTimeOffset at)
    {
        var person = request.Path.Value!.Split('/')[^1];
        if (_phones.TryGetValue(person, out var phone))
        {
            var shown = phone.Read(body);
            var secret = Foundation.Web.Secret.Hash(shown.Received.Segments[^2].TrimEnd('/'));
            _arrivals.Enqueue(new Arrival(Way.Push, person, Arrival.Discussion(shown.Navigate), request.Headers["Topic"].ToString(), secret, at));
            if (Receipts) _ = ConfirmAsync(shown.Received);
            return;
        }
        using var json = JsonDocument.Parse(body);
        var url = json.RootElement.GetProperty("url").GetString()!;
        _arrivals.Enqueue(new Arrival(Way.Hook, "", Arrival.Discussion(url), url, "", at));
    }

    /// <summary>Each phone is out there at an address of its own.</summary>
    private async Task ConfirmAsync(Uri received)
    {
        var number = Interlocked.Increment(ref _senders);
        using var request = new HttpRequestMessage(HttpMethod.Post, received);
        request.Headers.Add("X-Forwarded-For", $"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");
        try
        {
            using var answer = await _mobile.SendAsync(request);
        }
        catch (Exception cut) when (cut is HttpRequestException or OperationCanceledException)
        {
            // A phone without a network: nothing comes back, and the mail follows.
        }
    }
}
