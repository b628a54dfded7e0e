using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Reading;

/// <summary>
/// The signed-in person's own mark of what they have opened and answered. A database shows which rows were written together, and two copies of it
/// show which have changed. So whoever marks something takes the rows of four others along: five rows have changed, and nobody can say for whom.
/// Nothing is counted here; <see cref="CountReaders"/> does that for everybody, at night.
/// </summary>
public sealed class Marks(AppDb db, CurrentPerson me, OwnRows rows, Seal seal)
{
    /// <summary>Rows of others that are written anew with each mark.</summary>
    public const int Others = 4;

    private const int Tries = 20;
    private static readonly SemaphoreSlim Filling = new(1);

    /// <summary>What the person has opened and answered.</summary>
    public async Task<MyNews> ReadAsync(CancellationToken stop) =>
        await db.Set<OwnNews>().AsNoTracking().SingleOrDefaultAsync(r => r.PersonId == me.Id, stop) is { } row ? row.Open<MyNews>(seal) : new MyNews();

    /// <summary>Takes a step and saves it. When another device was faster, the step is taken again from where that one has come to.</summary>
    /// <param name="step">Gives the next state, or the same when there is nothing to do; may be called several times.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>True when something was to be done.</returns>
    public async Task<bool> StepAsync(Func<MyNews, MyNews> step, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var own = await db.Set<OwnNews>().SingleOrDefaultAsync(r => r.PersonId == me.Id, stop);
            var before = own?.Open<MyNews>(seal) ?? new MyNews();
            var after = step(before);
            if (ReferenceEquals(before, after)) return false;
            try
            {
                if (own is null)
                {
                    await FillAsync(stop);
                    continue;
                }
                foreach (var other in await OthersAsync(stop)) other.Renew(seal);
                own.Write(seal, after);
                await SaveAsync(own, stop);
                return true;
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>One at a time: when everybody opens the first announcement at once, one makes the rows of all.</summary>
    private async Task FillAsync(CancellationToken stop)
    {
        await Filling.WaitAsync(stop);
        try
        {
            await rows.FillAsync(me.OrganisationId, stop);
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
        }
        finally
        {
            Filling.Release();
        }
    }

    /// <summary>Saves all, or without those of others who have just written theirs themselves: these have changed as well.</summary>
    private async Task SaveAsync(OwnNews own, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await db.SaveChangesAsync(stop);
                return;
            }
            catch (DbUpdateConcurrencyException lost) when (attempt < Others && lost.Entries.Count > 0 && lost.Entries.All(e => e.Entity != own))
            {
                foreach (var entry in lost.Entries) entry.State = EntityState.Detached;
            }
        }
    }

    private async Task<List<OwnNews>> OthersAsync(CancellationToken stop)
    {
        var ids = await db.Set<OwnNews>().Where(r => r.PersonId != me.Id).Select(r => r.PersonId).ToArrayAsync(stop);
        RandomNumberGenerator.Shuffle(ids.AsSpan());
        var chosen = ids.Take(Others).ToList();
        return await db.Set<OwnNews>().Where(r => chosen.Contains(r.PersonId)).ToListAsync(stop);
    }
}

/// <summary>The rows of everybody.</summary>
public sealed class OwnRows(AppDb db, People people, Seal seal)
{
    /// <summary>Adds a row for everybody who has none, in an order of dice. The caller saves.</summary>
    public async Task FillAsync(Guid organisation, CancellationToken stop)
    {
        var there = (await db.Set<OwnNews>().Select(r => r.PersonId).ToListAsync(stop)).ToHashSet();
        var missing = (await people.JoinedAsync(stop)).Select(p => p.Id).Where(id => !there.Contains(id)).ToArray();
        RandomNumberGenerator.Shuffle(missing.AsSpan());
        foreach (var person in missing)
        {
            var row = new OwnNews();
            row.BeginFor(organisation, person);
            row.Write(seal, new MyNews());
            db.Add(row);
        }
    }

    /// <summary>What stands in the rows of these people, for counting and for sending mails; nobody else may ask.</summary>
    internal async Task<Dictionary<Guid, MyNews>> OpenAsync(IReadOnlyCollection<Guid> persons, CancellationToken stop)
    {
        var found = new Dictionary<Guid, MyNews>();
        // A row has 22 kilobytes.
        foreach (var some in persons.Chunk(50))
            foreach (var row in await db.Set<OwnNews>().AsNoTracking().Where(r => some.Contains(r.PersonId)).ToListAsync(stop)) found[row.PersonId] = row.Open<MyNews>(seal);
        return found;
    }
}
