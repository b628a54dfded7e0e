using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Content.Videos;

/// <summary>A video as its author cares for it: title, captions, picture; replacing the file, removing it all.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class VideoEditModel(Foundation.Media.Videos videos, AppDb db, IEnumerable<IShowsVideos> shows, Texts<ContentTexts> texts) : PageModel
{
    private readonly Dictionary<string, string> _problems = [];

    /// <summary>The video.</summary>
    public VideoView Video { get; private set; } = null!;

    /// <summary>Where it is shown.</summary>
    public IReadOnlyList<VideoUse> Uses { get; private set; } = [];

    /// <summary>The title as it stands in the form.</summary>
    public string Title { get; private set; } = "";

    /// <summary>German captions as they stand in the form.</summary>
    public string Captions { get; private set; } = "";

    /// <summary>English captions as they stand in the form.</summary>
    public string CaptionsEn { get; private set; } = "";

    /// <summary>Why nothing was saved or removed although nothing is wrong with the form; null when there is no such reason.</summary>
    public string? Problem { get; private set; }

    /// <summary>What was refused, by field.</summary>
    public IReadOnlyDictionary<string, string> Problems => _problems;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        (Title, Captions, CaptionsEn) = (Video.Title, Video.Captions, Video.CaptionsEn);
        return Page();
    }

    /// <summary>Saves title, captions and picture together, or keeps everything in the form.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, string? title, int version, IFormFile? poster, bool noPoster, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        Title = (title ?? "").Trim();
        if (Title.Length is 0 or > Foundation.Media.Video.LongestTitle) _problems["title"] = texts["Video.Fault.Title", Foundation.Media.Video.LongestTitle];
        (Captions, CaptionsEn) = (await CaptionsAsync("captions", stop), await CaptionsAsync("captionsEn", stop));
        var picture = await PictureAsync(poster, stop);
        if (_problems.Count > 0) return Refused();
        if (await db.Set<Video>().SingleOrDefaultAsync(v => v.Id == id, stop) is not { } video) return NotFound();
        if (video.Version != version) return await ChangedAsync(id, "Video.Fault.Changed", stop);
        video.Describe(Title, Captions, CaptionsEn);
        if (picture is not null || noPoster) video.Show(picture);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await ChangedAsync(id, "Video.Fault.Changed", stop);
        }
        TempData["Toast"] = texts["Video.Saved"];
        return Redirect($"/learning/content/videos/{id}");
    }

    /// <summary>Removes it; what has shown it shows its slides again.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid id, int version, CancellationToken stop)
    {
        var removal = await videos.RemoveAsync(id, version, stop);
        if (removal == Removal.Gone) return NotFound();
        if (removal == Removal.Changed)
        {
            var shown = await ChangedAsync(id, "Video.Remove.Changed", stop);
            if (shown is PageResult) (Title, Captions, CaptionsEn) = (Video.Title, Video.Captions, Video.CaptionsEn);
            return shown;
        }
        TempData["Toast"] = texts["Video.Removed"];
        return Redirect("/learning/content/videos");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await videos.FindAsync(id, stop) is not { } found) return false;
        Video = found;
        Uses = [];
        foreach (var place in shows) Uses = [.. Uses, .. await place.UsesAsync(id, stop)];
        return true;
    }

    /// <summary>Captions as a file, or as they were typed; whichever it was, they stand in the form afterwards and can be mended there.</summary>
    private async Task<string> CaptionsAsync(string field, CancellationToken stop)
    {
        var text = Request.Form[field].ToString();
        if (Request.Form.Files[$"{field}File"] is { Length: > 0 } file) text = file.Length > Foundation.Media.Captions.Longest * 4L ? new string('x', Foundation.Media.Captions.Longest + 1) : Letters.Decode(await BytesAsync(file, stop));
        text = Typed.Of(text.TrimStart('\uFEFF'));
        if (Foundation.Media.Captions.Check(text) is { } problem) _problems[field] = texts[$"Video.Fault.{problem.Fault}", problem.Line];
        return text.Length > Foundation.Media.Captions.Longest ? "" : text;
    }

    private async Task<Picture?> PictureAsync(IFormFile? file, CancellationToken stop)
    {
        if (file is not { Length: > 0 }) return null;
        var picture = await PictureReader.ReadAsync(() => BytesAsync(file, stop), stop);
        if (picture is null) _problems["poster"] = texts["Video.Fault.Poster"];
        return picture;
    }

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken stop)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, stop);
        return bytes.ToArray();
    }

    /// <summary>Somebody else was faster: what was typed stays, and doing it again, on what there is now, is a second, knowing step.</summary>
    private async Task<IActionResult> ChangedAsync(Guid id, string why, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        if (!await FindAsync(id, stop)) return NotFound();
        Problem = texts[why];
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
