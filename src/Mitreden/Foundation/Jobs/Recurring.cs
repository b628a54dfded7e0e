using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Jobs;

/// <summary>One line in the list of recurring work.</summary>
/// <param name="Kind">Kind of the job.</param>
/// <param name="Every">Length of a period; periods are counted from year 1 in UTC, so every replica cuts them alike.</param>
/// <param name="Enqueue">Adds the job of a period under the key it is given.</param>
public sealed record RecurringWork(string Kind, TimeSpan Every, Action<AppDb, string> Enqueue)
{
    /// <summary>Work that comes this seldom looks after what is old, and often after all of it: it gives way to what is due now.</summary>
    private static readonly TimeSpan Seldom = TimeSpan.FromHours(1);

    /// <summary>Key of the job for the period in which the moment lies.</summary>
    public string KeyAt(DateTimeOffset at) => Job.KeyOf(Every >= Seldom, $"{Kind}:{at.UtcTicks / Every.Ticks}");
}

/// <summary>
/// Puts recurring work into the job table, once per period whatever the number of replicas: the key names the period, and
/// the table refuses a second one. After a standstill the current period runs once; missed periods are not made up for.
/// </summary>
public sealed class RecurringClock(IEnumerable<RecurringWork> list, IServiceScopeFactory scopes, TimeProvider time, ILogger<RecurringClock> log)
    : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    /// <summary>The list of all recurring work.</summary>
    public IReadOnlyList<RecurringWork> List { get; } = [.. list];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await EnqueueDueAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(failure, "Recurring work could not be enqueued and is tried again in a minute");
            }
            // A minute from now, not to a beat: the clock of the tests, moved on by years, would make up for every minute of them.
            await Task.Delay(Look, time, stoppingToken);
        }
    }

    /// <summary>Enqueues what the current period still lacks; returns how many jobs that were.</summary>
    public async Task<int> EnqueueDueAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var wanted = List.ToDictionary(w => w.KeyAt(now));
        await using var scope = scopes.CreateAsyncScope();
        var keys = wanted.Keys.ToList();
        var there = await scope.ServiceProvider.GetRequiredService<AppDb>().Set<Job>()
            .Where(j => keys.Contains(j.Key)).Select(j => j.Key).ToListAsync(stop);
        var count = 0;
        foreach (var (key, work) in wanted.Where(w => !there.Contains(w.Key)))
            if (await EnqueueAsync(work, key, stop)) count++;
        return count;
    }

    private async Task<bool> EnqueueAsync(RecurringWork work, string key, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        work.Enqueue(db, key);
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Another replica was faster; if not, the next look, a minute later, tries again.
            db.ChangeTracker.Clear();
            if (await db.Set<Job>().AnyAsync(j => j.Key == key, stop)) return false;
            throw;
        }
    }
}

/// <summary>Registers recurring work.</summary>
public static class RecurringRegistration
{
    /// <summary>Adds a job that runs once per period, with its handler.</summary>
    /// <param name="services">The services.</param>
    /// <param name="every">Length of a period.</param>
    public static IServiceCollection AddRecurring<TJob, THandler>(this IServiceCollection services, TimeSpan every)
        where TJob : IJob, new() where THandler : class, IJobHandler<TJob>
    {
        services.AddJob<TJob, THandler>();
        return services.AddSingleton(new RecurringWork(TJob.Kind, every, (db, key) => db.Enqueue(new TJob(), key)));
    }

    /// <summary>Adds the clock that enqueues recurring work, and the foundation's own: forgetting old jobs.</summary>
    public static void AddRecurringClock(this IServiceCollection services)
    {
        services.AddSingleton<RecurringClock>();
        services.AddHostedService(sp => sp.GetRequiredService<RecurringClock>());
        services.AddRecurring<PurgeJobs, PurgeJobsHandler>(TimeSpan.FromHours(6));
    }
}
