using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Previews;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Reporting;

/// <summary>Stores reports of one organisation that came at the same moment, each of another person: one look at what is there, one save.</summary>
public sealed class IntakeGroup(AppDb db, Gathering gathering)
{
    /// <summary>Stores them with everything that goes with them, and gives their ids in the same order; what was stored before keeps its id.</summary>
    /// <param name="group">What is to become reports.</param>
    /// <param name="alone">True when each stands for itself, and is put together with others afterwards.</param>
    /// <exception cref="DbUpdateException">Nothing, or not all of it, is stored; it may be tried again.</exception>
    public async Task<IReadOnlyList<Guid>> StoreAsync(IReadOnlyList<Arrival> group, bool alone = false)
    {
        var ids = await EarlierAsync(group);
        await SettleAsync([.. ids.Values]);
        var fresh = group.Where(a => !ids.ContainsKey(a.Reporter)).ToList();
        var floods = await gathering.FloodsAsync(fresh);
        // Whoever floods moves what they sent before as well: that is a save of its own.
        List<Arrival> quiet = [.. fresh.Where(a => !floods.Contains(a.Reporter))];
        foreach (IReadOnlyList<Arrival> part in fresh.Where(a => floods.Contains(a.Reporter)).Chunk(1).Prepend([.. quiet]).Where(p => p.Length > 0))
        {
            var reports = part.Select(a => Discussion.Report(a.Organisation, a.Reporter, a.Reading.Shared, a.Tap, a.At)).ToList();
            await SaveAsync(part, reports, alone, floods.Contains(part[0].Reporter));
            foreach (var (arrival, report) in part.Zip(reports)) ids[arrival.Reporter] = report.Id;
        }
        return [.. group.Select(a => ids[a.Reporter])];
    }

    private async Task SaveAsync(IReadOnlyList<Arrival> part, List<Discussion> reports, bool alone, bool flood)
    {
        foreach (var (arrival, report) in part.Zip(reports))
        {
            db.Add(report);
            arrival.Beside?.Invoke(db);
            for (var n = 0; n < arrival.Reading.Pictures.Count; n++) db.Add(Screenshot.Of(report, n + 1, arrival.Reading.Pictures[n]));
            if (arrival.Kept is not null && await db.DraftUnder(arrival.Kept).SingleOrDefaultAsync() is { } draft) db.Remove(draft);
        }
        if (alone) foreach (var report in reports) DeskChanges.Follow(db, report);
        else await gathering.PlaceAsync(reports, flood);
        foreach (var report in reports) ReadLink.EnqueueFor(db, report);
        await db.SaveChangesAsync();
        await gathering.SettleAsync(reports);
        db.ChangeTracker.Clear();
    }

    /// <summary>What was stored before may have been cut off right behind its save, before it was put where it belongs.</summary>
    private async Task SettleAsync(List<Guid> ids)
    {
        if (ids.Count == 0) return;
        await gathering.SettleAsync(await db.OpenDiscussions.Where(d => ids.Contains(d.Id)).ToListAsync());
        db.ChangeTracker.Clear();
    }

    /// <summary>What these people have made of these keys before, by person.</summary>
    private async Task<Dictionary<Guid, Guid>> EarlierAsync(IReadOnlyList<Arrival> group)
    {
        List<Guid?> people = [.. group.Select(a => a.Reporter)];
        List<Guid> keys = [.. group.Select(a => a.Reading.Shared.Key)];
        var found = await db.Discussions.Where(d => d.ReporterId != null && people.Contains(d.ReporterId) && keys.Contains(d.IdempotencyKey))
            .Select(d => new { d.ReporterId, d.IdempotencyKey, d.Id }).ToListAsync();
        return found.Where(f => group.Any(a => a.Reporter == f.ReporterId && a.Reading.Shared.Key == f.IdempotencyKey)).ToDictionary(f => f.ReporterId!.Value, f => f.Id);
    }
}
