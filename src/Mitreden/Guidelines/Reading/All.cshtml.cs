using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;

namespace Mitreden.Guidelines.Reading;

/// <summary>The whole guideline on one page, made for paper.</summary>
public sealed class AllModel(AppDb db) : PageModel
{
    /// <summary>The version that holds.</summary>
    public GuidelineVersion Version { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        if (await db.CurrentGuidelineAsync(stop) is not { } version) return NotFound();
        Version = version;
        return Page();
    }
}
