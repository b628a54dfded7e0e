using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts.Invitations;

/// <summary>One card per person on A4 paper, for people without an address. Made and shown in one answer, because the secrets are kept nowhere.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class CardsModel(Inviting inviting, Texts<AccountsTexts> texts) : PageModel
{
    /// <summary>Those without an address.</summary>
    public List<Waiting> WithoutEmail { get; private set; } = [];
    /// <summary>Everybody who is not in yet.</summary>
    public List<Waiting> Everybody { get; private set; } = [];
    /// <summary>The cards, once made.</summary>
    public List<FreshInvitation>? Fresh { get; private set; }
    /// <summary>Why none were made.</summary>
    public string? Problem { get; private set; }

    /// <summary>Asks for whom.</summary>
    public async Task OnGetAsync(CancellationToken stop) => await ReadAsync(stop);

    /// <summary>Makes the invitations and shows the cards.</summary>
    public async Task OnPostAsync(bool all, CancellationToken stop)
    {
        await ReadAsync(stop);
        var chosen = (all ? Everybody : WithoutEmail).Select(w => w.Person).ToList();
        if (chosen.Count == 0) (Problem, Response.StatusCode) = (texts["Cards.Nobody"], StatusCodes.Status422UnprocessableEntity);
        else if (await inviting.ShowAsync(chosen, stop) is { } fresh) Fresh = fresh;
        else (Problem, Response.StatusCode) = (texts["Invitations.Collision"], StatusCodes.Status409Conflict);
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        Everybody = await inviting.WaitingAsync(stop);
        WithoutEmail = [.. Everybody.Where(w => w.Person.Email is null)];
    }
}
