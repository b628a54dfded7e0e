using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Reporting;

/// <summary>
/// Receives what the share menu of a phone sends. It carries no form token, so it never makes a report: it keeps what came
/// and asks for the one further tap.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, EnableRateLimiting(Access.DraftLimit)]
public sealed class ShareTargetModel(Intake intake, CurrentPerson me) : PageModel
{
    /// <summary>Somebody opened the address by hand.</summary>
    public IActionResult OnGet() => Redirect("/desk/share");

    /// <summary>Keeps it and goes to the form, over the sign-in page if need be.</summary>
    public async Task<IActionResult> OnPostAsync(ShareForm form, CancellationToken stop)
    {
        var reading = await intake.ReadAsync(form, stop);
        var back = $"/desk/share?kept={await intake.KeepAsync(form, reading, me.IsSignedIn, stop)}";
        return Redirect(me.IsSignedIn ? back : $"/sign-in?returnUrl={Uri.EscapeDataString(back)}");
    }
}
