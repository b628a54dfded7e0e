using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations.Pages;

/// <summary>One person: corrections, roles, farewell and return.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class PersonModel(AppDb db, CurrentPerson me, Happenings happenings, Texts<OrganisationsTexts> texts) : PageModel
{
    /// <summary>Who it is about.</summary>
    public Person Person { get; private set; } = null!;
    /// <summary>What is written.</summary>
    [BindProperty]
    public PersonForm Form { get; set; } = new();
    /// <summary>Departments that exist, to choose from.</summary>
    public IReadOnlyList<string> Departments { get; private set; } = [];
    /// <summary>Why nothing was done, when that belongs to no field.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows the person.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        Form = PersonForm.Of(Person);
        return Page();
    }

    /// <summary>Corrects the person and gives roles.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || Person.LeftAt is not null) return NotFound();
        await Form.CheckAsync(db, id, ModelState, texts, stop);
        var resigns = (Form.Chosen & Role.Administrator) == 0;
        if (resigns && !await Administrators.MayLoseAsync(db, Person, stop)) ModelState.AddModelError(nameof(Form.Roles), texts["Last.Role"]);
        if (!ModelState.IsValid) return Again();
        var address = Person.Email;
        Person.Correct(Form.Name!, Form.Email, Form.Department ?? "", Form.Language!);
        if (Person.Email != address) await happenings.TellAsync(new AddressChanged(Person.Id, Person.AccountId, address), stop);
        var taken = Person.Roles & ~Form.Chosen;
        Person.Give(Form.Chosen);
        if (taken != Role.None) await happenings.TellAsync(new RolesTaken(Person.Id, taken), stop);
        if (await FailsAsync(id, stop)) return Person is null ? NotFound() : Again();
        TempData["Toast"] = texts["Person.Saved"];
        return resigns && id == me.Id ? LocalRedirect("/") : RedirectToPage(new { id });
    }

    /// <summary>The person has left the company: from now on nothing lets them in.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        Form = PersonForm.Of(Person);
        if (Person.LeftAt is not null) return RedirectToPage(new { id });
        if (!await Administrators.MayLoseAsync(db, Person, stop)) return Again(texts["Last.Leave"]);
        Person.Leave(db.Time.GetUtcNow());
        await happenings.TellAsync(new PersonLeft(Person.Id, Person.AccountId), stop);
        if (await FailsAsync(id, stop)) return Person is null ? NotFound() : Again();
        TempData["Toast"] = texts["Leave.Done", Person.Name];
        return RedirectToPage(new { id });
    }

    /// <summary>It was a mistake, or the person comes back.</summary>
    public async Task<IActionResult> OnPostReturnAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        Form = PersonForm.Of(Person);
        Person.Return(db.Time.GetUtcNow());
        db.RemoveRange(await db.ExitTicks.Where(t => t.PersonId == id).ToListAsync(stop));
        if (await FailsAsync(id, stop)) return Person is null ? NotFound() : Again();
        TempData["Toast"] = texts["Left.Undone", Person.Name];
        return RedirectToPage(new { id });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        Person = (await db.People.SingleOrDefaultAsync(p => p.Id == id, stop))!;
        Departments = Person is null ? [] : await db.DepartmentsAsync(stop);
        return Person is not null;
    }

    /// <summary>Saves. Fails when another administrator went in the same moment, or changed the person, or gave the address to somebody else.</summary>
    private async Task<bool> FailsAsync(Guid id, CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return false;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            db.ChangeTracker.Clear();
            await Form.CheckAsync(db, id, ModelState, texts, stop);
            if (ModelState.IsValid) Problem = texts["Meanwhile"];
        }
        await FindAsync(id, stop);
        return true;
    }

    private PageResult Again(string? problem = null)
    {
        // A problem that is there already comes from a save that lost a race.
        Response.StatusCode = Problem is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict;
        Problem ??= problem;
        return Page();
    }
}
