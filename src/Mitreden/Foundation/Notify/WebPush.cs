using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Mitreden.Foundation.Notify;

/// <summary>A notification for one browser, as Declarative Web Push writes it (Push API, section 3.3): a browser can show it by itself, and our own worker reads the same.</summary>
/// <param name="Title">First line.</param>
/// <param name="Body">Text.</param>
/// <param name="Navigate">Absolute address that a tap opens.</param>
/// <param name="Tag">A later notification with the same tag takes the place of an earlier one.</param>
/// <param name="Language"><c>de</c> or <c>en</c>.</param>
/// <param name="Urgent">True wakes a phone that saves power, and stays on the screen.</param>
/// <param name="Received">Absolute address to which our worker reports that it has come, or null.</param>
/// <param name="Life">How long the push service keeps trying.</param>
public sealed record PushNotice(string Title, string Body, string Navigate, string Tag, string Language, bool Urgent, string? Received, TimeSpan Life)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The message as bytes. <c>mutable</c> lets our worker report back before a browser shows it by itself.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        web_push = 8030,
        mutable = true,
        notification = new { Title, Body, Navigate, Tag, Lang = Language, Renotify = true, RequireInteraction = Urgent, Data = new { Navigate, Received } },
    }, Json);
}

/// <summary>What a push service said.</summary>
public enum PushOutcome
{
    /// <summary>It will deliver it (2xx). Whether a device has shown it, only the device can say.</summary>
    Accepted,
    /// <summary>The subscription exists no more (404, 410): never ask again.</summary>
    Gone,
    /// <summary>Not now (429, 5xx), or it could not be reached: try again later.</summary>
    Busy,
    /// <summary>It will not have this message (any other status), or its address is not one to be asked.</summary>
    Refused,
}

/// <summary>Outcome of one push.</summary>
/// <param name="Outcome">What the push service said.</param>
/// <param name="Status">HTTP status, or 0 when there was no answer.</param>
/// <param name="Wait">How long it wants to be left alone, when it said so (Retry-After).</param>
public sealed record PushAnswer(PushOutcome Outcome, int Status, TimeSpan? Wait);

/// <summary>Hands notifications to push services (RFC 8030).</summary>
public sealed class WebPush(Outgoing outgoing, Vapid vapid, TimeProvider time)
{
    /// <summary>Sends one notification to one browser. Never throws because of what is on the other side.</summary>
    public async Task<PushAnswer> SendAsync(PushTarget target, PushNotice notice, CancellationToken stop)
    {
        if (outgoing.Fault(target.Endpoint) != OutgoingFault.None || !WebPushBox.AreKeys(target.P256dh, target.Auth)) return new PushAnswer(PushOutcome.Refused, 0, null);
        var request = new OutgoingRequest(HttpMethod.Post, target.Endpoint)
        {
            Body = WebPushBox.Close(target, notice.ToBytes()), MostBytes = 64 * 1024,
            Headers = new Dictionary<string, string>
            {
                ["Authorization"] = await vapid.AuthorizationAsync(new Uri(target.Endpoint), stop),
                ["Content-Encoding"] = "aes128gcm",
                ["TTL"] = ((long)notice.Life.TotalSeconds).ToString(CultureInfo.InvariantCulture),
                ["Urgency"] = notice.Urgent ? "high" : "normal",
                ["Topic"] = Topic(notice.Tag),
            },
        };
        try
        {
            return Read(await outgoing.SendAsync(request, stop));
        }
        catch (OutgoingException failure)
        {
            return new PushAnswer(failure.Why is OutgoingFault.Unreachable or OutgoingFault.Slow or OutgoingFault.Unknown ? PushOutcome.Busy : PushOutcome.Refused, 0, null);
        }
    }

    /// <summary>A waiting message with the same topic is replaced (RFC 8030, section 5.4): 32 characters of base64url, and nothing to be read from them.</summary>
    internal static string Topic(string tag) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.UTF8.GetBytes(tag)), 0, 24);

    private PushAnswer Read(OutgoingAnswer answer) => new((int)answer.Status switch
    {
        >= 200 and < 300 => PushOutcome.Accepted,
        404 or 410 => PushOutcome.Gone,
        429 or >= 500 => PushOutcome.Busy,
        _ => PushOutcome.Refused,
    }, (int)answer.Status, Wait(answer));

    /// <summary>Seconds or a date (RFC 9110, section 10.2.3).</summary>
    private TimeSpan? Wait(OutgoingAnswer answer)
    {
        if (!answer.Headers.TryGetValue("Retry-After", out var said)) return null;
        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
        if (!DateTimeOffset.TryParseExact(said, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) return null;
        return at > time.GetUtcNow() ? at - time.GetUtcNow() : TimeSpan.Zero;
    }
}

/// <summary>Registers push.</summary>
public static class WebPushSetup
{
    /// <summary>Adds <see cref="WebPush"/> and the key of the installation.</summary>
    public static void AddWebPush(this IServiceCollection services)
    {
        services.AddSingleton<Vapid>();
        services.AddSingleton<WebPush>();
    }
}
