using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Media;

/// <summary>A video in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Kind">Kind of the file.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="HasCaptions">True when what is said can be read; before that it is shown to nobody but authors.</param>
public sealed record VideoRow(Guid Id, string Title, VideoKind Kind, long Length, bool HasCaptions);

/// <summary>A video as pages show it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Kind">Kind of the file.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="FileId">Names the file that holds now.</param>
/// <param name="HasPoster">True when a picture stands there before it plays.</param>
/// <param name="Captions">Captions in German; may be empty.</param>
/// <param name="CaptionsEn">Captions in English; may be empty.</param>
public sealed record VideoView(Guid Id, string Title, VideoKind Kind, long Length, Guid FileId, bool HasPoster, string Captions, string CaptionsEn)
{
    /// <summary>Counts changes.</summary>
    public int Version { get; init; }
    /// <summary>Where everything of it is; another place for whoever reads without signing in.</summary>
    public string Root { get; init; } = $"/media/videos/{Id}";
    /// <summary>Where the file is. A new file has a new address, so that no browser goes on with pieces of the old one.</summary>
    public string Address => $"{Root}?file={FileId:N}";
    /// <summary>Where the picture is; null without one.</summary>
    public string? Poster => HasPoster ? $"{Root}/poster" : null;
    /// <summary>Media type of the file.</summary>
    public string Type => VideoFormats.Type(Kind);
    /// <summary>Languages that have captions.</summary>
    public IEnumerable<string> Languages => new[] { ("de", Captions), ("en", CaptionsEn) }.Where(c => c.Item2.Length > 0).Select(c => c.Item1);
    /// <summary>True when what is said can be read.</summary>
    public bool HasCaptions => Captions.Length + CaptionsEn.Length > 0;
    /// <summary>The language of the captions that somebody reads: their own when there are any.</summary>
    public string Read(string language) => Languages.Contains(language) ? language : Languages.FirstOrDefault() ?? language;
    /// <summary>Captions in a language.</summary>
    public string In(string language) => language == "en" ? CaptionsEn : Captions;
}

/// <summary>A file to which no video belongs any more.</summary>
/// <param name="Id">Names its parts.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Type">Media type.</param>
internal sealed record OldFile(Guid Id, long Length, string Type);

/// <summary>Where a video is shown.</summary>
/// <param name="Title">What people call the place.</param>
/// <param name="Address">Where it is.</param>
public sealed record VideoUse(string Title, string Address);

/// <summary>Whoever shows videos says where, so that nobody removes one unawares.</summary>
public interface IShowsVideos
{
    /// <summary>The places that show a video now.</summary>
    Task<IReadOnlyList<VideoUse>> UsesAsync(Guid video, CancellationToken stop);
}

/// <summary>What became of the wish to remove a video.</summary>
public enum Removal
{
    /// <summary>It is removed.</summary>
    Done,
    /// <summary>There is none, or none any more.</summary>
    Gone,
    /// <summary>Somebody has changed it since it was looked at; nothing is removed.</summary>
    Changed,
}

/// <summary>Media types.</summary>
public static class VideoFormats
{
    /// <summary>Media type of a kind of file.</summary>
    public static string Type(VideoKind kind) => kind == VideoKind.Webm ? "video/webm" : "video/mp4";
}

/// <summary>The videos of the current organisation.</summary>
public sealed class Videos(AppDb db, CurrentOrganisation organisation)
{
    /// <summary>Parts that are written in one save: a megabyte, so that no report waits behind a film.</summary>
    private const int PartsAtOnce = 4;

    /// <summary>All of them, by title.</summary>
    public async Task<IReadOnlyList<VideoRow>> AllAsync(CancellationToken stop) =>
        [.. (await db.Set<Video>().AsNoTracking().Select(v => new VideoRow(v.Id, v.Title, v.Kind, v.Length, v.Captions != "" || v.CaptionsEn != "")).ToListAsync(stop))
            .OrderBy(v => v.Title, StringComparer.CurrentCulture).ThenBy(v => v.Id)];

    /// <summary>About how many bytes all files of the organisation have, those that are just being written and those that go soon among them.</summary>
    public async Task<long> BytesAsync(CancellationToken stop) => await db.Set<VideoPart>().CountAsync(stop) * (long)VideoPart.Size;

