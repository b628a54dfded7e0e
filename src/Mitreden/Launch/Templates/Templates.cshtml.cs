using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Launch.Plan;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Launch.Templates;

/// <summary>Templates of the organisation's own: keep the plan, bring a file, take one along from another company, begin with one.</summary>
[Authorize(Policy = LaunchModule.LeadPolicy)]
public sealed class TemplatesModel(
    AppDb db, OwnTemplates templates, People people, CurrentPerson me, Clock clock, Speech speech, LaunchBeginning beginning, Texts<TemplateTexts> texts, Texts<LaunchTexts> launch) : PageModel
{
    /// <summary>Those of the organisation.</summary>
    public IReadOnlyList<TemplateRow> Mine { get; private set; } = [];
    /// <summary>Those of other organisations that the person looks after.</summary>
    public IReadOnlyList<TemplateRow> Elsewhere { get; private set; } = [];
    /// <summary>True when there is a plan to keep; then none can be begun.</summary>
    public bool HasPlan { get; private set; }
    /// <summary>What is wrong.</summary>
    public string? Problem { get; private set; }
    /// <summary>What is wrong with a file, by line or field, or with a plan.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];
    /// <summary>The next Monday, today included.</summary>
    public DateOnly Monday => LaunchDays.NextMonday(clock.Today);

    /// <summary>Shows them.</summary>
    public Task OnGetAsync(CancellationToken stop) => LoadAsync(stop);

    /// <summary>Keeps the plan as a template, and leads to it to be looked through.</summary>
    public async Task<IActionResult> OnPostKeepAsync(string? title, CancellationToken stop)
    {
        if (await db.LaunchProjects.AsNoTracking().SingleOrDefaultAsync(stop) is not { } project) return await RefuseAsync(texts["Keep.None"], stop);
        var name = (title ?? "").Trim();
        if (name.Length is 0 or > LaunchStep.LongestTitle) return await RefuseAsync(texts["Keep.Title.Fault", LaunchStep.LongestTitle], stop);
        var view = PlanView.Of(project, await db.LaunchSteps.AsNoTracking().ToListAsync(stop), clock.Today);
        var names = (await people.EverybodyAsync(stop)).Select(p => p.Name).ToList();
        return await AddAsync(PlanKeeping.Keep(view, name, me.Company, names, (texts["Gap.Company"], texts["Gap.Person"])), texts["Kept"], stop);
    }

    /// <summary>Takes a template in from a file.</summary>
    public async Task<IActionResult> OnPostImportAsync(IFormFile? file, CancellationToken stop)
    {
        if (file is not { Length: > 0 and <= TemplateFile.Longest }) return await RefuseAsync(texts["Import.Size", TemplateFile.Longest / 1000], stop);
        using var reader = new StreamReader(file.OpenReadStream());
        var (plan, faults) = TemplateFile.Read(await reader.ReadToEndAsync(stop));
        if (plan is not null) return await AddAsync(plan, texts["Imported"], stop);
        Faults = [.. faults.Select(f => $"{(char.IsAsciiDigit(f.Field[0]) ? texts["Line", f.Field] : f.Field)}: {texts[f.Key, f.Value]}")];
        return await RefuseAsync(texts["Import.Fault"], stop);
    }

    /// <summary>Takes a template along from another organisation that the person looks after.</summary>
    public async Task<IActionResult> OnPostCopyAsync(Guid template, CancellationToken stop) =>
        (await templates.ElsewhereAsync(stop)).FirstOrDefault(t => t.Id == template) is { } found ? await AddAsync(found.Plan, texts["Copied", found.Company], stop) : NotFound();

    /// <summary>Removes a template. Plans that were made from it stay.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid template, CancellationToken stop)
    {
        if (await db.WriteAsync(() => db.OwnTemplates.Where(t => t.Id == template).ExecuteDeleteAsync(CancellationToken.None)) == 0) return NotFound();
        TempData["Toast"] = texts["Removed"];
        return Redirect("/launch/templates");
    }

    /// <summary>Begins the project with a template.</summary>
    public async Task<IActionResult> OnPostBeginAsync(Guid template, DateOnly? startsOn, CancellationToken stop)
    {
        if (await db.OwnTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Id == template, stop) is not { } found) return NotFound();
        if (startsOn is not { } day || !LaunchDays.Allows(day, clock.Today)) return await RefuseAsync(texts["Begin.Fault", LaunchDays.YearsBack, LaunchDays.YearsAhead], stop);
        if (!await beginning.BeginAsync(found.Plan, day, stop)) return await RefuseAsync(texts["Begin.There"], stop, StatusCodes.Status409Conflict);
        TempData["Toast"] = texts["Begun"];
        return Redirect("/launch");
    }

    private async Task<IActionResult> AddAsync(LaunchTemplate plan, string toast, CancellationToken stop)
    {
        if (await db.OwnTemplates.CountAsync(stop) >= OwnTemplate.Most) return await RefuseAsync(texts["Many", OwnTemplate.Most], stop);
        try
        {
            var template = OwnTemplate.Of(me.OrganisationId, plan, db.Time.GetUtcNow());
            db.Add(template);
            await db.SaveChangesAsync(stop);
            TempData["Toast"] = toast;
            return Redirect($"/launch/templates/{template.Id}");
        }
        catch (LaunchException refused)
        {
            Faults = FaultWords.Of(plan, texts, speech.Formal);
            return await RefuseAsync(launch[$"Fault.{refused.Why}", refused.Most], stop);
        }
    }

    private async Task<IActionResult> RefuseAsync(string problem, CancellationToken stop, int status = StatusCodes.Status422UnprocessableEntity)
    {
        (Problem, Response.StatusCode) = (problem, status);
        await LoadAsync(stop);
        return Page();
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        (Mine, Elsewhere) = (await templates.MineAsync(stop), await templates.ElsewhereAsync(stop));
        HasPlan = await db.LaunchProjects.AnyAsync(stop);
    }
}
