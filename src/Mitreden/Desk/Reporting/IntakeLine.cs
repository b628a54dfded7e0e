using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Npgsql;

namespace Mitreden.Desk.Reporting;

/// <summary>Something that was shared, read and found good, and is to become a report.</summary>
/// <param name="Organisation">Organisation.</param>
/// <param name="Reporter">The reporting person.</param>
/// <param name="Reading">What was shared.</param>
/// <param name="Tap">The one further tap.</param>
/// <param name="Kept">Secret of the draft that it was until now, or null.</param>
/// <param name="Beside">Adds to the save of the report what goes with it, or null.</param>
public sealed record Arrival(Guid Organisation, Guid Reporter, Reading Reading, Involvement Tap, string? Kept, Action<AppDb>? Beside);

/// <summary>
/// The line before the database: of each organisation one group is stored at a time, and whoever comes meanwhile makes up the next. Alone nobody waits;
/// when a whole company reports at once, what a save costs is shared, and of two reports of one thread the second finds the first.
/// </summary>
/// <remarks>A group that fails is taken apart: each of it is tried by itself, so that nobody's report depends on another one's.</remarks>
public sealed class IntakeLine(IServiceScopeFactory scopes)
{
    /// <summary>Most reports of one save.</summary>
    public const int Most = 64;
    /// <summary>How often a report is tried while what it belongs to changes.</summary>
    private const int Attempts = 10;

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
        try
        {
            await using var scope = scopes.For(organisation);
            var ids = await scope.ServiceProvider.GetRequiredService<IntakeGroup>().StoreAsync([.. group.Select(w => w.Arrival)]);
            foreach (var (waiting, id) in group.Zip(ids)) waiting.Done.TrySetResult(id);
        }
        catch (Exception) when (group.Count > 1)
        {
            await ApartAsync(group);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            await AloneAsync(group[0]);
        }
        catch (Exception failure)
        {
            group[0].Done.TrySetException(failure);
        }
    }

    /// <summary>Each by itself. When the database does not answer the first of them, the others are not kept waiting for the same.</summary>
    private async Task ApartAsync(List<Waiting> group)
    {
        foreach (var waiting in group)
        {
            await AloneAsync(waiting);
            if (waiting.Done.Task.Exception is not { } failed || !IsSilence(failed.InnerException)) continue;
            foreach (var rest in group) rest.Done.TrySetException(failed.InnerException!);
            return;
        }
    }

    private static bool IsSilence(Exception? failure) =>
        failure is not null && (failure is TimeoutException || failure is DbException and not PostgresException && failure is { InnerException: TimeoutException or IOException or SocketException } || IsSilence(failure.InnerException));

    private async Task AloneAsync(Waiting waiting)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var scope = scopes.For(waiting.Arrival.Organisation);
                // Where everybody reports the same at once, the last attempt stands for itself and is put together afterwards.
                var ids = await scope.ServiceProvider.GetRequiredService<IntakeGroup>().StoreAsync([waiting.Arrival], alone: attempt == Attempts);
                waiting.Done.TrySetResult(ids[0]);
                return;
            }
            catch (DbUpdateException late) when (late.IsLostRace && attempt < Attempts)
            {
                // The same report came twice at the same time, or what it belongs to has just changed: look again.
                await Task.Delay(Random.Shared.Next(5, 40));
            }
            catch (Exception failure)
            {
                waiting.Done.TrySetException(failure);
                return;
            }
        }
    }

    private sealed class Waiting(Arrival arrival)
    {
        public Arrival Arrival => arrival;
        public TaskCompletionSource<Guid> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
