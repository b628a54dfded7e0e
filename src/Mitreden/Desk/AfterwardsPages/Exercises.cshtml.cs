using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Afterwards;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.AfterwardsPages;

/// <summary>An exercise in the list.</summary>
/// <param name="Id">Key.</param>
/// <param name="Title">Its title, or null before the desk has looked.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ChangedAt">When it last changed.</param>
public sealed record ExerciseRow(Guid Id, string? Title, ExerciseState State, DateTimeOffset ChangedAt);

/// <summary>A closed discussion of which nothing but its end is told.</summary>
/// <param name="Id">The discussion.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="Outcome">How it ended.</param>
public sealed record ClosedRow(Guid Id, DateTimeOffset ClosedAt, Outcome Outcome);

/// <summary>Exercises that come of discussions. Authors see here that a discussion ended, and how, and nothing else of it.</summary>
[Authorize(Policy = AfterwardsSetup.Policy)]
public sealed class ExercisesModel(AppDb db, CurrentPerson me, Speech speech, Texts<AfterwardsTexts> texts) : PageModel
{
    private const int Most = 50;

    /// <summary>Exercises, the newest change first.</summary>
    public IReadOnlyList<ExerciseRow> Rows { get; private set; } = [];
    /// <summary>Discussions of which none has been made, the newest end first.</summary>
    public IReadOnlyList<ClosedRow> Possible { get; private set; } = [];
    /// <summary>Why none was begun, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Shows both.</summary>
    public Task OnGetAsync(CancellationToken stop) => ShowAsync(stop);

    /// <summary>Begins with a discussion. At the desk one goes on to what is to be looked at; an author waits for that.</summary>
    public async Task<IActionResult> OnPostAsync(Guid discussion, CancellationToken stop)
    {
        if (await db.Discussions.SingleOrDefaultAsync(d => d.Id == discussion, stop) is not { } found) return NotFound();
        if (me.Has(Role.Desk)) return Redirect($"/desk/discussions/{discussion}/exercise");
        if (await db.Exercises.Where(e => e.DiscussionId == discussion).Select(e => (Guid?)e.Id).SingleOrDefaultAsync(stop) is { } known) return Redirect($"/desk/exercises/{known}");
        try
        {
            var exercise = Exercise.Begin(found, me.Id, db.Time.GetUtcNow());
            db.Add(exercise);
            DeskChanges.Follow(db, found);
            await db.SaveChangesAsync(stop);
            return Redirect($"/desk/exercises/{exercise.Id}");
        }
        catch (Exception failure) when (failure.AsRefusal is { } refusal)
        {
            // Somebody else has just begun, or opened it again.
            db.ChangeTracker.Clear();
            await ShowAsync(stop);
            (Refusal, Response.StatusCode) = (texts[$"NotNow.{refusal.Why}"], StatusCodes.Status409Conflict);
            return Page();
        }
    }

    private async Task ShowAsync(CancellationToken stop)
    {
        var exercises = db.Exercises;
        var found = await exercises.AsNoTracking().OrderByDescending(e => e.ChangedAt).Take(Most).ToListAsync(stop);
        Rows = [.. found.Select(e => new ExerciseRow(e.Id, e.State == ExerciseState.Begun ? null : ExerciseText.Read(e).Title.For(speech.Formal), e.State, e.ChangedAt))];
        Possible = await db.Discussions.AsNoTracking().Where(d => d.DrillId == null && (d.State == DiscussionState.Resolved || d.State == DiscussionState.Learned) && !exercises.Any(e => e.DiscussionId == d.Id))
            .OrderByDescending(d => d.ClosedAt).Take(Most).Select(d => new ClosedRow(d.Id, d.ClosedAt!.Value, d.Outcome!.Value)).ToListAsync(stop);
    }
}
