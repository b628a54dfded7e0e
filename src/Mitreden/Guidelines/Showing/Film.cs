using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Providers;
using Mitreden.Foundation.Texts;

namespace Mitreden.Guidelines.Showing;

/// <summary>The guideline's video as pages show it: one of the two is there.</summary>
/// <param name="Own">One of the organisation's own.</param>
/// <param name="Outside">One at a provider.</param>
public sealed record FilmView(VideoView? Own, ProviderVideoView? Outside);

/// <summary>The guideline's video as the open link shows it.</summary>
/// <param name="Own">One of the organisation's own.</param>
/// <param name="Link">Address of a video at a provider; nothing is loaded from there.</param>
/// <param name="Title">What people call that.</param>
/// <param name="Provider">Where it is.</param>
public sealed record OpenFilmView(VideoView? Own, string? Link, string Title, string Provider);

/// <summary>Finds the guideline's video.</summary>
public sealed class Film(AppDb db, Videos videos, ProviderVideos outside, Texts<GuidelinesTexts> texts) : IShowsVideos
{
    /// <summary>Where the picture of a video at a provider is.</summary>
    public const string PosterAddress = "/guideline/video/poster";

    /// <summary>The video on the first page, for the signed-in person; null without one, or when it cannot be shown now.</summary>
    public async Task<FilmView?> ShowAsync(CancellationToken stop)
    {
        if (await StoredAsync(stop) is not { } film) return null;
        if (film.OwnId is { } own) return await videos.ShownAsync(own.ToString(), stop) is { } video ? new FilmView(video, null) : null;
        if (await AddressAsync(film, stop) is not { } address) return null;
        var said = film.SaidEn.Length > 0 && CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? film.SaidEn : film.Said;
        return new FilmView(null, await outside.ShowAsync(address, film.Title, said, film.HasPoster ? $"{PosterAddress}?v={film.Version}" : null, "/guideline#film", stop));
    }

    /// <summary>The video for whoever has the open link.</summary>
    /// <param name="root">Where its file and captions are for that reader.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<OpenFilmView?> ShowOpenAsync(string root, CancellationToken stop)
    {
        if (await StoredAsync(stop) is not { } film) return null;
        if (film.OwnId is { } own) return await videos.ShownAsync(own.ToString(), stop) is { } video ? new OpenFilmView(video with { Root = root }, null, "", "") : null;
        return await AddressAsync(film, stop) is { } address ? new OpenFilmView(null, address.Provider.Watch(address.Video), film.Title, address.Provider.Name) : null;
    }

    /// <summary>The own video that the guideline shows; null without one.</summary>
    public async Task<Guid?> OwnAsync(CancellationToken stop) =>
        (await StoredAsync(stop))?.OwnId is { } own && await videos.ShownAsync(own.ToString(), stop) is not null ? own : null;

    /// <inheritdoc />
    public async Task<IReadOnlyList<VideoUse>> UsesAsync(Guid video, CancellationToken stop) =>
        await db.GuidelineVideos.AnyAsync(v => v.OwnId == video, stop) ? [new VideoUse(texts["Title"], "/guideline/video")] : [];

    /// <summary>Where a stored video is, while its provider is allowed.</summary>
    internal async Task<VideoAddress?> AddressAsync(StoredFilm film, CancellationToken stop) =>
        film.Provider is { } provider ? await outside.StoredAsync(provider, film.Host, film.Video, stop) : null;

    /// <summary>What is stored, without the picture.</summary>
    internal Task<StoredFilm?> StoredAsync(CancellationToken stop) => db.GuidelineVideos.AsNoTracking()
        .Select(v => new StoredFilm(v.OwnId, v.Provider, v.Host, v.Video, v.Title, v.Said, v.SaidEn, v.Poster != null, v.Version)).SingleOrDefaultAsync(stop);
}

/// <summary>A row without its picture.</summary>
internal sealed record StoredFilm(Guid? OwnId, VideoProvider? Provider, string Host, string Video, string Title, string Said, string SaidEn, bool HasPoster, int Version);
