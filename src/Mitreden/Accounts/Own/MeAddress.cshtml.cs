using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts.Own;

/// <summary>The link that proves an address. Opening it changes nothing, because mail scanners open it too; the button proves.</summary>
[EnableRateLimiting(Access.SignInLimit)]
public sealed class MeAddressModel(OwnAddress address, Texts<AccountsTexts> texts) : PageModel
{
    /// <summary>The address that the link proves; null when it is over, or belongs to somebody else.</summary>
    public string? Address { get; private set; }

    /// <summary>Shows the button, or says that the link is over.</summary>
    public async Task OnGetAsync(string token, CancellationToken stop)
    {
        Address = await address.ProvedByAsync(token, stop);
        if (Address is null) Response.StatusCode = StatusCodes.Status410Gone;
    }

    /// <summary>Proves the address.</summary>
    public async Task<IActionResult> OnPostAsync(string token, CancellationToken stop)
    {
        if (await address.ProveAsync(token, stop))
        {
            TempData["Toast"] = texts["Prove.Done"];
            return Redirect("/me");
        }
        Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
