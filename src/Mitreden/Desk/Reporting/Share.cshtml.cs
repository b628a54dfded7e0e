using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Mitreden.Desk.Drills;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Reporting;

/// <summary>
/// Sharing a discussion: a link, a text or a screenshot, and one further tap. Checks the form token itself, because a
/// share whose session has run out must survive: it is kept and shown again after signing in.
/// </summary>
[AllowAnonymous, IgnoreAntiforgeryToken, TakesPictures, EnableRateLimiting(Access.DraftLimit)]
public sealed class ShareModel(Intake intake, DrillDesk drills, IAntiforgery antiforgery, CurrentPerson me, Texts<DeskTexts> texts) : PageModel
{
    /// <summary>What the form shows.</summary>
    public ShareForm Form { get; private set; } = new();
    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, ShareFault> Faults { get; private set; } = new Dictionary<string, ShareFault>();
    /// <summary>How many kept pictures belong to the form.</summary>
    public int KeptPictures { get; private set; }
    /// <summary>The running drill that this person is asked to share, or null.</summary>
    public Guid? Drill { get; private set; }
    /// <summary>True when what is to be shared is the thread of a drill.</summary>
    public bool IsDrill { get; private set; }
    /// <summary>A sentence above the form, or null.</summary>
    public string? Notice { get; private set; }

    /// <summary>The empty form, what was kept, or what a bookmark brings along in the address; that is only shown, and stored by nobody.</summary>
    public async Task<IActionResult> OnGetAsync(string? kept, string? title, string? text, string? url, CancellationToken stop)
    {
        if (!me.IsSignedIn) return Challenge();
        Form = new ShareForm { Key = Guid.CreateVersion7(), Title = title, Text = text, Url = url };
        if (kept is null) await ShowAsync(Form, stop);
        else if (await intake.DraftAsync(kept, stop) is not { } draft) Notice = texts["Share.Gone"];
        else
        {
            await ShowAsync(new ShareForm { Key = draft.Key, Title = draft.Title, Text = draft.Text, Url = draft.Url, Kept = kept }, stop);
            Notice = MissingText(draft);
        }
        return Page();
    }

    /// <summary>Makes the report, or shows the form again with everything in it.</summary>
    public async Task<IActionResult> OnPostAsync(ShareForm form, CancellationToken stop)
    {
        if (!me.IsSignedIn && Request.WantsJson()) return Problem(StatusCodes.Status401Unauthorized, "signed-out", texts["Share.SignedOut"]);
        var reading = await intake.ReadAsync(form, stop);
        if (!me.IsSignedIn) return Redirect(await intake.KeepAndAskAsync(form, reading, stop));
        if (!await antiforgery.IsRequestValidAsync(HttpContext))
            return await AgainAsync(form, reading, StatusCodes.Status400BadRequest, "antiforgery", texts["Share.Again"], stop);
        if (form.Person is { } sender && sender != me.Id)
            return Problem(StatusCodes.Status409Conflict, "person", texts["Share.OtherPerson"]);
        Faults = reading.Faults;
        if (Faults.Count > 0)
            return await AgainAsync(form, reading, StatusCodes.Status422UnprocessableEntity, "faulty", FaultText(Faults.Values.First()), stop);
        var id = await intake.ReportAsync(me.OrganisationId, me.Id, reading, form.Tap!.Value, form.Kept);
        if (!Request.WantsJson()) return Redirect($"/desk/reports/{id}");
        return new JsonResult(new { id, url = $"/desk/reports/{id}" }) { StatusCode = StatusCodes.Status201Created };
    }

    /// <summary>The sentence for a fault.</summary>
    public string FaultText(ShareFault fault) => texts[$"Share.Fault.{fault}", Discussion.LongestText, Intake.MostPictures];

    /// <summary>That pictures did not come along, and why; null when none is missing.</summary>
    private string? MissingText(ShareDraft draft)
    {
        if (draft.LeftOutBecause is not { } why) return null;
        var missing = texts[draft.LeftOut == 1 ? "Share.Missing.One" : "Share.Missing.Many", draft.LeftOut];
        return missing + " " + texts[$"Share.Missing.{why}", Intake.MostPictures];
    }

    private async Task<IActionResult> AgainAsync(ShareForm form, Reading reading, int status, string code, string notice, CancellationToken stop)
    {
        if (Request.WantsJson()) return Problem(status, code, notice);
        form.Key = reading.Shared.Key;
        if (reading.Pictures.Count > 0) form.Kept = await intake.KeepAsync(form, reading, signedIn: true, stop);
        await ShowAsync(form, stop);
        Notice = code == "faulty" ? null : notice;
        Response.StatusCode = status;
        return Page();
    }

    private async Task ShowAsync(ShareForm form, CancellationToken stop)
    {
        ModelState.Clear();
        Form = form;
        if (me.IsSignedIn) Drill = (await drills.AskedAsync(me.Id, stop))?.Id;
        IsDrill = (await intake.LookAsync(form, stop)).Drill is not null;
        if (form.Kept is { Length: > 0 }) KeptPictures = (await intake.DraftAsync(form.Kept, stop))?.Pictures ?? 0;
    }

    private JsonResult Problem(int status, string code, string detail) =>
        new(new { title = texts["Share.NotSent"], detail, code, status }) { StatusCode = status };
}
