using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Measures;
using Mitreden.Learning.Path;
using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Pages;

/// <summary>A screen of a unit as the page shows it.</summary>
/// <param name="Step">The screen.</param>
/// <param name="Number">From 0.</param>
/// <param name="IsLast">True for the last.</param>
/// <param name="ShowsHelp">True when the hint is offered (rule R3).</param>
/// <param name="Begun">True when the first part of a text stands there already (completion, rule R2).</param>
/// <param name="Form">Form of the core, so that the answer is read in the order in which it was asked.</param>
public sealed record StepView(Step Step, int Number, bool IsLast, bool ShowsHelp, bool Begun, Level Form)
{
    /// <summary>The partial that shows it.</summary>
    public string Partial => $"/Learning/Lessons/_{Step.GetType().Name[..^nameof(Lessons.Step).Length]}.cshtml";
}

/// <summary>A unit, a screen at a time.</summary>
public sealed class UnitModel(MyPath path, Spoken say, PathMeasures measures, AppDb db) : PageModel
{
    /// <summary>The unit.</summary>
    public Unit Unit { get; private set; } = null!;

    /// <summary>Its screens.</summary>
    public IReadOnlyList<StepView> Steps { get; private set; } = [];

    /// <summary>The screen that is shown, from 0.</summary>
    public int Current { get; private set; }

    /// <summary>Shows the screen where the person has stopped, or an earlier one.</summary>
    public async Task<IActionResult> OnGetAsync(string unitId, int? step, CancellationToken stop)
    {
        var view = await path.ViewAsync(stop);
        if (path.Find(view.Catalogue, unitId) is not { } unit) return NotFound();
        await say.PrepareAsync(stop);
        var (form, state) = (FormOf(view, unit), view.Journey.In(unitId));
        var steps = Play.Arrange(unit, form, state.Missed);
        var helps = !view.Journey.NeedsNoHint(unit.Domain, view.Standing.Order);
        var at = state.At(steps.Count);
        (Unit, Current) = (unit, Math.Clamp(step ?? at, 0, at));
        Steps = [.. steps.Select((s, n) => new StepView(s, n, n == steps.Count - 1, helps, form == Level.Middle && unit.Kind == UnitKind.Core, form))];
        return Page();
    }

    /// <summary>Goes past a screen; past the last one the unit is done. Answers are looked at and not kept.</summary>
    public async Task<IActionResult> OnPostAsync(string unitId, int? step, Level form, CancellationToken stop)
    {
        if (step is not >= 0) return BadRequest();
        var view = await path.ViewAsync(stop);
        if (path.Find(view.Catalogue, unitId) is not { } unit) return NotFound();
        var answers = Request.Form.ToDictionary(f => f.Key, f => (IReadOnlyList<string>)[.. f.Value.OfType<string>()]);
        var (done, told, now) = (false, (Told?)null, db.Time.GetUtcNow());
        var journey = await path.StepAsync(before =>
        {
            (var next, done) = before.Take(unit, step.Value, form, answers, now);
            (next, told) = ReferenceEquals(next, before) ? (before, null) : PathMeasures.OfStep(next, unit, view, now);
            return next;
        }, stop);
        if (told is not null) await measures.CountAsync(told);
        return Request.Headers.Accept.Contains("application/json") ? new JsonResult(new { step = journey.In(unitId).Step, done }) : Redirect($"/learning/units/{unitId}{(done ? "/done" : "")}");
    }

    private static Level FormOf(PathView view, Unit unit) => view.Journey.In(unit.Id).Form
        ?? (view.Plan.Units.FirstOrDefault(u => u.Unit.Id == unit.Id) ?? view.Plan.ForRole.FirstOrDefault(u => u.Unit.Id == unit.Id))?.Form ?? view.Standing.CoreForm;
}
