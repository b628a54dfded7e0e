using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Accounts.Entering;

/// <summary>Somebody has typed what opens nothing. Whether there is such an account finds the job only, so that nobody learns it from the time it takes.</summary>
/// <param name="AccountId">The account; an id that nobody has when the name is unknown.</param>
/// <param name="At">When.</param>
public sealed record CountMiss(Guid AccountId, DateTimeOffset At) : IJob
{
    /// <inheritdoc />
    public static string Kind => "accounts.count-miss";
}

/// <summary>Counts wrong passwords, and closes an account to passwords for a while.</summary>
/// <remarks>
/// Every miss is the same one row in the table of jobs: a known name costs what an unknown one costs, down to the wait for the disk. What waits there counts
/// at once, or guesses would be free until the job has run. The price is a row for each miss, by anybody, until old jobs are forgotten; the limit by address
/// bounds it.
/// </remarks>
public sealed class Misses(AppDb db)
{
    /// <summary>Writes a miss down.</summary>
    /// <param name="account">The account, or null when nobody has the name.</param>
    public async Task AddAsync(Account? account)
    {
        var now = db.Time.GetUtcNow();
        var id = account?.Id ?? Guid.CreateVersion7(now);
        db.Enqueue(new CountMiss(id, now), $"{KeyOf(id)}{Guid.CreateVersion7(now)}");
        await db.SaveChangesAsync();
    }

    /// <summary>Whether misses keep passwords out now, and whether there are any; those of the last minutes that wait to be counted count. Asked for unknown names as well.</summary>
    /// <param name="account">The account, or null when nobody has the name.</param>
    public async Task<(bool AreTooMany, bool AreThere)> StandAsync(Account? account)
    {
        var now = db.Time.GetUtcNow();
        var (id, since) = (account?.Id ?? Guid.CreateVersion7(now), now - Account.LockFor);
        var key = KeyOf(id);
        var waiting = await db.Set<Job>().CountAsync(j => j.DoneAt == null && j.DeadAt == null && j.CreatedAt > since && j.Key.StartsWith(key));
        // Afterwards: what is being counted in this moment counts twice rather than not at all.
        var counted = await db.Accounts.Where(a => a.Id == id).Select(a => new { a.AccessFailedCount, a.LockoutEnd }).SingleOrDefaultAsync();
        var all = waiting + (counted?.AccessFailedCount ?? 0);
        return (all >= Account.MostMisses || counted?.LockoutEnd > now, all > 0);
    }

    /// <summary>The right password was typed: what was missed before is forgotten.</summary>
    public Task<int> ForgiveAsync(Account account)
    {
        var (id, key, now) = (account.Id, KeyOf(account.Id), db.Time.GetUtcNow());
        return db.WriteAsync(async () =>
        {
            await db.Set<Job>().Where(j => j.DoneAt == null && j.Key.StartsWith(key)).ExecuteUpdateAsync(set => set.SetProperty(j => j.DoneAt, now).SetProperty(j => j.Payload, "{}"));
            return await db.Accounts.Where(a => a.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.AccessFailedCount, 0).SetProperty(a => a.LockoutEnd, (DateTimeOffset?)null));
        });
    }

    private static string KeyOf(Guid account) => $"{Job.GivesWay}count-miss:{account}:";
}

/// <summary>Counts in the database, so that misses side by side all count. One that is counted again after a crash counts twice: that opens nothing.</summary>
internal sealed class CountMissHandler(AppDb db) : IJobHandler<CountMiss>
{
    public Task RunAsync(CountMiss job, CancellationToken stop)
    {
        var (id, at, until) = (job.AccountId, job.At, job.At + Account.LockFor);
        return db.WriteAsync(async () =>
        {
            await db.Accounts.Where(a => a.Id == id && (a.LockoutEnd == null || a.LockoutEnd <= at))
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount + 1), CancellationToken.None);
            return await db.Accounts.Where(a => a.Id == id && a.AccessFailedCount >= Account.MostMisses)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.LockoutEnd, until).SetProperty(a => a.AccessFailedCount, 0), CancellationToken.None);
        });
    }
}
