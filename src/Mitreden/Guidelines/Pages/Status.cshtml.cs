using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Guidelines.Acknowledging;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Pages;

/// <summary>
/// About how many had acknowledged what holds by last night. There is no page, for nobody, that says who, and none on which a number moves
/// when somebody puts down their phone or is moved about on the list (decision 0031).
/// </summary>
[Authorize(Policy = GuidelinesModule.StatusPolicy)]
public sealed class StatusModel(AppDb db, People people) : PageModel
{
    /// <summary>The version with which people were asked last; null when too few were on the list for a count.</summary>
    public VersionHead? Asked { get; private set; }
    /// <summary>How many of those on the list have acknowledged it, or one that only explained it further; null before its first night.</summary>
    public Roughly? Confirmed { get; private set; }

    /// <summary>Counts.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        var night = Roughly.LastNight(db.Time.GetUtcNow());
        var heads = await db.GuidelineVersions.AsNoTracking().OrderBy(v => v.Number)
            .Select(v => new { v.Id, Head = new VersionHead(v.Number, v.PublishedAt, v.IsMaterial) }).ToListAsync(stop);
        // Who knows the last material version knows what holds: what came after it only explains it.
        var asked = heads.LastOrDefault(h => h.Head.IsMaterial) ?? heads[0];
        if (asked.Head.PublishedAt < night)
        {
            var listed = await people.ListedAsync(stop);
            var valid = heads.SkipWhile(h => h != asked).Select(h => h.Id).ToList();
            var know = await db.Acknowledgements.Where(a => a.At < night && valid.Contains(a.VersionId)).Select(a => a.PersonId).Distinct().ToListAsync(stop);
            Confirmed = Roughly.Of(know.Count(listed.Contains), listed.Count);
            if (Confirmed is null) return;
        }
        Asked = asked.Head;
    }
}
