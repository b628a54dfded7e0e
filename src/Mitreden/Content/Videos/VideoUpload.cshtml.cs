using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Content.Videos;

/// <summary>An author uploads a video, or another file in place of one. Nothing else stands in this form, so that nothing is lost when the file is refused.</summary>
[Authorize(Policy = Policies.Author)]
[LargeUpload, EnableRateLimiting(Access.UploadLimit)]
public sealed class VideoUploadModel(Foundation.Media.Videos videos, MitredenSettings settings, Texts<ContentTexts> texts) : PageModel
{
    /// <summary>The video whose file is replaced; null for a new one.</summary>
    public VideoView? Replaced { get; private set; }

    /// <summary>Megabytes that a file may have.</summary>
    public int Megabytes => settings.LargestVideo;

    /// <summary>Why the file was refused.</summary>
    public string? Problem { get; private set; }

    /// <summary>Asks for the file.</summary>
    /// <param name="id">The video whose file is replaced.</param>
    /// <param name="large">Set when what was sent was too much to be read.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IActionResult> OnGetAsync(Guid? id, string? large, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (large is null) return Page();
        return Refuse(large == LargeUploadAttribute.Full ? texts["Upload.Fault.Full", settings.MostVideo] : texts["Upload.Fault.TooLarge", Megabytes]);
    }

    /// <summary>Takes it.</summary>
    public async Task<IActionResult> OnPostAsync(Guid? id, IFormFile? file, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        await using var stream = file?.OpenReadStream() ?? Stream.Null;
        var (kind, fault) = await VideoFile.ReadAsync(stream, stop);
        if (kind is null) return Refuse(texts[$"Upload.Fault.{fault}"]);
        if (await videos.TakeAsync(id, Title(file!.FileName), kind.Value, stream, stop) is not { } taken) return Refuse(texts["Upload.Fault.Meanwhile"], StatusCodes.Status409Conflict);
        TempData["Toast"] = texts[id is null ? "Upload.Done" : "Upload.Done.Replaced"];
        return Redirect($"/learning/content/videos/{taken}");
    }

    private async Task<bool> FindAsync(Guid? id, CancellationToken stop) => id is null || (Replaced = await videos.FindAsync(id.Value, stop)) is not null;

    private PageResult Refuse(string why, int status = StatusCodes.Status422UnprocessableEntity)
    {
        (Problem, Response.StatusCode) = (why, status);
        return Page();
    }

    /// <summary>The file's name as a title to begin with.</summary>
    private string Title(string name)
    {
        var plain = string.Concat(System.IO.Path.GetFileNameWithoutExtension(name.Split('/', '\\')[^1]).Select(c => char.IsControl(c) || c == '_' ? ' ' : c)).Trim();
        return plain.Length == 0 ? texts["Untitled"] : Cut.Of(plain, Video.LongestTitle).TrimEnd();
    }
}
