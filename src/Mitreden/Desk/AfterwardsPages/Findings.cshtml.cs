using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Content.Contracts;
using Mitreden.Desk.Afterwards;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.AfterwardsPages;

/// <summary>The same finding, however often it stands in the text.</summary>
/// <param name="Text">What stands in the original.</param>
/// <param name="Instead">What stands there now.</param>
/// <param name="Trace">What it is.</param>
/// <param name="Times">How often.</param>
/// <param name="Around">The words around it.</param>
public sealed record FoundOnce(string Text, string Instead, Trace Trace, int Times, string Around);

/// <summary>Somebody of the desk looks at everything that was replaced, before anybody else reads a word. Only here the original is shown.</summary>
[Authorize(Policy = Policies.Desk)]
public sealed class FindingsModel(AppDb db, DeskQueries desk, Anonymisers anonymisers, CurrentPerson me, Texts<AfterwardsTexts> texts) : PageModel
{
    /// <summary>The discussion.</summary>
    public DiscussionView View { get; private set; } = null!;
    /// <summary>What was found, in the order of the text.</summary>
    public IReadOnlyList<FoundOnce> Found { get; private set; } = [];
    /// <summary>Title of the exercise, to be changed.</summary>
    public string ExerciseTitle { get; private set; } = "";
    /// <summary>Text of the exercise, to be changed.</summary>
    public string Text { get; private set; } = "";
    /// <summary>Findings that are ticked.</summary>
    public IReadOnlySet<int> Ticked { get; private set; } = new HashSet<int>();
    /// <summary>True when an exercise can come of it now.</summary>
    public bool IsPossible => View.Row.State is DiscussionState.Resolved or DiscussionState.Learned;
    /// <summary>Why it did not go on, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Shows what was found; an exercise that goes on already is shown instead.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await ShowAsync(id, stop)) return NotFound();
        if (await db.Exercises.Where(e => e.DiscussionId == id && e.State != ExerciseState.Begun).Select(e => (Guid?)e.Id).SingleOrDefaultAsync(stop) is { } exercise) return Redirect($"/desk/exercises/{exercise}");
        if (!IsPossible) Refuse(View.Row.IsOpen ? NotNow.StillOpen : NotNow.NotResolved);
        return Page();
    }

    /// <summary>Takes the text over once each finding has been looked at.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, int version, int[] seen, string? title, string? text, CancellationToken stop)
    {
        if (!await ShowAsync(id, stop)) return NotFound();
        (ExerciseTitle, Text, Ticked) = (Typed.Of(title), Typed.Of(text), seen.ToHashSet());
        try
        {
            // Somebody may have written since: then there is more to look at than was shown.
            if (version != View.Row.Version) throw new NotNowException(NotNow.Changed);
            if (Enumerable.Range(0, Found.Count).Any(n => !Ticked.Contains(n))) throw new NotNowException(NotNow.NotLookedAt, "seen");
            if (ExerciseTitle.Length == 0 || Text.Length == 0) throw new NotNowException(NotNow.Empty, "text");
            if (ExerciseTitle.Length > ExerciseText.Longest) throw new NotNowException(NotNow.TooLong, "title", ExerciseText.Longest);
            if (Text.Length > ExerciseText.LongestSituation) throw new NotNowException(NotNow.TooLong, "text", ExerciseText.LongestSituation);
            return Redirect($"/desk/exercises/{await TakeAsync(id, stop)}");
        }
        catch (Exception failure) when (failure.AsRefusal is { } refusal)
        {
            Refuse(refusal.Why, refusal.Most);
            return Page();
        }
    }

    private async Task<Guid> TakeAsync(Guid id, CancellationToken stop)
    {
        var (discussion, now) = (await db.Discussions.SingleAsync(d => d.Id == id, stop), db.Time.GetUtcNow());
        var exercise = await db.Exercises.SingleOrDefaultAsync(e => e.DiscussionId == id, stop);
        if (exercise is null)
        {
            db.Add(exercise = Exercise.Begin(discussion, me.Id, now));
            DeskChanges.Follow(db, discussion);
        }
        exercise.LookedAt(me.Id, ContentFile.Write(ExerciseText.Begin(exercise.Id.ToString(), ExerciseTitle, Text)), now);
        await db.SaveChangesAsync(stop);
        return exercise.Id;
    }

    private void Refuse(NotNow why, int? most = null)
    {
        Refusal = texts[$"NotNow.{why}", most ?? 0];
        Response.StatusCode = why is NotNow.Changed or NotNow.StillOpen or NotNow.NotResolved ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
    }

    private async Task<bool> ShowAsync(Guid id, CancellationToken stop)
    {
        if (await desk.ViewAsync(id, null, stop) is not { } view) return false;
        View = view;
        if (!IsPossible) return true;
        var (anonymiser, original) = (await anonymisers.CurrentAsync(stop), Original.Of(view, texts));
        var (title, text) = (anonymiser.Of(view.Row.Title), anonymiser.Of(original));
        (ExerciseTitle, Text) = (title.Text, text.Text);
        Found = [.. title.Findings.Select(f => (Finding: f, Of: view.Row.Title)).Concat(text.Findings.Select(f => (Finding: f, Of: original)))
            .GroupBy(f => (f.Finding.Found, f.Finding.Instead, f.Finding.Trace)).Select(g => new FoundOnce(g.Key.Found, g.Key.Instead, g.Key.Trace, g.Count(), Around(g.First().Of, g.First().Finding)))];
        return true;
    }

    private static string Around(string text, Finding finding)
    {
        var (from, to) = (Math.Max(0, finding.At - 30), Math.Min(text.Length, finding.At + finding.Found.Length + 30));
        return $"… {text[from..to].ReplaceLineEndings(" ")} …";
    }
}
