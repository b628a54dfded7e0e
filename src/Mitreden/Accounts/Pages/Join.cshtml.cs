using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Accounts.Entering;
using Mitreden.Accounts.Invitations;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Pages;

/// <summary>The way in: one screen that says what this is and what nobody watches, and then a way to sign in from now on.</summary>
[AllowAnonymous, EnableRateLimiting(Access.JoinLimit)]
public sealed class JoinModel(
    Joining joining, Passkeys passkeys, People people, IMailSender mail, CurrentPerson me, Speech speech, Texts<AccountsTexts> texts) : PageModel
{
    /// <summary>Where people go once they are in.</summary>
    public const string Welcome = "/guideline";

    /// <summary>Secret of the invitation.</summary>
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";
    /// <summary>Chosen sign-in name, where the invitation does not prove an address.</summary>
    [BindProperty]
    public string? Name { get; set; }
    /// <summary>Who is invited; null when the link is unknown.</summary>
    public Guest? Guest { get; private set; }
    /// <summary>True while the invitation can be accepted.</summary>
    public bool IsOpen => Guest?.State == InvitationState.Open;
    /// <summary>The own account may be taken along: signed in, and not in this company, nor until lately.</summary>
    public bool CanAttach { get; private set; }
    /// <summary>A link by mail may be the only way in.</summary>
    public bool LinkIsOffered => mail.IsOn && Guest?.ProvenEmail is not null;
    /// <summary>What is wrong with the name.</summary>
    public string? NameProblem { get; private set; }
    /// <summary>What is wrong with the password.</summary>
    public string? PasswordProblem { get; private set; }
    /// <summary>What is wrong with the passkey.</summary>
    public string? PasskeyProblem { get; private set; }

    /// <summary>Shows the screen; using the invitation up takes a tap.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        await FindAsync();
        Name = Guest is null ? null : NameRule.Suggest(Guest.Person.Name);
        return Show();
    }

    /// <summary>Comes in with a password.</summary>
    public async Task<IActionResult> OnPostPasswordAsync(string? password)
    {
        if (!await FindAsync()) return Show();
        await CheckNameAsync();
        if (PasswordRule.Problem(password, Guest!.ProvenEmail ?? Name) is { } key) PasswordProblem = texts[key, PasswordRule.Shortest, PasswordRule.Longest];
        return NameProblem is null && PasswordProblem is null ? await JoinAsync(password, null) : Show();
    }

    /// <summary>Comes in with a passkey that was made in the same step.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync(string? credential)
    {
        if (!await FindAsync()) return Show();
        await CheckNameAsync();
        if (NameProblem is not null) return Show();
        var made = await passkeys.ReadAsync(credential);
        if (made is not null && made.Name == SignInName) return await JoinAsync(null, made);
        PasskeyProblem = texts["Passkey.Failed"];
        return Show();
    }

    /// <summary>Comes in without either: from now on a link by mail signs in.</summary>
    public async Task<IActionResult> OnPostLinkAsync()
    {
        if (!await FindAsync()) return Show();
        return LinkIsOffered && !Guest!.HasAccount ? await JoinAsync(null, null) : NotFound();
    }

    /// <summary>Comes in with the account that is signed in.</summary>
    public async Task<IActionResult> OnPostAttachAsync()
    {
        if (!await FindAsync()) return Show();
        if (!CanAttach) return NotFound();
        return await DoneAsync(await joining.AttachAsync(Guest!, me.AccountId), await passkeys.AccountAsync(me.AccountId));
    }

    private string SignInName => Guest!.ProvenEmail ?? Name!.Trim();

    private string Taken => Guest!.ProvenEmail is { } email ? texts["Join.KnownText", email, Guest.Company.Name] : texts["Name.Taken"];

    private async Task<IActionResult> JoinAsync(string? password, NewPasskey? made)
    {
        var (how, account) = await joining.JoinAsync(Guest!, SignInName, password, made, texts["Passkey.First"]);
        return await DoneAsync(how, account);
    }

    private async Task<IActionResult> DoneAsync(Joined how, Account account)
    {
        if (how == Joined.In)
        {
            await Sessions.SignInAsync(HttpContext, account, Guest!.Person.Id);
            TempData["Toast"] = texts["Join.Done", Guest.Company.Name];
            return Redirect(Welcome);
        }
        await FindAsync();
        if (how == Joined.NameTaken && Guest is not null) NameProblem = Taken;
        var page = Show();
        if (how == Joined.Changed && IsOpen) Response.StatusCode = StatusCodes.Status409Conflict;
        return page;
    }

    private async Task<bool> FindAsync()
    {
        Guest = await joining.FindAsync(Token);
        if (Guest is null) return false;
        speech.Say(Guest.Company.Formal);
        CanAttach = IsOpen && me.IsSignedIn && !await people.KnowsAccountAsync(me.AccountId);
        return IsOpen;
    }

    private async Task CheckNameAsync()
    {
        if (Guest!.ProvenEmail is null && NameRule.Problem(Name) is { } key) NameProblem = texts[key, NameRule.Shortest, NameRule.Longest];
        else if (await joining.IsTakenAsync(Guest, SignInName)) NameProblem = Taken;
    }

    private PageResult Show()
    {
        var failed = NameProblem ?? PasswordProblem ?? PasskeyProblem;
        Response.StatusCode = Guest is null ? 404 : !IsOpen ? 410 : failed is null ? 200 : 422;
        return Page();
    }
}
