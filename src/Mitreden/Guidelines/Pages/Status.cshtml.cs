using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Pages;

/// <summary>How many have acknowledged the current version. There is no page, for nobody, that says who.</summary>
[Authorize(Policy = GuidelinesModule.StatusPolicy)]
public sealed class StatusModel(AppDb db, People people) : PageModel
{
    /// <summary>With fewer people than this no count is shown.</summary>
    public const int Fewest = 5;

    /// <summary>The version that holds now.</summary>
    public GuidelineVersion? Version { get; private set; }
    /// <summary>People who are in.</summary>
    public int All { get; private set; }
    /// <summary>Those of them who have acknowledged; null when there are too few people for a count.</summary>
    public int? Confirmed { get; private set; }

    /// <summary>Counts.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        Version = await db.CurrentGuidelineAsync(stop);
        All = await people.CountJoinedAsync(stop);
        if (Version is null || All < Fewest) return;
        var ids = await db.Acknowledgements.Where(a => a.VersionId == Version.Id).Select(a => a.PersonId).ToListAsync(stop);
        Confirmed = await people.CountJoinedAsync(ids, stop);
    }
}
