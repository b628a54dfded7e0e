namespace Mitreden.Foundation.Providers;

/// <summary>Who can bring a video from outside: two that everybody knows, and an organisation's own.</summary>
public enum VideoProvider
{
    /// <summary>YouTube in its mode that sets fewer cookies.</summary>
    YouTube,
    /// <summary>Vimeo, asked not to follow anybody.</summary>
    Vimeo,
    /// <summary>A PeerTube of the organisation's choice; see <see cref="VideoHost"/>.</summary>
    PeerTube,
}

/// <summary>A provider as people read about it before anything is loaded from there.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Host">The only host from which its frame is loaded.</param>
/// <param name="Operator">Who runs it.</param>
/// <param name="Country">Where that is; empty where the explanation says it itself.</param>
/// <param name="Privacy">Its page on data protection.</param>
public sealed record Provider(VideoProvider Kind, string Name, string Host, string Operator, string Country, string Privacy)
{
    /// <summary>YouTube.</summary>
    public static Provider YouTube { get; } = new(VideoProvider.YouTube, "YouTube", "www.youtube-nocookie.com", "Google Ireland Limited, Google LLC", "", "https://policies.google.com/privacy");

    /// <summary>Vimeo.</summary>
    public static Provider Vimeo { get; } = new(VideoProvider.Vimeo, "Vimeo", "player.vimeo.com", "Vimeo.com, Inc.", "", "https://vimeo.com/privacy");

    /// <summary>Name in addresses and in the record of a consent.</summary>
    public string Key => KeyOf(Kind);

    /// <summary>What the answer lets frames come from: this and nothing else.</summary>
    public string Origin => $"https://{Host}";

    /// <summary>What the provider hears about where its video stands. YouTube plays only where it is told the address of the site; the page stays with us.</summary>
    public string Referrer => Kind == VideoProvider.YouTube ? "strict-origin" : "no-referrer";

    /// <summary>Address of the frame, made of the video's name and never of what somebody has pasted.</summary>
    public string Frame(string video) => Kind switch
    {
        VideoProvider.YouTube => $"{Origin}/embed/{video}",
        VideoProvider.Vimeo => $"{Origin}/video/{video.Split('/')[0]}?dnt=1{(video.Contains('/', StringComparison.Ordinal) ? $"&h={video.Split('/')[1]}" : "")}",
        // Without p2p=0 viewers hand each other pieces, and with them their internet addresses.
        _ => $"{Origin}/videos/embed/{video}?p2p=0",
    };

    /// <summary>Address of the page with the video over there.</summary>
    public string Watch(string video) => Kind switch
    {
        VideoProvider.YouTube => $"https://www.youtube.com/watch?v={video}",
        VideoProvider.Vimeo => $"https://vimeo.com/{video}",
        _ => $"{Origin}/w/{video}",
    };

    /// <summary>Name of a kind in addresses and records.</summary>
    public static string KeyOf(VideoProvider kind) => kind.ToString().ToLowerInvariant();
}
