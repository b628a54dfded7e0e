using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Reporting;

/// <summary>Something that was shared, read and found good, and is to become a report.</summary>
/// <param name="Organisation">Organisation.</param>
/// <param name="Reporter">The reporting person.</param>
/// <param name="Reading">What was shared.</param>
/// <param name="Tap">The one further tap.</param>
/// <param name="Kept">Secret of the draft that it was until now, or null.</param>
/// <param name="Beside">Adds to the save of the report what goes with it, or null.</param>
/// <param name="At">When it came: how long it then stood in line counts as well.</param>
public sealed record Arrival(Guid Organisation, Guid Reporter, Reading Reading, Involvement Tap, string? Kept, Action<AppDb>? Beside, DateTimeOffset At);

/// <summary>
/// The line before the database: of each organisation one group is stored at a time, and whoever comes meanwhile makes up the next. Alone nobody waits;
/// when a whole company reports at once, what a save costs is shared, and of two reports of one thread the second finds the first.
/// </summary>
/// <remarks>A group that fails is taken apart: each of it is tried by itself, so that nobody's report depends on another one's.</remarks>
public sealed class IntakeLine(IServiceScopeFactory scopes)
{
    /// <summary>Most reports of one save.</summary>
    public const int Most = 64;
    /// <summary>How often a group is tried while what it belongs to changes, before each is tried by itself.</summary>
    private const int GroupAttempts = 3;
    /// <summary>How long a database that has just been silent has to say that it is there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Dictionary<Guid, List<Waiting>> _lines = [];

    /// <summary>Makes the report; completes when it is on the disk, with its id. Whoever stops waiting takes nothing back.</summary>
    public Task<Guid> ReportAsync(Arrival arrival)
    {
        var waiting = new Waiting(arrival);
        lock (_lines)
        {
            if (_lines.TryGetValue(arrival.Organisation, out var line))
            {
                line.Add(waiting);
                return waiting.Done.Task;
            }
            _lines[arrival.Organisation] = [waiting];
        }
        // It serves whoever comes: what belongs to the request that came first must not go along.
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(() => ServeAsync(arrival.Organisation));
        return waiting.Done.Task;
    }

    private async Task ServeAsync(Guid organisation)
    {
        while (Next(organisation) is { Count: > 0 } group) await StoreAsync(organisation, group);
    }

    /// <summary>Who is stored next; when nobody waits any more, the line is gone.</summary>
    private List<Waiting> Next(Guid organisation)
    {
        lock (_lines)
        {
            var line = _lines[organisation];
            var group = line.DistinctBy(w => w.Arrival.Reporter).Take(Most).ToList();
            if (group.Count == 0) _lines.Remove(organisation);
            else line.RemoveAll(group.ToHashSet().Contains);
            return group;
        }
    }

    private async Task StoreAsync(Guid organisation, List<Waiting> group)
    {
        if (group.Count == 1)
        {
            await ApartAsync(organisation, group);
            return;
        }
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var ids = await SaveAsync(organisation, [.. group.Select(w => w.Arrival)], alone: false);
                foreach (var (waiting, id) in group.Zip(ids)) waiting.Done.TrySetResult(id);
                return;
            }
            catch (DbUpdateException late) when (late.IsLostRace && attempt < GroupAttempts)
            {
                await LostRaces.PauseAsync();
            }
            catch (Exception failure)
            {
                if (failure.IsSilence && !await AnswersAsync()) Refuse(organisation, group, failure);
                else await ApartAsync(organisation, group);
                return;
            }
        }
    }

    /// <summary>Each by itself. When the database does not answer any more, those behind are not kept waiting for the same.</summary>
    private async Task ApartAsync(Guid organisation, List<Waiting> group)
    {
        foreach (var waiting in group)
        {
            await AloneAsync(waiting);
            if (waiting.Done.Task.Exception?.InnerException is not { IsSilence: true } silence || await AnswersAsync()) continue;
            Refuse(organisation, group, silence);
            return;
        }
    }

    /// <summary>Tells everybody who waits that nobody answers; their browsers keep what they have and send it again.</summary>
    private void Refuse(Guid organisation, List<Waiting> group, Exception silence)
    {
        List<Waiting> all = [.. group];
        lock (_lines)
        {
            all.AddRange(_lines[organisation]);
            _lines[organisation].Clear();
        }
        foreach (var waiting in all) waiting.Done.TrySetException(silence);
    }

    /// <summary>Whether it was one row that somebody holds, and not the database: that is its reporter's bad luck and nobody else's. SQLite has one lock for everything.</summary>
    private async Task<bool> AnswersAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (db.Database.IsSqlite()) return false;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await db.Database.CanConnectAsync(patience.Token);
        }
        catch (Exception)
        {
            // Nor in time, nor at all: whatever it says instead, it is not there.
            return false;
        }
    }

    private async Task AloneAsync(Waiting waiting)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Where everybody reports the same at once, the last attempt stands for itself and is put together afterwards.
                var ids = await SaveAsync(waiting.Arrival.Organisation, [waiting.Arrival], alone: attempt == LostRaces.Attempts);
                waiting.Done.TrySetResult(ids[0]);
                return;
            }
            catch (DbUpdateException late) when (late.IsLostRace && attempt < LostRaces.Attempts)
            {
                // The same report came twice at the same time, or what it belongs to has just changed: look again.
                await LostRaces.PauseAsync();
            }
            catch (Exception failure)
            {
                waiting.Done.TrySetException(failure);
                return;
            }
        }
    }

    private async Task<IReadOnlyList<Guid>> SaveAsync(Guid organisation, IReadOnlyList<Arrival> group, bool alone)
    {
        await using var scope = scopes.For(organisation);
        return await scope.ServiceProvider.GetRequiredService<IntakeGroup>().StoreAsync(group, alone);
    }

    private sealed class Waiting(Arrival arrival)
    {
        public Arrival Arrival => arrival;
        public TaskCompletionSource<Guid> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
