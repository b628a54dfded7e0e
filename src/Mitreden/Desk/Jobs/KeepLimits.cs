using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Duty;
using Mitreden.Desk.Posting;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Desk.Jobs;

/// <summary>
/// Forgets what has been kept long enough: drafts after an hour or, from mails, a day; the link to a reporter 30 days after the end of the
/// discussion, the discussion with everything on it 90 days after its end, one of a drill 14 days after its end, changes of the roster 14 days after theirs,
/// a posting stop 30 days after it was lifted.
/// </summary>
public sealed record KeepLimits : IJob
{
    /// <summary>Days after the end until the reporter is forgotten.</summary>
    public const int ReporterDays = 30;
    /// <summary>Days after the end until the discussion goes.</summary>
    public const int DiscussionDays = 90;
    /// <summary>Days after the end until what belonged to a drill goes: what was measured stands in the drill.</summary>
    public const int DrillDays = 14;

    /// <inheritdoc />
    public static string Kind => "desk.keep-limits";
}

internal sealed class KeepLimitsHandler(AppDb db) : IJobHandler<KeepLimits>
{
    /// <summary>What ended before a time. A report that belongs to another one ends with that one.</summary>
    private static IQueryable<Discussion> Ended(IQueryable<Discussion> all, DateTimeOffset before) =>
        all.Where(d => d.ClosedAt <= before && !all.Any(lead => lead.Id == d.MergedInto && (lead.ClosedAt == null || lead.ClosedAt > before)));

    public Task RunAsync(KeepLimits job, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        var (reporters, discussions) = (now.AddDays(-KeepLimits.ReporterDays), now.AddDays(-KeepLimits.DiscussionDays));
        var all = db.Discussions.IgnoreQueryFilters([AppDb.OrganisationFilter]);
        return db.WriteAsync(async () =>
        {
            await db.ShareDrafts.Where(d => d.ExpiresAt <= now).ExecuteDeleteAsync(CancellationToken.None);
            var changes = now.AddDays(-DutyChange.KeptDays);
            await db.DutyChanges.IgnoreQueryFilters([AppDb.OrganisationFilter]).Where(c => c.Until <= changes).ExecuteDeleteAsync(CancellationToken.None);
            await PostingSetup.Past(db.Set<PostingChange>().IgnoreQueryFilters([AppDb.OrganisationFilter]), now.AddDays(-PostingSetup.KeptDays)).ExecuteDeleteAsync(CancellationToken.None);
            await Ended(all, discussions).ExecuteDeleteAsync(CancellationToken.None);
            await Ended(all, now.AddDays(-KeepLimits.DrillDays)).Where(d => d.DrillId != null).ExecuteDeleteAsync(CancellationToken.None);
            return await Ended(all, reporters).Where(d => d.ReporterId != null)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.ReporterId, (Guid?)null), CancellationToken.None);
        });
    }
}
