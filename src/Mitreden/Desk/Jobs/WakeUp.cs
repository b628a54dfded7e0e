using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Drills;
using Mitreden.Desk.Watch;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Jobs;

/// <summary>Looks at a discussion at the time it has set itself, and does what is due.</summary>
/// <param name="DiscussionId">The discussion.</param>
public sealed record WakeUp(Guid DiscussionId) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.wake-up";

    /// <summary>Sets the alarm, in the save of what has changed the discussion.</summary>
    public static void SetFor(AppDb db, Discussion discussion)
    {
        if (discussion.WakeAt is { } at) db.Enqueue(new WakeUp(discussion.Id), discussion.JobKey(KeyOf(discussion.Id, discussion.Version, discussion.Wakes)), at);
    }

    /// <summary>Each alarm is another one; the same one is set once.</summary>
    internal static string KeyOf(Guid discussion, int version, int wakes) => $"desk.wake:{discussion}:{version}:{wakes}";
}

internal sealed class WakeUpHandler(AppDb db, Crew crew, Bell bell, DrillDesk drills) : IJobHandler<WakeUp>
{
    public async Task RunAsync(WakeUp job, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        if (await db.Discussions.SingleOrDefaultAsync(d => d.Id == job.DiscussionId, stop) is not { } discussion || discussion.SleepsAt(now)) return;
        var wakes = discussion.Wakes;
        if (discussion.IsDrill && await drills.RealOneWaitsAsync(now, stop)) await GiveWayAsync(discussion, now, stop);
        else await WakeAsync(discussion, now, stop);
        if (discussion.Wakes != wakes) DeskChanges.Follow(db, discussion);
    }

    /// <summary>What is real comes first: the exercise rings later, and its drill says afterwards that it has waited.</summary>
    private async Task GiveWayAsync(Discussion discussion, DateTimeOffset now, CancellationToken stop)
    {
        discussion.GiveWay(now);
        if (await db.Drills.SingleOrDefaultAsync(d => d.Id == discussion.DrillId, stop) is { } drill) drill.Wait();
    }

    private async Task WakeAsync(Discussion discussion, DateTimeOffset now, CancellationToken stop)
    {
        foreach (var due in discussion.Wake(now, await crew.PresenceAsync(now, stop)))
            await (due switch
            {
                Ring ring => RingAsync(discussion, ring, now, stop),
                Remind remind => bell.RemindAsync(discussion, remind.Of, stop),
                _ => throw new InvalidOperationException($"Nobody knows what to do about {due}."),
            });
    }

    private async Task RingAsync(Discussion discussion, Ring ring, DateTimeOffset now, CancellationToken stop)
    {
        var called = await crew.OfAsync(discussion, ring, now, stop);
        var reached = await bell.RingAsync(discussion, ring, called, stop);
        if (ring is { Step: > Ring.OnDuty, Again: false }) discussion.Escalate(reached, now);
    }
}

/// <summary>Finds open discussions that have overslept, whatever the reason, and wakes them. Nothing should ever be found.</summary>
public sealed record Watchman : IJob
{
    /// <summary>A discussion that has slept this much too long is found.</summary>
    public static TimeSpan Tolerance => TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public static string Kind => "desk.watchman";
}

internal sealed class WatchmanHandler(IServiceScopeFactory scopes, AppDb db, ILogger<WatchmanHandler> log) : IJobHandler<Watchman>
{
    public async Task RunAsync(Watchman job, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        var (late, far, ahead) = (now - Watchman.Tolerance, now + Timetable.LongestSleep + TimeSpan.FromDays(1), now + Discussion.ClocksApart);
        var found = await db.Discussions.IgnoreQueryFilters([AppDb.OrganisationFilter]).AsNoTracking()
            .Where(d => d.ClosedAt == null)
            .Where(d => d.WakeAt == null || d.WakeAt < late || d.WakeAt > far || (d.HandlerId == null && d.Rings > 0 && d.RungAt > ahead))
            .Select(d => new { d.Id, d.OrganisationId, d.Version, d.Wakes, d.DrillId }).ToListAsync(stop);
        foreach (var one in found)
        {
            log.LogWarning("Discussion {Discussion} has overslept and is woken", one.Id);
            await using var scope = scopes.For(one.OrganisationId);
            var own = scope.ServiceProvider.GetRequiredService<AppDb>();
            own.Enqueue(new WakeUp(one.Id), Job.KeyOf(one.DrillId is not null, $"{WakeUp.KeyOf(one.Id, one.Version, one.Wakes)}:late:{now.UtcTicks}"));
            await own.SaveChangesAsync(stop);
        }
    }
}
