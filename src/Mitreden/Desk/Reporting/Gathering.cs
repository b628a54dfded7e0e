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
    /// <summary>Time in which a person's reports are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    /// <summary>What somebody has sent this long before a flood is gathered with it.</summary>
    public static readonly TimeSpan Reach = 6 * Window;

    /// <summary>Those among them who have sent more within <see cref="Window"/> than anybody taps.</summary>
    public async Task<HashSet<Guid>> FloodsAsync(IReadOnlyList<Arrival> arrivals)
    {
        var since = db.Time.GetUtcNow() - Window;
        List<Guid?> people = [.. arrivals.Select(a => a.Reporter)];
        var many = await db.Discussions.Where(d => d.ReporterId != null && people.Contains(d.ReporterId) && d.ReportedAt > since)
            .GroupBy(d => new { d.ReporterId, d.DrillId }).Where(g => g.Count() >= Flood).Select(g => g.Key).ToListAsync();
        return [.. arrivals.Where(a => many.Any(m => m.ReporterId == a.Reporter && m.DrillId == a.Reading.Shared.Drill)).Select(a => a.Reporter)];
    }

    /// <summary>Merges reports, which are not saved yet, into what they belong to; one without such a thing stands for itself and wakes the desk.</summary>
    /// <param name="reports">The reports, in the order in which they came.</param>
    /// <param name="flood">True for one out of a flood of the same person (<see cref="FloodsAsync"/>).</param>
    public async Task PlaceAsync(IReadOnlyList<Discussion> reports, bool flood)
    {
        var (now, open, leads) = (db.Time.GetUtcNow(), await OpenAsync(reports), new Leads());
        foreach (var report in reports)
        {
            if (Thread.Of(report) is { } thread && open.TryGetValue(thread, out var lead)) Merge(report, lead, leads, now, flood);
            else if (flood) await GatherAsync(report, leads, now);
            if (report.IsMerged) continue;
            leads[report] = null;
            if (Thread.Of(report) is { } own) open[own] = report;
        }
        Follow(leads);
    }

    /// <summary>
    /// Of two people who report a thread at the same moment on two replicas neither finds the other's report: whoever looks after both are stored puts
    /// the later one to the earlier one.
    /// </summary>
    public async Task SettleAsync(IReadOnlyList<Discussion> reports)
    {
        var alone = reports.Where(r => !r.IsMerged && Thread.Of(r) is not null).ToList();
        if (alone.Count == 0) return;
        List<string?> keys = [.. alone.Where(r => !r.IsDrill).Select(r => r.ThreadKey)];
        var twice = keys.Count == 0 ? [] : await RealOf(keys).GroupBy(d => d.ThreadKey).Where(g => g.Count() > 1).Select(g => g.Key).ToListAsync();
        foreach (var report in alone.Where(r => r.IsDrill || twice.Contains(r.ThreadKey))) await SettleAsync(report);
    }

    private async Task SettleAsync(Discussion report)
    {
        for (var attempt = 0; attempt < LostRaces.Attempts; attempt++)
        {
            db.ChangeTracker.Clear();
            var open = await Ordered(report.IsDrill ? OfDrill(report.DrillId) : RealOf([report.ThreadKey])).ToListAsync();
            if (open.Count < 2) return;
            var leads = new Leads();
            // What somebody has seen meanwhile is theirs: the desk puts it together, or does not.
            foreach (var later in open.Skip(1).Where(d => d.SeenAt is null))
            {
                foreach (var part in await db.PartsAsync(later.Id)) part.Follow(open[0]);
                Merge(later, open[0], leads, db.Time.GetUtcNow());
            }
            Follow(leads);
            try
            {
                await db.SaveChangesAsync();
                return;
            }
            catch (DbUpdateException late) when (late.IsLostRace)
            {
                // Another of them settles at the same moment, or somebody has taken one: look again. Two for a while would harm nobody.
                await LostRaces.PauseAsync();
            }
        }
    }

    /// <summary>The open discussions to which the reports belong, of each thread the oldest.</summary>
    private async Task<Dictionary<Thread, Discussion>> OpenAsync(IReadOnlyList<Discussion> reports)
    {
        List<string?> keys = [.. reports.Where(r => !r.IsDrill && r.ThreadKey is not null).Select(r => r.ThreadKey).Distinct()];
        List<Guid?> drills = [.. reports.Where(r => r.IsDrill).Select(r => r.DrillId).Distinct()];
        var open = new List<Discussion>();
        if (keys.Count > 0) open.AddRange(await Ordered(RealOf(keys)).ToListAsync());
        // All of a drill are one: of these the first is enough.
        foreach (var drill in drills) open.AddRange(await Ordered(OfDrill(drill)).Take(1).ToListAsync());
        return open.DistinctBy(Thread.Of).ToDictionary(d => Thread.Of(d)!);
    }

    private static IOrderedQueryable<Discussion> Ordered(IQueryable<Discussion> rows) => rows.OrderBy(d => d.ReportedAt).ThenBy(d => d.Id);

    private async Task GatherAsync(Discussion report, Leads leads, DateTimeOffset now)
    {
        var since = now - Reach;
        var own = await Ordered(db.OpenDiscussions.Where(d => d.DrillId == report.DrillId && d.ReporterId == report.ReporterId && d.ReportedAt > since)).ToListAsync();
        if (own.Count == 0) return;
        // What others have reported as well stays where it is.
        var ids = own.Select(d => (Guid?)d.Id).ToList();
        var shared = await db.Discussions.Where(d => d.MergedInto != null && ids.Contains(d.MergedInto)).Select(d => d.MergedInto!.Value).Distinct().ToListAsync();
        foreach (var untouched in own.Skip(1).Where(d => d.SeenAt is null && !shared.Contains(d.Id))) Merge(untouched, own[0], leads, now, flood: true);
        Merge(report, own[0], leads, now, flood: true);
    }

    private void Merge(Discussion report, Discussion lead, Leads leads, DateTimeOffset now, bool flood = false)
    {
        var before = DeskChanges.Before.Of(lead);
        leads.TryAdd(lead, before);
        // Whoever has it may be at home, and it may be calm so far.
        if ((!flood || report.Involvement > lead.Involvement) && lead.NoteHeat(report)) TellDesk.EnqueueFor(db, report);
        report.MergeInto(lead, null, now, flood);
        DeskChanges.Follow(db, report);
    }

    /// <summary>Once for each that leads, however many have come to it: it has one alarm.</summary>
    private void Follow(Leads leads)
    {
        foreach (var (lead, before) in leads)
        {
            if (before is { } was) DeskChanges.Follow(db, lead, was);
            else DeskChanges.Follow(db, lead);
            if (before is not null) lead.Bind();
        }
    }

    /// <summary>Open ones of these threads that are no drill.</summary>
    private IQueryable<Discussion> RealOf(List<string?> keys) => db.OpenDiscussions.Where(d => d.DrillId == null && d.ThreadKey != null && keys.Contains(d.ThreadKey));

    private IQueryable<Discussion> OfDrill(Guid? drill) => db.OpenDiscussions.Where(d => d.DrillId == drill);

    /// <summary>What makes two reports one: the drill, or else the thread. Nothing of a drill belongs to anything real.</summary>
    private sealed record Thread(Guid? Drill, string? Key)
    {
        /// <summary>Of a report; null when it belongs to nothing that can be recognised.</summary>
        public static Thread? Of(Discussion report) =>
            report.DrillId is { } drill ? new Thread(drill, null) : report.ThreadKey is { } key ? new Thread(null, key) : null;
    }

    /// <summary>What leads, and how it was before anything came to it; null when it is new itself.</summary>
    private sealed class Leads : Dictionary<Discussion, DeskChanges.Before?>;
}
