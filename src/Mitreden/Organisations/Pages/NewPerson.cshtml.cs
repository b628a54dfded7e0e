using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Organisations.Pages;

/// <summary>Adds one person.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class NewPersonModel(AppDb db, CurrentPerson me, Texts<OrganisationsTexts> texts) : PageModel
{
    /// <summary>What is written.</summary>
    [BindProperty]
    public PersonForm Form { get; set; } = new();
    /// <summary>Departments that exist, to choose from.</summary>
    public IReadOnlyList<string> Departments { get; private set; } = [];

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(CancellationToken stop) => Departments = await db.DepartmentsAsync(stop);

    /// <summary>Adds the person.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        await Form.CheckAsync(db, null, ModelState, texts, stop);
        if (!ModelState.IsValid) return await AgainAsync(stop);
        var person = Person.Add(me.OrganisationId, Form.Name!, Form.Email, Form.Department ?? "", Form.Language!, Form.Chosen, db.Time.GetUtcNow());
        db.Add(person);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Between the check and the save somebody else may have got the address.
            db.ChangeTracker.Clear();
            await Form.CheckAsync(db, null, ModelState, texts, stop);
            if (ModelState.IsValid) throw;
            return await AgainAsync(stop);
        }
        TempData["Toast"] = texts["New.Added", person.Name];
        return RedirectToPage("/Organisations/Pages/Person", new { id = person.Id });
    }

    private async Task<PageResult> AgainAsync(CancellationToken stop)
    {
        Departments = await db.DepartmentsAsync(stop);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
