using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;

namespace Mitreden.Desk.Drills;

/// <summary>The drill whose thread somebody shares.</summary>
/// <param name="Id">The drill.</param>
/// <param name="IsRunning">False before it has begun and once it is over: then there is nothing to report, and what is reported all the same is real.</param>
public sealed record SharedDrill(Guid Id, bool IsRunning);

/// <summary>Everything that is asked about drills.</summary>
public sealed partial class DrillDesk(AppDb db, MitredenSettings settings, IHttpContextAccessor http)
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

    /// <summary>
    /// Of the links that were shared together the one that counts, and the drill when each of them leads to the thread of one. Otherwise what is shared is
    /// real, and the first link that leads elsewhere counts.
    /// </summary>
    public async Task<(string? Url, SharedDrill? Drill)> AmongAsync(IReadOnlyList<string> links, CancellationToken stop = default)
    {
        var shared = links.Select(l => (Link: l, Id: ThreadAt(l))).ToList();
        var ids = shared.Select(s => s.Id).OfType<Guid>().Distinct().ToList();
        var drills = ids.Count == 0 ? [] : await db.Drills.Where(d => ids.Contains(d.Id)).Select(d => new SharedDrill(d.Id, d.State == DrillState.Running)).ToListAsync(stop);
        if (shared.Find(s => drills.TrueForAll(d => d.Id != s.Id)) is ({ } real, _)) return (real, null);
        if (shared.Count == 0) return (null, null);
        var drill = drills.Find(d => d.IsRunning) ?? drills[0];
        return (shared.Find(s => s.Id == drill.Id).Link, drill);
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

    /// <summary>The id in the address of a thread here; null for any other address.</summary>
    /// <remarks>
    /// The host counts: anybody could make an address with a known id, to have something real taken for an exercise. A company reaches its installation under
    /// several names; the one under which it is reached now is as good as the one that the host has set.
    /// </remarks>
    private Guid? ThreadAt(string link) => Uri.TryCreate(link, UriKind.Absolute, out var uri) && IsOurs(uri.Host)
        && Guid.TryParse(Thread().Match(uri.AbsolutePath).Groups[1].ValueSpan, out var id) ? id : null;

    private bool IsOurs(string host) => string.Equals(host, http.HttpContext?.Request.Host.Host, StringComparison.OrdinalIgnoreCase)
        || Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var mine) && string.Equals(host, mine.Host, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("/desk/drills/([0-9a-fA-F-]{36})/thread/?$", RegexOptions.CultureInvariant)]
    private static partial Regex Thread();
}
