using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Organisations.Leaving;

/// <summary>The exit checklist of somebody who has left: what the program has closed, and what people still have to see to.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class LeavingModel(AppDb db) : PageModel
{
    /// <summary>Who has left.</summary>
    public Person Person { get; private set; } = null!;
    /// <summary>What is seen to.</summary>
    public IReadOnlySet<ExitItem> Done { get; private set; } = new HashSet<ExitItem>();

    /// <summary>Shows the list.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        Done = (await db.ExitTicks.Where(t => t.PersonId == id).Select(t => t.Item).ToListAsync(stop)).ToHashSet();
        return Page();
    }

    /// <summary>Ticks something off, or takes the tick away.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, [FromForm] ExitItem item, [FromForm] bool done, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (!Enum.IsDefined(item)) return BadRequest();
        var tick = await db.ExitTicks.SingleOrDefaultAsync(t => t.PersonId == id && t.Item == item, stop);
        if (done && tick is null) db.Add(ExitTick.For(Person, item));
        if (!done && tick is not null) db.Remove(tick);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Two taps at once: the database keeps one tick, and the page shows how it stands.
            db.ChangeTracker.Clear();
        }
        return Redirect($"/people/{id}/leaving#item-{item}");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        Person = (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.LeftAt != null, stop))!;
        return Person is not null;
    }
}
