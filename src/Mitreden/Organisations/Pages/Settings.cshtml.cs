using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations.Pages;

/// <summary>Name, form of address and time zone of the organisation, and whether links in reports are looked at.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class SettingsModel(AppDb db, Happenings happenings, IndustryNames industries, CurrentPerson me, Texts<OrganisationsTexts> texts) : PageModel
{
    /// <summary>The zones to choose from, by their IANA names.</summary>
    public static IReadOnlyList<string> Zones { get; } =
    [
        "Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Luxembourg", "Europe/Brussels", "Europe/Amsterdam", "Europe/Paris", "Europe/London",
        "Europe/Dublin", "Europe/Lisbon", "Europe/Madrid", "Europe/Rome", "Europe/Copenhagen", "Europe/Stockholm", "Europe/Oslo", "Europe/Warsaw",
        "Europe/Prague", "Europe/Budapest", "Europe/Bucharest", "Europe/Athens", "Europe/Helsinki", "Europe/Istanbul",
    ];

    /// <summary>Name of the organisation.</summary>
    [BindProperty]
    public string? Name { get; set; }
    /// <summary><c>du</c> or <c>sie</c>.</summary>
    [BindProperty]
    public string? Address { get; set; }
    /// <summary>IANA time zone.</summary>
    [BindProperty]
    public string? Zone { get; set; }
    /// <summary><c>read</c> or <c>leave</c>; what is not said stays as it is.</summary>
    [BindProperty]
    public string? Links { get; set; }
    /// <summary>Name of the line of business, or <c>none</c>; what is not said stays as it is.</summary>
    [BindProperty]
    public string? Industry { get; set; }
    /// <summary>The lines of business.</summary>
    public IReadOnlyList<(Industry Industry, string Name)> Industries => industries.All;
    /// <summary>Why nothing was saved, when that belongs to no field.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows the settings.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        var organisation = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == me.OrganisationId, stop);
        (Name, Address, Zone, Links) = (organisation.Name, organisation.Formal ? "sie" : "du", organisation.Zone, organisation.ReadsLinks ? "read" : "leave");
        Industry = organisation.Industry?.ToString() ?? "none";
    }

    /// <summary>Saves them.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var organisation = await db.Organisations.SingleAsync(o => o.Id == me.OrganisationId, stop);
        if (PersonRules.Tidy(Name).Length is 0 or > Organisation.LongestName) ModelState.AddModelError(nameof(Name), texts["Settings.Name.Fault", Organisation.LongestName]);
        if (Address is not ("du" or "sie")) ModelState.AddModelError(nameof(Address), texts["Settings.Form.Fault"]);
        if (Zone != organisation.Zone && !Zones.Contains(Zone)) ModelState.AddModelError(nameof(Zone), texts["Settings.Zone.Fault"]);
        if (!ModelState.IsValid) return Again();
        organisation.Set(Name!, Address == "sie", Zone!);
        if (Links is not null) organisation.ReadLinks(Links == "read");
        var isNews = Industry is not null && organisation.Choose(IndustryNames.Read(Industry));
        if (isNews) await happenings.TellAsync(new IndustryChosen(organisation.Id, organisation.Industry!.Value, me.Id), stop);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            Problem = texts["Meanwhile"];
            return Again(StatusCodes.Status409Conflict);
        }
        TempData["Toast"] = texts[isNews ? "Settings.Industry.Saved" : "Settings.Saved"];
        return RedirectToPage();
    }

    private PageResult Again(int status = StatusCodes.Status422UnprocessableEntity)
    {
        Response.StatusCode = status;
        return Page();
    }
}
