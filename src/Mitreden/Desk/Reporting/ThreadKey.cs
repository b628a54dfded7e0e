using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Mitreden.Desk.Reporting;

/// <summary>
/// What two addresses of the same thread have in common, however they were copied: from the app or the browser, with or without what trackers
/// append, leading to the thread or to a comment in it. Two threads never share a key; of one thread that cannot be told from the address alone
/// (short links that only the platform resolves) there may be several.
/// </summary>
public static partial class ThreadKey
{
    /// <summary>Longest key in characters; a longer address has none.</summary>
    public const int Longest = 500;

    /// <summary>Trackers append these everywhere; they never say which thread it is.</summary>
    private static readonly HashSet<string> Trackers = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "li_fat_id", "igsh", "igshid", "mc_cid", "mc_eid", "mibextid", "_ga", "_gl",
    };

    /// <summary>On the large platforms these say who shared it, in which language, or which comment to begin with; elsewhere they may be the thread itself.</summary>
    private static readonly HashSet<string> PlatformNoise = new(StringComparer.OrdinalIgnoreCase)
    {
        "ref", "refid", "ref_src", "ref_url", "rdid", "share_url", "source", "src", "s", "t", "trk", "rcm", "lipi", "comment_id", "reply_comment_id", "commenturn", "notif_id", "notif_t",
        "locale", "hl", "lang", "fref", "hc_ref", "__tn__", "_rdr", "_rdc", "paipv", "eav", "sfnsn", "wtsid", "feature", "si", "pp", "app", "context", "share_id", "img_index",
    };

    private static readonly HashSet<string> Platforms = new(StringComparer.Ordinal)
    {
        "facebook.com", "instagram.com", "youtube.com", "youtu.be", "x.com", "tiktok.com", "reddit.com", "redd.it", "linkedin.com", "threads.net", "xing.com",
    };

    /// <summary>The key, or null when the address is none or leads to no thread of its own, such as the start page of a site.</summary>
    /// <param name="url">Address as <see cref="LinkReader"/> gives it.</param>
    public static string? Of(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri)) return null;
        if (Behind(uri) is { } target) return Of(LinkReader.Read(target));
        var (host, path) = (Host(uri), Path(uri.AbsolutePath));
        // On a large platform an address with hardly a path is somebody's page or a group: many threads, none of its own.
        var key = Known(host, path, uri.Query) ?? (Platforms.Contains(host) && path.Count(c => c == '/') < 3 ? null : Plain(host, path, uri));
        return key?.Length > Longest ? null : key;
    }

    private static string? Known(string host, string path, string query) => host switch
    {
        "facebook.com" => Facebook(path, query),
        "youtube.com" => Value(query, "v") is { } video && path == "/watch" ? $"youtube:{video}" : Named(Video(), path, "youtube"),
        "youtu.be" => Named(FirstPart(), path, "youtube"),
        "x.com" => Named(Status(), path, "x"),
        "instagram.com" => Named(InstagramPost(), path, "instagram"),
        "tiktok.com" => Named(TikTokVideo(), path, "tiktok"),
        "reddit.com" => Named(RedditThread(), path, "reddit", ignoreCase: true),
        "redd.it" => Named(FirstPart(), path, "reddit", ignoreCase: true),
        "linkedin.com" => Named(LinkedInPost(), path, "linkedin"),
        _ => null,
    };

    /// <summary>A post by its number, whatever stands before it; a group alone is no thread.</summary>
    private static string? Facebook(string path, string query)
    {
        if (Named(FacebookPost(), path, "facebook") is { } post) return post;
        var number = Value(query, "story_fbid") ?? Value(query, "multi_permalinks") ?? Value(query, "fbid") ?? (path == "/watch" ? Value(query, "v") : null);
        return number is null ? null : $"facebook:{number}";
    }

    /// <summary>Any other site: host, path and what of the query is no noise, in order. A start page is no thread.</summary>
    private static string? Plain(string host, string path, Uri uri)
    {
        var kept = Pairs(uri.Query).Where(p => !IsNoise(p.Name, Platforms.Contains(host))).Select(p => p.Pair).Order(StringComparer.Ordinal).ToList();
        // Some forums keep the whole address behind the hash.
        var fragment = uri.Fragment.StartsWith("#!", StringComparison.Ordinal) || uri.Fragment.StartsWith("#/", StringComparison.Ordinal) ? uri.Fragment : "";
        if (path.Length <= 1 && kept.Count == 0 && fragment.Length == 0) return null;
        return host + (uri.IsDefaultPort ? "" : $":{uri.Port.ToString(CultureInfo.InvariantCulture)}") + path + (kept.Count == 0 ? "" : "?" + string.Join('&', kept)) + fragment;
    }

    private static bool IsNoise(string name, bool platform) => Trackers.Contains(name) || name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
        || (platform && (PlatformNoise.Contains(name) || name.StartsWith("__", StringComparison.Ordinal)));

    /// <summary>Facebook, Instagram and search engines wrap addresses in their own.</summary>
    private static string? Behind(Uri uri) => (uri.IdnHost.ToLowerInvariant(), uri.AbsolutePath) switch
    {
        ("l.facebook.com" or "lm.facebook.com" or "l.instagram.com", _) => Value(uri.Query, "u"),
        ("www.google.com" or "www.google.de", "/url") => Value(uri.Query, "q") ?? Value(uri.Query, "url"),
        _ => null,
    };

    private static string Host(Uri uri)
    {
        var host = Front().Replace(uri.IdnHost.ToLowerInvariant().TrimEnd('.'), "");
        var behind = host[(host.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (Platforms.Contains(behind)) host = behind;
        return host switch
        {
            "twitter.com" or "mobile.twitter.com" or "fxtwitter.com" or "vxtwitter.com" => "x.com",
            "fb.com" => "facebook.com",
            "youtube-nocookie.com" => "youtube.com",
            _ => host,
        };
    }

    private static string Path(string path) => path.Length > 1 ? path.TrimEnd('/') : path;

    private static IEnumerable<(string Name, string Pair)> Pairs(string query) => query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => (WebUtility.UrlDecode(pair.Split('=', 2)[0]), pair));

    private static string? Value(string query, string name) => Pairs(query).Where(p => p.Name == name && p.Pair.Contains('=', StringComparison.Ordinal))
        .Select(p => WebUtility.UrlDecode(p.Pair.Split('=', 2)[1])).FirstOrDefault(value => value.Length > 0);

    private static string? Named(Regex pattern, string path, string site, bool ignoreCase = false) =>
        pattern.Match(path) is { Success: true } match ? $"{site}:{(ignoreCase ? match.Groups["id"].Value.ToLowerInvariant() : match.Groups["id"].Value)}" : null;

    [GeneratedRegex(@"^(www|m|mobile|amp)\.(?=[^.]+\.)", RegexOptions.CultureInvariant)]
    private static partial Regex Front();

    [GeneratedRegex(@"/(?:posts|permalink|videos|reel|photos/[^/]+)/(?:[^/]*?[-/])?(?<id>\d{6,}|pfbid\w+)$", RegexOptions.CultureInvariant)]
    private static partial Regex FacebookPost();

    [GeneratedRegex(@"^/(?:shorts|live|embed|v)/(?<id>[\w-]{6,})$", RegexOptions.CultureInvariant)]
    private static partial Regex Video();

    [GeneratedRegex(@"^/(?<id>[\w-]{4,})$", RegexOptions.CultureInvariant)]
    private static partial Regex FirstPart();

    [GeneratedRegex(@"^/(?:i/web|i|\w+)/status(?:es)?/(?<id>\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Status();

    [GeneratedRegex(@"^/(?:[\w.]+/)?(?:p|reel|reels|tv)/(?<id>[\w-]+)", RegexOptions.CultureInvariant)]
    private static partial Regex InstagramPost();

    [GeneratedRegex(@"^/@[\w.]+/(?:video|photo)/(?<id>\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex TikTokVideo();

    [GeneratedRegex(@"^(?:/r/\w+|/user/[\w-]+|/u/[\w-]+)?/comments/(?<id>\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex RedditThread();

    [GeneratedRegex(@"(?:activity|ugcPost|share)[:-](?<id>\d{10,})", RegexOptions.CultureInvariant)]
    private static partial Regex LinkedInPost();
}
