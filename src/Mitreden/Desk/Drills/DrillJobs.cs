using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Desk.Drills;

/// <summary>Begins a drill at its minute.</summary>
/// <param name="DrillId">The drill.</param>
public sealed record StartDrill(Guid DrillId) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.drill-start";

    /// <summary>Sets the alarm, in the save that has set the minute.</summary>
    public static void EnqueueFor(AppDb db, Drill drill) => db.Enqueue(new StartDrill(drill.Id), $"{Job.GivesWay}desk.drill-start:{drill.Id}:{drill.Version}", drill.StartsAt);
}

/// <summary>Asks those who were chosen. A second one, on another replica or after a crash, finds that it has begun.</summary>
internal sealed class StartDrillHandler(AppDb db, DrillDesk drills, DrillMail mail) : IJobHandler<StartDrill>
{
    public async Task RunAsync(StartDrill job, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        if (await db.Drills.SingleOrDefaultAsync(d => d.Id == job.DrillId && d.State == DrillState.Planned, stop) is not { } drill) return;
        var asks = await db.DrillAsks.Where(a => a.DrillId == drill.Id).ToListAsync(stop);
        if (drill.StartsAt <= now && await drills.RealOneWaitsAsync(now, stop))
        {
            drill.PutOff(now);
            if (drill.State == DrillState.Planned) StartDrill.EnqueueFor(db, drill);
            else db.RemoveRange(asks);
            return;
        }
        if (!drill.Start(now)) return;
        db.Enqueue(new EndDrill(drill.Id), $"{Job.GivesWay}desk.drill-end:{drill.Id}:late", now + Drill.Longest);
        await mail.AskAsync(drill, [.. asks.Select(a => a.PersonId)], stop);
    }
}

/// <summary>Ends a drill when the team has closed what it was about, or when its time is over.</summary>
/// <param name="DrillId">The drill.</param>
public sealed record EndDrill(Guid DrillId) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.drill-end";

    /// <summary>Looks after a discussion of a drill has been closed.</summary>
    public static void EnqueueFor(AppDb db, Discussion discussion)
    {
        if (discussion is { DrillId: { } drill, IsOpen: false }) db.Enqueue(new EndDrill(drill), $"{Job.GivesWay}desk.drill-end:{discussion.Id}:{discussion.Version}");
    }
}

internal sealed class EndDrillHandler(AppDb db, DrillDesk drills) : IJobHandler<EndDrill>
{
    public async Task RunAsync(EndDrill job, CancellationToken stop)
    {
        var now = db.Time.GetUtcNow();
        if (await db.Drills.SingleOrDefaultAsync(d => d.Id == job.DrillId, stop) is not { State: not DrillState.Planned } drill) return;
        var open = await db.Set<Discussion>().Where(d => d.DrillId == drill.Id && d.ClosedAt == null).ToListAsync(stop);
        if (drill.State == DrillState.Running)
        {
            var times = await drills.TimesAsync(drill.Id, stop);
            if (now < drill.StartedAt + Drill.Longest && (open.Count > 0 || times.Resolved is null)) return;
            drill.End(times, now);
            db.RemoveRange(await db.DrillAsks.Where(a => a.DrillId == drill.Id).ToListAsync(stop));
        }
        foreach (var discussion in open)
        {
            discussion.EndDrill(now);
            DeskChanges.Follow(db, discussion);
        }
    }
}

/// <summary>Tells everybody who was asked, and everybody who has shared, that a drill was called off.</summary>
/// <param name="DrillId">The drill.</param>
public sealed record TellCalledOff(Guid DrillId) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.drill-off";
}

internal sealed class TellCalledOffHandler(AppDb db, DrillMail mail) : IJobHandler<TellCalledOff>
{
    public async Task RunAsync(TellCalledOff job, CancellationToken stop)
    {
        if (await db.Drills.SingleOrDefaultAsync(d => d.Id == job.DrillId && d.State == DrillState.CalledOff, stop) is not { } drill) return;
        var asks = await db.DrillAsks.Where(a => a.DrillId == drill.Id).ToListAsync(stop);
        var reporters = await db.Set<Discussion>().Where(d => d.DrillId == drill.Id && d.ReporterId != null).Select(d => d.ReporterId!.Value).ToListAsync(stop);
        await mail.TellCalledOffAsync(drill, [.. asks.Select(a => a.PersonId).Union(reporters)], stop);
        db.RemoveRange(asks);
    }
}