    /// <summary>One of them; null when there is none.</summary>
    public Task<VideoView?> FindAsync(Guid id, CancellationToken stop) => db.Set<Video>().AsNoTracking().Where(v => v.Id == id)
        .Select(v => new VideoView(v.Id, v.Title, v.Kind, v.Length, v.FileId, v.Poster != null, v.Captions, v.CaptionsEn) { Version = v.Version }).SingleOrDefaultAsync(stop);

    /// <summary>A file that has been replaced or removed, while it is still there: whoever is watching it sees its end.</summary>
    internal async Task<OldFile?> OldAsync(Guid file, CancellationToken stop)
    {
        var parts = db.Set<VideoPart>().AsNoTracking().Where(p => p.FileId == file);
        if (await parts.OrderByDescending(p => p.Number).Select(p => new { p.Number, p.Bytes.Length }).FirstOrDefaultAsync(stop) is not { } last) return null;
        var head = await parts.Where(p => p.Number == 0).Select(p => p.Bytes).SingleAsync(stop);
        return new OldFile(file, (last.Number * (long)VideoPart.Size) + last.Length, VideoFormats.Type(VideoFile.Looks(head)));
    }

    /// <summary>The one that content names, when it can be shown to people: it is there, and what is said in it can be read.</summary>
    public async Task<VideoView?> ShownAsync(string? name, CancellationToken stop) =>
        Guid.TryParse(name, out var id) && await FindAsync(id, stop) is { HasCaptions: true } found ? found : null;

    /// <summary>Takes a file that has been checked: writes its parts, and then the video that they belong to.</summary>
    /// <param name="replaced">The video whose file it takes the place of; null for a new one.</param>
    /// <param name="title">What people call a new one.</param>
    /// <param name="kind">Kind of the file.</param>
    /// <param name="file">The file.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Id of the video; null when somebody else has replaced or removed it meanwhile.</returns>
    public async Task<Guid?> TakeAsync(Guid? replaced, string title, VideoKind kind, Stream file, CancellationToken stop)
    {
        var part = await WriteAsync(file, stop);
        var video = replaced is null ? null : await db.Set<Video>().SingleOrDefaultAsync(v => v.Id == replaced, stop);
        if (replaced is not null && video is null) return null;
        if (video is not null) ForgetFile.Later(db, video.Replace(kind, file.Length, part));
        else db.Add(video = Video.Add(organisation.Id!.Value, title, kind, file.Length, part, db.Time.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Two authors with two files: the second is told, and the job takes its parts away.
            db.ChangeTracker.Clear();
            return null;
        }
        return video.Id;
    }

    /// <summary>Removes a video; its file goes an hour later, so that nobody's film stops in the middle.</summary>
    /// <param name="id">The video.</param>
    /// <param name="version">The version at which whoever removes it has looked.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<Removal> RemoveAsync(Guid id, int version, CancellationToken stop)
    {
        if (await db.Set<Video>().SingleOrDefaultAsync(v => v.Id == id, stop) is not { } video) return Removal.Gone;
        if (video.Version != version) return Removal.Changed;
        ForgetFile.Later(db, video.FileId);
        db.Remove(video);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody has just changed or removed it: whoever removes it looks at it once more, if it is still there.
            db.ChangeTracker.Clear();
            return await db.Set<Video>().AnyAsync(v => v.Id == id, stop) ? Removal.Changed : Removal.Gone;
        }
        return Removal.Done;
    }

    /// <summary>Writes the parts, a few in each save. The first save carries the job that takes them away again should the rest never come.</summary>
    private async Task<Guid> WriteAsync(Stream file, CancellationToken stop)
    {
        var name = Guid.CreateVersion7(db.Time.GetUtcNow());
        ForgetFile.UnlessShown(db, name);
        file.Position = 0;
        var parts = new List<VideoPart>();
        for (var number = 0; file.Position < file.Length; number++)
        {
            var bytes = new byte[(int)long.Min(VideoPart.Size, file.Length - file.Position)];
            await file.ReadExactlyAsync(bytes, stop);
            parts.Add(VideoPart.Of(organisation.Id!.Value, name, number, bytes));
            if (parts.Count < PartsAtOnce && file.Position < file.Length) continue;
            db.AddRange(parts);
            await db.SaveChangesAsync(stop);
            foreach (var part in parts) db.Entry(part).State = EntityState.Detached;
            parts.Clear();
        }
        return name;
    }
}
