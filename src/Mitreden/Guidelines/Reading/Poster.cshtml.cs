using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;

namespace Mitreden.Guidelines.Reading;

/// <summary>A sheet of A4 for the notice board: three sentences, and a code that leads to the rest.</summary>
[Authorize(Policy = GuidelinesModule.StatusPolicy)]
public sealed class PosterModel(AppDb db, OpenLinks links, CurrentPerson me, MitredenSettings settings) : PageModel
{
    /// <summary>The three sentences.</summary>
    public ShortForm Text { get; private set; } = null!;
    /// <summary>The version that holds.</summary>
    public GuidelineVersion Version { get; private set; } = null!;
    /// <summary>Where the code leads.</summary>
    public string Address { get; private set; } = "";
    /// <summary>True when it can be read without signing in.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await db.CurrentGuidelineAsync(stop) is not { } version) return NotFound();
        var link = await links.MineAsync(stop);
        (Version, Text, IsOpen) = (version, version.Text.For(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, me.Formal), link is not null);
        Address = settings.Address(link?.Path ?? "/guideline");
        return Page();
    }
}
