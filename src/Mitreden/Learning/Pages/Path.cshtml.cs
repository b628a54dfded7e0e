using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Path;
using Mitreden.Learning.Stories;

namespace Mitreden.Learning.Pages;

/// <summary>"My path": what comes next, one tap away, and what is left out and why.</summary>
public sealed class PathModel(MyPath path, Spoken say, AppDb db) : PageModel
{
    /// <summary>What stands aside of the path: its title and text.</summary>
    public static IReadOnlyList<(Place Place, string Title, string Text)> Aside { get; } =
        [(Place.Skipped, "Path.Skipped", "Path.Skipped.Text"), (Place.Waiting, "Path.Waiting", "Path.Waiting.Text"), (Place.Later, "Path.Later", "Path.Later.Text")];

    /// <summary>The path.</summary>
    public PathView View { get; private set; } = null!;

    /// <summary>A unit to look back at today.</summary>
    public Unit? Due { get; private set; }

    /// <summary>The case of the month.</summary>
    public Scenario? Case { get; private set; }

    /// <summary>Units done.</summary>
    public int DoneCount => View.Plan.Units.Count(u => u.Place == Place.Done);

    /// <summary>Units done and still to come.</summary>
    public int OnPathCount => View.Plan.Units.Count(u => u.Counts);

    /// <summary>Shows the path.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        await say.PrepareAsync(stop);
        View = await path.ViewAsync(stop);
        Due = View.DueNow(db.Time.GetUtcNow())?.Unit;
        Case = View.Standing.IsOver ? path.CaseOfTheMonth(View) : null;
    }

    /// <summary>"I know it", or "show it all the same", or takes either back.</summary>
    public async Task<IActionResult> OnPostWishAsync(string? unit, Wish? wish, CancellationToken stop)
    {
        var view = await path.ViewAsync(stop);
        if (unit is null || path.Find(view.Catalogue, unit) is null) return NotFound();
        await path.StepAsync(journey => journey.Wishing(unit, wish), stop);
        return RedirectToPage();
    }

    /// <summary>Opens the expectations: waiting was an offer, not a wall.</summary>
    public async Task<IActionResult> OnPostOpenAsync(CancellationToken stop)
    {
        await path.StepAsync(journey => journey.OpenExpectations(), stop);
        return RedirectToPage();
    }

    /// <summary>"I would know whom to ask."</summary>
    public async Task<IActionResult> OnPostRateAsync(int value, CancellationToken stop)
    {
        await path.StepAsync(journey => journey.Rate(value), stop);
        return RedirectToPage();
    }
}
