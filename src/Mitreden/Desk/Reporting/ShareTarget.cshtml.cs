using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Reporting;

/// <summary>
/// Receives what the share menu of a phone sends. It carries no form token, so it never makes a report: it keeps what came
/// and asks for the one further tap.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TakesPictures, EnableRateLimiting(Access.DraftLimit)]
public sealed class ShareTargetModel(Intake intake) : PageModel
{
    /// <summary>Somebody opened the address by hand.</summary>
    public IActionResult OnGet() => Redirect("/desk/share");

    /// <summary>Keeps it and goes to the form, over the sign-in page if need be.</summary>
    public async Task<IActionResult> OnPostAsync(ShareForm form, CancellationToken stop) =>
        Redirect(await intake.KeepAndAskAsync(form, await intake.ReadAsync(form, stop), stop));
}
