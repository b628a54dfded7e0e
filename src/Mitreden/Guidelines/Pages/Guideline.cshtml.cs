using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Guidelines.Pages;

/// <summary>The guideline for everybody: read it, confirm it, see the own evidence.</summary>
public sealed class GuidelineModel(AppDb db, CurrentPerson me, Texts<GuidelinesTexts> texts) : PageModel
{
    /// <summary>The version that holds now.</summary>
    public GuidelineVersion? Version { get; private set; }

    /// <summary>The person's own evidence, newest first.</summary>
    public IReadOnlyList<Evidence> Evidence { get; private set; } = [];

    /// <summary>Evidence for the current version.</summary>
    public Evidence? Done => Evidence.FirstOrDefault(e => e.Version == Version?.Number);

    /// <summary>True when the version changed between reading and confirming.</summary>
    public bool Changed { get; private set; }

    /// <summary>The text in the reader's language and form.</summary>
    public ShortForm Text => Version!.Text.For(Language, me.Formal);

    private static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>Shows the guideline.</summary>
    public Task OnGetAsync(CancellationToken stop) => ReadAsync(stop);

    /// <summary>Confirms the version that the person has read.</summary>
    /// <param name="version">Id of the version that the page showed.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] Guid version, CancellationToken stop)
    {
        await ReadAsync(stop);
        if (!await db.GuidelineVersions.AnyAsync(v => v.Id == version, stop)) return NotFound();
        if (version != Version!.Id)
        {
            Changed = true;
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }
        if (Done is null) await ConfirmAsync(stop);
        TempData["Toast"] = texts["Confirm.Toast"];
        return RedirectToPage();
    }

    private async Task ConfirmAsync(CancellationToken stop)
    {
        db.Add(Acknowledgement.Of(Version!, me.Id, Language, me.Formal, db.Time.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException)
        {
            // The other half of a double tap was faster; the database keeps one row per person and version.
            if (!await db.Acknowledgements.AnyAsync(a => a.VersionId == Version!.Id && a.PersonId == me.Id, stop)) throw;
        }
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        Version = await db.CurrentGuidelineAsync(stop);
        Evidence = await db.EvidenceOfAsync(me.Id, stop);
    }
}
