using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Mitreden.Desk.MailIn;

namespace Mitreden.Desk.ChatIn;

/// <summary>A message that somebody hands over from a chat. Who wrote it is not read.</summary>
/// <param name="Id">What the chat program calls it; the same message always has the same.</param>
/// <param name="Text">Its text.</param>
/// <param name="Link">A link that stands only in its markup, or null.</param>
/// <param name="Back">Slack: where an answer goes that only the sender sees.</param>
/// <param name="At">Teams: when it was sent.</param>
internal sealed partial record ChatMessage(string Id, string Text, string? Link, string Back, DateTimeOffset? At)
{
    /// <summary>What the chat program calls whoever hands it over; good enough to choose a language by, and for nothing else.</summary>
    public string From { get; private init; } = "";

    /// <summary>Language in which they use the chat program, such as <c>en-GB</c>; empty when it does not say.</summary>
    public string Locale { get; private init; } = "";

    /// <summary>Reads the form of a Slack message shortcut; null when it is something else.</summary>
    public static ChatMessage? OfSlack(byte[] body) => Read(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).GetValueOrDefault("payload").ToString(), root =>
        Words(root, "type") != "message_action" ? null
            : new ChatMessage($"{Words(root, "team", "id")}/{Words(root, "channel", "id")}/{Words(root, "message", "ts")}", Unslack(Words(root, "message", "text")), null, Words(root, "response_url"), null)
            {
                From = Words(root, "user", "username") is { Length: > 0 } name ? name : Words(root, "user", "name"),
            });

    /// <summary>Reads the activity of an outgoing webhook of Teams; null when it is something else.</summary>
    public static ChatMessage? OfTeams(byte[] body) => Read(Encoding.UTF8.GetString(body), root =>
    {
        if (Words(root, "type") != "message") return null;
        var (text, link) = PlainText.Of(Mention().Replace(Words(root, "text"), " "));
        return new ChatMessage($"{Words(root, "conversation", "id")}/{Words(root, "id")}", text, link, "", DateTimeOffset.TryParse(Words(root, "timestamp"), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : null)
        {
            From = Words(root, "from", "name"), Locale = Words(root, "locale"),
        };
    });

    private static ChatMessage? Read(string json, Func<JsonElement, ChatMessage?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Words(JsonElement from, params string[] path)
    {
        foreach (var name in path)
            if (from.ValueKind != JsonValueKind.Object || !from.TryGetProperty(name, out from)) return "";
        return from.ValueKind == JsonValueKind.String ? from.GetString()! : "";
    }

    /// <summary>Links as they were typed, without names of people, and without Slack's three escapes.</summary>
    private static string Unslack(string text) => WebUtility.HtmlDecode(People().Replace(SlackLink().Replace(text, "$1"), "")).Trim();

    [GeneratedRegex("<at[^>]*>[^<]*</at>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mention();

    [GeneratedRegex(@"<(https?://[^|>]+)(?:\|[^>]*)?>")]
    private static partial Regex SlackLink();

    [GeneratedRegex("<[@!#][^>]*>")]
    private static partial Regex People();
}
