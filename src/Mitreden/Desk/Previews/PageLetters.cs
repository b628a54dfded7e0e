using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Mitreden.Desk.Previews;

/// <summary>Makes letters out of the bytes of a page, whatever it says about them; what cannot be read becomes a question mark.</summary>
internal static partial class PageLetters
{
    /// <summary>A page has to say within so many bytes how it is written (HTML Standard, section 4.2.5.4).</summary>
    private const int Beginning = 1024;

    /// <summary>The page as text: what its first bytes prove, else what its server says, else what it says itself, else what most pages are.</summary>
    public static string Read(byte[] page, string? contentType)
    {
        if (page.AsSpan().StartsWith(Encoding.UTF8.Preamble)) return Encoding.UTF8.GetString(page.AsSpan(3));
        if (page.AsSpan().StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode.GetString(page.AsSpan(2));
        if (page.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble)) return Encoding.BigEndianUnicode.GetString(page.AsSpan(2));
        var own = Charset().Match(Encoding.Latin1.GetString(page.AsSpan(0, Math.Min(page.Length, Beginning)))).Groups[1].Value;
        var named = Named(MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.CharSet : null) ?? Named(own);
        // Whoever claims UTF-16 in letters that are not lies (HTML Standard, section 13.2.3.2).
        if (named is not null && named.GetByteCount("<") == 1 && !(named is UTF8Encoding && !IsUtf8(page))) return named.GetString(page);
        return (IsUtf8(page) ? Encoding.UTF8 : Western).GetString(page);
    }

    private static Encoding Western => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private static Encoding? Named(string? name)
    {
        name = name?.Trim(' ', '"', '\'').ToLowerInvariant() ?? "";
        if (name is "iso-8859-1" or "latin1" or "us-ascii" or "ascii") return Western;
        if (name.Length == 0) return null;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>True when the bytes are UTF-8, but for a letter that is cut in two at the end.</summary>
    private static bool IsUtf8(byte[] page)
    {
        for (var cut = 0; cut <= Math.Min(3, page.Length); cut++)
            if (System.Text.Unicode.Utf8.IsValid(page.AsSpan(0, page.Length - cut))) return true;
        return false;
    }

    [GeneratedRegex("""<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_:.-]{1,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Charset();
}
