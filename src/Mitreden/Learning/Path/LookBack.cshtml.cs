using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Pages;
using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Path;

/// <summary>One question about a unit that was done a while ago: after 7, 30, 90 and 180 days.</summary>
public sealed class LookBackModel(MyPath path, Spoken say, AppDb db, Texts<LearningTexts> texts) : PageModel
{
    /// <summary>The unit.</summary>
    public Unit? Unit { get; private set; }

    /// <summary>The question, or null when none is due.</summary>
    public StepView? Exercise { get; private set; }

    /// <summary>Shows the question that has been due longest.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        await say.PrepareAsync(stop);
        if ((await path.ViewAsync(stop)).DueNow(db.Time.GetUtcNow()) is { } due)
            (Unit, Exercise) = (due.Unit, new StepView(due.Question, 0, true, false, false, Level.Middle));
    }

    /// <summary>Looks back. Without an answer the question stays.</summary>
    public async Task<IActionResult> OnPostAsync(string? unit, CancellationToken stop)
    {
        var (view, now) = (await path.ViewAsync(stop), db.Time.GetUtcNow());
        if (unit is null || !view.Catalogue.Units.TryGetValue(unit, out var found) || MyPath.LooksBackAt(found) is not { } step) return NotFound();
        if (step.Check(Request.Form.ToDictionary(f => f.Key, f => (IReadOnlyList<string>)[.. f.Value.OfType<string>()])) is not { } right) return RedirectToPage();
        var journey = await path.StepAsync(j => j.Look(unit, right, now), stop);
        TempData["Toast"] = texts[!right ? "LookBack.Wrong" : journey.LooksBack.Any(l => l.Unit == unit) ? "LookBack.Right" : "LookBack.Last"];
        return Redirect("/learning");
    }
}
