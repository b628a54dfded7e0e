using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Drills;

/// <summary>Every hour: says once that the next drill is due, and looks after drills and their discussions that have overslept.</summary>
public sealed record DrillRounds : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.drill-rounds";
}

internal sealed class DrillRoundsHandler(IServiceScopeFactory scopes, AppDb db) : IJobHandler<DrillRounds>
{
    public async Task RunAsync(DrillRounds job, CancellationToken stop)
    {
        var failures = new List<Exception>();
        foreach (var organisation in await db.Drills.IgnoreQueryFilters([AppDb.OrganisationFilter]).Select(d => d.OrganisationId).Distinct().ToListAsync(stop))
        {
            try
            {
                await using var scope = scopes.For(organisation);
                await GoAsync(scope.ServiceProvider, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                // No company waits because another's round failed; the job fails and comes back for it.
                failures.Add(failure);
            }
        }
        if (failures.Count > 0) throw new AggregateException(failures);
    }

    private static async Task GoAsync(IServiceProvider scope, CancellationToken stop)
    {
        var (db, now) = (scope.GetRequiredService<AppDb>(), scope.GetRequiredService<AppDb>().Time.GetUtcNow());
        var current = await db.Drills.SingleOrDefaultAsync(d => d.EndedAt == null, stop);
        var round = $"{Job.GivesWay}desk.drill-round:{now.UtcTicks}";
        if (current is { State: DrillState.Planned } && current.StartsAt < now) db.Enqueue(new StartDrill(current.Id), $"{round}:{current.Id}");
        if (current is { State: DrillState.Running } && current.StartedAt + Drill.Longest < now) db.Enqueue(new EndDrill(current.Id), $"{round}:{current.Id}");
        // Somebody had it still open on another page, and shared it when it was over.
        var left = await db.Set<Discussion>().Where(d => d.DrillId != null && d.ClosedAt == null && db.Set<Drill>().Any(o => o.Id == d.DrillId && o.EndedAt != null)).Select(d => d.DrillId!.Value).Distinct().ToListAsync(stop);
        foreach (var over in left) db.Enqueue(new EndDrill(over), $"{round}:{over}");
        if (current is null) await RemindAsync(scope, db, now, stop);
        await db.SaveChangesAsync(stop);
    }

    private static async Task RemindAsync(IServiceProvider scope, AppDb db, DateTimeOffset now, CancellationToken stop)
    {
        var last = await db.Drills.Where(d => d.State == DrillState.Ended).OrderByDescending(d => d.EndedAt).FirstOrDefaultAsync(stop);
        if (last is null || DrillDesk.NextDue(last) > now || !last.Remind(now)) return;
        await scope.GetRequiredService<DrillMail>().RemindAsync(last, stop);
    }
}
