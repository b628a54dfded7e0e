using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Mitreden.Tests.Foundation;

namespace Mitreden.Tests.Notify;

/// <summary>A push that arrived.</summary>
/// <param name="Path">Path of the subscription.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Text">What the browser reads, or null when there is no such browser.</param>
internal sealed record Arrived(string Path, IReadOnlyDictionary<string, string> Headers, string? Text)
{
    public JsonElement Json => JsonDocument.Parse(Text!).RootElement;
}

/// <summary>A push service on this machine: checks who sends (RFC 8292), opens the message with the browser's key, and answers as told.</summary>
internal sealed class FakePushService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FakeBrowser> _browsers = new();
    private Loopback _server = null!;

    /// <summary>Answers by path: a status, -1 hangs up. Without an entry it is 201.</summary>
    public ConcurrentDictionary<string, int> Answers { get; } = new();
    public string? RetryAfter { get; set; }
    public ConcurrentQueue<Arrived> Arrived { get; } = [];
    public string Address => _server.Address;

    /// <summary>The only time at which tokens are looked at.</summary>
    public DateTimeOffset Now { get; init; } = TestApp.Beginning;

    public static async Task<FakePushService> StartAsync()
    {
        var service = new FakePushService();
        service._server = await Loopback.StartAsync(service.AnswerAsync);
        return service;
    }

    /// <summary>A browser subscribes.</summary>
    public FakeBrowser Subscribe(string path) => _browsers[path] = new FakeBrowser();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        foreach (var browser in _browsers.Values) browser.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var path = context.Request.Path.Value!;
        var status = Answers.GetValueOrDefault(path, StatusCodes.Status201Created);
        if (status == -1)
        {
            context.Abort();
            return;
        }
        if (!IsKnown(context.Request.Headers.Authorization.ToString())) status = StatusCodes.Status401Unauthorized;
        var text = _browsers.TryGetValue(path, out var browser) ? browser.Read(body.ToArray()) : null;
        Arrived.Enqueue(new Arrived(path, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), text));
        if (RetryAfter is not null) context.Response.Headers.RetryAfter = RetryAfter;
        context.Response.StatusCode = status;
    }

    /// <summary>The token is signed by the key beside it, is for us and holds for at most a day.</summary>
    private bool IsKnown(string authorization)
    {
        if (!authorization.StartsWith("vapid t=", StringComparison.Ordinal)) return false;
        var parts = authorization["vapid t=".Length..].Split(", k=");
        var token = parts[0].Split('.');
        var point = WebEncoders.Base64UrlDecode(parts[1]);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = point[1..33], Y = point[33..] } });
        if (!key.VerifyData(Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), WebEncoders.Base64UrlDecode(token[2]), HashAlgorithmName.SHA256)) return false;
        var (head, claims) = (JsonDocument.Parse(WebEncoders.Base64UrlDecode(token[0])).RootElement, JsonDocument.Parse(WebEncoders.Base64UrlDecode(token[1])).RootElement);
        var left = DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64()) - Now;
        return head.GetProperty("alg").GetString() == "ES256" && claims.GetProperty("aud").GetString() == Address
            && left > TimeSpan.Zero && left <= TimeSpan.FromHours(24) && claims.GetProperty("sub").GetString()!.StartsWith("mailto:", StringComparison.Ordinal);
    }
}
