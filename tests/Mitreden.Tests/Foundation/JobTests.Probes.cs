using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Live;
using Mitreden.Foundation.Settings;

namespace Mitreden.Tests.Foundation;

/// <summary>Jobs that note that they ran, fail, lose a race or hang, as a test wants it.</summary>
public sealed partial class JobTests
{
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

    private static Task EnqueueAsync(TestApp app, int jobs) => EnqueueAsync(app, null, (db, n) => db.Enqueue(new Probe(n), $"probe:{n}"), jobs);

    private static Task EnqueueAsync(TestApp app, Guid? organisation, Action<AppDb, int> enqueue, int jobs, int first = 0) => app.WithDbAsync(organisation, async db =>
    {
        for (var n = first; n < first + jobs; n++) enqueue(db, n);
        await db.SaveChangesAsync();
    });

    private static async Task<Job> AttemptAsync(TestApp app)
    {
        await app.RunJobsAsync();
        return await JobAsync(app);
    }

    private static Task<Job> JobAsync(TestApp app) => app.WithDbAsync(null, db => db.Set<Job>().AsNoTracking().SingleAsync(j => j.Key == "probe:0"));

    private static Task<int> DoneAsync(TestApp app) => app.WithDbAsync(null, db => db.Set<Job>().CountAsync(j => j.Kind == Probe.Kind && j.DoneAt != null));

    private static JobWorker Worker(TestApp app, ILogger<JobWorker>? log = null) => new(app.Services.GetRequiredService<IServiceScopeFactory>(),
        app.Services.GetRequiredService<JobKinds>(), new Announcer(), app.Services.GetRequiredService<MitredenSettings>(), app.Time, log ?? NullLogger<JobWorker>.Instance);

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
            if (job.Hangs) await runs.WaitAsync();
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
        private int _waiting;
        private int _most;

        public ConcurrentBag<int> Done { get; } = [];
        public bool Failing { get; set; }
        /// <summary>How often a job loses a race.</summary>
        public int Races { get; set; }
        /// <summary>Number of the job that waits for <see cref="Answer"/>, or null.</summary>
        public int? Hanging { get; set; }
        public TaskCompletionSource Hung { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>How many hung at the same time at most.</summary>
        public int Most => _most;

        public async Task WaitAsync()
        {
            var now = Interlocked.Increment(ref _waiting);
            for (var most = _most; now > most && Interlocked.CompareExchange(ref _most, now, most) != most; most = _most) { }
            await Answer.Task;
            Interlocked.Decrement(ref _waiting);
        }

        /// <summary>Ends when so many hang; fails after a minute.</summary>
        public async Task HangAsync(int jobs)
        {
            for (var look = 0; look < 6000 && _waiting < jobs; look++) await Task.Delay(10);
            Assert.True(_waiting >= jobs, $"{_waiting} of {jobs} hang");
        }

        /// <summary>Ends when all but so many are done; fails after a minute.</summary>
        public async Task AllButAsync(int missing, int of)
        {
            for (var look = 0; look < 6000 && Done.Count < of - missing; look++) await Task.Delay(10);
            Assert.True(Done.Count >= of - missing, $"{Done.Count} of {of - missing} are done");
        }

        public void Add(int number) => Done.Add(number);
    }

    /// <summary>Leaves a further job, not before next year, so that its write can be seen.</summary>
    private sealed class ProbeHandler(Runs runs, AppDb db) : IJobHandler<Probe>
    {
        public async Task RunAsync(Probe job, CancellationToken stop)
        {
            if (job.Hangs) await runs.WaitAsync();
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
}
