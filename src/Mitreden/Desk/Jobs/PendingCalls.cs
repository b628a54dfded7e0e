using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Desk.Jobs;

/// <summary>
/// Calls that are due and have not been made yet, because a push service answers late or too many wait. Nobody is called anew about the same
/// discussion before that: both calls would be seen as one, and the second would keep others waiting for theirs.
/// </summary>
internal sealed class PendingCalls(AppDb db)
{
    /// <summary>A call that waits longer is not waited for.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Alerts of one person that are looked at. While a call waits only the mails of new steps add some, so the call is among the last.</summary>
    private const int LastOfOne = 8;

    /// <summary>The people whose devices are still to be called about the discussion, in this round.</summary>
    public async Task<IReadOnlySet<Guid>> OfAsync(Discussion discussion, CancellationToken stop)
    {
        if (discussion.Wakes <= 1) return new HashSet<Guid>();
        var now = db.Time.GetUtcNow();
        var before = await db.Alerts.Where(a => a.DiscussionId == discussion.Id && a.Round == discussion.Round && a.ShownAt == null && a.At > now - Longest)
            .OrderByDescending(a => a.At).Select(a => new { a.Id, a.PersonId }).ToListAsync(stop);
        var person = before.GroupBy(a => a.PersonId).SelectMany(g => g.Take(LastOfOne)).SelectMany(a => Keys(a.Id, discussion.IsDrill).Select(key => (Key: key, a.PersonId)))
            .ToDictionary(a => a.Key, a => a.PersonId);
        var keys = person.Keys.ToList();
        // One that has failed waits for its next try, and one that was given up for nothing.
        var open = await db.Set<Job>().Where(j => keys.Contains(j.Key) && j.DoneAt == null && j.DeadAt == null && j.RunAt <= now).Select(j => j.Key).ToListAsync(stop);
        return open.Select(key => person[key]).ToHashSet();
    }

    private static IEnumerable<string> Keys(Guid alert, bool drill) => Enumerable.Range(0, CallDevices.MostTries + 1).Select(tries => CallDevices.KeyOf(alert, tries, drill));
}
