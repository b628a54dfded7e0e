using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Inbox;

/// <summary>What a discussion is called where it stands in a list.</summary>
internal static class Headline
{
    private const int Longest = 60;

    /// <summary>Its title, else where it is, else the beginning of its text: over a row that shows the text anyway.</summary>
    public static string Of(DiscussionRow row, Texts<DeskTexts> texts) => Marked(row, texts, Plain(row, texts));

    /// <summary>Its title, else the beginning of its text, else where it is: where nothing else tells rows apart.</summary>
    public static string Alone(DiscussionRow row, Texts<DeskTexts> texts) =>
        Marked(row, texts, row.Title.Length > 0 ? row.Title : Beginning(row) ?? Plain(row, texts));

    /// <summary>An exercise says so before anything else.</summary>
    private static string Marked(DiscussionRow row, Texts<DeskTexts> texts, string headline) => row.Drill is null ? headline : texts["Row.Drill", headline];

    private static string Plain(DiscussionRow row, Texts<DeskTexts> texts) =>
        row.Title.Length > 0 ? row.Title : Host(row.Url) is { } host ? texts["Row.At", host] : Beginning(row) ?? texts["Row.OnlyScreenshot"];

    private static string? Beginning(DiscussionRow row)
    {
        var text = row.Url is null ? row.Text : row.Text.Replace(row.Url, "", StringComparison.OrdinalIgnoreCase).Trim();
        return text.Length > 0 ? Shorten(text.Split('\n')[0]) : null;
    }

    /// <summary>The host without www, or null.</summary>
    public static string? Host(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.IdnHost is { Length: > 4 } host && host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : uri.IdnHost : null;

    private static string Shorten(string text)
    {
        if (text.Length <= Longest) return text;
        var end = text.LastIndexOf(' ', Longest);
        return (end > Longest / 2 ? text[..end] : Cut.Of(text, Longest)) + " …";
    }
}
