using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Live;

namespace Mitreden.Foundation.Jobs;

/// <summary>
/// Does the jobs. A job is claimed by a conditional UPDATE whose row count decides, so that any number of workers and
/// replicas can run: each job goes to one of them, and to another when that one dies.
/// </summary>
public sealed partial class JobWorker(IServiceScopeFactory scopes, JobKinds kinds, Announcer announcer, TimeProvider time, ILogger<JobWorker> log)
    : BackgroundService
{
    /// <summary>Topic that wakes the worker.</summary>
    public const string Topic = "jobs";
    /// <summary>Jobs that run at the same time. Most of them wait for somebody outside who answers late or never.</summary>
    public const int AtOnce = 16;

    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(2);

    /// <summary>Of these, mails: a mail server that hangs must leave room for calling people in other ways.</summary>
    public const int MailsAtOnce = 12;

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset Since, bool IsMail)> _running = new();
    private volatile bool _mailsWait;
    private readonly SemaphoreSlim _room = new(AtOnce);

    /// <summary>When the loop last turned; health looks at it.</summary>
    public DateTimeOffset LastTurn { get; private set; }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(LoopAsync(stoppingToken), KeepAsync(stoppingToken));

    /// <inheritdoc />
    public override void Dispose()
    {
        _room.Dispose();
        base.Dispose();
    }

    private async Task LoopAsync(CancellationToken stop)
    {
        using var ear = announcer.Listen(Topic);
        var freed = false;
        while (!stop.IsCancellationRequested)
        {
            LastTurn = time.GetUtcNow();
            try
            {
                if (!freed) await FreeAsync();
                freed = true;
                if ((await BeginDueAsync(stop)).Count == 0) await SleepAsync(ear, await NextAsync(stop), stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "The job loop failed and goes on in a moment");
                await Task.Delay(TimeSpan.FromSeconds(1), time, stop);
            }
        }
        // Whoever is at it may come to an end: all places are free again when nobody is.
        for (var place = 0; place < AtOnce; place++) await _room.WaitAsync(CancellationToken.None);
    }

    /// <summary>Runs what is due now and waits for all of it; returns how many jobs it ran.</summary>
    public async Task<int> RunDueAsync(CancellationToken stop)
    {
        var begun = await BeginDueAsync(stop);
        await Task.WhenAll(begun);
        return begun.Count;
    }

    /// <summary>Begins what is due and waits for room only: a job to which nobody answers holds up no other.</summary>
    private async Task<List<Task>> BeginDueAsync(CancellationToken stop)
    {
        var begun = new List<Task>();
        foreach (var (id, isMail) in (await DueAsync(stop)).Where(j => !_running.ContainsKey(j.Id)))
        {
            if (isMail && _running.Count(r => r.Value.IsMail) >= MailsAtOnce)
            {
                _mailsWait = true;
                break;
            }
            await _room.WaitAsync(stop);
            _running[id] = (LastTurn = time.GetUtcNow(), isMail);
            begun.Add(Task.Run(() => RunInRoomAsync(id, stop), CancellationToken.None));
        }
        return begun;
    }

    private async Task RunInRoomAsync(Guid id, CancellationToken stop)
    {
        try
        {
            await RunAsync(id, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            log.LogError(failure, "Job {Job} could not be run; it is tried again when its claim has run out", id);
        }
        catch (OperationCanceledException)
        {
            // The program stops; the job runs again when it starts.
        }
        finally
        {
            _running.TryRemove(id, out _);
            _room.Release();
            if (_mailsWait)
            {
                _mailsWait = false;
                announcer.Tell([new Note(Topic, Guid.Empty)]);
            }
        }
    }

    private async Task RunAsync(Guid id, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (!await ClaimAsync(db, id)) return;
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
