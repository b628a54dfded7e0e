using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts.Invitations;

/// <summary>Who is not in yet, what became of their invitation, and the next step for each.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class InvitationsModel(AppDb db, Inviting inviting, IMailSender mail, Clock clock, Texts<AccountsTexts> texts) : PageModel
{
    /// <summary>Everybody who is not in yet.</summary>
    public List<Waiting> People { get; private set; } = [];
    /// <summary>True when mail can be sent.</summary>
    public bool MailIsOn => mail.IsOn;
    /// <summary>Those whom one tap would invite by mail.</summary>
    public List<Waiting> ToMail { get; private set; } = [];
    /// <summary>How many have no address.</summary>
    public int WithoutEmail => People.Count(p => p.Person.Email is null);

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(CancellationToken stop) => await ReadAsync(stop);

    /// <summary>Mails everybody who has an address and no invitation that works.</summary>
    public async Task<IActionResult> OnPostMailAllAsync(CancellationToken stop)
    {
        if (!mail.IsOn) return NotFound();
        await ReadAsync(stop);
        return Done(await inviting.MailAsync([.. ToMail.Select(p => p.Person)], renew: false, stop));
    }

    /// <summary>Mails one person; an older invitation ends.</summary>
    public async Task<IActionResult> OnPostMailAsync(Guid person, CancellationToken stop)
    {
        await ReadAsync(stop);
        if (!mail.IsOn || People.Find(p => p.Person.Id == person) is not { Person.Email: not null } waiting) return NotFound();
        return Done(await inviting.MailAsync([waiting.Person], renew: true, stop));
    }

    /// <summary>Takes an invitation back.</summary>
    public async Task<IActionResult> OnPostRevokeAsync(Guid person, CancellationToken stop)
    {
        await ReadAsync(stop);
        if (People.Find(p => p.Person.Id == person) is not { } waiting) return NotFound();
        await inviting.RevokeAsync([person], stop);
        await db.SaveChangesAsync(stop);
        TempData["Toast"] = texts["Invitations.Revoked", waiting.Person.Name];
        return Redirect("/people/invitations");
    }

    private RedirectResult Done(int? mailed)
    {
        TempData["Toast"] = mailed switch
        {
            null => texts["Invitations.Collision"],
            0 => texts["Invitations.MailNobody"],
            1 => texts["Invitations.OneMailed"],
            _ => texts["Invitations.Mailed", mailed],
        };
        return Redirect("/people/invitations");
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        People = await inviting.WaitingAsync(stop);
        ToMail = [.. People.Where(p => p.Person.Email is not null && !p.IsOpen(clock.Now))];
    }
}
