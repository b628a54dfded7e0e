using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Foundation.Media;

/// <summary>Videos of organisations: what is registered, and where people's browsers fetch them.</summary>
public static class MediaSetup
{
    /// <summary>Adds the videos.</summary>
    public static void AddMedia(this IServiceCollection services)
    {
        services.AddScoped<Videos>();
        services.AddJob<ForgetFile, ForgetFileHandler>();
    }

    /// <summary>Maps the videos to their tables.</summary>
    internal static void MapVideos(this ModelBuilder model)
    {
        model.Entity<Video>(Video.Map);
        model.Entity<VideoPart>(VideoPart.Map);
    }

    /// <summary>File, picture and captions, for everybody in the organisation who is signed in.</summary>
    public static void MapMedia(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/media/videos/{id:guid}", FileAsync);
        endpoints.MapGet("/media/videos/{id:guid}/poster", PosterAsync);
        endpoints.MapGet("/media/videos/{id:guid}/captions/{language}", CaptionsAsync);
    }

    /// <summary>
    /// Whole or in pieces (RFC 9110, 14): the tag names the file, so that nobody gets half of the old one and half of the new. Whoever has begun
    /// with a file that was replaced or removed since gets its end, for as long as it is there.
    /// </summary>
    internal static async Task<IResult> FileAsync(Guid id, Guid? file, Videos videos, AppDb db, HttpResponse response, CancellationToken stop)
    {
        response.Headers.CacheControl = "private, no-cache";
        var video = await videos.FindAsync(id, stop);
        if (file is { } named && named != video?.FileId && await videos.OldAsync(named, stop) is { } old) return Send(db, old.Id, old.Length, old.Type);
        return video is null ? Results.NotFound() : Send(db, video.FileId, video.Length, video.Type);
    }

    private static IResult Send(AppDb db, Guid file, long length, string type) =>
        Results.Stream(new VideoStream(db, file, length), type, entityTag: new EntityTagHeaderValue($"\"{file:N}\""), enableRangeProcessing: true);

    internal static async Task<IResult> PosterAsync(Guid id, AppDb db, CancellationToken stop) =>
        await db.Set<Video>().Where(v => v.Id == id).Select(v => v.Poster).SingleOrDefaultAsync(stop) is { } picture ? Results.Bytes(picture, "image/webp") : Results.NotFound();

    internal static async Task<IResult> CaptionsAsync(Guid id, string language, Videos videos, CancellationToken stop) =>
        await videos.FindAsync(id, stop) is { } video && video.Languages.Contains(language) ? Results.Text(video.In(language), "text/vtt", System.Text.Encoding.UTF8) : Results.NotFound();
}
