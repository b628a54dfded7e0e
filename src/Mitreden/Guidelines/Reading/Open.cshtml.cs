using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Guidelines.Showing;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Reading;

/// <summary>The guideline for whoever has the open link. Open without sign-in because the organisation wants that; it names nobody, and search engines are kept out.</summary>
[AllowAnonymous]
public sealed class OpenModel(AppDb db, OpenLinks links, Film film, CurrentOrganisation current, Companies companies, Speech speech) : PageModel
{
    /// <summary>The version that holds.</summary>
    public GuidelineVersion Version { get; private set; } = null!;
    /// <summary>Name of the organisation.</summary>
    public string Company { get; private set; } = "";

    /// <summary>The video, or null.</summary>
    public OpenFilmView? Film { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string token, CancellationToken stop)
    {
        Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        if (!await links.EnterAsync(token, stop)) return NotFound();
        if (await db.CurrentGuidelineAsync(stop) is not { } version || await companies.FindAsync(current.Id!.Value, stop) is not { } company) return NotFound();
        speech.Say(company.Formal);
        (Version, Company, Film) = (version, company.Name, await film.ShowOpenAsync(FilmDoors.Root(token), stop));
        return Page();
    }
}
