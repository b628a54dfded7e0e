using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Consents;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Providers;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Privacy.Pages;

/// <summary>What Mitreden knows about the person, in plain words, and a copy of it to take along.</summary>
public sealed class PrivacyModel(AppDb db, PersonalData data, OwnConsents consents, ProviderVideos providers, CurrentPerson me, Texts<PrivacyTexts> texts) : PageModel
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Tables with personal data, those that nobody but the program needs left out of the way at the end.</summary>
    public IReadOnlyList<CatalogueTable> Tables { get; private set; } = [];

    /// <summary>What the person has said yes to, with the name of the provider.</summary>
    public IReadOnlyList<(Consent Consent, string Provider)> Consents { get; private set; } = [];

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        foreach (var consent in await consents.HoldingAsync(stop)) Consents = [.. Consents, (consent, (await providers.FindAsync(consent.Provider, stop))?.Name ?? consent.Provider)];
        Tables = [.. Catalogue.Of(db.Model).Where(t => t.Personal.Any()).OrderBy(t => t.SeenBy == Seen.Program ? 1 : 0)];
    }

    /// <summary>The person's own data as a file (GDPR articles 15 and 20).</summary>
    public async Task<IActionResult> OnGetExportAsync(CancellationToken stop)
    {
        var parts = await data.ExportAsync(me.Id, stop);
        return File(JsonSerializer.SerializeToUtf8Bytes(parts, Readable), "application/json", "mitreden-export.json");
    }

    /// <summary>Who sees it, in words.</summary>
    public string Who(Seen seen) => seen == Seen.Program ? texts["Seen.Program"]
        : string.Join(", ", Enum.GetValues<Seen>().Where(s => s != Seen.Program && seen.HasFlag(s)).Select(s => texts[$"Seen.{s}"]));
}
