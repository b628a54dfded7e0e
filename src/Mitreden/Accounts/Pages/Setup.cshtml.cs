using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Accounts.Entering;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Pages;

/// <summary>The first-run page: founds the company and its administrator. It is gone as soon as an organisation exists.</summary>
[AllowAnonymous, EnableRateLimiting(Access.SignInLimit)]
public sealed class SetupModel(Founding founding, Companies companies, IndustryNames industries, Speech speech, Texts<AccountsTexts> texts) : PageModel
{
    /// <summary>Longest name of a company or a person.</summary>
    public const int Longest = 120;

    /// <summary>Name of the company.</summary>
    [BindProperty]
    public string? Company { get; set; }
    /// <summary>True for Sie.</summary>
    [BindProperty]
    public bool Formal { get; set; }
    /// <summary>Name of the line of business, or <c>none</c>.</summary>
    [BindProperty]
    public string? Industry { get; set; }
    /// <summary>The lines of business.</summary>
    public IReadOnlyList<(Industry Industry, string Name)> Industries => industries.All;
    /// <summary>Name of the administrator.</summary>
    [BindProperty]
    public string? Name { get; set; }
    /// <summary>Their address.</summary>
    [BindProperty]
    public string? Email { get; set; }
    /// <summary>Their language.</summary>
    [BindProperty]
    public string? Language { get; set; }
    /// <summary>Field and what is wrong with it.</summary>
    public Dictionary<string, string> Problems { get; } = [];

    /// <summary>Shows the form while the installation is empty.</summary>
    public async Task<IActionResult> OnGetAsync() => await companies.NoneAsync() ? Page() : Redirect("/sign-in");

    /// <summary>Founds the company and signs its administrator in.</summary>
    public async Task<IActionResult> OnPostAsync(string? password)
    {
        if (!await companies.NoneAsync()) return Redirect("/sign-in");
        Check(password);
        if (Problems.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        var wanted = new FirstCompany(PersonRules.Tidy(Company), Formal, PersonRules.Tidy(Name), PersonRules.TidyEmail(Email)!, Language == "en" ? "en" : "de", password!, IndustryNames.Read(Industry));
        if (await founding.FoundAsync(wanted) is not { } founded) return Redirect("/sign-in");
        await Sessions.SignInAsync(HttpContext, founded.Account, founded.Person);
        speech.Say(wanted.Formal);
        TempData["Toast"] = texts["Setup.Done", wanted.Company];
        return Redirect("/people");
    }

    private void Check(string? password)
    {
        if (PersonRules.Tidy(Company) is not { Length: > 0 and <= Longest }) Problems["company"] = texts["Setup.CompanyMissing", Longest];
        if (PersonRules.Name(PersonRules.Tidy(Name)) is { } fault)
            Problems["name"] = texts[fault is PersonFault.NameMissing or PersonFault.NameTooLong ? "Setup.NameMissing" : "Setup.NameSigns", Longest];
        if (PersonRules.TidyEmail(Email) is not { Length: <= Account.LongestName } address || PersonRules.Email(address) is not null) Problems["email"] = texts["Setup.EmailWrong"];
        if (PasswordRule.Problem(password, Email) is { } key) Problems["password"] = texts[key, PasswordRule.Shortest, PasswordRule.Longest];
    }
}
