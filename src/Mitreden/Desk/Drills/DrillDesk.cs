using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Drills;

/// <summary>The drill whose thread somebody shares.</summary>
/// <param name="Id">The drill.</param>
/// <param name="IsRunning">False before it has begun and once it is over: then there is nothing to report.</param>
public sealed record SharedDrill(Guid Id, bool IsRunning);

/// <summary>Everything that is asked about drills.</summary>
public sealed partial class DrillDesk(AppDb db)
{
    /// <summary>The one that is planned or running, or null.</summary>
    public Task<Drill?> CurrentAsync(CancellationToken stop = default) => db.Drills.AsNoTracking().SingleOrDefaultAsync(d => d.EndedAt == null, stop);

    /// <summary>Those that are over, the newest first.</summary>
    /// <param name="most">At most this many.</param>
    /// <param name="stop">Ends the query.</param>
    public Task<List<Drill>> PastAsync(int most, CancellationToken stop = default) =>
        db.Drills.AsNoTracking().Where(d => d.EndedAt != null).OrderByDescending(d => d.EndedAt).Take(most).ToListAsync(stop);

    /// <summary>The last one that has a report, or null.</summary>
    public Task<Drill?> LastAsync(CancellationToken stop = default) =>
        db.Drills.AsNoTracking().Where(d => d.State == DrillState.Ended).OrderByDescending(d => d.EndedAt).FirstOrDefaultAsync(stop);

    /// <summary>The drill whose thread is at an address, or null when it is any other address: then what is shared is real.</summary>
    /// <remarks>The id decides and not the host: a company reaches its installation under several names, and nobody else's drill has the same id.</remarks>
    public async Task<SharedDrill?> AtAsync(string? url, CancellationToken stop = default)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !Guid.TryParse(Thread().Match(uri.AbsolutePath).Groups[1].ValueSpan, out var id)) return null;
        return await db.Drills.Where(d => d.Id == id).Select(d => new SharedDrill(d.Id, d.State == DrillState.Running)).SingleOrDefaultAsync(stop);
    }

    /// <summary>The drill of which somebody says that what they share belongs to it, as long as it runs; else null, and what is shared is real.</summary>
    public Task<SharedDrill?> RunningAsync(Guid? id, CancellationToken stop = default) => id is null ? Task.FromResult<SharedDrill?>(null)
        : db.Drills.Where(d => d.Id == id && d.State == DrillState.Running).Select(d => new SharedDrill(d.Id, true)).SingleOrDefaultAsync(stop);

    /// <summary>The running drill that a person is asked to share and has not shared yet, or null.</summary>
    public Task<Drill?> AskedAsync(Guid person, CancellationToken stop = default) => db.Drills.AsNoTracking().SingleOrDefaultAsync(d => d.State == DrillState.Running
        && db.Set<DrillAsk>().Any(a => a.DrillId == d.Id && a.PersonId == person) && !db.Set<Discussion>().Any(r => r.DrillId == d.Id && r.ReporterId == person), stop);

    /// <summary>What has happened in a drill so far.</summary>
    public async Task<DrillTimes> TimesAsync(Guid id, CancellationToken stop = default)
    {
        var reports = await db.Set<Discussion>().Where(d => d.DrillId == id).Select(d => new { d.Id, d.ReportedAt, d.SeenAt, d.FirstWordAt }).ToListAsync(stop);
        var ids = reports.Select(r => r.Id).ToList();
        var alerts = await db.Alerts.Where(a => ids.Contains(a.DiscussionId)).Select(a => new { a.ShownAt, a.MailedAt }).ToListAsync(stop);
        var ends = await db.DiscussionEvents.Where(e => ids.Contains(e.DiscussionId) && e.Kind == EventKind.Resolved).Select(e => (DateTimeOffset?)e.At).ToListAsync(stop);
        return new DrillTimes(reports.Min(r => (DateTimeOffset?)r.ReportedAt), alerts.SelectMany(a => new[] { a.ShownAt, a.MailedAt }).Min(),
            reports.Min(r => r.SeenAt), reports.Min(r => r.FirstWordAt), ends.Min());
    }

    /// <summary>True while a real discussion looks for somebody: every drill waits for that.</summary>
    public Task<bool> RealOneWaitsAsync(DateTimeOffset now, CancellationToken stop) =>
        db.Set<Discussion>().AnyAsync(d => d.DrillId == null && d.ClosedAt == null && d.HandlerId == null && d.AskedAt <= now, stop);

    /// <summary>When the next one is due after the last one that has a report.</summary>
    public static DateTimeOffset NextDue(Drill last) => last.EndedAt!.Value.AddMonths(3);

    [GeneratedRegex("/desk/drills/([0-9a-fA-F-]{36})/thread/?$", RegexOptions.CultureInvariant)]
    private static partial Regex Thread();
}
