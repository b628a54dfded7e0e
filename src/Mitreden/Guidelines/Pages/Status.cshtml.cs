using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Guidelines.Acknowledging;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Pages;

/// <summary>How many have acknowledged a version.</summary>
/// <param name="Head">The version.</param>
/// <param name="Count">How many of those who are in.</param>
public sealed record VersionCount(VersionHead Head, int Count);

/// <summary>How many have acknowledged what holds, by version and department. There is no page, for nobody, that says who.</summary>
[Authorize(Policy = GuidelinesModule.StatusPolicy)]
public sealed class StatusModel(AppDb db, People people) : PageModel
{
    /// <summary>The version that holds now.</summary>
    public VersionHead? Version { get; private set; }
    /// <summary>People who are in.</summary>
    public int All { get; private set; }
    /// <summary>Those of them who have acknowledged what holds; null when there are too few people for a count.</summary>
    public int? Confirmed { get; private set; }
    /// <summary>Departments with enough people.</summary>
    public IReadOnlyList<DepartmentCount> Departments { get; private set; } = [];
    /// <summary>Every version, newest first.</summary>
    public IReadOnlyList<VersionCount> Versions { get; private set; } = [];

    /// <summary>Counts.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        var heads = await db.GuidelineVersions.AsNoTracking().OrderByDescending(v => v.Number).Select(v => new { v.Id, Head = new VersionHead(v.Number, v.PublishedAt, v.IsMaterial) }).ToListAsync(stop);
        (Version, All) = (heads.FirstOrDefault()?.Head, await people.CountJoinedAsync(stop));
        if (Version is null || All < Few.Fewest) return;
        var rows = await db.Acknowledgements.AsNoTracking().Select(a => new { a.VersionId, a.PersonId }).ToListAsync(stop);
        // Who knows the last material version knows what holds: what came after it was only explained differently.
        var asked = heads.FirstOrDefault(h => h.Head.IsMaterial)?.Head.Number ?? heads[^1].Head.Number;
        var valid = heads.Where(h => h.Head.Number >= asked).Select(h => h.Id).ToHashSet();
        var ids = rows.Where(r => valid.Contains(r.VersionId)).Select(r => r.PersonId).Distinct().ToList();
        Confirmed = await people.CountJoinedAsync(ids, stop);
        Departments = DepartmentCount.Shown(await people.ByDepartmentAsync(ids, stop), Few.Fewest);
        foreach (var head in heads) Versions = [.. Versions, new VersionCount(head.Head, await people.CountJoinedAsync([.. rows.Where(r => r.VersionId == head.Id).Select(r => r.PersonId)], stop))];
    }
}
