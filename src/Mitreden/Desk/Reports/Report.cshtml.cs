using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.Together;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Reports;

/// <summary>The reporter's own page: help at once, the truth about who has seen it, and what becomes of it.</summary>
public sealed class ReportModel(AppDb db, DeskQueries desk, Merging merging, People people, CurrentPerson me, Texts<DeskTexts> texts) : PageModel
{
    /// <summary>What a reporter says is said whatever the desk does at the same moment.</summary>
    private const int Attempts = 5;

    /// <summary>The discussion.</summary>
    public DiscussionView View { get; private set; } = null!;
    /// <summary>The sentence with which the person says who they are.</summary>
    public string Disclosure { get; private set; } = "";
    /// <summary>Why the last step was not possible, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>Until when a report that was taken back by a slip can be brought back, or null.</summary>
    public DateTimeOffset? BackUntil { get; private set; }
    /// <summary>True when it can be brought back for a while once it is taken back.</summary>
    public bool MayComeBack => View.Row is { MergedInto: null, Also: 0, Drill: null } && View.Steps.All(s => s.Kind is not (EventKind.Withdrawn or EventKind.BroughtBack));
    /// <summary>A reply that was refused; its words stay.</summary>
    public string? Typed { get; private set; }

    /// <summary>Shows it to its reporter; for everybody else it does not exist.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await ShowAsync(id, stop) ? Page() : NotFound();

    /// <summary>The reporter writes to the desk.</summary>
    public Task<IActionResult> OnPostAnswerAsync(Guid id, string? text)
    {
        Typed = text;
        return DoAsync(id, null, async (d, now) =>
        {
            d.Answer(text ?? "", now);
            await TellDesk.EnqueueForWordsAsync(db, d, now);
            await merging.TellLeadAsync(d, EventKind.AlsoAnswered, now);
        });
    }

    /// <summary>The reporter corrects the one tap.</summary>
    public Task<IActionResult> OnPostInvolvementAsync(Guid id, Involvement involvement) => !Enum.IsDefined(involvement)
        ? Task.FromResult<IActionResult>(BadRequest()) : DoAsync(id, "Done.involvement", (d, now) => merging.CorrectAsync(d, involvement, now));

    /// <summary>The reporter says whether the sentence that hands over stands there.</summary>
    public Task<IActionResult> OnPostHandedOverAsync(Guid id, bool posted) => DoAsync(id, "Done.handed-over", (d, now) => merging.ConfirmHandOverAsync(d, posted, now));

    /// <summary>The reporter takes it back.</summary>
    public Task<IActionResult> OnPostWithdrawAsync(Guid id) => DoAsync(id, "Done.withdraw", merging.WithdrawAsync);

    /// <summary>The reporter has thought better of that.</summary>
    public Task<IActionResult> OnPostBringBackAsync(Guid id) => DoAsync(id, "Done.bring-back", merging.BringBackAsync);

    private async Task<IActionResult> DoAsync(Guid id, string? toast, Func<Discussion, DateTimeOffset, Task> verb)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await db.Discussions.SingleOrDefaultAsync(d => d.Id == id && d.ReporterId == me.Id) is not { } discussion) return NotFound();
            var before = discussion.Version;
            try
            {
                await verb(discussion, db.Time.GetUtcNow());
                if (discussion.Version != before) DeskChanges.Follow(db, discussion);
                await db.SaveChangesAsync();
                if (toast is not null && discussion.Version != before) TempData["Toast"] = texts[toast];
                return Redirect($"/desk/reports/{id}");
            }
            catch (NotNowException refused)
            {
                return await RefuseAsync(id, refused.Why, refused.Most);
            }
            catch (DbUpdateException late) when (late.IsLostRace)
            {
                db.ChangeTracker.Clear();
                if (attempt == Attempts) return await RefuseAsync(id, NotNow.Changed);
            }
        }
    }

    private async Task<IActionResult> RefuseAsync(Guid id, NotNow why, int? most = null)
    {
        db.ChangeTracker.Clear();
        if (!await ShowAsync(id, HttpContext.RequestAborted)) return NotFound();
        Refusal = texts[$"NotNow.{why}{(why is NotNow.Closed or NotNow.Changed ? ".Reporter" : "")}", (object?)most ?? View.Row.Handler ?? texts["Somebody.Begins"]];
        Response.StatusCode = why is NotNow.Empty or NotNow.TooLong ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> ShowAsync(Guid id, CancellationToken stop)
    {
        if (await desk.ViewAsync(id, me.Id, stop) is not { } view) return false;
        (View, BackUntil) = (view, BackUntilOf(view));
        var department = (await people.FindAsync(me.Id, stop))?.Department ?? "";
        var when = view.Row.Involvement == Involvement.Watching ? "First" : "Late";
        Disclosure = texts[department.Length > 0 ? $"Help.Disclose.{when}" : $"Help.Disclose.{when}.NoDepartment", me.Company, department];
        return true;
    }

    private DateTimeOffset? BackUntilOf(DiscussionView view) => view.Row is { State: DiscussionState.Withdrawn, Drill: null, ClosedAt: { } closed }
        && Discussion.MayComeBack([.. view.Steps.Where(s => s.Kind is EventKind.Withdrawn or EventKind.BroughtBack).Select(s => s.Detail)])
        && closed + Discussion.SecondThought is var last && last > db.Time.GetUtcNow() ? last : null;
}
