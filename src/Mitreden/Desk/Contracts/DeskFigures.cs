using Microsoft.EntityFrameworkCore;
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
public sealed record DiscussionTimes(
    DateTimeOffset ReportedAt, DateTimeOffset? SeenAt, DateTimeOffset? FirstWordAt, DateTimeOffset? ClosedAt, int? Severity,
    bool FalseAlarm, bool Withdrawn);

/// <summary>What Insights may ask the desk.</summary>
public sealed class DeskFigures(AppDb db)
{
    /// <summary>All discussions of the organisation that were reported since then.</summary>
    public Task<List<DiscussionTimes>> SinceAsync(DateTimeOffset since, CancellationToken stop = default) => db.Discussions
        .AsNoTracking().Where(d => d.ReportedAt >= since)
        .Select(d => new DiscussionTimes(d.ReportedAt, d.SeenAt, d.FirstWordAt, d.ClosedAt, d.Severity,
            d.Outcome == Outcome.FalseAlarm, d.State == DiscussionState.Withdrawn))
        .ToListAsync(stop);

    /// <summary>How many discussions are open now.</summary>
    public Task<int> OpenAsync(CancellationToken stop = default) =>
        db.Discussions.CountAsync(d => d.State != DiscussionState.Resolved && d.State != DiscussionState.Withdrawn && d.State != DiscussionState.Learned, stop);
}
