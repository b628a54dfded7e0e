using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Duty;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Contracts;

/// <summary>Times of one discussion, without anybody in it: what figures are made of.</summary>
/// <param name="ReportedAt">When it reached the server.</param>
/// <param name="SeenAt">When the desk first had it, or null: still running.</param>
/// <param name="FirstWordAt">When the reporter first heard a human word, or null.</param>
/// <param name="ClosedAt">When it was closed, or null.</param>
/// <param name="Severity">0 to 6, or null before triage.</param>
/// <param name="FalseAlarm">True when it turned out to be none.</param>
/// <param name="Withdrawn">True when the reporter took it back.</param>
/// <param name="Escalated">True when those who were called first did not come.</param>
public sealed record DiscussionTimes(
    DateTimeOffset ReportedAt, DateTimeOffset? SeenAt, DateTimeOffset? FirstWordAt, DateTimeOffset? ClosedAt, int? Severity,
    bool FalseAlarm, bool Withdrawn, bool Escalated)
{
    /// <summary>True when it came in duty hours, by the roster as it is now.</summary>
    public bool OnDuty { get; init; } = true;
}

/// <summary>How much the desk was called, without anybody's name.</summary>
/// <param name="People">Members who were alerted at least once.</param>
/// <param name="Alerts">All alerts; one person alerted three times about one discussion counts three.</param>
/// <param name="Most">Most alerts of one member.</param>
public sealed record AlertLoad(int People, int Alerts, int Most);

/// <summary>What Insights may ask the desk. Drills are in none of it.</summary>
public sealed class DeskFigures(AppDb db, DutyDesk duty)
{
    /// <summary>How often members were alerted since then: many calls to few people wear them out.</summary>
    public async Task<AlertLoad> LoadAsync(DateTimeOffset since, CancellationToken stop = default)
    {
        var counts = await db.Alerts.AsNoTracking().Where(a => !a.IsDrill && a.At >= since).GroupBy(a => a.PersonId).Select(own => own.Count()).ToListAsync(stop);
        return new AlertLoad(counts.Count, counts.Sum(), counts.DefaultIfEmpty().Max());
    }

    /// <summary>All discussions of the organisation that were reported since then; several reports of one thread are one.</summary>
    public async Task<List<DiscussionTimes>> SinceAsync(DateTimeOffset since, CancellationToken stop = default)
    {
        var all = await db.Discussions.AsNoTracking().Where(d => d.DrillId == null && d.ReportedAt >= since && d.State != DiscussionState.Merged)
            .Select(d => new DiscussionTimes(d.ReportedAt, d.SeenAt, d.FirstWordAt, d.ClosedAt, d.Severity, d.Outcome == Outcome.FalseAlarm,
                d.State == DiscussionState.Withdrawn, d.Events.Any(e => e.Kind == EventKind.Escalated))).ToListAsync(stop);
        if (all.Count == 0) return all;
        var plan = await duty.PlanAsync(stop);
        return [.. all.Select(d => d with { OnDuty = plan.OnDutyAt(d.ReportedAt).Kind == DutyKind.Working })];
    }

    /// <summary>How many discussions are open now.</summary>
    public Task<int> OpenAsync(CancellationToken stop = default) =>
        db.Discussions.CountAsync(d => d.DrillId == null && d.ClosedAt == null, stop);
}
