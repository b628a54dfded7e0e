using System.Text.RegularExpressions;

namespace Mitreden.Desk.Reporting;

/// <summary>Finds and checks the address of a discussion.</summary>
public static class LinkReader
{
    /// <summary>Longest address in characters.</summary>
    public const int Longest = 2000;

    /// <summary>The first http or https address in a shared text: many apps put the link there and leave <c>url</c> empty.</summary>
    public static string? Find(string text)
    {
        foreach (Match match in Address.Matches(text))
            if (Read(match.Value.TrimEnd('.', ',', ';', ':', '!', '?', ')', ']', '»', '«', '“', '"', '\'')) is { } link) return link;
        return null;
    }

    /// <summary>The address in its plain form, or null when it leads nowhere a browser should go.</summary>
    /// <remarks>A bare host such as "facebook.com/groups/1" counts as https, as people paste it.</remarks>
    public static string? Read(string typed)
    {
        typed = typed.Trim();
        if (typed.Length is 0 or > Longest || typed.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return null;
        if (!typed.Contains("://", StringComparison.Ordinal) && BareHost.IsMatch(typed)) typed = "https://" + typed;
        if (!Uri.TryCreate(typed, UriKind.Absolute, out var uri)) return null;
        if (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps) return null;
        return uri.UserInfo.Length > 0 || uri.Host.Length == 0 || uri.AbsoluteUri.Length > Longest ? null : uri.AbsoluteUri;
    }

    // Linear in the length of the text, whatever somebody pastes.
    private static readonly Regex Address = new(@"https?://[^\s<>""]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    private static readonly Regex BareHost = new(@"^([a-z0-9-]+\.)+[a-z]{2,}(/.*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
