using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Guidelines.Pages;

/// <summary>An author writes the next version: edit, look at it, publish.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class EditModel(AppDb db, CurrentPerson me, Publishing publishing, Texts<GuidelinesTexts> texts) : PageModel
{
    /// <summary>The nine sentences.</summary>
    [BindProperty]
    public Draft Draft { get; set; } = new();

    /// <summary>Number of the version on which the draft stands.</summary>
    [BindProperty]
    public int Basis { get; set; }

    /// <summary>The draft as people will see it, once asked for.</summary>
    public GuidelineText? Preview { get; private set; }

    /// <summary>The version that somebody else has published meanwhile.</summary>
    public GuidelineVersion? Conflict { get; private set; }

    /// <summary>Starts with the text that holds now.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        if (await db.CurrentGuidelineAsync(stop) is not { } current) return;
        (Draft, Basis) = (Draft.Of(current.Text), current.Number);
    }

    /// <summary>Shows the draft; nothing is stored.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken stop)
    {
        if (await ProblemAsync(stop) is { } problem) return problem;
        Preview = Draft.Text;
        return Page();
    }

    /// <summary>Publishes the draft under the next number.</summary>
    public async Task<IActionResult> OnPostPublishAsync(CancellationToken stop)
    {
        if (await ProblemAsync(stop) is { } problem) return problem;
        await publishing.AddAsync(me.OrganisationId, Basis, Draft.Text, stop);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (ConflictWith(await db.CurrentGuidelineAsync(stop)) is { } conflict) return conflict;
            throw;
        }
        TempData["Toast"] = texts["Edit.Toast", Basis + 1];
        return RedirectToPage("/Guidelines/Pages/Guideline");
    }

    private async Task<IActionResult?> ProblemAsync(CancellationToken stop)
    {
        var current = await db.CurrentGuidelineAsync(stop);
        foreach (var (field, error) in Draft.Errors(texts)) ModelState.AddModelError(field, error);
        if (ModelState.IsValid && current?.Number == Basis && current.Hash == Draft.Text.Hash())
            ModelState.AddModelError("Draft.Du[0]", texts["Edit.Error.Same", Basis]);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        return ConflictWith(current);
    }

    /// <summary>Keeps the draft, shows what holds now, and makes publishing over it a second, knowing step.</summary>
    private PageResult? ConflictWith(GuidelineVersion? current)
    {
        if ((current?.Number ?? 0) == Basis) return null;
        (Conflict, Basis) = (current, current?.Number ?? 0);
        ModelState.Remove(nameof(Basis));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
