using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Live;
using Mitreden.Foundation.Settings;

namespace Mitreden.Foundation.Jobs;

/// <summary>
/// Does the jobs. They are claimed by a conditional UPDATE, as many at once as there is room for, so that any number of workers and
/// replicas can run: each job goes to one of them, and to another when that one dies.
/// </summary>
public sealed partial class JobWorker(
    IServiceScopeFactory scopes, JobKinds kinds, Announcer announcer, MitredenSettings settings, TimeProvider time, ILogger<JobWorker> log) : BackgroundService
{
    /// <summary>Topic that wakes the worker.</summary>
    public const string Topic = "jobs";

    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(2);
    /// <summary>Time until the next look while something waits for a place.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    /// <summary>Longest wait for a place: whatever holds all of them, calls that become due meanwhile do not wait for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>True when something that is due waited for a place at the last look.</summary>
    private bool _someWait;

    private readonly ConcurrentDictionary<Guid, Running> _running = new();
    private readonly SemaphoreSlim _within = new(WithinAtOnce(settings));

    /// <summary>When the loop last turned; health looks at it.</summary>
    public DateTimeOffset LastTurn { get; private set; }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(LoopAsync(stoppingToken), KeepAsync(stoppingToken));

    /// <inheritdoc />
    public override void Dispose()
    {
        _within.Dispose();
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
                var begun = await BeginDueAsync(stop);
                // What is left waits for places of its own: asking for it again for each that becomes free would cost more than it does.
                if (_someWait) await Task.Delay(begun.Count > 0 ? Breath : 2 * Breath, stop);
                else if (begun.Count == 0) await SleepAsync(ear, await NextAsync(stop), stop);
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
        // Whoever is at it may come to an end.
        while (!_running.IsEmpty) await Task.Delay(Breath, CancellationToken.None);
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
        var due = (await DueAsync(stop)).Where(j => !_running.ContainsKey(j.Id)).ToList();
        while (due.Count > 0 && await RoomAsync(due, stop) is { Count: > 0 } handful) begun.AddRange(await BeginAsync(handful, stop));
        _someWait = due.Count > 0 || _leftOut.Count > 0;
        return begun;
    }

    /// <summary>
    /// Takes out of what is due as many as there is room for; when there is none at all, it waits a while for one of those that wait for nobody outside.
    /// None when those that are left wait for somebody, and enough such are on their way.
    /// </summary>
    private async Task<List<Guid>> RoomAsync(List<Due> due, CancellationToken stop)
    {
        var (handful, room) = (new List<Guid>(), new Room(_running.Values));
        while (due.Find(job => room.Has(job) && (!job.Lane.IsWithin || _within.Wait(0, CancellationToken.None))) is { } next) Take(next);
        if (handful.Count == 0 && due.Find(job => job.Lane.IsWithin && room.Has(job)) is { } first && await _within.WaitAsync(Patience, stop)) Take(first);
        return handful;

        void Take(Due job)
        {
            _running[job.Id] = new Running(LastTurn = time.GetUtcNow(), job.Lane, job.Organisation);
            room.Take(job.Lane, job.Organisation);
            due.Remove(job);
            handful.Add(job.Id);
        }
    }

    /// <summary>Claims the handful and begins those of it that nobody else has.</summary>
    private async Task<List<Task>> BeginAsync(List<Guid> handful, CancellationToken stop)
    {
        List<Job> own = [];
        try
        {
            own = await ClaimAsync(handful);
        }
        finally
        {
            foreach (var id in handful.Except(own.Select(j => j.Id))) Leave(id);
        }
        return [.. own.Select(job => Task.Run(() => RunInRoomAsync(job, stop), CancellationToken.None))];
    }

    private async Task RunInRoomAsync(Job job, CancellationToken stop)
    {
        try
        {
            await TryAsync(job, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            log.LogError(failure, "Job {Job} could not be run; it is tried again when its claim has run out", job.Id);
        }
        catch (OperationCanceledException)
        {
            // The program stops; the job runs again when it starts.
        }
        finally
        {
            Leave(job.Id);
        }
    }

    private void Leave(Guid id)
    {
        if (_running.TryRemove(id, out var run) && run.Lane.IsWithin) _within.Release();
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
