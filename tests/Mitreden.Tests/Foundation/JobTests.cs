using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Live;

namespace Mitreden.Tests.Foundation;

/// <summary>Jobs: each is done once, tried again when it fails, given up visibly, and forgotten when it is done.</summary>
public sealed class JobTests
{
    [Theory, OnBoth]
    public async Task A_job_that_two_workers_want_runs_once(Database database)
    {
        await using var app = await StartAsync(database);
        await EnqueueAsync(app, 40);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Worker(app).RunDueAsync(CancellationToken.None))));
        var runs = app.Services.GetRequiredService<Runs>();
        Assert.Equal(Enumerable.Range(0, 40), runs.Done.Order());
    }

    [Theory, OnBoth]
    public async Task A_job_that_is_done_is_forgotten(Database database)
    {
        await using var app = await StartAsync(database);
        await EnqueueAsync(app, 1);
        Assert.Equal(1, await app.RunJobsAsync());
        var job = await JobAsync(app);
        Assert.Equal("{}", job.Payload);
        Assert.Equal(app.Time.GetUtcNow(), job.DoneAt);
        Assert.Null(job.ClaimedUntil);
        Assert.Equal(0, await app.RunJobsAsync());
    }

    [Theory, OnBoth]
    public async Task A_job_that_fails_waits_longer_each_time_and_then_dies_visibly(Database database)
    {
        await using var app = await StartAsync(database);
        app.Services.GetRequiredService<Runs>().Failing = true;
        await EnqueueAsync(app, 1);
        var waits = new List<double>();
        for (var attempt = 1; attempt < Job.MostAttempts; attempt++)
        {
            var job = await AttemptAsync(app);
            Assert.Equal(attempt, job.Attempts);
            waits.Add((job.RunAt - app.Time.GetUtcNow()).TotalSeconds);
            app.Time.SetUtcNow(job.RunAt - TimeSpan.FromMilliseconds(1));
            Assert.Equal(attempt, (await AttemptAsync(app)).Attempts);
            app.Time.SetUtcNow(job.RunAt);
        }
        Assert.Equal([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048], waits);
        var dead = await AttemptAsync(app);
        Assert.Equal(app.Time.GetUtcNow(), dead.DeadAt);
        Assert.Contains("Not today", dead.LastError, StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(Job.MostAttempts, (await AttemptAsync(app)).Attempts);
    }

    [Theory, OnBoth]
    public async Task A_dead_job_is_told_to_whoever_runs_the_machine(Database database)
    {
        await using var app = await StartAsync(database);
        app.Services.GetRequiredService<Runs>().Failing = true;
        await EnqueueAsync(app, 1);
        var log = new ErrorLog();
        using var worker = new JobWorker(app.Services.GetRequiredService<IServiceScopeFactory>(), app.Services.GetRequiredService<JobKinds>(), new Announcer(), app.Time, log);
        for (var attempt = 1; attempt <= Job.MostAttempts; attempt++)
        {
            Assert.Empty(log.Errors);
            app.Time.SetUtcNow((await JobAsync(app)).RunAt);
            await worker.RunDueAsync(CancellationToken.None);
        }
        Assert.Contains("given up: InvalidOperationException: Not today", Assert.Single(log.Errors), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_dead_job_is_counted_and_nobody_is_turned_away(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions
        {
            Database = database, Demo = false, JobLoop = true, RealTime = true,
            Services = services => services.AddSingleton<Runs>().AddJob<Probe, ProbeHandler>().AddJob<Call, CallHandler>(),
        });
        Assert.Contains("\"jobs\":\"ok\"", await ReadyAsync(app), StringComparison.Ordinal);
        await app.WithDbAsync(null, async db =>
        {
            db.Enqueue(new Probe(0), "probe:0", db.Time.GetUtcNow().AddDays(1));
            await db.SaveChangesAsync();
            var now = db.Time.GetUtcNow();
            await db.WriteAsync(() => db.Set<Job>().Where(j => j.Key == "probe:0").ExecuteUpdateAsync(set => set.SetProperty(j => j.DeadAt, now)));
        });
        Assert.Contains("\"jobs\":\"ok, 1 dead\"", await ReadyAsync(app), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task What_a_failed_job_has_written_is_not_kept(Database database)
    {
        await using var app = await StartAsync(database);
        app.Services.GetRequiredService<Runs>().Failing = true;
        await EnqueueAsync(app, 1);
        await app.RunJobsAsync();
        Assert.Equal(1, await app.WithDbAsync(null, db => db.Set<Job>().CountAsync(j => j.Kind == Probe.Kind)));
        app.Services.GetRequiredService<Runs>().Failing = false;
        app.Time.Advance(TimeSpan.FromSeconds(2));
        await app.RunJobsAsync();
        Assert.Equal(2, await app.WithDbAsync(null, db => db.Set<Job>().CountAsync(j => j.Kind == Probe.Kind)));
    }

    [Theory, OnBoth]
    public async Task A_job_of_a_worker_that_died_goes_to_another_when_its_claim_has_run_out(Database database)
    {
        await using var app = await StartAsync(database);
        await EnqueueAsync(app, 1);
        var claimed = app.Time.GetUtcNow() + TimeSpan.FromMinutes(2);
        await app.WithDbAsync(null, db => db.WriteAsync(() => db.Set<Job>().Where(j => j.Kind == Probe.Kind)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.ClaimedUntil, claimed))));
        await app.RunJobsAsync();
        Assert.Equal(0, await DoneAsync(app));
        app.Time.Advance(TimeSpan.FromMinutes(2.1));
        await app.RunJobsAsync();
        Assert.Equal(1, await DoneAsync(app));
    }

    [Theory, OnBoth]
    public async Task A_job_that_nobody_answers_holds_up_no_other(Database database)
    {
        await using var app = await StartAsync(database);
        var runs = app.Services.GetRequiredService<Runs>();
        runs.Hanging = 0;
        await EnqueueAsync(app, 80);
        using var worker = Worker(app);
        await worker.StartAsync(CancellationToken.None);
        await runs.AllBut(1, of: 80).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Enumerable.Range(1, 79), runs.Done.Order());
        runs.Answer.SetResult();
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 80), runs.Done.Order());
    }

    /// <summary>A push service that takes every connection and never answers: whoever is to be woken up, and another company's call, wait for none of it.</summary>
    [Theory, OnBoth]
    public async Task Calls_that_nobody_answers_hold_up_neither_the_program_nor_another_company(Database database)
    {
        await using var app = await StartAsync(database);
        var runs = app.Services.GetRequiredService<Runs>();
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await app.WithDbAsync(one, async db =>
        {
            for (var n = 0; n < 60; n++) db.Enqueue(new Call(n, Hangs: true), $"call:{n}");
            await db.SaveChangesAsync();
        });
        await app.WithDbAsync(other, async db =>
        {
            db.Enqueue(new Call(100, Hangs: false), "call:100");
            db.Enqueue(new Probe(101), "probe:101");
            await db.SaveChangesAsync();
        });
        using var worker = Worker(app);
        await worker.StartAsync(CancellationToken.None);
        await runs.AllBut(60, of: 62).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal([100, 101], runs.Done.Order());
        Assert.Equal(JobWorker.CallsOfOne, runs.Waiting);
        runs.Answer.SetResult();
        for (var look = 0; look < 6000 && runs.Done.Count < 62; look++) await Task.Delay(10);
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal(JobWorker.CallsOfOne, runs.Most);
        Assert.Equal(62, runs.Done.Distinct().Count());
    }

    /// <summary>At midnight a dozen jobs look through all that is old: whoever is to be called does not wait for them.</summary>
    [Theory, OnBoth]
    public async Task What_can_wait_and_takes_long_leaves_places_for_what_cannot(Database database)
    {
        await using var app = await StartAsync(database);
        var runs = app.Services.GetRequiredService<Runs>();
        await app.WithDbAsync(null, async db =>
        {
            for (var n = 0; n < 12; n++) db.Enqueue(new Probe(n, Hangs: true), Job.KeyOf(givesWay: true, $"probe:{n}"));
            await db.SaveChangesAsync();
        });
        using var worker = Worker(app);
        await worker.StartAsync(CancellationToken.None);
        for (var look = 0; look < 6000 && runs.Waiting < JobWorker.CanWaitAtOnce; look++) await Task.Delay(10);
        await app.WithDbAsync(null, async db =>
        {
            for (var n = 20; n < 40; n++) db.Enqueue(new Probe(n), $"probe:{n}");
            await db.SaveChangesAsync();
        });
        await runs.AllBut(12, of: 32).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Enumerable.Range(20, 20), runs.Done.Order());
        runs.Answer.SetResult();
        for (var look = 0; look < 6000 && runs.Done.Count < 32; look++) await Task.Delay(10);
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal(JobWorker.CanWaitAtOnce, runs.Most);
        Assert.Equal(32, runs.Done.Distinct().Count());
    }

    /// <summary>Whatever keeps the database's places busy: who asks somebody outside has places of its own.</summary>
    [Theory, OnBoth]
    public async Task Calls_begin_while_all_places_for_the_database_are_taken(Database database)
    {
        await using var app = await StartAsync(database);
        var runs = app.Services.GetRequiredService<Runs>();
        await app.WithDbAsync(null, async db =>
        {
            for (var n = 0; n < 10; n++) db.Enqueue(new Probe(n, Hangs: true), $"probe:{n}");
            await db.SaveChangesAsync();
        });
        using var worker = Worker(app);
        await worker.StartAsync(CancellationToken.None);
        for (var look = 0; look < 6000 && runs.Waiting < JobWorker.WithinAtOnce; look++) await Task.Delay(10);
        await app.WithDbAsync(null, async db =>
        {
            db.Enqueue(new Call(100, Hangs: false), "call:100");
            await db.SaveChangesAsync();
        });
        await runs.AllBut(10, of: 11).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal([100], runs.Done);
        runs.Answer.SetResult();
        for (var look = 0; look < 6000 && runs.Done.Count < 11; look++) await Task.Delay(10);
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal((11, JobWorker.WithinAtOnce), (runs.Done.Distinct().Count(), runs.Most));
    }

    [Theory, OnBoth]
    public async Task A_worker_that_is_stopped_lets_what_runs_come_to_its_end_and_begins_nothing(Database database)
    {
        await using var app = await StartAsync(database);
        var runs = app.Services.GetRequiredService<Runs>();
        await app.WithDbAsync(Guid.CreateVersion7(), async db =>
        {
            for (var n = 0; n < 2 * JobWorker.CallsOfOne; n++) db.Enqueue(new Call(n, Hangs: true), $"call:{n}");
            await db.SaveChangesAsync();
        });
        using var worker = Worker(app);
        await worker.StartAsync(CancellationToken.None);
        for (var look = 0; look < 6000 && runs.Waiting < JobWorker.CallsOfOne; look++) await Task.Delay(10);
        var stopping = worker.StopAsync(CancellationToken.None);
        await Task.Delay(200);
        Assert.False(stopping.IsCompleted);
        runs.Answer.SetResult();
        await stopping.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(JobWorker.CallsOfOne, runs.Done.Count);
        Assert.Equal(JobWorker.CallsOfOne, await app.WithDbAsync(null, db => db.Set<Job>().CountAsync(j => j.Kind == Call.Kind && j.DoneAt != null)));
    }

    [Theory, OnBoth]
    public async Task A_job_that_takes_long_stays_with_whoever_is_at_it(Database database)
    {
        await using var app = await StartAsync(database);
        var runs = app.Services.GetRequiredService<Runs>();
        runs.Hanging = 0;
        await EnqueueAsync(app, 1);
        using var worker = Worker(app);
        await worker.StartAsync(CancellationToken.None);
        await runs.Hung.Task.WaitAsync(TimeSpan.FromSeconds(60));
        for (var second = 0; second < 8; second++)
        {
            app.Time.Advance(TimeSpan.FromSeconds(1));
            for (var look = 0; look < 5000 && (await JobAsync(app)).ClaimedUntil <= app.Time.GetUtcNow() + TimeSpan.FromSeconds(3); look++) await Task.Yield();
            using var other = Worker(app);
            Assert.Equal(0, await other.RunDueAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60)));
        }
        runs.Answer.SetResult();
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal([0], runs.Done);
    }

    /// <summary>Whoever lost a race has not failed: an alarm must not wait seconds because somebody has just reported the same.</summary>
    [Theory, OnBoth]
    public async Task A_job_that_loses_a_race_looks_again_at_once_and_counts_as_no_failure(Database database)
    {
        await using var app = await StartAsync(database);
        app.Services.GetRequiredService<Runs>().Races = 3;
        await EnqueueAsync(app, 1);
        var job = await AttemptAsync(app);
        Assert.Equal((app.Time.GetUtcNow(), 0), (job.DoneAt!.Value, job.Attempts));
        Assert.Equal([0], app.Services.GetRequiredService<Runs>().Done);
    }

    [Theory, OnBoth]
    public async Task A_job_that_always_loses_fails_like_any_other(Database database)
    {
        await using var app = await StartAsync(database);
        app.Services.GetRequiredService<Runs>().Races = int.MaxValue;
        await EnqueueAsync(app, 1);
        var job = await AttemptAsync(app);
        Assert.Equal((null, 1), (job.DoneAt, job.Attempts));
    }

    [Theory, OnBoth]
    public async Task However_much_waits_in_one_lane_something_of_each_is_done(Database database)
    {
        await using var app = await StartAsync(database);
        await EnqueueAsync(app, 100);
        await app.WithDbAsync(null, async db =>
        {
            db.Enqueue(new Probe(500), Job.KeyOf(givesWay: true, "probe:500"));
            return await db.SaveChangesAsync();
        });
        using var worker = Worker(app);
        await worker.RunDueAsync(CancellationToken.None);
        Assert.Contains(500, app.Services.GetRequiredService<Runs>().Done);
    }

    [Theory, OnBoth]
    public async Task The_same_cause_makes_one_job(Database database)
    {
        await using var app = await StartAsync(database);
        await EnqueueAsync(app, 1);
        await Assert.ThrowsAsync<DbUpdateException>(() => EnqueueAsync(app, 1));
    }

    /// <summary>What the program says about itself once it is ready; its job loop begins a moment after it.</summary>
    private static async Task<string> ReadyAsync(TestApp app)
    {
        for (var look = 0; ; look++)
        {
            using var answer = await app.Visitor().GetAsync("/health/ready");
            if (answer.StatusCode == HttpStatusCode.OK) return await answer.Content.ReadAsStringAsync();
            Assert.True(look < 100, await answer.Content.ReadAsStringAsync());
            await Task.Delay(50);
        }
    }

    private static async Task<TestApp> StartAsync(Database database)
    {
        var app = await TestApp.StartAsync(new TestAppOptions
        {
            Database = database, Demo = false,
            Services = services => services.AddSingleton<Runs>().AddJob<Probe, ProbeHandler>().AddJob<Call, CallHandler>(),
        });
        await app.RunJobsAsync();
        return app;
    }

    private static Task EnqueueAsync(TestApp app, int jobs) => app.WithDbAsync(null, async db =>
    {
        for (var n = 0; n < jobs; n++) db.Enqueue(new Probe(n), $"probe:{n}");
        await db.SaveChangesAsync();
    });

    private static async Task<Job> AttemptAsync(TestApp app)
    {
        await app.RunJobsAsync();
        return await JobAsync(app);
    }

    private static Task<Job> JobAsync(TestApp app) => app.WithDbAsync(null, db => db.Set<Job>().AsNoTracking().SingleAsync(j => j.Key == "probe:0"));

    private static JobWorker Worker(TestApp app) => new(app.Services.GetRequiredService<IServiceScopeFactory>(),
        app.Services.GetRequiredService<JobKinds>(), new Announcer(), app.Time, NullLogger<JobWorker>.Instance);

    private sealed record Probe(int Number, bool Hangs = false) : IJob
    {
        public static string Kind => "test.probe";
    }

    private sealed record Call(int Number, bool Hangs) : IJob
    {
        public static string Kind => "test.call";

        public static bool AsksOutside => true;
    }

    private sealed class CallHandler(Runs runs) : IJobHandler<Call>
    {
        public async Task RunAsync(Call job, CancellationToken stop)
        {
            if (job.Hangs) await runs.HangAsync();
            runs.Add(job.Number);
        }
    }

    private sealed class ErrorLog : ILogger<JobWorker>
    {
        public ConcurrentQueue<string> Errors { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Error) Errors.Enqueue(formatter(state, exception));
        }
    }

    private sealed class Runs
    {
        private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _wanted = int.MaxValue;

        public ConcurrentBag<int> Done { get; } = [];
        public bool Failing { get; set; }
        /// <summary>How often a job loses a race.</summary>
        public int Races { get; set; }
        /// <summary>Number of the job that waits for <see cref="Answer"/>, or null.</summary>
        public int? Hanging { get; set; }
        public TaskCompletionSource Hung { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>How many hang now, and how many hung at the same time at most.</summary>
        public int Waiting;
        public int Most;

        public async Task HangAsync()
        {
            var now = Interlocked.Increment(ref Waiting);
            for (var most = Most; now > most && Interlocked.CompareExchange(ref Most, now, most) != most; most = Most) { }
            await Answer.Task;
            Interlocked.Decrement(ref Waiting);
        }

        public Task AllBut(int missing, int of)
        {
            _wanted = of - missing;
            if (Done.Count >= _wanted) _enough.TrySetResult();
            return _enough.Task;
        }

        public void Add(int number)
        {
            Done.Add(number);
            if (Done.Count >= _wanted) _enough.TrySetResult();
        }
    }

    /// <summary>Leaves a further job, not before next year, so that its write can be seen.</summary>
    private sealed class ProbeHandler(Runs runs, AppDb db) : IJobHandler<Probe>
    {
        public async Task RunAsync(Probe job, CancellationToken stop)
        {
            if (job.Hangs) await runs.HangAsync();
            if (runs.Hanging == job.Number)
            {
                runs.Hung.TrySetResult();
                await runs.Answer.Task;
            }
            db.Enqueue(new Probe(1000 + job.Number), $"after:{job.Number}", db.Time.GetUtcNow() + TimeSpan.FromDays(400));
            if (runs.Races-- > 0) throw new DbUpdateConcurrencyException("Somebody was faster");
            if (runs.Failing) throw new InvalidOperationException("Not today");
            runs.Add(job.Number);
        }
    }

    private static Task<int> DoneAsync(TestApp app) => app.WithDbAsync(null, db => db.Set<Job>().CountAsync(j => j.Kind == Probe.Kind && j.DoneAt != null));
}
