using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Guidelines.Acknowledging;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Pages;

/// <summary>About how many knew a version while it held.</summary>
/// <param name="Head">The version with which people were asked.</param>
/// <param name="Count">How many of those who are on the list have acknowledged it, or one that only explained it further; null before its first night.</param>
public sealed record VersionCount(VersionHead Head, Roughly? Count);

/// <summary>
/// About how many had acknowledged the guideline by last night. There is no page, for nobody, that says who, and none on which a number moves
/// when somebody puts down their phone or is moved about on the list (decision 0031).
/// </summary>
[Authorize(Policy = GuidelinesModule.StatusPolicy)]
public sealed class StatusModel(AppDb db, People people) : PageModel
{
    /// <summary>The version that holds now.</summary>
    public VersionHead? Version { get; private set; }
    /// <summary>Every version with which people were asked, newest first; none when too few people were on the list for a count.</summary>
    public IReadOnlyList<VersionCount> Versions { get; private set; } = [];

    /// <summary>Counts.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        // By universal time: whoever may set the company's time zone must not choose the hour at which it is counted.
        var night = new DateTimeOffset(db.Time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var heads = await db.GuidelineVersions.AsNoTracking().OrderBy(v => v.Number)
            .Select(v => new { v.Id, Head = new VersionHead(v.Number, v.PublishedAt, v.IsMaterial) }).ToListAsync(stop);
        Version = heads.LastOrDefault()?.Head;
        var listed = await people.ListedAsync(night, stop);
        if (listed.Count < Few.FewestPicked && heads.Exists(h => h.Head.PublishedAt < night)) return;
        var rows = await db.Acknowledgements.AsNoTracking().Where(a => a.At < night).Select(a => new { a.VersionId, a.PersonId }).ToListAsync(stop);
        foreach (var asked in heads.Where(h => h.Head.IsMaterial || h == heads[0]))
        {
            // Who knows it knows what holds until people are asked anew: what comes between only explains it.
            var same = heads.SkipWhile(h => h != asked).TakeWhile(h => h == asked || !h.Head.IsMaterial).Select(h => h.Id).ToHashSet();
            var know = rows.Where(r => same.Contains(r.VersionId) && listed.Contains(r.PersonId)).Select(r => r.PersonId).Distinct().Count();
            Versions = [new VersionCount(asked.Head, asked.Head.PublishedAt < night ? Roughly.Of(know, listed.Count) : null), .. Versions];
        }
    }
}
