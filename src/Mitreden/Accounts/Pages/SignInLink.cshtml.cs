using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Accounts.Entering;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Pages;

/// <summary>The link from the mail. Opening it changes nothing; the button signs in.</summary>
[AllowAnonymous, EnableRateLimiting(Access.SignInLimit)]
public sealed class SignInLinkModel(Entrance entrance, LinkByMail links, Companies companies, Speech speech) : PageModel
{
    /// <summary>The secret of the link; without one the page says that a mail is on its way.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }
    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? Wanted { get; set; }
    /// <summary>True while the link works.</summary>
    public bool Works { get; private set; }
    /// <summary>True when the link was right, but no company lets its account in any more.</summary>
    public bool IsHomeless { get; private set; }
    /// <summary>Minutes that a link works.</summary>
    public static int Minutes => (int)SignInLink.Lifetime.TotalMinutes;

    /// <summary>Shows the button, or says that the link is over.</summary>
    public async Task OnGetAsync()
    {
        Works = Token is not null && await links.WorksAsync(Token);
        await ShowAsync();
    }

    /// <summary>Signs in.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (Token is null) return NotFound();
        if (await links.UseAsync(Token) is { } account)
        {
            if (await entrance.EnterAsync(HttpContext, account) == Entry.Open) return LocalRedirect(ReturnUrl.Safe(Wanted));
            IsHomeless = true;
        }
        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        speech.Say(await companies.AllFormalAsync());
        if (Token is not null && !Works) Response.StatusCode = IsHomeless ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status410Gone;
    }
}
