using System.Globalization;
using System.Text.RegularExpressions;

namespace Mitreden.Desk.Reporting;

/// <summary>Finds and checks the address of a discussion.</summary>
public static partial class LinkReader
{
    /// <summary>Longest address in characters.</summary>
    public const int Longest = 2000;

    /// <summary>The first http or https address in a shared text: many apps put the link there and leave <c>url</c> empty.</summary>
    public static string? Find(string text) => FindAll(text).FirstOrDefault();

    /// <summary>Every http or https address in a shared text, in its order.</summary>
    public static IEnumerable<string> FindAll(string text) => Address().Matches(text)
        .Select(m => Read(m.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '»', '«', '“', '"', '\''))).OfType<string>();

    /// <summary>The address in its plain form, or null when it leads nowhere a browser should go.</summary>
    /// <remarks>A bare host such as "facebook.com/groups/1" counts as https, as people paste it.</remarks>
    public static string? Read(string typed)
    {
        if (typed.Length > 2 * Longest) return null;
        // Marks without a shape come along when people copy, can make an address look like another, and on some of them the runtime's own parser fails.
        typed = string.Concat(typed.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format)).Trim();
        if (typed.Length is 0 or > Longest || typed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return null;
        if (!typed.Contains("://", StringComparison.Ordinal) && BareHost().IsMatch(typed)) typed = "https://" + typed;
        if (!Uri.TryCreate(typed, UriKind.Absolute, out var uri)) return null;
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) return null;
        return uri.UserInfo.Length == 0 && HasHost(uri) && uri.AbsoluteUri.Length <= Longest ? uri.AbsoluteUri : null;
    }

    /// <summary>True when the host can be resolved and shown; some that the parser takes fail only when they are asked for.</summary>
    private static bool HasHost(Uri uri)
    {
        try
        {
            return uri.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    // Both read every character at most twice, whatever somebody pastes: no part of them can match what the part before it matches.
    // The engine without backtracking would promise the same, but was measured at 0.15 ms per character of "http://http://...".
    [GeneratedRegex(@"https?://[^\s<>""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?>[a-z0-9-]+\.)+[a-z]{2,}(/.*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BareHost();
}
