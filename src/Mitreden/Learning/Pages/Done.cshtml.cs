using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Measures;
using Mitreden.Learning.Path;

namespace Mitreden.Learning.Pages;

/// <summary>A unit is done: what has been achieved, and what comes next.</summary>
public sealed class DoneModel(MyPath path, Spoken say, PathMeasures measures) : PageModel
{
    /// <summary>The unit.</summary>
    public Unit Unit { get; private set; } = null!;

    /// <summary>What comes next.</summary>
    public PathUnit? Next { get; private set; }

    /// <summary>Where the way goes on.</summary>
    public string? NextAddress { get; private set; }

    /// <summary>True when it is a good moment to ask "would you know whom to ask?".</summary>
    public bool AsksWhom { get; private set; }

    /// <summary>True while the person has not said whether the unit was new to them.</summary>
    public bool AsksNew { get; private set; }

    /// <summary>Shows it; a unit that is not done yet goes on where it stopped.</summary>
    public async Task<IActionResult> OnGetAsync(string unitId, CancellationToken stop)
    {
        var view = await path.ViewAsync(stop);
        if (path.Find(view.Catalogue, unitId) is not { } unit) return NotFound();
        if (!view.Journey.HasDone(unitId)) return Redirect($"/learning/units/{unitId}");
        await say.PrepareAsync(stop);
        (Unit, Next, NextAddress) = (unit, view.Standing.IsOver ? view.Plan.Next : null, view.Plan.NextAddress);
        AsksWhom = unit.Kind is UnitKind.Confidence or UnitKind.Core && view.Journey.KnowsWhom is null or < PathPlan.SureEnough;
        AsksNew = !view.Journey.Told.Contains(unitId);
        return Page();
    }

    /// <summary>"Most of it was new", or "I knew it already": counted without the person (rule R12).</summary>
    public async Task<IActionResult> OnPostTellAsync(string unitId, bool known, CancellationToken stop)
    {
        var view = await path.ViewAsync(stop);
        if (path.Find(view.Catalogue, unitId) is null) return NotFound();
        var first = false;
        await path.StepAsync(journey =>
        {
            var next = journey.Tell(unitId);
            first = !ReferenceEquals(next, journey);
            return next;
        }, stop);
        if (first) await measures.CountAsync(new Told(unitId, view.Standing.Order, known ? Measure.Known : Measure.New));
        return Redirect($"/learning/units/{unitId}/done");
    }
}
