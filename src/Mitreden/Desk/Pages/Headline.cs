using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Pages;

/// <summary>What a discussion is called where it stands in a list.</summary>
internal static class Headline
{
    private const int Longest = 90;

    /// <summary>Its title, else the beginning of its text, else where it is.</summary>
    public static string Of(DiscussionRow row, Texts<DeskTexts> texts)
    {
        if (row.Title.Length > 0) return row.Title;
        var text = row.Url is null ? row.Text : row.Text.Replace(row.Url, "", StringComparison.OrdinalIgnoreCase).Trim();
        if (text.Length > 0) return Cut(text.Split('\n')[0]);
        return Host(row.Url) is { } host ? texts["Row.At", host] : texts["Row.OnlyScreenshot"];
    }

    /// <summary>The host without www, or null.</summary>
    public static string? Host(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? uri.IdnHost[4..] : uri.IdnHost : null;

    private static string Cut(string text)
    {
        if (text.Length <= Longest) return text;
        var end = text.LastIndexOf(' ', Longest);
        return text[..(end > 40 ? end : Longest)] + " …";
    }
}
