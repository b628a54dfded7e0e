using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Invitations;

/// <summary>One person's invitation as a QR code and a link, shown once, right after it was made.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class PersonInvitationModel(Inviting inviting, People people, Texts<AccountsTexts> texts) : PageModel
{
    /// <summary>The person.</summary>
    public PersonCard Person { get; private set; } = null!;
    /// <summary>The person and the latest invitation; null when they are in.</summary>
    public Waiting? Waiting { get; private set; }
    /// <summary>The invitation that was just made.</summary>
    public FreshInvitation? Fresh { get; private set; }
    /// <summary>Why none was made.</summary>
    public string? Problem { get; private set; }

    /// <summary>Says what a tap will do.</summary>
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken stop) => await FindAsync(id, stop) ? Page() : NotFound();

    /// <summary>Makes a new invitation; an older one ends.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken stop)
    {
        if (!await FindAsync(id, stop) || Waiting is null) return NotFound();
        Fresh = (await inviting.ShowAsync([Person], stop))?.Single();
        if (Fresh is null) (Problem, Response.StatusCode) = (texts["Invitations.Collision"], StatusCodes.Status409Conflict);
        return Page();
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken stop)
    {
        if (await people.FindAsync(id, stop) is not { LeftAt: null } person) return false;
        Person = person;
        Waiting = person.JoinedAt is null ? await inviting.WaitingAsync(person, stop) : null;
        return true;
    }
}
