using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Playbooks;

/// <summary>A playbook for one discussion: steps to tick off, sentences to copy.</summary>
[Authorize(Policy = Policies.Desk)]
public sealed class ChecklistModel(AppDb db, DeskQueries desk, People people, CurrentPerson me, Speech speech, Texts<DeskTexts> texts) : PageModel
{
    /// <summary>The discussion.</summary>
    public DiscussionView View { get; private set; } = null!;
    /// <summary>The playbook.</summary>
    public Playbook Playbook { get; private set; } = null!;
    /// <summary>Who did which step and when.</summary>
    public IReadOnlyDictionary<string, (string? Name, DateTimeOffset At)> Done { get; private set; } = new Dictionary<string, (string?, DateTimeOffset)>();

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, string key, CancellationToken stop)
    {
        if (await desk.ViewAsync(id, null, stop) is not { } view || Playbook.Shipped.FirstOrDefault(p => p.Id == key) is not { } playbook) return NotFound();
        (View, Playbook) = (view, playbook);
        var ticks = await db.PlaybookTicks.AsNoTracking().Where(t => t.DiscussionId == id && t.Playbook == key).ToListAsync(stop);
        var names = await people.NamesAsync(ticks.Select(t => t.By).Distinct(), stop);
        Done = ticks.ToDictionary(t => t.Step, t => (names.GetValueOrDefault(t.By), t.At));
        return Page();
    }

    /// <summary>Ticks a step off, or takes the tick back. Saying the same twice changes nothing.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, string key, string? step, bool done)
    {
        if (!await db.Discussions.AnyAsync(d => d.Id == id) || Playbook.Shipped.FirstOrDefault(p => p.Id == key)?.Steps.Any(s => s.Id == step) != true) return NotFound();
        var tick = await db.PlaybookTicks.SingleOrDefaultAsync(t => t.DiscussionId == id && t.Playbook == key && t.Step == step);
        if (done && tick is null) db.Add(PlaybookTick.Of(me.OrganisationId, id, key, step!, me.Id, db.Time.GetUtcNow()));
        if (!done && tick is not null) db.Remove(tick);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Somebody else at the desk has just said the same.
            db.ChangeTracker.Clear();
        }
        return Redirect($"/desk/discussions/{id}/playbooks/{key}#step-{step}");
    }

    /// <summary>A text with the company's and the person's name put in.</summary>
    public string Say(Wording text) => text.For(speech.Formal).Replace("{company}", me.Company, StringComparison.Ordinal)
        .Replace("{name}", me.Name, StringComparison.Ordinal).Replace("{team}", texts["Playbook.Team"], StringComparison.Ordinal);
}
