using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Import;

namespace Mitreden.Organisations.Pages;

/// <summary>Brings many people in from a list: first a preview, then all good lines in one save or none.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class ImportModel(AppDb db, Taking taking, CurrentPerson me, Texts<OrganisationsTexts> texts) : PageModel
{
    /// <summary>The uploaded file.</summary>
    [BindProperty(Name = "file")]
    public IFormFile? Upload { get; set; }
    /// <summary>Or the pasted text.</summary>
    [BindProperty]
    public string? Text { get; set; }
    /// <summary>The good lines on their way through the browser.</summary>
    [BindProperty]
    public string? Sealed { get; set; }
    /// <summary>What the list would bring; null before it was read.</summary>
    public Preview? Preview { get; private set; }
    /// <summary>Why nothing was taken over.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Reads the list and shows the preview; stores nothing.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var (preview, problem) = await ReadAsync(stop);
        if (problem is not null)
        {
            ModelState.AddModelError(Upload is null ? "text" : "file", texts[problem.Key, problem.Values]);
            return Answer(StatusCodes.Status422UnprocessableEntity);
        }
        Show(await taking.CompareAsync(preview!, stop));
        return Answer(Preview!.Good.Count == 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>Takes over what the preview showed.</summary>
    public async Task<IActionResult> OnPostTakeAsync(CancellationToken stop)
    {
        var lines = taking.Open(Sealed);
        if (lines is not { Count: > 0 })
        {
            Problem = texts["Preview.Broken"];
            return Answer(StatusCodes.Status422UnprocessableEntity);
        }
        if (await taking.TakeAsync(me.OrganisationId, lines, stop) is { } now)
        {
            Problem = texts["Preview.Meanwhile"];
            Show(now);
            return Answer(StatusCodes.Status409Conflict);
        }
        TempData["Toast"] = texts[lines.Count == 1 ? "Import.DoneOne" : "Import.Done", lines.Count];
        return Redirect("/people?show=waiting");
    }

    private async Task<(Preview? Preview, Unreadable? Problem)> ReadAsync(CancellationToken stop)
    {
        var pasted = !string.IsNullOrWhiteSpace(Text);
        if (Upload is null) return pasted ? PeopleFile.Read(System.Text.Encoding.UTF8.GetBytes(Text!), db.Time.GetUtcNow()) : (null, new Unreadable("Import.NothingGiven"));
        if (pasted) return (null, new Unreadable("Import.Both"));
        if (Upload.Length > PeopleFile.LargestFile) return (null, new Unreadable("Import.TooLarge", PeopleFile.MostMegabytes));
        return PeopleFile.Read(await Upload.BytesAsync(stop), db.Time.GetUtcNow());
    }

    private void Show(Preview preview)
    {
        Preview = preview;
        Sealed = preview.Good.Count == 0 ? null : taking.Seal(preview);
    }

    private PageResult Answer(int status)
    {
        Response.StatusCode = status;
        return Page();
    }
}
