using System.Text;
using MimeKit.Text;
using Mitreden.Desk.Reporting;

namespace Mitreden.Desk.MailIn;

/// <summary>Reads the words and the first link out of HTML that strangers have written.</summary>
internal static class PlainText
{
    /// <summary>Most characters that are read; a report holds fewer.</summary>
    public const int Most = 20_000;
    /// <summary>Most pieces of HTML that are looked at, whatever they are.</summary>
    public const int MostTokens = 200_000;

    private static readonly HtmlTagId[] Lines =
    [
        HtmlTagId.Br, HtmlTagId.P, HtmlTagId.Div, HtmlTagId.LI, HtmlTagId.UL, HtmlTagId.OL, HtmlTagId.TR, HtmlTagId.Table, HtmlTagId.BlockQuote, HtmlTagId.HR,
        HtmlTagId.H1, HtmlTagId.H2, HtmlTagId.H3, HtmlTagId.H4, HtmlTagId.H5, HtmlTagId.H6,
    ];

    private static readonly HtmlTagId[] Silent = [HtmlTagId.Style, HtmlTagId.Script, HtmlTagId.Title];

    /// <summary>The text with a line per block, and the first address that a browser could go to.</summary>
    public static (string Text, string? Link) Of(string html)
    {
        var (text, link, silent) = (new StringBuilder(), (string?)null, HtmlTagId.Unknown);
        using var reader = new StringReader(html);
        var tokens = new HtmlTokenizer(reader) { DecodeCharacterReferences = true };
        for (var n = 0; n < MostTokens && text.Length < Most && tokens.ReadNextToken(out var token); n++)
        {
            if (token is HtmlTagToken tag)
            {
                if (silent != HtmlTagId.Unknown) silent = tag.IsEndTag && tag.Id == silent ? HtmlTagId.Unknown : silent;
                else if (Silent.Contains(tag.Id) && !tag.IsEndTag && !tag.IsEmptyElement) silent = tag.Id;
                else if (Lines.Contains(tag.Id)) EndLine(text);
                else if (tag.Id == HtmlTagId.A && link is null) link = Target(tag);
            }
            else if (token is HtmlDataToken { Kind: HtmlTokenKind.Data } words && silent == HtmlTagId.Unknown) Add(text, words.Data);
        }
        return (text.ToString().Trim(), link);
    }

    private static string? Target(HtmlTagToken tag) =>
        tag.Attributes.TryGetValue(HtmlAttributeId.Href, out var href) && href.Value is { } address && address.Contains("://", StringComparison.Ordinal) ? LinkReader.Read(address) : null;

    private static void EndLine(StringBuilder text)
    {
        while (text.Length > 0 && text[^1] == ' ') text.Length--;
        if (text.Length > 0 && text[^1] != '\n') text.Append('\n');
    }

    /// <summary>Blanks of any kind become one, as a browser shows them.</summary>
    private static void Add(StringBuilder text, string words)
    {
        foreach (var c in words)
        {
            if (text.Length >= Most) return;
            if (!char.IsWhiteSpace(c)) text.Append(c);
            else if (text.Length > 0 && text[^1] is not (' ' or '\n')) text.Append(' ');
        }
    }
}
