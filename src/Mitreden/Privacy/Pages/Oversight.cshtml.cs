using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Privacy.Pages;

/// <summary>The full catalogue of what is stored, for the works council and the administrator. Read-only, printable.</summary>
[Authorize(Policy = Policies.Oversight)]
public sealed class OversightModel(AppDb db, Texts<PrivacyTexts> texts) : PageModel
{
    /// <summary>All tables.</summary>
    public IReadOnlyList<CatalogueTable> Tables { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public void OnGet() => Tables = Catalogue.Of(db.Model);

    /// <summary>Who sees it, in words.</summary>
    public string Who(Seen seen) => seen == Seen.Program ? texts["Seen.Program"]
        : string.Join(", ", Enum.GetValues<Seen>().Where(s => s != Seen.Program && seen.HasFlag(s)).Select(s => texts[$"Seen.{s}"]));
}
