using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Afterwards;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.AfterwardsPages;

/// <summary>Four short questions about a closed discussion, and nobody named in the answers.</summary>
[Authorize(Policy = Policies.Desk)]
public sealed class DebriefModel(AppDb db, DeskQueries desk, People people, Anonymisers anonymisers, CurrentPerson me, Texts<AfterwardsTexts> texts) : PageModel
{
    /// <summary>The discussion.</summary>
    public DiscussionRow Row { get; private set; } = null!;
    /// <summary>The debrief as it is stored, or null.</summary>
    public Debrief? Saved { get; private set; }
    /// <summary>What stands in the form.</summary>
    public DebriefAnswers Answers { get; private set; } = new("", "", "", "");
    /// <summary>Who signed it off, if that is still known.</summary>
    public string? Signer { get; private set; }
    /// <summary>Answers in which somebody of the organisation is named. It hinders nobody: a surname may be a word.</summary>
    public IReadOnlyList<(string Field, IReadOnlyList<string> Names)> Named { get; private set; } = [];
    /// <summary>Why nothing was saved, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>Field that is to blame, or null.</summary>
    public string? Blamed { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await ShowAsync(id, null, stop) ? Page() : NotFound();

    /// <summary>Saves the answers.</summary>
    public Task<IActionResult> OnPostAsync(Guid id, int version, string? happened, string? well, string? hard, string? change)
    {
        var answers = new DebriefAnswers(happened ?? "", well ?? "", hard ?? "", change ?? "");
        return DoAsync(id, answers, "Debrief.Saved", (discussion, debrief, now) =>
        {
            if (debrief is not null) debrief.Write(version, answers);
            else db.Add(Debrief.Of(discussion, me.Id, answers, now));
        });
    }

    /// <summary>Signs the answers off as they are stored.</summary>
    public Task<IActionResult> OnPostSignOffAsync(Guid id, int version) => DoAsync(id, null, "Debrief.SignedOff", (discussion, debrief, now) =>
        (debrief ?? throw new NotNowException(NotNow.NoDebrief)).SignOff(version, discussion, me.Id, now));

    private async Task<IActionResult> DoAsync(Guid id, DebriefAnswers? answers, string toast, Action<Discussion, Debrief?, DateTimeOffset> verb)
    {
        var stop = HttpContext.RequestAborted;
        if (await db.Discussions.SingleOrDefaultAsync(d => d.Id == id, stop) is not { } discussion) return NotFound();
        var (debrief, before) = (await db.Debriefs.SingleOrDefaultAsync(d => d.DiscussionId == id, stop), discussion.Version);
        try
        {
            verb(discussion, debrief, db.Time.GetUtcNow());
            if (discussion.Version != before) DeskChanges.Follow(db, discussion);
            await db.SaveChangesAsync(stop);
            TempData["Toast"] = texts[toast];
            return Redirect($"/desk/discussions/{id}/debrief");
        }
        catch (Exception failure) when (failure.AsRefusal is { } refusal)
        {
            // Two at once: the unique index and the version in the database decided for the other one.
            var (why, field, most) = (refusal.Why, refusal.Blamed, refusal.Most);
            db.ChangeTracker.Clear();
            if (!await ShowAsync(id, answers, stop)) return NotFound();
            (Refusal, Blamed) = (texts[$"NotNow.{why}", most ?? 0], field);
            Response.StatusCode = field is null ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task<bool> ShowAsync(Guid id, DebriefAnswers? typed, CancellationToken stop)
    {
        if (await desk.RowAsync(id, stop) is not { } row) return false;
        (Row, Saved) = (row, await db.Debriefs.AsNoTracking().SingleOrDefaultAsync(d => d.DiscussionId == id, stop));
        // An open discussion has no debrief yet; one that was opened again keeps what it has.
        if (Saved is null && row.State is not (DiscussionState.Resolved or DiscussionState.Learned) && typed is null) Refusal = texts[$"NotNow.{(row.IsOpen ? NotNow.StillOpen : NotNow.NotResolved)}"];
        Answers = typed ?? Saved?.Answers ?? Answers;
        if (Saved?.SignedBy is { } signer) Signer = (await people.NamesAsync([signer], stop)).GetValueOrDefault(signer);
        var anonymiser = await anonymisers.CurrentAsync(stop);
        Named = [.. Answers.All.Select(a => (a.Field, Names: anonymiser.Colleagues(a.Text))).Where(a => a.Names.Count > 0)];
        return true;
    }
}
