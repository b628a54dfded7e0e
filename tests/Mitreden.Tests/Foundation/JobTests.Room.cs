using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Settings;

namespace Mitreden.Tests.Foundation;

/// <summary>How many jobs run at the same time, and that none of them keeps others from theirs.</summary>
public sealed partial class JobTests
{
    [Theory, OnBoth]
    public async Task A_job_that_nobody_answers_holds_up_no_other(Database database)
    {
        await using var app = await StartAsync(database);
        var runs = app.Services.GetRequiredService<Runs>();
        runs.Hanging = 0;
        await EnqueueAsync(app, 80);
        using var worker = Worker(app);
        await worker.StartAsync(CancellationToken.None);
        await runs.AllButAsync(1, of: 80);
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
        await OvertakeAsync(app, hang: (Guid.CreateVersion7(), 60, (db, n) => db.Enqueue(new Call(n, Hangs: true), $"call:{n}")), atOnce: JobWorker.CallsOfOne,
            overtake: (Guid.CreateVersion7(), 2, (db, n) =>
            {
                if (n % 2 == 0) db.Enqueue(new Call(n, Hangs: false), $"call:{n}");
                else db.Enqueue(new Probe(n), $"probe:{n}");
            }
        ));
    }

    /// <summary>At midnight a dozen jobs look through all that is old: whoever is to be called does not wait for them.</summary>
    [Theory, OnBoth]
    public async Task What_can_wait_and_takes_long_leaves_places_for_what_cannot(Database database)
    {
        await using var app = await StartAsync(database);
        await OvertakeAsync(app, hang: (null, 12, (db, n) => db.Enqueue(new Probe(n, Hangs: true), Job.KeyOf(givesWay: true, $"probe:{n}"))), atOnce: JobWorker.CanWaitAtOnce,
            overtake: (null, 20, (db, n) => db.Enqueue(new Probe(n), $"probe:{n}")));
    }

    /// <summary>Whatever keeps the database's places busy: who asks somebody outside has places of its own.</summary>
    [Theory, OnBoth]
    public async Task Calls_begin_while_all_places_for_the_database_are_taken(Database database)
    {
        await using var app = await StartAsync(database);
        await OvertakeAsync(app, hang: (null, 24, (db, n) => db.Enqueue(new Probe(n, Hangs: true), $"probe:{n}")), atOnce: JobWorker.WithinAtOnce(app.Services.GetRequiredService<MitredenSettings>()),
            overtake: (null, 1, (db, n) => db.Enqueue(new Call(n, Hangs: false), $"call:{n}")));
    }

    [Theory, OnBoth]
    public async Task A_worker_that_is_stopped_lets_what_runs_come_to_its_end_and_begins_nothing(Database database)
    {
        await using var app = await StartAsync(database);
        var runs = app.Services.GetRequiredService<Runs>();
        await EnqueueAsync(app, Guid.CreateVersion7(), (db, n) => db.Enqueue(new Call(n, Hangs: true), $"call:{n}"), 2 * JobWorker.CallsOfOne);
        using var worker = Worker(app);
        await worker.StartAsync(CancellationToken.None);
        await runs.HangAsync(JobWorker.CallsOfOne);
        var stopping = worker.StopAsync(CancellationToken.None);
        await Task.Delay(200);
        Assert.False(stopping.IsCompleted);
        runs.Answer.SetResult();
        await stopping.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(JobWorker.CallsOfOne, runs.Done.Count);
        Assert.Equal(JobWorker.CallsOfOne, await app.WithDbAsync(null, db => db.Set<Job>().CountAsync(j => j.Kind == Call.Kind && j.DoneAt != null)));
    }

    /// <summary>
    /// Waits until as many hang as may at once, then asks for others, which are all done before one of the first is; in the end each was done once
    /// and never more hung together.
    /// </summary>
    private static async Task OvertakeAsync(
        TestApp app, (Guid? Organisation, int Jobs, Action<AppDb, int> Enqueue) hang, int atOnce, (Guid? Organisation, int Jobs, Action<AppDb, int> Enqueue) overtake)
    {
        const int First = 100;
        var runs = app.Services.GetRequiredService<Runs>();
        var all = hang.Jobs + overtake.Jobs;
        await EnqueueAsync(app, hang.Organisation, hang.Enqueue, hang.Jobs);
        using var worker = Worker(app);
        await worker.StartAsync(CancellationToken.None);
        await runs.HangAsync(atOnce);
        await EnqueueAsync(app, overtake.Organisation, overtake.Enqueue, overtake.Jobs, First);
        // Behind a company that has its share, the others' calls are looked for once a second.
        app.Time.Advance(TimeSpan.FromSeconds(1));
        await runs.AllButAsync(hang.Jobs, of: all);
        Assert.Equal(Enumerable.Range(First, overtake.Jobs), runs.Done.Order());
        runs.Answer.SetResult();
        await runs.AllButAsync(0, of: all);
        await worker.StopAsync(CancellationToken.None);
        Assert.Equal(atOnce, runs.Most);
        Assert.Equal([.. Enumerable.Range(0, hang.Jobs), .. Enumerable.Range(First, overtake.Jobs)], runs.Done.Order());
    }
}
