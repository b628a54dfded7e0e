using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Launch.Plan;

namespace Mitreden.Launch.Pages;

/// <summary>One step: what to do, how one sees that it is done, what was agreed.</summary>
[Authorize(Policy = LaunchModule.ViewPolicy)]
public sealed class StepModel(AppDb db, CurrentPerson me, Clock clock, Speech speech, Texts<LaunchTexts> texts) : PageModel
{
    /// <summary>The step.</summary>
    public StepView View { get; private set; } = null!;
    /// <summary>Steps before it that are still open.</summary>
    public IReadOnlyList<StepView> Before { get; private set; } = [];
    /// <summary>The fields as they are, or as they were sent.</summary>
    public StepForm Form { get; private set; } = new();
    /// <summary>The note as it is, or as it was sent.</summary>
    public string Note { get; private set; } = "";
    /// <summary>The reason as it was sent.</summary>
    public string? Reason { get; private set; }
    /// <summary>What is wrong with what was sent.</summary>
    public string? Problem { get; private set; }
    /// <summary>True for those who may change it.</summary>
    public bool Leads => me.Has(LaunchModule.Leads);

    private LaunchProject _project = null!;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await FindAsync(id, stop) is null ? NotFound() : Show();

    /// <summary>It is done.</summary>
    public Task<IActionResult> OnPostFinishAsync(Guid id, string? from, CancellationToken stop) =>
        DoAsync(id, step => step.Finish(db.Time.GetUtcNow()), stop, from == "plan" ? $"/launch#step-{id}" : null);

    /// <summary>It is to be done after all.</summary>
    public Task<IActionResult> OnPostReopenAsync(Guid id, string? from, CancellationToken stop) =>
        DoAsync(id, step => step.Reopen(), stop, from == "plan" ? $"/launch#step-{id}" : null);

    /// <summary>It is not needed here.</summary>
    public Task<IActionResult> OnPostDropAsync(Guid id, string? reason, CancellationToken stop)
    {
        Reason = reason;
        return DoAsync(id, step => step.Drop(reason, db.Time.GetUtcNow()), stop);
    }

    /// <summary>Notes what was agreed.</summary>
    public Task<IActionResult> OnPostNoteAsync(Guid id, string? note, int version, CancellationToken stop)
    {
        Note = note ?? "";
        return DoAsync(id, step => step.Write(note), stop, version: version);
    }

    /// <summary>Changes words, dates and who does it.</summary>
    public Task<IActionResult> OnPostChangeAsync(Guid id, StepForm form, CancellationToken stop)
    {
        Form = form;
        return DoAsync(id, step => step.Change(
            Own(form.Title, View.Template?.Title.For(speech.Formal)), Own(form.How, View.Template?.How.For(speech.Formal)), form.Who, form.FromDay(_project), form.ToDay(_project)),
            stop, version: form.Version);
    }

    /// <summary>Finds, does, saves; what does not work shows the page again with everything that was typed.</summary>
    private async Task<IActionResult> DoAsync(Guid id, Action<LaunchStep> verb, CancellationToken stop, string? then = null, int? version = null)
    {
        if (!Leads) return Forbid();
        if (await FindAsync(id, stop) is not { } step) return NotFound();
        if (version is { } seen && seen != step.Version) return Refuse(texts["Changed"], StatusCodes.Status409Conflict);
        try
        {
            verb(step);
            await db.SaveChangesAsync(stop);
        }
        catch (ArgumentException fault)
        {
            return Refuse(texts[$"Step.Fault.{fault.ParamName}", LaunchStep.LongestTitle, LaunchStep.LongestText], StatusCodes.Status422UnprocessableEntity);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refuse(texts["Changed"], StatusCodes.Status409Conflict);
        }
        return Redirect(then ?? $"/launch/steps/{id}");
    }

    private PageResult Refuse(string problem, int status)
    {
        (Problem, Response.StatusCode) = (problem, status);
        return Show();
    }

    /// <summary>Fills in what was not sent.</summary>
    private PageResult Show()
    {
        if (Form.Title is null)
            Form = new StepForm { Title = View.Title(speech.Formal), How = View.How(speech.Formal), Who = [.. View.Who], From = View.From, To = View.To };
        if (Note.Length == 0) Note = View.Step.Note;
        return Page();
    }

    private async Task<LaunchStep?> FindAsync(Guid id, CancellationToken stop)
    {
        var steps = await db.LaunchSteps.ToListAsync(stop);
        if (steps.FirstOrDefault(s => s.Id == id) is not { } step || await db.LaunchAsync(stop) is not { } project) return null;
        var plan = PlanView.Of(project, steps, clock.Today);
        (_project, View) = (project, plan.Steps.Single(s => s.Step.Id == id));
        Before = [.. plan.Before(View)];
        return step;
    }

    /// <summary>Words that are the template's stay the template's, in every language.</summary>
    private static string? Own(string? typed, string? template) =>
        template is not null && Lines(typed) == Lines(template) ? null : typed;

    private static string Lines(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
