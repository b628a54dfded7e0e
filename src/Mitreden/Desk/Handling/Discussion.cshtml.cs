using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Contracts;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.Previews;
using Mitreden.Desk.Together;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Handling;

/// <summary>One discussion at the desk: what was reported, and everything the team can do about it.</summary>
[Authorize(Policy = Policies.Desk)]
public sealed class DiscussionModel(AppDb db, DeskQueries desk, Merging merging, Relatives relatives, PreviewQueries previews, PostingStop posting, CurrentPerson me, Texts<DeskTexts> texts) : PageModel
{
    private const int Attempts = 5;

    /// <summary>The discussion.</summary>
    public DiscussionView View { get; private set; } = null!;
    /// <summary>What it has to do with others.</summary>
    public Family Family { get; private set; } = null!;
    /// <summary>Open discussions to which it may turn out to belong.</summary>
    public IReadOnlyList<DiscussionRow> Others { get; private set; } = [];
    /// <summary>What stands under its link.</summary>
    public PreviewCard Preview { get; private set; } = new(null, false);
    /// <summary>That scheduled posts are held, or null.</summary>
    public PostingHold? Hold { get; private set; }
    /// <summary>Why the last step was not possible, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>Field that is to blame, or null.</summary>
    public string? RefusedField { get; private set; }
    /// <summary>The form that was refused; its words stay.</summary>
    public string? RefusedForm { get; private set; }

    /// <summary>What was typed into a field of the refused form.</summary>
    public string? Typed(string form, string field) => RefusedForm == form ? Request.Form[field].ToString() : null;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await ShowAsync(id, stop) ? Page() : NotFound();

    /// <summary>Takes it; the first one wins.</summary>
    public Task<IActionResult> OnPostAcknowledgeAsync(Guid id) => DoAsync(id, "acknowledge", (d, now) => d.Acknowledge(me.Id, now));

    /// <summary>Gives it back.</summary>
    public Task<IActionResult> OnPostHandBackAsync(Guid id) => DoAsync(id, "hand-back", (d, now) => d.HandBack(me.Id, now));

    /// <summary>Answers the three questions.</summary>
    public Task<IActionResult> OnPostTriageAsync(Guid id, Truth? truth, Voice? voice, int? severity, string? reason) => DoAsync(id, "triage", (d, now) =>
    {
        if (truth is null || !Enum.IsDefined(truth.Value)) throw new NotNowException(NotNow.Empty, "truth");
        if (voice is null || !Enum.IsDefined(voice.Value)) throw new NotNowException(NotNow.Empty, "voice");
        if (severity is null or < 0 or > Discussion.Hurricane) throw new NotNowException(NotNow.Empty, "severity");
        d.Triage(me.Id, truth.Value, voice.Value, severity.Value, reason, now);
    });

    /// <summary>Writes to the reporter.</summary>
    public Task<IActionResult> OnPostMessageAsync(Guid id, string? text) => DoAsync(id, "message", (d, now) =>
    {
        d.Write(me.Id, text ?? "", now);
        TellReporter.EnqueueFor(db, d, closed: false, all: false);
    });

    /// <summary>The team speaks from now on.</summary>
    public Task<IActionResult> OnPostTakeOverAsync(Guid id) => DoAsync(id, "take-over", (d, now) =>
    {
        var before = d.Version;
        d.TakeOver(me.Id, now);
        if (d.Version != before) TellReporter.EnqueueFor(db, d, closed: false, all: true);
    });

    /// <summary>Records what the team said in public.</summary>
    public Task<IActionResult> OnPostPublicWordAsync(Guid id, string? text) => DoAsync(id, "public-word", (d, now) => d.Record(me.Id, text ?? "", now));

    /// <summary>Closes it; the reporter hears what became of it.</summary>
    public Task<IActionResult> OnPostResolveAsync(Guid id, Outcome? outcome, string? reason) => DoAsync(id, "resolve", (d, now) =>
    {
        if (outcome is null || !Enum.IsDefined(outcome.Value)) throw new NotNowException(NotNow.Empty, "outcome");
        d.Resolve(me.Id, outcome.Value, reason ?? "", now);
        TellReporter.EnqueueFor(db, d, closed: true, all: true);
    });

    /// <summary>One step stronger.</summary>
    public Task<IActionResult> OnPostRaiseAsync(Guid id) => DoAsync(id, "raise", (d, now) => d.Raise(me.Id, now));

    /// <summary>It is only watched.</summary>
    public Task<IActionResult> OnPostWatchAsync(Guid id) => DoAsync(id, "watch", (d, now) => d.Watch(me.Id, now));

