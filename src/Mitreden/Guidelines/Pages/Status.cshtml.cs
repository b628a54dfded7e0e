using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Ui;
using Mitreden.Guidelines.Acknowledging;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Pages;

/// <summary>How many have acknowledged a version.</summary>
/// <param name="Head">The version.</param>
/// <param name="Count">How many of those who are in; null when it came out after the last count.</param>
public sealed record VersionCount(VersionHead Head, Roughly? Count);

/// <summary>How many of a department have acknowledged what holds.</summary>
/// <param name="Department">Name of the department.</param>
/// <param name="Count">How many.</param>
public sealed record DepartmentShare(string Department, Roughly Count);

/// <summary>
/// About how many had acknowledged what holds by last night, by version and department. There is no page, for nobody, that says who, and none on
/// which a number moves when somebody puts down their phone (decision 0031).
/// </summary>
[Authorize(Policy = GuidelinesModule.StatusPolicy)]
public sealed class StatusModel(AppDb db, People people, Clock clock) : PageModel
{
    /// <summary>The version that holds now.</summary>
    public VersionHead? Version { get; private set; }
    /// <summary>People who are in.</summary>
    public int All { get; private set; }
    /// <summary>True when there are enough people for a count.</summary>
    public bool AreEnough => All >= Few.Fewest;
    /// <summary>Those of them who have acknowledged what holds; null before the first night.</summary>
    public Roughly? Confirmed { get; private set; }
    /// <summary>Departments of which something may be shown.</summary>
    public IReadOnlyList<DepartmentShare> Departments { get; private set; } = [];
    /// <summary>Every version, newest first.</summary>
    public IReadOnlyList<VersionCount> Versions { get; private set; } = [];

    /// <summary>Counts.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        var heads = await db.GuidelineVersions.AsNoTracking().OrderByDescending(v => v.Number).Select(v => new { v.Id, Head = new VersionHead(v.Number, v.PublishedAt, v.IsMaterial) }).ToListAsync(stop);
        (Version, All) = (heads.FirstOrDefault()?.Head, await people.CountJoinedAsync(stop));
        if (Version is null || !AreEnough) return;
        var night = clock.LastMidnight;
        var rows = await db.Acknowledgements.AsNoTracking().Where(a => a.At < night).Select(a => new { a.VersionId, a.PersonId }).ToListAsync(stop);
        foreach (var head in heads) Versions = [.. Versions, new VersionCount(head.Head, head.Head.PublishedAt < night ? await AboutAsync([.. rows.Where(r => r.VersionId == head.Id).Select(r => r.PersonId)], stop) : null)];
        // Who knows the last material version knows what holds: what came after it was only explained differently.
        var asked = heads.FirstOrDefault(h => h.Head.IsMaterial) ?? heads[^1];
        if (asked.Head.PublishedAt >= night) return;
        var valid = heads.Where(h => h.Head.Number >= asked.Head.Number).Select(h => h.Id).ToHashSet();
        var ids = rows.Where(r => valid.Contains(r.VersionId)).Select(r => r.PersonId).Distinct().ToList();
        Confirmed = await AboutAsync(ids, stop);
        Departments = await SharesAsync(Confirmed!.Value, ids, stop);
    }

    private async Task<Roughly?> AboutAsync(List<Guid> ids, CancellationToken stop) => Roughly.Count(await people.CountJoinedAsync(ids, stop), All);

    private async Task<IReadOnlyList<DepartmentShare>> SharesAsync(Roughly whole, List<Guid> ids, CancellationToken stop)
    {
        var shown = DepartmentCount.Shown(await people.ByDepartmentAsync(ids, stop), Few.Fewest)
            .Select(d => new DepartmentShare(d.Department, Roughly.Share(d.Some, d.All)!.Value)).ToList();
        return Roughly.Tell(whole, [.. shown.Select(d => d.Count)]) ? [] : shown;
    }
}
