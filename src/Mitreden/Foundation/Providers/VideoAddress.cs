using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace Mitreden.Foundation.Providers;

/// <summary>A video at a provider, as it is stored: two names, no address.</summary>
/// <param name="Provider">Where it is.</param>
/// <param name="Video">Its name there; at Vimeo a number, and behind a stroke the key of a video that is not listed.</param>
public sealed partial record VideoAddress(Provider Provider, string Video)
{
    /// <summary>Longest address that is looked at.</summary>
    public const int Longest = 500;
    /// <summary>Longest name of a video.</summary>
    public const int LongestVideo = 60;

    private static readonly string[] YouTubeHosts = ["youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com", "www.youtube-nocookie.com"];
    private static readonly string[] VimeoHosts = ["vimeo.com", "www.vimeo.com", "player.vimeo.com"];

    /// <summary>Reads a pasted address; null for what is no video of an allowed provider. Times, lists and whatever else hangs on it are left behind.</summary>
    /// <param name="pasted">What somebody has pasted; <c>https://</c> may be missing.</param>
    /// <param name="own">The organisation's own PeerTube, or null.</param>
    public static VideoAddress? Read(string? pasted, Provider? own)
    {
        var text = (pasted ?? "").Trim();
        if (text.Length is 0 or > Longest) return null;
        if (!text.Contains("://", StringComparison.Ordinal)) text = "https://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http") || address.UserInfo.Length > 0 || !address.IsDefaultPort) return null;
        var (host, parts, query) = (address.Host.ToLowerInvariant(), address.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries), QueryHelpers.ParseQuery(address.Query));
        var (provider, video) = host == "youtu.be" ? (Provider.YouTube, parts is [{ } one] ? one : null)
            : YouTubeHosts.Contains(host) ? (Provider.YouTube, YouTube(parts, query.GetValueOrDefault("v").ToString()))
            : VimeoHosts.Contains(host) ? (Provider.Vimeo, Vimeo(parts, query.GetValueOrDefault("h").ToString()))
            : host == own?.Host ? (own, PeerTube(parts)) : ((Provider?)null, (string?)null);
        return provider is not null && video is not null && IsVideo(provider.Kind, video) ? new VideoAddress(provider, video) : null;
    }

    /// <summary>True for what a provider can have as the name of a video.</summary>
    public static bool IsVideo(VideoProvider kind, string video) => (kind switch
    {
        VideoProvider.YouTube => YouTubeVideo(),
        VideoProvider.Vimeo => VimeoVideo(),
        _ => PeerTubeVideo(),
    }).IsMatch(video);

    private static string? YouTube(string[] parts, string named) => parts switch
    {
        ["watch"] => named,
        ["embed" or "shorts" or "live" or "v", { } video] => video,
        _ => null,
    };

    private static string? Vimeo(string[] parts, string key)
    {
        var place = Array.FindIndex(parts, p => p.All(char.IsAsciiDigit));
        if (place < 0) return null;
        var secret = key.Length > 0 ? key : parts.ElementAtOrDefault(place + 1);
        return secret is null ? parts[place] : $"{parts[place]}/{secret}";
    }

    private static string? PeerTube(string[] parts) => parts switch
    {
        ["w", { } video] => video,
        ["videos", "watch" or "embed", { } video] => video,
        _ => null,
    };

    [GeneratedRegex(@"^[A-Za-z0-9_-]{11}\z")]
    private static partial Regex YouTubeVideo();

    [GeneratedRegex(@"^[0-9]{1,12}(/[0-9a-f]{6,20})?\z")]
    private static partial Regex VimeoVideo();

    [GeneratedRegex(@"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-HJ-NP-Za-km-z1-9]{20,24})\z")]
    private static partial Regex PeerTubeVideo();
}
