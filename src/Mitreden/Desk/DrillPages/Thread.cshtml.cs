using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Drills;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.DrillPages;

/// <summary>The practice thread, as it might stand anywhere, and marked. While it runs everybody in the company may see and share it.</summary>
public sealed class ThreadModel(AppDb db, CurrentPerson me, MitredenSettings settings, Texts<DrillTexts> texts) : PageModel
{
    /// <summary>The drill.</summary>
    public Drill Drill { get; private set; } = null!;
    /// <summary>Its thread.</summary>
    public DrillThread Shown { get; private set; } = null!;
    /// <summary>Address of this page, by which a report is recognised.</summary>
    public string Address { get; private set; } = "";
    /// <summary>True for somebody who is asked to share it.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Shows it. Before it begins only those do who prepare drills.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (await db.Drills.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, stop) is not { } drill) return NotFound();
        if (drill.State == DrillState.Planned && !me.Has(DrillSetup.Viewers)) return NotFound();
        (Drill, Shown, Address) = (drill, DrillThread.Named(drill.Thread), settings.Address($"/desk/drills/{id}/thread"));
        IsAsked = drill.State == DrillState.Running && await db.DrillAsks.AnyAsync(a => a.DrillId == id && a.PersonId == me.Id, stop);
        return Page();
    }

    /// <summary>Somebody would rather not. Whether they were asked at all makes no difference to what anybody sees.</summary>
    public async Task<IActionResult> OnPostNoAsync(Guid id, CancellationToken stop)
    {
        if (!await db.Drills.AnyAsync(d => d.Id == id, stop)) return NotFound();
        db.RemoveRange(await db.DrillAsks.Where(a => a.DrillId == id && a.PersonId == me.Id).ToListAsync(stop));
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Tapped twice, or the drill has just ended: the request is gone either way.
        }
        TempData["Toast"] = texts["Done.No"];
        return Redirect("/");
    }
}
