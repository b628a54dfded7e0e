using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Live;

namespace Mitreden.Foundation.Jobs;

/// <summary>
/// Does the jobs. A job is claimed by a conditional UPDATE whose row count decides, so that any number of workers and
/// replicas can run: each job goes to one of them, and to another when that one dies.
/// </summary>
public sealed class JobWorker(IServiceScopeFactory scopes, JobKinds kinds, Announcer announcer, TimeProvider time, ILogger<JobWorker> log)
    : BackgroundService
{
    /// <summary>Topic that wakes the worker.</summary>
    public const string Topic = "jobs";

    private const int AtOnce = 4;
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(2);

    /// <summary>When the loop last turned; health looks at it.</summary>
    public DateTimeOffset LastTurn { get; private set; }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ear = announcer.Listen(Topic);
        var freed = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            LastTurn = time.GetUtcNow();
            try
            {
                if (!freed) await FreeAsync();
                freed = true;
                if (await RunDueAsync(stoppingToken) == 0) await SleepAsync(ear, await NextAsync(stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "The job loop failed and goes on in a moment");
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    /// <summary>
    /// Frees what a predecessor had claimed when it was killed: an alert must not wait for the claim to run out. Only on
    /// SQLite, where nobody else works on the database; on PostgreSQL the claim may belong to a living replica.
    /// </summary>
    public async Task FreeAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (!db.Database.IsSqlite()) return;
        await db.WriteAsync(() => db.Set<Job>().Where(j => j.DoneAt == null && j.ClaimedUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.ClaimedUntil, (DateTimeOffset?)null), CancellationToken.None));
    }

    /// <summary>Runs what is due now; returns how many jobs it ran.</summary>
    public async Task<int> RunDueAsync(CancellationToken stop)
    {
        var due = await DueAsync(stop);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (id, _) => await RunAsync(id, stop));
        return due.Count;
    }

    private async Task<List<Guid>> DueAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Job>()
            .Where(j => j.DoneAt == null && j.DeadAt == null && j.RunAt <= now && (j.ClaimedUntil == null || j.ClaimedUntil < now))
            .OrderBy(j => j.RunAt).Select(j => j.Id).Take(64).ToListAsync(stop);
    }

    private async Task RunAsync(Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = time.GetUtcNow();
        var claimed = await db.WriteAsync(() => db.Set<Job>()
            .Where(j => j.Id == id && j.DoneAt == null && j.DeadAt == null && (j.ClaimedUntil == null || j.ClaimedUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.ClaimedUntil, now + Claim), CancellationToken.None));
        if (claimed == 0) return;
        var job = await db.Set<Job>().SingleAsync(j => j.Id == id, stop);
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = job.ForOrganisation;
        try
        {
            await kinds[job.Kind].RunAsync(scope.ServiceProvider, job.Payload, stop);
            job.Finish(time.GetUtcNow());
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            await FailAsync(id, failure);
        }
    }

    private async Task FailAsync(Guid id, Exception failure)
    {
        log.LogWarning(failure, "Job {Job} failed", id);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var job = await db.Set<Job>().SingleAsync(j => j.Id == id);
        job.Fail(failure.GetType().Name + ": " + failure.Message, time.GetUtcNow());
        await db.SaveChangesAsync();
    }

    /// <summary>Time until the next job is due, at most <see cref="LongestSleep"/>: whoever is to be called at 14:05:00 is not called at 14:05:02.</summary>
    private async Task<TimeSpan> NextAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        var end = now + LongestSleep;
        var next = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Job>()
            .Where(j => j.DoneAt == null && j.DeadAt == null && j.RunAt > now && j.RunAt < end).MinAsync(j => (DateTimeOffset?)j.RunAt, stop);
        return next is { } at ? at - now : LongestSleep;
    }

    private static async Task SleepAsync(Ear ear, TimeSpan length, CancellationToken stop)
    {
        using var alarm = CancellationTokenSource.CreateLinkedTokenSource(stop);
        alarm.CancelAfter(length);
        try
        {
            await ear.Notes.WaitToReadAsync(alarm.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
        }
        while (ear.Notes.TryRead(out _)) { }
    }
}
