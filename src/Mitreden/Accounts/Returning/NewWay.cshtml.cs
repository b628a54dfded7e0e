using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Accounts.Entering;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts.Returning;

/// <summary>The way back: a new password or passkey on the account that exists. Open to whoever holds the link; opening it uses nothing up.</summary>
[AllowAnonymous, EnableRateLimiting(Access.JoinLimit)]
public sealed class NewWayModel(ComingBack back, Passkeys passkeys, Speech speech, Texts<AccountsTexts> texts) : PageModel
{
    /// <summary>Secret of the access.</summary>
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";
    /// <summary>Who comes back; null when the link is unknown.</summary>
    public Returner? Who { get; private set; }
    /// <summary>True while the access can be used.</summary>
    public bool IsOpen => Who?.IsOpen == true;
    /// <summary>What is wrong with the password.</summary>
    public string? PasswordProblem { get; private set; }
    /// <summary>What is wrong with the passkey.</summary>
    public string? PasskeyProblem { get; private set; }

    /// <summary>Shows the screen.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        await FindAsync();
        return Show();
    }

    /// <summary>Comes back with a new password.</summary>
    public async Task<IActionResult> OnPostPasswordAsync(string? password)
    {
        if (!await FindAsync()) return Show();
        if (PasswordRule.Problem(password, Who!.Account.SignInName) is not { } key) return await DoneAsync(await back.WithPasswordAsync(Who, password!));
        PasswordProblem = texts[key, PasswordRule.Shortest, PasswordRule.Longest];
        return Show();
    }

    /// <summary>Comes back with a passkey that was made in the same step.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(string? credential)
    {
        if (!await FindAsync()) return Show();
        var made = await passkeys.ReadAsync(credential);
        if (ComingBack.Fits(Who!, made)) return await DoneAsync(await back.WithPasskeyAsync(Who!, made!, texts["Passkey.Renewed"]));
        PasskeyProblem = texts["Passkey.Failed"];
        return Show();
    }

    private async Task<IActionResult> DoneAsync(bool done)
    {
        if (!done)
        {
            await FindAsync();
            return Show();
        }
        await Sessions.SignInAsync(HttpContext, Who!.Account, Who.Person.Id);
        TempData["Toast"] = texts["Return.Done"];
        return Redirect("/me");
    }

    private async Task<bool> FindAsync()
    {
        Who = await back.FindAsync(Token);
        if (Who is not null) speech.Say(Who.Company.Formal);
        return IsOpen;
    }

    private PageResult Show()
    {
        Response.StatusCode = Who is null ? 404 : !IsOpen ? 410 : (PasswordProblem ?? PasskeyProblem) is null ? 200 : 422;
        return Page();
    }
}
