using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Jobs;

/// <summary>One job: run, run anew after a lost race, or failed.</summary>
public sealed partial class JobWorker
{
    /// <summary>Runs it. One that has lost a race has not failed: what it was about has changed, and it looks again at once.</summary>
    private async Task TryAsync(Job job, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RunAsync(job, stop);
                return;
            }
            catch (DbUpdateException late) when (late.IsLostRace && attempt < LostRaces.Attempts && !stop.IsCancellationRequested)
            {
                await LostRaces.PauseAsync();
                if (await FindAsync(job.Id) is not { DoneAt: null, DeadAt: null } again) return;
                job = again;
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                await FailAsync(job.Id, failure);
                return;
            }
        }
    }

    private async Task<Job?> FindAsync(Guid id)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Job>().AsNoTracking().SingleOrDefaultAsync(j => j.Id == id);
    }

    private async Task RunAsync(Job job, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Attach(job);
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = job.ForOrganisation;
        await kinds[job.Kind].RunAsync(scope.ServiceProvider, job.Payload, stop);
        job.Finish(time.GetUtcNow());
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task FailAsync(Guid id, Exception failure)
    {
        log.LogWarning(failure, "Job {Job} failed", id);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var job = await db.Set<Job>().SingleAsync(j => j.Id == id);
        job.Fail(failure.GetType().Name + ": " + failure.Message, time.GetUtcNow());
        await db.SaveChangesAsync();
        if (job.DeadAt is not null) log.LogError("Job {Job} of kind {Kind} has failed {Attempts} times and is given up: {Reason}", id, job.Kind, job.Attempts, job.LastError);
    }
}
