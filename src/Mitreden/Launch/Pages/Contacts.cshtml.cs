using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Launch.Plan;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Launch.Pages;

/// <summary>Names whom people ask, and who is there when that person is not. Everybody will read both names.</summary>
[Authorize(Policy = LaunchModule.LeadPolicy)]
public sealed class ContactsModel(AppDb db, CurrentPerson me, People people, Texts<LaunchTexts> texts) : PageModel
{
    private const Role Named = Role.Desk | Role.Author | Role.Management | Role.Administrator;

    /// <summary>The project; null before one has begun.</summary>
    public LaunchProject? Project { get; private set; }
    /// <summary>Those who can be named: people with a post, for nobody else has asked to be in view.</summary>
    public IReadOnlyList<PersonCard> Able { get; private set; } = [];
    /// <summary>Chosen contact.</summary>
    public Guid? Contact { get; private set; }
    /// <summary>Chosen deputy.</summary>
    public Guid? Deputy { get; private set; }
    /// <summary>What is wrong with what was sent.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows both.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        (Contact, Deputy) = (Project?.ContactId, Project?.DeputyId);
    }

    /// <summary>Names them.</summary>
    public async Task<IActionResult> OnPostAsync(Guid? contact, Guid? deputy, int version, CancellationToken stop)
    {
        await LoadAsync(stop);
        if (Project is null) return NotFound();
        (Contact, Deputy) = (contact, deputy);
        if (Project.Version != version) return Refuse(texts["Changed"], StatusCodes.Status409Conflict);
        if (new[] { contact, deputy }.OfType<Guid>().Any(id => Able.All(p => p.Id != id))) return Refuse(texts["People.Fault.Gone"]);
        try
        {
            Project.Name(contact, deputy);
            await db.SaveChangesAsync(stop);
        }
        catch (LaunchException refused)
        {
            return Refuse(texts[$"Fault.{refused.Why}", refused.Most]);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refuse(texts["Changed"], StatusCodes.Status409Conflict);
        }
        TempData["Toast"] = texts["People.Toast"];
        return Redirect("/launch");
    }

    private PageResult Refuse(string problem, int status = StatusCodes.Status422UnprocessableEntity)
    {
        (Problem, Response.StatusCode) = (problem, status);
        return Page();
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        Project = await db.LaunchAsync(stop);
        Able = [.. (await people.WithRoleAsync(Named, stop)).Where(p => p.OrganisationId == me.OrganisationId)];
    }
}
