using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Reading;
using Mitreden.Foundation.Data;

namespace Mitreden.Announcements.Contracts;

/// <summary>What others may ask about announcements.</summary>
public sealed class AnnouncementFacts(AppDb db)
{
    /// <summary>
    /// How many of all employees who do not write news themselves have opened at least one announcement that was marked as information before the start,
    /// as of last night. Nobody is told an exact number.
    /// </summary>
    public Task<Band> ReachAsync(CancellationToken stop = default) => db.Set<NewsReach>().AsNoTracking().Select(r => r.Readers).SingleOrDefaultAsync(stop);
}
