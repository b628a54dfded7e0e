using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mitreden.Foundation.Notify;

namespace Mitreden.Desk.Channels;

/// <summary>A message to the team's channels. It says that there is something, never what: others read along there.</summary>
/// <param name="Title">First line.</param>
/// <param name="Body">Text.</param>
/// <param name="Navigate">Where to look: a path of ours, such as <c>/desk</c>, or an absolute address.</param>
/// <param name="Urgent">True when it cannot wait.</param>
public sealed record TeamMessage(string Title, string Body, string Navigate, bool Urgent)
{
    /// <summary>True when it is about an exercise. The words say so, and for programs a field of the webhook.</summary>
    public bool Drill { get; init; }
}

/// <summary>Puts a message into the form that each kind of channel reads.</summary>
internal static class TeamRequest
{
    /// <summary>Header with the time of sending in seconds since 1970; part of what is signed, so that an old message cannot be sent again.</summary>
    public const string TimeHeader = "Mitreden-Timestamp";
    /// <summary>Header with <c>v1=</c> and the HMAC-SHA256 of time, a dot and the body, in small hex.</summary>
    public const string SignatureHeader = "Mitreden-Signature";
    /// <summary>Most characters of a text message: two parts of one.</summary>
    public const int LongestSms = 300;

    private const string JsonType = "application/json; charset=utf-8";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The requests for one channel; for SMS one for each number.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="target">How to reach it.</param>
    /// <param name="message">The message, with an absolute address.</param>
    /// <param name="open">Words on the button that leads to us.</param>
    /// <param name="now">Time of sending.</param>
    public static IEnumerable<OutgoingRequest> Of(TeamChannelKind kind, TeamTarget target, TeamMessage message, string open, DateTimeOffset now) => kind switch
    {
        TeamChannelKind.Teams => [Post(target.Address, Card(message, open))],
        TeamChannelKind.Slack => [Post(target.Address, new { text = $"*{Slack(message.Title)}*\n{Slack(message.Body)}\n<{Slack(message.Navigate)}|{Slack(open)}>" })],
        TeamChannelKind.Webhook => [Signed(target, message, now)],
        _ => target.Numbers.Select(number => Sms(target, number, message)),
    };

    /// <summary>HMAC-SHA256 of time, a dot and the body.</summary>
    public static string Sign(string secret, string time, byte[] body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        return "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    private static OutgoingRequest Post(string address, object content) =>
        new(HttpMethod.Post, address) { Body = JsonSerializer.SerializeToUtf8Bytes(content, Json), BodyType = JsonType, MostBytes = Outgoing.MostOfYesOrNo };

    /// <summary>An Adaptive Card 1.4, wrapped as workflows of Teams expect it.</summary>
    private static object Card(TeamMessage message, string open) => new
    {
        type = "message",
        attachments = new[]
        {
            new
            {
                contentType = "application/vnd.microsoft.card.adaptive",
                content = new Dictionary<string, object>
                {
                    ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["type"] = "AdaptiveCard", ["version"] = "1.4",
                    ["body"] = new object[]
                    {
                        new { type = "TextBlock", text = message.Title, weight = "Bolder", size = "Medium", wrap = true, color = message.Urgent ? "Attention" : "Default" },
                        new { type = "TextBlock", text = message.Body, wrap = true },
                    },
                    ["actions"] = new object[] { new { type = "Action.OpenUrl", title = open, url = message.Navigate } },
                },
            },
        },
    };

    private static OutgoingRequest Signed(TeamTarget target, TeamMessage message, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = Post(target.Address, new { message.Title, message.Body, url = message.Navigate, message.Urgent, message.Drill });
        return request with { Headers = new Dictionary<string, string> { [TimeHeader] = time, [SignatureHeader] = Sign(target.Secret, time, request.Body!) } };
    }

    private static OutgoingRequest Sms(TeamTarget target, string number, TeamMessage message)
    {
        var text = $"{message.Title}. {message.Body} {message.Navigate}";
        if (text.Length > LongestSms) text = $"{message.Title}. {message.Navigate}";
        var headers = target.Secret.Length > 0 ? new Dictionary<string, string> { ["Authorization"] = target.Secret } : [];
        var address = Fill(target.Address, number, text, Uri.EscapeDataString);
        if (target.Body.Length == 0) return new OutgoingRequest(HttpMethod.Get, address) { Headers = headers, MostBytes = Outgoing.MostOfYesOrNo };
        var body = Fill(target.Body, number, text, value => JsonSerializer.Serialize(value, Json)[1..^1]);
        return new OutgoingRequest(HttpMethod.Post, address) { Headers = headers, Body = Encoding.UTF8.GetBytes(body), BodyType = JsonType, MostBytes = Outgoing.MostOfYesOrNo };
    }

    /// <summary>Puts both values in at once, so that a value with braces in it stays what it is.</summary>
    private static string Fill(string template, string number, string text, Func<string, string> encode) => string.Join(encode(text),
        template.Split("{text}").Select(part => part.Replace("{number}", encode(number), StringComparison.Ordinal)));

    private static string Slack(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
