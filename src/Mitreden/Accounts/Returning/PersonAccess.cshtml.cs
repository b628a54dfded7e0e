using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Returning;

/// <summary>A new access to the account of somebody who is in, as a QR code and a link, shown once, right after it was made.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class PersonAccessModel(GivingAccess giving, People people, CurrentPerson me, Texts<AccountsTexts> texts) : PageModel
{
    /// <summary>The person.</summary>
    public PersonCard Person { get; private set; } = null!;
    /// <summary>False when the account opens other companies too.</summary>
    public bool May { get; private set; }
    /// <summary>True when the person may get an account of their own here. Nobody does that to themselves: who would invite them afterwards?</summary>
    public bool MayPart => !May && Person.Id != me.Id;
    /// <summary>The access that can be used now, or null.</summary>
    public NewAccess? Pending { get; private set; }
    /// <summary>The access that was just made.</summary>
    public FreshAccess? Fresh { get; private set; }
    /// <summary>Why nothing was done.</summary>
    public string? Problem { get; private set; }

    /// <summary>Says what a tap will do.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await FindAsync(id, stop) ? Page() : NotFound();

    /// <summary>Makes a new access; an older one ends.</summary>
    public async Task<IActionResult> OnPostMakeAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || !May) return NotFound();
        Fresh = await giving.GiveAsync(Person, stop);
        if (Fresh is null) (Problem, Response.StatusCode) = (texts["Access.Collision"], StatusCodes.Status409Conflict);
        return Page();
    }

    /// <summary>Takes it back.</summary>
    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop)) return NotFound();
        TempData["Toast"] = await giving.TakeBackAsync(id, stop) switch
        {
            InvitationState.Revoked => texts["Access.Revoked"],
            InvitationState.Used => texts["Access.Used", Person.Name],
            _ => texts["Access.Collision"],
        };
        return RedirectToPage(new { id });
    }

    /// <summary>Parts the person from the account that they share with other companies; the invitation is the next step.</summary>
    public async Task<IActionResult> OnPostPartAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || !MayPart) return NotFound();
        if (!await giving.PartAsync(Person, stop))
        {
            (Problem, Response.StatusCode) = (texts["Access.Collision"], StatusCodes.Status409Conflict);
            return Page();
        }
        TempData["Toast"] = texts["Access.Parted", Person.Name];
        return Redirect($"/people/{id}/invitation");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await people.FindAsync(id, stop) is not { LeftAt: null, JoinedAt: not null } person) return false;
        (Person, May) = (person, await giving.MayAsync(person, stop));
        Pending = await giving.PendingAsync(id, stop);
        return true;
    }
}
