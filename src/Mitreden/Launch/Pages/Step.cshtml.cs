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
    public Task<IActionResult> OnPostFinishAsync(Guid id, string? from, int version, CancellationToken stop) =>
        DoAsync(id, step => step.Finish(db.Time.GetUtcNow()), version, stop, StepState.Done, from == "plan" ? $"/launch#step-{id}" : null);

    /// <summary>It is to be done after all.</summary>
    public Task<IActionResult> OnPostReopenAsync(Guid id, string? from, int version, CancellationToken stop) =>
        DoAsync(id, step => step.Reopen(), version, stop, StepState.Open, from == "plan" ? $"/launch#step-{id}" : null);

    /// <summary>It is not needed here.</summary>
    public Task<IActionResult> OnPostDropAsync(Guid id, string? reason, int version, CancellationToken stop)
    {
        Reason = reason ?? "";
        return DoAsync(id, step => step.Drop(reason, db.Time.GetUtcNow()), version, stop);
    }

    /// <summary>Notes what was agreed.</summary>
    public Task<IActionResult> OnPostNoteAsync(Guid id, string? note, int version, CancellationToken stop)
    {
        Note = note ?? "";
        return DoAsync(id, step => step.Write(note), version, stop);
    }

    /// <summary>Changes words, dates and who does it.</summary>
    public Task<IActionResult> OnPostChangeAsync(Guid id, StepForm form, CancellationToken stop)
    {
        Form = form;
        return DoAsync(id, step => step.Change(
            Own(form.Title, View.Template?.Title.For(speech.Formal)), Own(form.How, View.Template?.How.For(speech.Formal)), form.Who, form.FromDay(_project), form.ToDay(_project)),
            form.Version, stop);
    }

    /// <summary>Finds, does, saves; what does not work shows the page again with everything that was typed.</summary>
    /// <param name="wanted">How the step is to stand when that is all that is wanted: if somebody else has seen to it, nothing is left to do.</param>
    private async Task<IActionResult> DoAsync(Guid id, Action<LaunchStep> verb, int version, CancellationToken stop, StepState? wanted = null, string? then = null)
    {
        if (!Leads) return Forbid();
        if (await FindAsync(id, stop) is not { } step) return NotFound();
        if (version != step.Version && step.State != wanted) return RefuseLate(wanted);
        try
        {
            verb(step);
            await db.SaveChangesAsync(stop);
        }
        catch (LaunchException refused)
        {
            return Refuse(texts[$"Fault.{refused.Why}", refused.Most], StatusCodes.Status422UnprocessableEntity);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Read again, so that the page shows what the other one has stored and not what was not.
            db.ChangeTracker.Clear();
            if (await FindAsync(id, stop) is null) return NotFound();
            if (View.Step.State != wanted) return RefuseLate(wanted);
        }
        return Redirect(then ?? $"/launch/steps/{id}");
    }

    /// <summary>Somebody else was faster: what was typed stays, and doing it again, on what there is now, is a second, knowing step.</summary>
    private PageResult RefuseLate(StepState? wanted) => Refuse(texts[wanted is null ? "Changed" : "Changed.State"], StatusCodes.Status409Conflict);

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
