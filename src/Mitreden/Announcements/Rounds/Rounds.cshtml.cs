using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Announcements.Rounds;

/// <summary>All rounds for those who lead them, and where a new one begins.</summary>
[Authorize(Policy = AnnouncementsModule.WriterPolicy)]
public sealed class RoundsModel(AppDb db, CurrentPerson me, Clock clock) : PageModel
{
    /// <summary>All rounds, newest first.</summary>
    public IReadOnlyList<FeedbackRound> All { get; private set; } = [];

    /// <summary>Name of how a round stands, for a text.</summary>
    public string StateOf(FeedbackRound round) => round.OpensOn is null ? "Draft" : round.SaidAt is not null ? "Said" : round.IsOver(clock.Today) ? "Over" : "Open";

    /// <summary>Reads them.</summary>
    public async Task OnGetAsync(CancellationToken stop) => All = await db.FeedbackRounds.AsNoTracking().OrderByDescending(r => r.Id).ToListAsync(stop);

    /// <summary>Begins a round from a template, or with nothing in it, and leads to its form.</summary>
    public async Task<IActionResult> OnPostAsync(string? template, CancellationToken stop)
    {
        var round = FeedbackRound.Begin(me.OrganisationId, RoundTemplate.Shipped.FirstOrDefault(t => t.Id == template), me.Id, db.Time.GetUtcNow());
        db.Add(round);
        await db.SaveChangesAsync(stop);
        return Redirect($"/news/rounds/{round.Id}");
    }
}
