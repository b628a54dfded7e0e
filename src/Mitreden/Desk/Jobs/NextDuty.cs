using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Jobs;

/// <summary>
/// Looks whether somebody comes to the desk sooner than was planned when a discussion was put off until the next duty: the roster may have changed,
/// or somebody may have swapped, or agreed to answer evenings.
/// </summary>
public sealed record NextDuty : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.next-duty";
}

internal sealed class NextDutyHandler(IServiceScopeFactory scopes, AppDb db) : IJobHandler<NextDuty>
{
    public async Task RunAsync(NextDuty job, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        var waiting = await Waiting(db.Discussions.IgnoreQueryFilters([AppDb.OrganisationFilter]), now).Select(d => d.OrganisationId).Distinct().ToListAsync(stop);
        foreach (var organisation in waiting) await ComeForwardAsync(organisation, now, stop);
    }

    private async Task ComeForwardAsync(Guid organisation, DateTimeOffset now, CancellationToken stop)
    {
        await using var scope = scopes.For(organisation);
        var own = scope.ServiceProvider.GetRequiredService<AppDb>();
        var desk = await scope.ServiceProvider.GetRequiredService<Crew>().PresenceAsync(now, stop);
        foreach (var discussion in await Waiting(own.Discussions, now).ToListAsync(stop))
        {
            var before = DeskChanges.Before.Of(discussion);
            discussion.ComeForward(desk, now);
            if (discussion.WakeAt != before.WakeAt) DeskChanges.Follow(own, discussion, before);
        }
        await own.SaveChangesAsync(stop);
    }

    private static IQueryable<Discussion> Waiting(IQueryable<Discussion> all, DateTimeOffset now) =>
        all.Where(d => d.ClosedAt == null && d.HandlerId == null && d.DrillId == null && d.AskedAt > now);
}
