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
public sealed class PlanModel(AppDb db, CurrentPerson me, Clock clock, People people, ReadinessCheck readiness, LaunchBeginning beginning, Texts<LaunchTexts> texts) : PageModel
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
    public DateOnly Monday => LaunchDays.NextMonday(Today);
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
        if (LaunchTemplate.Shipped.FirstOrDefault(t => t.Id == template) is not { } plan || startsOn is not { } day || !LaunchDays.Allows(day, Today))
            return await RefuseAsync(texts["Begin.Fault", LaunchDays.YearsBack, LaunchDays.YearsAhead], stop);
        if (await beginning.BeginAsync(plan, day, stop)) TempData["Toast"] = texts["Begin.Toast"];
        return Redirect("/launch");
    }

    /// <summary>Moves the first day.</summary>
    public async Task<IActionResult> OnPostMoveAsync(DateOnly? startsOn, int version, CancellationToken stop)
    {
        if (!Leads) return Forbid();
        if (await db.LaunchAsync(stop) is not { } project) return NotFound();
        if (startsOn is not { } day || !LaunchDays.Allows(day, Today)) return await RefuseAsync(texts["Move.Fault", LaunchDays.YearsBack, LaunchDays.YearsAhead], stop);
        if (project.Version != version) return await RefuseAsync(texts["Changed"], stop, StatusCodes.Status409Conflict);
        project.StartOn(day);
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
        catch (LaunchException refused)
        {
            Added = form;
            return await RefuseAsync(texts[$"Fault.{refused.Why}", refused.Most], stop);
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
}