    /// <summary>Somebody has looked again; calm at the last look ends it, and the reporter hears so.</summary>
    public Task<IActionResult> OnPostMeasureAsync(Guid id, bool stronger, string? note) => DoAsync(id, "measure", (d, now) =>
    {
        d.Measure(me.Id, stronger, note, now);
        if (!d.IsOpen) TellReporter.EnqueueFor(db, d, closed: true, all: true);
    });

    /// <summary>The reporter goes on speaking, with help.</summary>
    public Task<IActionResult> OnPostCoachAsync(Guid id) => DoAsync(id, "coach", (d, now) => d.Coach(me.Id, now));

    /// <summary>One leads, all know.</summary>
    public Task<IActionResult> OnPostMajorAsync(Guid id) => DoAsync(id, "major", (d, now) =>
    {
        var before = d.Version;
        d.DeclareMajor(me.Id, now);
        if (d.Version != before) TellMajor.EnqueueFor(db, d);
    });

    /// <summary>Somebody has looked closer.</summary>
    public Task<IActionResult> OnPostLookAsync(Guid id, Colleague? colleague, int? influence, int? intensity, int? arousal, int? reach, int? exposure) => DoAsync(id, "look", (d, now) =>
    {
        var look = new Look(colleague, influence, intensity, arousal, reach, exposure);
        if (look.Parts.Any(p => p is < 0 or > Look.Most) || (colleague is { } who && !Enum.IsDefined(who))) throw new NotNowException(NotNow.NoSuchChoice, "look");
        d.LookCloser(me.Id, look, now);
    });

    /// <summary>It belongs to another one.</summary>
    public Task<IActionResult> OnPostMergeAsync(Guid id, Guid? into) => DoAsync(id, "merge", (d, now) => merging.MergeAsync(d, into, me.Id, now));

    /// <summary>It stands for itself after all.</summary>
    public Task<IActionResult> OnPostSplitAsync(Guid id) => DoAsync(id, "split", (d, now) =>
    {
        d.Split(me.Id, now);
        ReadLink.EnqueueFor(db, d);
    });

    /// <summary>Opens it again.</summary>
    public Task<IActionResult> OnPostReopenAsync(Guid id) => DoAsync(id, "reopen", (d, now) => d.Reopen(me.Id, now));

    private Task<IActionResult> DoAsync(Guid id, string form, Action<Discussion, DateTimeOffset> verb) => DoAsync(id, form, (d, now) =>
    {
        verb(d, now);
        return Task.CompletedTask;
    });

    private async Task<IActionResult> DoAsync(Guid id, string form, Func<Discussion, DateTimeOffset, Task> verb)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await db.Discussions.SingleOrDefaultAsync(d => d.Id == id) is not { } discussion) return NotFound();
            var before = discussion.Version;
            try
            {
                await verb(discussion, db.Time.GetUtcNow());
                if (discussion.Version != before) DeskChanges.Follow(db, discussion);
                await db.SaveChangesAsync();
                if (discussion.Version != before) TempData["Toast"] = texts[$"Done.{form}"];
                return Redirect($"/desk/discussions/{id}");
            }
            catch (NotNowException refused)
            {
                return await RefuseAsync(id, form, refused.Why, refused.Blamed, refused.Most);
            }
            catch (DbUpdateException late) when (late.IsLostRace)
            {
                // Somebody else was faster by a moment; the version in the database decided. Unless it was nobody who matters to this step.
                db.ChangeTracker.Clear();
                var whoHasIt = form is "acknowledge" or "handback";
                if (attempt < Attempts && await DeskChanges.NobodyWasFasterAsync(db, id, before, whoHasIt, HttpContext.RequestAborted)) continue;
                return await RefuseAsync(id, form, form == "acknowledge" ? NotNow.TakenBySomebody : NotNow.Changed, null);
            }
        }
    }

    private async Task<IActionResult> RefuseAsync(Guid id, string form, NotNow why, string? field, int? most = null)
    {
        db.ChangeTracker.Clear();
        if (!await ShowAsync(id, HttpContext.RequestAborted)) return NotFound();
        (RefusedForm, RefusedField) = (form, field);
        Refusal = texts[$"NotNow.{why}", (object?)most ?? View.Row.Handler ?? texts["Somebody.Begins"]];
        Response.StatusCode = field is null ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ShowAsync(Guid id, CancellationToken stop)
    {
        if (await desk.ViewAsync(id, null, stop) is not { } view) return false;
        (View, Family, Preview, Hold) = (view, await relatives.OfAsync(view.Row, stop), await previews.OfAsync(view.Row, stop), await posting.NowAsync(stop));
        if (view.Row.IsOpen) Others = await relatives.OthersAsync(id, stop);
        return true;
    }
}
