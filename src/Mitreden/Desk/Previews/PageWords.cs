using System.Globalization;
using System.Text;
using MimeKit.Text;

namespace Mitreden.Desk.Previews;

/// <summary>A page in words, as somebody reads it who has no account there.</summary>
/// <param name="Title">Title.</param>
/// <param name="Site">What the site calls itself, or empty.</param>
/// <param name="Description">What the page says about itself.</param>
/// <param name="Text">What can be read on it, a line per block.</param>
/// <param name="Picture">Address of its picture as it stands there, or null.</param>
/// <param name="AsksToSignIn">True when it has a field for a password.</param>
/// <param name="IsIntroduced">True when it introduces itself to programs (Open Graph), as a page does that is meant to be shared.</param>
public sealed record PageWords(string Title, string Site, string Description, string Text, string? Picture, bool AsksToSignIn, bool IsIntroduced)
{
    /// <summary>Most pieces of HTML that are looked at, whatever they are.</summary>
    public const int MostTokens = 200_000;

    /// <summary>A page without words.</summary>
    public static PageWords None { get; } = new("", "", "", "", null, false, false);

    private static readonly HashSet<string> Lines = ["br", "p", "div", "li", "ul", "ol", "tr", "table", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6",
        "article", "section", "header", "main", "figure", "figcaption", "dl", "dt", "dd", "pre"];

    /// <summary>What nobody reads, or what is the site's and not the page's.</summary>
    private static readonly HashSet<string> Silent = ["script", "style", "noscript", "template", "svg", "iframe", "object", "nav", "footer", "button", "select", "textarea", "title"];

    private static readonly HashSet<string> Void = ["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"];

    /// <summary>Reads HTML that strangers have written; whatever it is, it becomes words.</summary>
    public static PageWords Read(string html)
    {
        var (said, title, text, silent, depth, titles, password) = (new Dictionary<string, string>(), new StringBuilder(), new StringBuilder(), "", 0, 0, false);
        using var reader = new StringReader(html);
        var tokens = new HtmlTokenizer(reader) { DecodeCharacterReferences = true };
        for (var n = 0; n < MostTokens && text.Length < 2 * LinkPreview.LongestText && tokens.ReadNextToken(out var token); n++)
        {
            if (token is HtmlDataToken { Kind: HtmlTokenKind.Data } words)
            {
                if (silent.Length == 0) text.Append(words.Data.ReplaceLineEndings(" "));
                else if (silent == "title" && titles == 1 && title.Length < 2 * Discussion.LongestTitle) title.Append(words.Data);
            }
            if (token is not HtmlTagToken tag) continue;
            var name = tag.Name.ToLowerInvariant();
            if (silent.Length > 0)
            {
                if (name == silent && (depth += tag.IsEndTag ? -1 : tag.IsEmptyElement ? 0 : 1) <= 0) silent = "";
                continue;
            }
            if (name == "meta") Note(said, tag);
            if (name == "input" && Value(tag, "type")?.Trim().ToLowerInvariant() == "password") password = true;
            if (Lines.Contains(name)) text.Append('\n');
            else if (name is "td" or "th") text.Append(' ');
            if (tag.IsEndTag || tag.IsEmptyElement || Void.Contains(name) || (!Silent.Contains(name) && Value(tag, "hidden") is null)) continue;
            (silent, depth) = (name, 1);
            if (name == "title") titles++;
        }
        return Of(said, title.ToString(), text.ToString(), password);
    }

    private static PageWords Of(Dictionary<string, string> said, string title, string text, bool password)
    {
        string Said(params string[] names) => names.Select(n => said.GetValueOrDefault(n, "")).FirstOrDefault(v => v.Length > 0) ?? "";
        return new PageWords(
            Line(Said("og:title", "twitter:title") is { Length: > 0 } named ? named : title, Discussion.LongestTitle), Line(Said("og:site_name", "application-name"), LinkPreview.LongestSite),
            Line(Said("og:description", "description", "twitter:description"), LinkPreview.LongestDescription), Blocks(text, LinkPreview.LongestText),
            Said("og:image:secure_url", "og:image", "og:image:url", "twitter:image") is { Length: > 0 } picture ? picture.Trim() : null, password, Said("og:title").Length > 0);
    }

    private static void Note(Dictionary<string, string> said, HtmlTagToken tag)
    {
        if ((Value(tag, "property") ?? Value(tag, "name"))?.Trim().ToLowerInvariant() is { Length: > 0 and < 40 } name && Value(tag, "content") is { Length: > 0 } content) said.TryAdd(name, content);
    }

    private static string? Value(HtmlTagToken tag, string name)
    {
        foreach (var attribute in tag.Attributes)
            if (string.Equals(attribute.Name, name, StringComparison.OrdinalIgnoreCase)) return attribute.Value ?? "";
        return null;
    }

    /// <summary>Words in one line: blanks of any kind become one, and marks without a shape, which could turn a line around, stay behind.</summary>
    internal static string Line(string text, int longest) => Blocks(text.Replace('\n', ' '), longest);

    /// <summary>The same with a line for each block that has words.</summary>
    internal static string Blocks(string text, int longest)
    {
        var tidy = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (tidy.Length + rune.Utf16SequenceLength > longest) break;
            var space = Rune.IsWhiteSpace(rune);
            if (space && tidy.Length > 0 && tidy[^1] != '\n')
            {
                if (tidy[^1] == ' ') tidy.Length--;
                tidy.Append(rune.Value == '\n' || tidy[^1] == '\n' ? '\n' : ' ');
            }
            else if (!space && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
                tidy.Append(rune.ToString());
        }
        return tidy.ToString().Trim();
    }
}
