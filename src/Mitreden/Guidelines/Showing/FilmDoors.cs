using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;
using Mitreden.Guidelines.Reading;

namespace Mitreden.Guidelines.Showing;

/// <summary>Picture of the video for those who are signed in, and the organisation's own video for whoever has the open link.</summary>
internal static class FilmDoors
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Film.PosterAddress, async (AppDb db, CancellationToken stop) =>
            await db.GuidelineVideos.Select(v => v.Poster).SingleOrDefaultAsync(stop) is { } picture ? Results.Bytes(picture, "image/webp") : Results.NotFound());
        endpoints.MapGet("/guideline/open/{token}/video", FileAsync).AllowAnonymous();
        endpoints.MapGet("/guideline/open/{token}/video/poster", PosterAsync).AllowAnonymous();
        endpoints.MapGet("/guideline/open/{token}/video/captions/{language}", CaptionsAsync).AllowAnonymous();
    }

    /// <summary>Where the open link finds the video.</summary>
    public static string Root(string token) => $"/guideline/open/{token}/video";

    private static async Task<IResult> FileAsync(string token, OpenLinks links, Film film, Videos videos, AppDb db, HttpResponse response, CancellationToken stop) =>
        await ShownAsync(token, links, film, stop) is { } video ? await MediaSetup.FileAsync(video, null, videos, db, response, stop) : Results.NotFound();

    private static async Task<IResult> PosterAsync(string token, OpenLinks links, Film film, AppDb db, CancellationToken stop) =>
        await ShownAsync(token, links, film, stop) is { } video ? await MediaSetup.PosterAsync(video, db, stop) : Results.NotFound();

    private static async Task<IResult> CaptionsAsync(string token, string language, OpenLinks links, Film film, Videos videos, CancellationToken stop) =>
        await ShownAsync(token, links, film, stop) is { } video ? await MediaSetup.CaptionsAsync(video, language, videos, stop) : Results.NotFound();

    /// <summary>The one video that the link opens; every other one of the organisation stays behind the sign-in.</summary>
    private static async Task<Guid?> ShownAsync(string token, OpenLinks links, Film film, CancellationToken stop) => await links.EnterAsync(token, stop) ? await film.OwnAsync(stop) : null;
}
