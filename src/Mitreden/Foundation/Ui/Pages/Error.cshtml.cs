using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Ui.Pages;

/// <summary>Says what went wrong, why, and the way out; also for scripts, as problem JSON.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
public sealed class ErrorModel(Texts<UiTexts> texts) : PageModel
{
    private static readonly int[] Known = [400, 401, 403, 404, 405, 413, 429];

    /// <summary>What happened.</summary>
    public string Heading { get; private set; } = "";
    /// <summary>Why, and what to do.</summary>
    public string Text { get; private set; } = "";
    /// <summary>Icon.</summary>
    public string Icon { get; private set; } = "alert";
    /// <summary>Number to name when asking for help; only for failures of the program.</summary>
    public string? Trace { get; private set; }

    /// <summary>Any method may fail.</summary>
    public IActionResult OnGet(int code) => Show(code);
    /// <summary>Any method may fail.</summary>
    public IActionResult OnPost(int code) => Show(code);

    private IActionResult Show(int code)
    {
        if (Response.StatusCode is >= 400 and < 600 and not 404) code = Response.StatusCode;
        var key = Known.Contains(code) ? code : code is >= 400 and < 500 ? 400 : 500;
        Heading = texts[$"Error.{key}.Title"];
        Text = texts[$"Error.{key}.Text", FormGate.MostMegabytes];
        Icon = key switch { 404 => "search", 403 or 401 => "lock", 413 => "image", _ => "alert" };
        if (key == 500) Trace = Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
        if (Response.StatusCode < 400) Response.StatusCode = code is >= 400 and < 600 ? code : 404;
        if (!Request.WantsJson()) return Page();
        return new JsonResult(new { title = Heading, detail = Text, status = Response.StatusCode, trace = Trace }) { StatusCode = Response.StatusCode, ContentType = "application/problem+json" };
    }
}
