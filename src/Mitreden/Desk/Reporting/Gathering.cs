using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.Together;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Reporting;

/// <summary>Puts a new report where it belongs: to the open discussion of the same thread, or to what the same person has just sent in a flood.</summary>
public sealed class Gathering(AppDb db)
{
    /// <summary>From this many reports of one person within <see cref="Window"/> on, further ones are gathered in one: nobody taps that often.</summary>
    public const int Flood = 15;
    /// <summary>How often the reports of a thread are looked at anew while they change.</summary>
    private const int Attempts = 10;
    /// <summary>Time in which a person's reports are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    /// <summary>What somebody has sent this long before a flood is gathered with it.</summary>
    public static readonly TimeSpan Reach = 6 * Window;

    /// <summary>Merges the report, which is not saved yet, into what it belongs to; without such a thing it stands for itself and wakes the desk.</summary>
    public async Task PlaceAsync(Discussion report, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        if (await ThreadAsync(report, stop) is { } lead) Merge(report, lead, now);
        else if (await IsFloodAsync(report, now, stop)) await GatherAsync(report, now, stop);
        if (!report.IsMerged) DeskChanges.Follow(db, report);
    }

    /// <summary>
    /// Of two people who report a thread at the same moment neither finds the other's report: whoever looks after both are stored puts the later
    /// one to the earlier one.
    /// </summary>
    public async Task SettleAsync(Discussion report, CancellationToken stop)
    {
        if ((report.ThreadKey is null && !report.IsDrill) || report.IsMerged) return;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            db.ChangeTracker.Clear();
            var open = await Same(report).OrderBy(d => d.ReportedAt).ThenBy(d => d.Id).ToListAsync(stop);
            if (open.Count < 2) return;
            foreach (var later in open.Skip(1))
            {
                foreach (var part in await db.PartsAsync(later.Id, stop)) part.Follow(open[0]);
                Merge(later, open[0], db.Time.GetUtcNow());
            }
            try
            {
                await db.SaveChangesAsync(CancellationToken.None);
                return;
            }
            catch (DbUpdateException late) when (late.IsLostRace)
            {
                // Another of them settles at the same moment, or somebody has taken one: look again. Two for a while would harm nobody.
                await Task.Delay(Random.Shared.Next(5, 40), stop);
            }
        }
    }

    private Task<Discussion?> ThreadAsync(Discussion report, CancellationToken stop) => report.ThreadKey is null && !report.IsDrill ? Task.FromResult<Discussion?>(null)
        : Same(report).OrderBy(d => d.ReportedAt).ThenBy(d => d.Id).FirstOrDefaultAsync(stop);

    private Task<bool> IsFloodAsync(Discussion report, DateTimeOffset now, CancellationToken stop)
    {
        var since = now - Window;
        return db.Discussions.Where(d => d.DrillId == report.DrillId && d.ReporterId == report.ReporterId && d.ReportedAt > since).OrderByDescending(d => d.ReportedAt).Skip(Flood - 1).Take(1).AnyAsync(stop);
    }

    private async Task GatherAsync(Discussion report, DateTimeOffset now, CancellationToken stop)
    {
        var since = now - Reach;
        var own = await db.OpenDiscussions.Where(d => d.DrillId == report.DrillId && d.ReporterId == report.ReporterId && d.ReportedAt > since).OrderBy(d => d.ReportedAt).ThenBy(d => d.Id).ToListAsync(stop);
        if (own.Count == 0) return;
        // What others have reported as well stays where it is.
        var ids = own.Select(d => (Guid?)d.Id).ToList();
        var shared = await db.Discussions.Where(d => ids.Contains(d.MergedInto)).Select(d => d.MergedInto!.Value).Distinct().ToListAsync(stop);
        foreach (var untouched in own.Skip(1).Where(d => d.SeenAt is null && !shared.Contains(d.Id))) Merge(untouched, own[0], now);
        Merge(report, own[0], now);
    }

    private void Merge(Discussion report, Discussion lead, DateTimeOffset now)
    {
        var before = lead.Version;
        report.MergeInto(lead, null, now);
        // Whoever has it may be at home, and it may be calm so far.
        if (lead.Version != before && report.Involvement == Involvement.Heated && lead.HandlerId is not null) TellDesk.EnqueueFor(db, report);
        DeskChanges.Follow(db, report);
        DeskChanges.Follow(db, lead, before);
        lead.Bind();
    }

    /// <summary>Open ones of the same thread: all of a drill are one, and none of them belongs to anything real.</summary>
    private IQueryable<Discussion> Same(Discussion report)
    {
        var (drill, key) = (report.DrillId, report.ThreadKey);
        return drill is not null ? db.OpenDiscussions.Where(d => d.DrillId == drill) : db.OpenDiscussions.Where(d => d.DrillId == null && d.ThreadKey == key);
    }
}
