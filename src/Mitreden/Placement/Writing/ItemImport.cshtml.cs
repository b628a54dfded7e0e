using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Placement.Writing;

/// <summary>Takes situations over from a file: first a preview, then all of them in one save or none.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class ItemImportModel(ItemTaking taking, Texts<PlacementTexts> texts, ILogger<ItemImportModel> log) : PageModel
{
    /// <summary>The file, or its text on the way through the browser.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Versions that the preview stood on.</summary>
    [BindProperty]
    public string? Stamp { get; set; }

    /// <summary>What the file would bring; null before it was read.</summary>
    public ItemPreview? Preview { get; private set; }

    /// <summary>Why nothing was taken over.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Reads the file and shows what it would bring; stores nothing.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken stop)
    {
        if (file is { Length: > 0 and <= ItemReading.Longest })
            Text = Letters.Decode(await file.BytesAsync(stop));
        else if (file is { Length: > ItemReading.Longest }) return Refuse(new FileFault("Import.TooLarge", ItemReading.Longest));
        return await ShowAsync(StatusCodes.Status200OK, stop);
    }

    /// <summary>Takes over what the preview showed.</summary>
    public async Task<IActionResult> OnPostTakeAsync(CancellationToken stop)
    {
        var (preview, problem) = await taking.ReadAsync(Text ?? "", stop);
        if (problem is not null || !preview!.CanTake) return await ShowAsync(StatusCodes.Status422UnprocessableEntity, stop);
        if (preview.Stamp != Stamp || !await taking.TakeAsync(preview, stop))
        {
            Problem = texts["Import.Meanwhile"];
            return await ShowAsync(StatusCodes.Status409Conflict, stop);
        }
        TempData["Toast"] = texts["Import.Done", preview.Changes.Count];
        return Redirect("/learning/content/items");
    }

    private async Task<IActionResult> ShowAsync(int status, CancellationToken stop)
    {
        var (preview, problem) = await taking.ReadAsync(Text ?? "", stop);
        if (problem is not null) return Refuse(problem);
        ModelState.Clear();
        (Preview, Stamp) = (preview, preview!.Stamp);
        Response.StatusCode = preview.Bad.Count > 0 ? StatusCodes.Status422UnprocessableEntity : status;
        return Page();
    }

    private PageResult Refuse(FileFault problem)
    {
        if (problem.Raw is not null) log.LogInformation("A file of situations cannot be read: {Why}", problem.Raw);
        Problem = texts[problem.Key, problem.Values];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
