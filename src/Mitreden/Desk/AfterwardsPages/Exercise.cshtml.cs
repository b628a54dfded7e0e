using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Content.Contracts;
using Mitreden.Desk.Afterwards;
using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.AfterwardsPages;

/// <summary>An exercise is written by one and agreed to by another. Nobody sees the original here.</summary>
[Authorize(Policy = AfterwardsSetup.Policy)]
public sealed class ExerciseModel(AppDb db, ExerciseCraft craft, Proof proof, OwnExercises own, Happenings happenings, CurrentPerson me, Texts<AfterwardsTexts> texts) : PageModel
{
    /// <summary>The exercise.</summary>
    public Exercise Exercise { get; private set; } = null!;
    /// <summary>Its text as it is stored, or null before the desk has looked.</summary>
    public ExerciseText? Text { get; private set; }
    /// <summary>The form while it is written, or null.</summary>
    public Form? Form { get; private set; }
    /// <summary>True for the one who wrote the present form.</summary>
    public bool IsMine => Exercise.WrittenBy == me.Id;
    /// <summary>Why nothing was done, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>Field that is to blame, or null.</summary>
    public string? Blamed { get; private set; }
    /// <summary>A reason that was refused; its words stay.</summary>
    public string? Typed { get; private set; }

    /// <summary>Shows it: to be written, or to be read once it waits for a second person.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, bool write, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (Text is { } text && (write || Exercise.State is ExerciseState.Writing or ExerciseState.Rejected)) Form = new Form(craft, Draft.Of(text), Exercise.Id.ToString(), Exercise.Revision) { Advice = proof.Advice(craft, text) };
        return Page();
    }

    /// <summary>Adds, removes or moves a reaction; nothing is stored.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (Text is null) return Refuse(NotNow.NotLookedAt, null);
        var draft = Draft.Of<ExerciseText>(Request.Form, id.ToString());
        var touched = draft.Do(Request.Form["do"].ToString());
        Form = new Form(craft, draft, id.ToString(), Basis) { IsChanged = true, Open = [touched ?? ""], Advice = proof.Advice(craft, draft.Make<ExerciseText>()) };
        return Page();
    }

    /// <summary>Saves what is written, complete or not.</summary>
    public Task<IActionResult> OnPostSaveAsync(Guid id, CancellationToken stop) => WriteAsync(id, offer: false, stop);

    /// <summary>Saves it and asks a second person to look.</summary>
    public Task<IActionResult> OnPostOfferAsync(Guid id, CancellationToken stop) => WriteAsync(id, offer: true, stop);

    /// <summary>A second person agrees: from this save on the exercise is there for everybody, and the discussion is learned from.</summary>
    public Task<IActionResult> OnPostAgreeAsync(Guid id, int revision, CancellationToken stop) => DoAsync(id, "Agreed", async (exercise, now) =>
    {
        var discussion = await db.Discussions.SingleAsync(d => d.Id == exercise.DiscussionId, stop);
        var before = discussion.Version;
        exercise.Agree(me.Id, revision, await own.NextAsync(stop), now);
        discussion.Learn(me.Id, now);
        var text = ExerciseText.Read(exercise);
        await happenings.TellAsync(new ExerciseAgreed(exercise.Key, text.Title, text.Situation, text.Reactions), stop);
        if (discussion.Version != before) DeskChanges.Follow(db, discussion);
    }, stop);

    /// <summary>Either of the two says no, and why.</summary>
    public Task<IActionResult> OnPostRejectAsync(Guid id, int revision, string? reason, CancellationToken stop)
    {
        Typed = reason;
        return DoAsync(id, "Rejected", (exercise, now) =>
        {
            exercise.Reject(me.Id, revision, reason ?? "", now);
            return Task.CompletedTask;
        }, stop);
    }

    private void Offer(Exercise exercise, DateTimeOffset now)
    {
        var before = exercise.Version;
        exercise.Offer(exercise.Revision, now);
        if (exercise.Version != before) TellSecond.EnqueueFor(db, exercise);
    }

    private int Basis => int.TryParse(Request.Form["basis"], NumberStyles.None, CultureInfo.InvariantCulture, out var basis) ? basis : 0;

    private async Task<IActionResult> WriteAsync(Guid id, bool offer, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        if (Text is null) return Refuse(NotNow.NotLookedAt, null);
        var written = Draft.Of<ExerciseText>(Request.Form, id.ToString()).Make<ExerciseText>().Filled();
        var draft = Draft.Of(written);
        var form = new Form(craft, draft, id.ToString(), Basis) { IsChanged = true, Advice = proof.Advice(craft, written), Faults = offer ? proof.Faults(craft, draft, written) : [] };
        if (form.Faults.Count == 0)
            return await DoAsync(id, offer ? "Offered" : "Saved", (exercise, now) =>
            {
                // Should it be refused, everything that was written is still in the form.
                Form = form;
                exercise.Write(me.Id, Basis, ContentFile.Write(written), now);
                if (offer) Offer(exercise, now);
                return Task.CompletedTask;
            }, stop);
        (Form, Response.StatusCode) = (form, StatusCodes.Status422UnprocessableEntity);
        return Page();
    }

    private async Task<IActionResult> DoAsync(Guid id, string toast, Func<Exercise, DateTimeOffset, Task> verb, CancellationToken stop)
    {
        if (await db.Exercises.SingleOrDefaultAsync(e => e.Id == id, stop) is not { } exercise) return NotFound();
        try
        {
            await verb(exercise, db.Time.GetUtcNow());
            await db.SaveChangesAsync(stop);
            TempData["Toast"] = texts[$"Done.{toast}"];
            return Redirect($"/desk/exercises/{id}");
        }
        catch (Exception failure) when (failure.AsRefusal is { } refusal)
        {
            // Somebody else was faster by a moment; the version in the database decided.
            db.ChangeTracker.Clear();
            if (!await FindAsync(id, stop)) return NotFound();
            // What was typed stays; to save it over what holds now is a second, knowing step.
            if (Form is not null) Form = Form with { Basis = Exercise.Revision };
            return Refuse(refusal.Why, refusal.Blamed, refusal.Most);
        }
    }

    private PageResult Refuse(NotNow why, string? field, int? most = null)
    {
        (Refusal, Blamed) = (texts[$"NotNow.{why}", most ?? 0], field);
        Response.StatusCode = field is null ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await db.Exercises.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, stop) is not { } found) return false;
        (Exercise, Text) = (found, found.State == ExerciseState.Begun ? null : ExerciseText.Read(found));
        await craft.PrepareAsync(stop);
        return true;
    }
}
