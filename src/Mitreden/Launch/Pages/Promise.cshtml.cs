using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Launch.Plan;
using Mitreden.Launch.Templates;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Launch.Pages;

/// <summary>What management promises. Everybody reads it; management writes it.</summary>
public sealed class PromiseModel(AppDb db, CurrentPerson me, People people, Filling filling, Texts<LaunchTexts> texts) : PageModel
{
    /// <summary>The project, or null before one has begun.</summary>
    public LaunchProject? Project { get; private set; }
    /// <summary>Who has given it, or null when they have left.</summary>
    public string? By { get; private set; }
    /// <summary>Whom people ask.</summary>
    public (string? Contact, string? Deputy) Named { get; private set; }
    /// <summary>What stands in the field.</summary>
    public string Text { get; private set; } = "";
    /// <summary>What is wrong with what was sent.</summary>
    public string? Problem { get; private set; }
    /// <summary>True for those who can promise something.</summary>
    public bool Promises => me.Has(LaunchModule.Promisers) && Project is not null;

    /// <summary>Shows it; the field begins with the ready text.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        Text = Project?.Promise ?? await filling.OfAsync(ReadyText.Shipped.Single(t => t.Id == "promise").Body, stop);
    }

    /// <summary>Gives it, or changes it.</summary>
    public async Task<IActionResult> OnPostAsync(string? text, int version, CancellationToken stop)
    {
        if (!me.Has(LaunchModule.Promisers)) return Forbid();
        if (await db.LaunchAsync(stop) is not { } project) return NotFound();
        Text = text ?? "";
        if (project.Version != version) return await RefuseAsync(texts["Changed"], StatusCodes.Status409Conflict, stop);
        try
        {
            project.Give(Text.Replace("\0", "", StringComparison.Ordinal), me.Id, db.Time.GetUtcNow());
            await db.SaveChangesAsync(stop);
        }
        catch (LaunchException refused)
        {
            return await RefuseAsync(texts[$"Fault.{refused.Why}", refused.Most], StatusCodes.Status422UnprocessableEntity, stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await RefuseAsync(texts["Changed"], StatusCodes.Status409Conflict, stop);
        }
        TempData["Toast"] = texts["Promise.Toast"];
        return Redirect("/launch/promise");
    }

    private async Task<PageResult> RefuseAsync(string problem, int status, CancellationToken stop)
    {
        (Problem, Response.StatusCode) = (problem, status);
        await LoadAsync(stop);
        return Page();
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        Project = await db.LaunchProjects.AsNoTracking().SingleOrDefaultAsync(stop);
        if (Project is null) return;
        var names = await people.NamesAsync(new[] { Project.ContactId, Project.DeputyId, Project.PromisedBy }.OfType<Guid>(), stop);
        string? Name(Guid? id) => id is { } one ? names.GetValueOrDefault(one) : null;
        (By, Named) = (Name(Project.PromisedBy), (Name(Project.ContactId), Name(Project.DeputyId)));
    }
}
