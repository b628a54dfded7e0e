using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Guidelines.Reading;

/// <summary>An author opens the guideline to whoever has a link, or takes that back.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class LinkModel(AppDb db, OpenLinks links, CurrentPerson me, MitredenSettings settings, Texts<GuidelinesTexts> texts) : PageModel
{
    /// <summary>The link, or null.</summary>
    public OpenLink? Link { get; private set; }

    /// <summary>Its whole address.</summary>
    public string Address => settings.Address(Link!.Path);

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken stop) => Link = await links.MineAsync(stop);

    /// <summary>Makes one, unless there is one.</summary>
    public async Task<IActionResult> OnPostMakeAsync(CancellationToken stop)
    {
        if (await links.MineAsync(stop) is not null) return RedirectToPage();
        db.Add(OpenLink.Make(me.OrganisationId, db.Time.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // The other half of a double tap was faster; the database keeps one link per organisation.
            db.ChangeTracker.Clear();
            if (await links.MineAsync(stop) is null) throw;
        }
        return RedirectToPage();
    }

    /// <summary>Takes it back; from now on the address leads nowhere.</summary>
    public async Task<IActionResult> OnPostRevokeAsync(CancellationToken stop)
    {
        await db.WriteAsync(() => db.OpenLinks.ExecuteDeleteAsync(stop));
        TempData["Toast"] = texts["Link.Revoked"];
        return RedirectToPage();
    }
}
