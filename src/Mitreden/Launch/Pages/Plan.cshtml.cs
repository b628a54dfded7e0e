using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Launch.Plan;
using Mitreden.Launch.Readiness;
using Mitreden.Launch.Templates;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Launch.Pages;

/// <summary>The plan of the launch on one page: what comes when, who does it, what is overdue. Before there is one, a choice of two.</summary>
[Authorize(Policy = LaunchModule.ViewPolicy)]
public sealed class PlanModel(AppDb db, CurrentPerson me, Clock clock, People people, ReadinessCheck readiness, Texts<LaunchTexts> texts) : PageModel
{
    /// <summary>The project, or null before one has begun.</summary>
    public LaunchProject? Project { get; private set; }
    /// <summary>Its steps with their dates.</summary>
    public PlanView? View { get; private set; }
    /// <summary>Questions before a channel opens.</summary>
    public IReadOnlyList<Ready> Ready { get; private set; } = [];
    /// <summary>Names of contact and deputy.</summary>
    public (string? Contact, string? Deputy) Named { get; private set; }
    /// <summary>The template that fits the number of people.</summary>
    public string Proposed { get; private set; } = LaunchTemplate.Small;
    /// <summary>The day it is here.</summary>
    public DateOnly Today => clock.Today;
    /// <summary>The next Monday, today included.</summary>
    public DateOnly Monday => Today.AddDays((8 - (int)Today.DayOfWeek) % 7);
    /// <summary>True for those who may change the plan.</summary>
    public bool Leads => me.Has(LaunchModule.Leads);
    /// <summary>What is wrong with what was sent.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(CancellationToken stop) => LoadAsync(stop);

    /// <summary>Begins a project from a template.</summary>
    public async Task<IActionResult> OnPostBeginAsync(string? template, DateOnly? startsOn, CancellationToken stop)
    {
        if (!Leads) return Forbid();
        if (LaunchTemplate.Shipped.FirstOrDefault(t => t.Id == template) is not { } plan || !IsDay(startsOn)) return await RefuseAsync(texts["Begin.Fault"], stop);
        var (now, project) = (db.Time.GetUtcNow(), LaunchProject.Begin(me.OrganisationId, plan.Id, startsOn!.Value, db.Time.GetUtcNow()));
        db.Add(project);
        foreach (var step in plan.Steps) db.Add(LaunchStep.Of(project, step, now));
        try
        {
            await db.SaveChangesAsync(stop);
            TempData["Toast"] = texts["Begin.Toast"];
        }
        catch (DbUpdateException)
        {
            // Somebody else has begun it in the same moment: theirs stands.
            db.ChangeTracker.Clear();
            if (!await db.LaunchProjects.AnyAsync(stop)) throw;
        }
        return Redirect("/launch");
    }

    /// <summary>Moves the first day.</summary>
    public async Task<IActionResult> OnPostMoveAsync(DateOnly? startsOn, int version, CancellationToken stop)
    {
        if (!Leads) return Forbid();
        if (await db.LaunchAsync(stop) is not { } project) return NotFound();
        if (!IsDay(startsOn)) return await RefuseAsync(texts["Move.Fault"], stop);
        if (project.Version != version) return await RefuseAsync(texts["Changed"], stop, StatusCodes.Status409Conflict);
        project.StartOn(startsOn!.Value);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await RefuseAsync(texts["Changed"], stop, StatusCodes.Status409Conflict);
        }
        TempData["Toast"] = texts["Move.Toast"];
        return Redirect("/launch");
    }

    /// <summary>Adds a step of the company's own.</summary>
    public async Task<IActionResult> OnPostAddAsync(StepForm form, string? phase, CancellationToken stop)
    {
        if (!Leads) return Forbid();
        if (await db.LaunchAsync(stop) is not { } project) return NotFound();
        var template = project.Source;
        try
        {
            var step = LaunchStep.Own(project, template.Phases.FirstOrDefault(p => p.Id == phase)?.Id ?? template.Phases[0].Id, form.Title ?? "", form.How ?? "", form.Who,
                form.FromDay(project), form.ToDay(project), db.Time.GetUtcNow());
            db.Add(step);
            await db.SaveChangesAsync(stop);
            return Redirect($"/launch#step-{step.Id}");
        }
        catch (ArgumentException fault)
        {
            Added = form;
            return await RefuseAsync(texts[$"Step.Fault.{fault.ParamName}", LaunchStep.LongestTitle, LaunchStep.LongestText], stop);
        }
    }

    /// <summary>A step that was not taken, so that nothing typed is lost.</summary>
    public StepForm? Added { get; private set; }

    private async Task<IActionResult> RefuseAsync(string problem, CancellationToken stop, int status = StatusCodes.Status422UnprocessableEntity)
    {
        (Problem, Response.StatusCode) = (problem, status);
        await LoadAsync(stop);
        return Page();
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        Project = await db.LaunchProjects.AsNoTracking().SingleOrDefaultAsync(stop);
        if (Project is null)
        {
            if (await people.CountJoinedAsync(stop) + await people.CountNotJoinedAsync(stop) >= LaunchTemplate.SmallBelow) Proposed = LaunchTemplate.Shipped[0].Id;
            return;
        }
        View = PlanView.Of(Project, await db.LaunchSteps.AsNoTracking().ToListAsync(stop), Today);
        Ready = await readiness.AskAsync(stop);
        var names = await people.NamesAsync(new[] { Project.ContactId, Project.DeputyId }.OfType<Guid>(), stop);
        Named = (Project.ContactId is { } contact ? names.GetValueOrDefault(contact) : null, Project.DeputyId is { } deputy ? names.GetValueOrDefault(deputy) : null);
    }

    private bool IsDay(DateOnly? day) => day is { } one && one > Today.AddYears(-2) && one < Today.AddYears(3);
}
