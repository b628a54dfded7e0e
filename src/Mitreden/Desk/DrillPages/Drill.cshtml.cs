using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Drills;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.DrillPages;

/// <summary>One drill: its plan, how far it is, and its report.</summary>
[Authorize(Policy = DrillSetup.ViewPolicy)]
public sealed class DrillModel(AppDb db, DrillDesk drills, People people, CurrentPerson me, Texts<DrillTexts> texts) : PageModel
{
    /// <summary>The drill.</summary>
    public Drill Drill { get; private set; } = null!;
    /// <summary>What happened when, so far.</summary>
    public DrillTimes Times { get; private set; } = DrillTimes.None;
    /// <summary>Who will be asked, only for whoever prepares and only before anybody was: afterwards nobody is to see who said no.</summary>
    public IReadOnlyList<string> Asked { get; private set; } = [];
    /// <summary>The notes as they are, or as they were sent.</summary>
    public string Notes { get; private set; } = "";
    /// <summary>Why nothing was done, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>True for those who prepare drills.</summary>
    public bool Leads => me.Has(DrillSetup.Leads);

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await ShowAsync(id, null, stop) ? Page() : NotFound();

    /// <summary>Calls it off; everybody who was asked is told.</summary>
    public Task<IActionResult> OnPostCallOffAsync(Guid id, CancellationToken stop) => DoAsync(id, null, "Done.Off", async drill =>
    {
        var wasRunning = drill.State == DrillState.Running;
        if (!drill.CallOff(db.Time.GetUtcNow())) return;
        if (!wasRunning)
        {
            // Nobody has been asked yet, so there is nobody to tell.
            db.RemoveRange(await db.DrillAsks.Where(a => a.DrillId == id).ToListAsync(stop));
            return;
        }
        db.Enqueue(new TellCalledOff(id), $"{Job.GivesWay}desk.drill-off:{id}");
        db.Enqueue(new EndDrill(id), $"{Job.GivesWay}desk.drill-end:{id}:off");
    }, stop);

    /// <summary>Keeps what the team noted.</summary>
    public Task<IActionResult> OnPostNotesAsync(Guid id, int version, string? notes, CancellationToken stop) => DoAsync(id, notes, "Done.Notes", drill =>
    {
        drill.Write(version, notes);
        return Task.CompletedTask;
    }, stop);

    private async Task<IActionResult> DoAsync(Guid id, string? typed, string toast, Func<Drill, Task> verb, CancellationToken stop)
    {
        if (!Leads) return Forbid();
        if (await db.Drills.SingleOrDefaultAsync(d => d.Id == id, stop) is not { } drill) return NotFound();
        try
        {
            await verb(drill);
            await db.SaveChangesAsync(CancellationToken.None);
            TempData["Toast"] = texts[toast];
            return Redirect($"/desk/drills/{id}");
        }
        catch (Exception failure) when (failure.AsRefusal is { } refusal)
        {
            // It has begun, ended or been noted on at the same moment.
            var why = refusal.Why;
            db.ChangeTracker.Clear();
            if (!await ShowAsync(id, typed, stop)) return NotFound();
            (Refusal, Response.StatusCode) = (texts[$"NotNow.{why}", refusal.Most ?? 0], why == NotNow.TooLong ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict);
            return Page();
        }
    }

    private async Task<bool> ShowAsync(Guid id, string? typed, CancellationToken stop)
    {
        if (await db.Drills.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, stop) is not { } drill) return false;
        (Drill, Notes) = (drill, typed ?? drill.Notes);
        Times = drill.State == DrillState.Running ? await drills.TimesAsync(id, stop) : drill.Times;
        if (Leads && drill.State == DrillState.Planned)
        {
            var asked = await db.DrillAsks.Where(a => a.DrillId == id).Select(a => a.PersonId).ToListAsync(stop);
            Asked = [.. (await people.NamesAsync(asked, stop)).Values.Order(StringComparer.CurrentCulture)];
        }
        return true;
    }
}
