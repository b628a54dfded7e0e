using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Jobs;

/// <summary>What is due, who has it, and until when.</summary>
public sealed partial class JobWorker
{
    /// <summary>
    /// How long a claim holds unless it is renewed: so long an alert waits when a replica was killed in the middle of it. Clocks of replicas
    /// must not differ by more, or a job may run twice.
    /// </summary>
    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(1);

    /// <summary>Most due jobs of one look out of the first lane: more than can run at once, because some of them are others' already.</summary>
    private const int MostFirst = 64;
    /// <summary>The same of each other lane: however much waits in one, each look takes something out of all.</summary>
    private const int MostLater = 16;

    private static readonly TimeSpan OthersPause = TimeSpan.FromSeconds(1);
    private DateTimeOffset _othersAsked;

    /// <summary>Organisations whose calls were left out when due jobs were last asked for.</summary>
    private List<Guid?> _leftOut = [];

    /// <summary>When due jobs were last asked for: what has become due since is still to come.</summary>
    private DateTimeOffset _looked;

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

    /// <summary>Claims those that nobody else has; two questions to the database, however many there are.</summary>
    private async Task<List<Job>> ClaimAsync(List<Guid> handful)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var now = time.GetUtcNow();
        var claim = Guid.CreateVersion7(now);
        return await db.WriteAsync(async () =>
        {
            await db.Set<Job>()
                .Where(j => handful.Contains(j.Id) && j.DoneAt == null && j.DeadAt == null && (j.ClaimedUntil == null || j.ClaimedUntil < now))
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.ClaimedUntil, now + Claim).SetProperty(j => j.ClaimedBy, claim), CancellationToken.None);
            return await db.Set<Job>().AsNoTracking().Where(j => handful.Contains(j.Id) && j.ClaimedBy == claim).ToListAsync(CancellationToken.None);
        });
    }

    /// <summary>Renews the claims of what takes long, so that a short claim is enough for everything.</summary>
    private async Task KeepAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Renewal, time, stop);
                await RenewAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task RenewAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var slow = _running.Where(r => now - r.Value.Since >= Renewal).Select(r => r.Key).ToList();
        if (slow.Count == 0) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            await db.WriteAsync(() => db.Set<Job>().Where(j => slow.Contains(j.Id) && j.DoneAt == null && j.DeadAt == null && j.ClaimedUntil != null)
                .ExecuteUpdateAsync(set => set.SetProperty(j => j.ClaimedUntil, now + Claim), CancellationToken.None));
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            log.LogWarning("Claims could not be renewed, trying again: {Reason}", failure.Message);
        }
    }

    /// <summary>What is due and has room, in the order of the lanes. Thousands may wait: of each lane the index knows the first.</summary>
    private async Task<List<Due>> DueAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = _looked = time.GetUtcNow();
        var jobs = scope.ServiceProvider.GetRequiredService<AppDb>().Set<Job>()
            .Where(j => j.DoneAt == null && j.DeadAt == null && j.RunAt <= now && (j.ClaimedUntil == null || j.ClaimedUntil < now));
        var found = await Each(lane => jobs.Where(j => j.Lane == lane).OrderBy(j => j.RunAt).Take(lane == JobLane.First ? MostFirst : MostLater)
            .Select(j => new { j.Id, j.Lane, j.ForOrganisation, j.RunAt })).ToListAsync(stop);
        var due = found.ConvertAll(j => new Due(j.Id, j.Lane, j.ForOrganisation, j.RunAt));
        var full = new Room(_running.Values).Full;
        var seen = due.Count;
        due.RemoveAll(j => j.Lane.IsCall && full.Contains(j.Organisation));
        _leftOut = due.Count < seen ? full : [];
        if (_leftOut.Count > 0 && !due.Exists(j => j.Lane == JobLane.Call)) due.AddRange(await OthersAsync(jobs, full, now, stop));
        return [.. due.OrderBy(j => j.Lane).ThenBy(j => j.RunAt)];
    }

    /// <summary>
    /// Calls of organisations that have room, behind however many of one that has none. That is read past all of those, so it is asked once a second.
    /// </summary>
    private async Task<List<Due>> OthersAsync(IQueryable<Job> jobs, List<Guid?> full, DateTimeOffset now, CancellationToken stop)
    {
        if (now - _othersAsked < OthersPause && now >= _othersAsked) return [];
        _othersAsked = now;
        return await jobs.Where(j => j.Lane == JobLane.Call && !full.Contains(j.ForOrganisation)).OrderBy(j => j.RunAt).Take(MostLater)
            .Select(j => new Due(j.Id, j.Lane, j.ForOrganisation, j.RunAt)).ToListAsync(stop);
    }

    /// <summary>
    /// Time until the next job is due, or the claim of somebody who may have died ends, at most <see cref="LongestSleep"/>: whoever is to be
    /// called at 14:05:00 is not called at 14:05:02.
    /// </summary>
    private async Task<TimeSpan> NextAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (now, looked) = (time.GetUtcNow(), _looked);
        var end = now + LongestSleep;
        var open = scope.ServiceProvider.GetRequiredService<AppDb>().Set<Job>().Where(j => j.DoneAt == null && j.DeadAt == null);
        var firsts = await Each(lane => open.Where(j => j.Lane == lane && j.RunAt > looked && j.RunAt < end).OrderBy(j => j.RunAt).Take(1).Select(j => j.RunAt)).ToListAsync(stop);
        var due = firsts.Append(end).Min();
        var freed = await open.Where(j => j.ClaimedUntil > looked && j.ClaimedUntil < end).MinAsync(j => j.ClaimedUntil, stop) ?? end;
        var next = due < freed ? due : freed;
        return next > now ? next - now : TimeSpan.Zero;
    }

    /// <summary>The same question to each lane, as one question.</summary>
    private static IQueryable<T> Each<T>(Func<JobLane, IQueryable<T>> ask) => Enum.GetValues<JobLane>().Select(ask).Aggregate(Queryable.Concat);
}
