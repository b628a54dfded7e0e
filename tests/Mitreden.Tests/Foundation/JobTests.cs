using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Tests.Foundation;

/// <summary>Jobs: each is done once, tried again when it fails, given up visibly, and forgotten when it is done.</summary>
public sealed partial class JobTests
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
        using var worker = Worker(app, log);
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
}
