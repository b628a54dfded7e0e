using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Accounts.Entering;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Pages;

/// <summary>The door: passkey, name and password, or a link by mail; in demo mode also one tap per demo person.</summary>
[AllowAnonymous, EnableRateLimiting(Access.SignInLimit)]
public sealed class SignInModel(
    Entrance entrance, Passkeys passkeys, LinkByMail links, Companies companies, MitredenSettings settings, IMailSender mail, CurrentPerson me,
    Speech speech, Texts<AccountsTexts> texts) : PageModel
{
    /// <summary>Where to go afterwards.</summary>
    [BindProperty(SupportsGet = true, Name = "returnUrl")]
    public string? Wanted { get; set; }
    /// <summary>Sign-in name or address, kept after a failed attempt.</summary>
    [BindProperty]
    public string? Name { get; set; }
    /// <summary>Why the attempt failed.</summary>
    public string? Problem { get; private set; }
    /// <summary>What is wrong with the name alone.</summary>
    public string? NameProblem { get; private set; }
    /// <summary>True when one tap per demo person is offered.</summary>
    public bool Demo => settings.Demo;
    /// <summary>True when a link by mail is offered.</summary>
    public bool MailIsOn => mail.IsOn;

    /// <summary>Shows the door, or the first-run page while nobody lives here.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (await companies.NoneAsync()) return Redirect("/setup");
        return me.IsSignedIn ? LocalRedirect(ReturnUrl.Safe(Wanted)) : await ShowAsync(StatusCodes.Status200OK);
    }

    /// <summary>Name and password.</summary>
    public async Task<IActionResult> OnPostAsync(string? password)
    {
        if (string.IsNullOrWhiteSpace(Name) || string.IsNullOrEmpty(password)) return await FailAsync("SignIn.Missing");
        return await entrance.TryAsync(HttpContext, Name, password) switch
        {
            Entry.Open => LocalRedirect(ReturnUrl.Safe(Wanted)),
            Entry.Homeless => await FailAsync("SignIn.Homeless"),
            _ => await FailAsync("SignIn.Refused"),
        };
    }

    /// <summary>A passkey that the browser has shown.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(string? credential) => await passkeys.SignInAsync(HttpContext, credential) switch
    {
        Entry.Open => LocalRedirect(ReturnUrl.Safe(Wanted)),
        Entry.Homeless => await FailAsync("SignIn.Homeless"),
        _ => await FailAsync("SignIn.PasskeyRefused"),
    };

    /// <summary>A link by mail. Any address gets the same answer.</summary>
    public async Task<IActionResult> OnPostLinkAsync()
    {
        if (!mail.IsOn) return NotFound();
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > Account.LongestName)
        {
            NameProblem = texts["SignIn.NameForLink"];
            return await ShowAsync(StatusCodes.Status422UnprocessableEntity);
        }
        await links.AskAsync(Name, ReturnUrl.Safe(Wanted));
        return Redirect("/sign-in/link");
    }

    private Task<IActionResult> FailAsync(string key)
    {
        Problem = texts[key, (int)Account.LockFor.TotalMinutes];
        return ShowAsync(StatusCodes.Status422UnprocessableEntity);
    }

    private async Task<IActionResult> ShowAsync(int status)
    {
        speech.Say(await companies.AllFormalAsync());
        Response.StatusCode = status;
        return Page();
    }
}
