using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Accounts.Entering;
using Mitreden.Accounts.Returning;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Own;

/// <summary>A company in which the account has a person.</summary>
/// <param name="Person">Person id.</param>
/// <param name="Name">Name of the company.</param>
public sealed record Elsewhere(Guid Person, string Name);

/// <summary>The own account: what is stored, language, ways in, other companies, the way out.</summary>
[EnableRateLimiting(Access.SignInLimit)]
public sealed class MeModel(
    Sessions sessions, OwnAccount own, OwnAddress address, Passkeys passkeys, GivingAccess giving, People people, Companies companies, CurrentPerson me, Clock clock, Texts<AccountsTexts> texts) : PageModel
{
    /// <summary>The person as stored.</summary>
    public PersonCard Person { get; private set; } = null!;
    /// <summary>The account.</summary>
    public Account Account { get; private set; } = null!;
    /// <summary>Passkeys, oldest first.</summary>
    public List<UserPasskeyInfo> Keys { get; private set; } = [];
    /// <summary>True when a passkey may go and a way in remains.</summary>
    public bool CanRemove { get; private set; }
    /// <summary>Other companies of the same account.</summary>
    public List<Elsewhere> Others { get; } = [];
    /// <summary>New access that administrators have given, latest first.</summary>
    public List<NewAccess> Given { get; private set; } = [];
    /// <summary>Address to which no links go yet, because nobody has shown that they read it; or null.</summary>
    public string? Unproven { get; private set; }
    /// <summary>What is wrong with the current password.</summary>
    public string? CurrentProblem { get; private set; }
    /// <summary>What is wrong with the new password.</summary>
    public string? PasswordProblem { get; private set; }
    /// <summary>What is wrong with the passkey.</summary>
    public string? KeyProblem { get; private set; }

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync() => await ReadAsync();

    /// <summary>Adds a passkey of this device.</summary>
    public async Task<IActionResult> OnPostAddKeyAsync(string? credential)
    {
        var label = texts["Passkey.Label", clock.Day(clock.Now)];
        if (await own.AddKeyAsync(await own.ReadAsync(), credential, label)) return Done("Me.KeyAdded");
        KeyProblem = texts["Passkey.Failed"];
        return await FailAsync();
    }

    /// <summary>Removes a passkey, never the last way in; other devices are signed out.</summary>
    public async Task<IActionResult> OnPostRemoveKeyAsync(string? key)
    {
        var account = await own.ReadAsync();
        var (isGone, saved) = await own.RemoveKeyAsync(account, key ?? "");
        // Only what was saved here signs this device in again: an older request must not outlive signing out everywhere.
        if (saved) await Sessions.SignInAsync(HttpContext, account, me.Id);
        if (isGone) return Done("Me.KeyRemoved");
        var page = await FailAsync();
        KeyProblem = texts[CanRemove ? "Me.Meanwhile" : "Me.LastWay"];
        return page;
    }

    /// <summary>Sets or changes the password; other devices are signed out.</summary>
    public async Task<IActionResult> OnPostPasswordAsync(string? current, string? password)
    {
        var account = await own.ReadAsync();
        if (!own.Knows(account, current)) CurrentProblem = texts["Me.CurrentWrong"];
        if (PasswordRule.Problem(password, account.SignInName) is { } key) PasswordProblem = texts[key, PasswordRule.Shortest, PasswordRule.Longest];
        if (CurrentProblem is not null || PasswordProblem is not null) return await FailAsync();
        if (await own.ChangePasswordAsync(account, password!) is not { } changed)
        {
            PasswordProblem = texts["Me.Meanwhile"];
            return await FailAsync();
        }
        await Sessions.SignInAsync(HttpContext, changed, me.Id);
        return Done("Me.PasswordChanged");
    }

    /// <summary>Mails a link that proves the address.</summary>
    public async Task<IActionResult> OnPostAddressAsync(CancellationToken stop)
    {
        if (await address.AskAsync(stop) is { } asked) TempData["Toast"] = texts["Prove.Sent", asked];
        return Redirect("/me");
    }

    /// <summary>Signs out on every device.</summary>
    public async Task<IActionResult> OnPostEverywhereAsync()
    {
        await own.SignOutEverywhereAsync();
        await sessions.SignOutAsync(HttpContext);
        TempData["Toast"] = texts["Me.EverywhereDone"];
        return Redirect("/sign-in");
    }

    /// <summary>Goes on as the own person in another company.</summary>
    public async Task<IActionResult> OnPostSwitchAsync(Guid person)
    {
        if ((await people.OfAccountAsync(me.AccountId)).Find(p => p.Id == person) is not { } other) return NotFound();
        await Sessions.SignInAsync(HttpContext, await own.ReadAsync(), other.Id);
        TempData["Toast"] = texts["Me.Switched", (await companies.FindAsync(other.OrganisationId))!.Name];
        return Redirect("/");
    }

    private RedirectResult Done(string key)
    {
        TempData["Toast"] = texts[key];
        return Redirect("/me");
    }

    private async Task<IActionResult> FailAsync()
    {
        await ReadAsync();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task ReadAsync()
    {
        Person = (await people.FindAsync(me.Id))!;
        Account = await passkeys.AccountAsync(me.AccountId);
        Keys = await passkeys.OfAsync(Account);
        Unproven = await address.UnprovenAsync(Account);
        Given = await giving.GivenAsync(me.Id);
        CanRemove = await own.WaysAsync(Account, Keys.Count) > 1;
        foreach (var other in (await people.OfAccountAsync(me.AccountId)).Where(p => p.Id != me.Id))
            Others.Add(new Elsewhere(other.Id, (await companies.FindAsync(other.OrganisationId))!.Name));
    }
}
