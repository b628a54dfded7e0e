using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Reading;

/// <summary>
/// The signed-in person's own mark of what they have opened and answered. A database shows which rows were written together, and two copies of it
/// show which have changed. So whoever marks something takes the rows of four others along: five rows have changed, and nobody can say for whom. It is all
/// five or none: when somebody else was faster with one of them, four others are chosen.
/// Nothing is counted here; <see cref="CountReaders"/> does that for everybody, at night.
/// </summary>
public sealed class Marks(AppDb db, CurrentPerson me, OwnRows rows, Seal seal)
{
    /// <summary>Rows of others that are written anew with each mark.</summary>
    public const int Others = 4;

    private const int Tries = 20;
    private static readonly SemaphoreSlim Filling = new(1);
    private static readonly SemaphoreSlim Turns = new(1);

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
            // Whoever has lost a race waits for a turn: many who read at once do not take each other's rows away again and again.
            var waits = attempt > 1;
            if (waits) await Turns.WaitAsync(stop);
            try
            {
                return await TryAsync(step, stop);
            }
            catch (DbUpdateException late) when (late.IsLostRace && attempt < Tries)
            {
                db.ChangeTracker.Clear();
            }
            finally
            {
                if (waits) Turns.Release();
            }
        }
    }

    private async Task<bool> TryAsync(Func<MyNews, MyNews> step, CancellationToken stop)
    {
        if (await db.Set<OwnNews>().SingleOrDefaultAsync(r => r.PersonId == me.Id, stop) is not { } own)
        {
            var none = new MyNews();
            if (ReferenceEquals(none, step(none))) return false;
            await FillAsync(stop);
            own = await db.Set<OwnNews>().SingleAsync(r => r.PersonId == me.Id, stop);
        }
        var before = own.Open<MyNews>(seal);
        var after = step(before);
        if (ReferenceEquals(before, after)) return false;
        foreach (var other in await OthersAsync(stop)) other.Renew(seal);
        own.Write(seal, after);
        await db.SaveChangesAsync(stop);
        return true;
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

    /// <summary>Four others, or all there are. When one of them goes in this very moment, that is a lost race as well.</summary>
    private async Task<List<OwnNews>> OthersAsync(CancellationToken stop)
    {
        var ids = await db.Set<OwnNews>().Where(r => r.PersonId != me.Id).Select(r => r.PersonId).ToArrayAsync(stop);
        RandomNumberGenerator.Shuffle(ids.AsSpan());
        var chosen = ids.Take(Others).ToList();
        var found = await db.Set<OwnNews>().Where(r => chosen.Contains(r.PersonId)).ToListAsync(stop);
        return found.Count == chosen.Count ? found : throw new DbUpdateConcurrencyException("A row that was to be taken along has gone.");
    }
}

/// <summary>The rows of everybody.</summary>
public sealed class OwnRows(AppDb db, People people, Seal seal) : IWhen<PersonJoined>
{
    private const int Tries = 20;

    /// <summary>Whoever joins gets a row with that: one that came later in the day would say that they have done something.</summary>
    public async Task HandleAsync(PersonJoined happened, CancellationToken stop)
    {
        if (await db.Set<OwnNews>().IgnoreQueryFilters([AppDb.OrganisationFilter]).AnyAsync(r => r.PersonId == happened.PersonId, stop)) return;
        Add(happened.OrganisationId, happened.PersonId);
    }

    /// <summary>Adds a row for everybody who has none, in an order of dice. The caller saves.</summary>
    public async Task FillAsync(Guid organisation, CancellationToken stop)
    {
        var there = (await db.Set<OwnNews>().Select(r => r.PersonId).ToListAsync(stop)).ToHashSet();
        var missing = (await people.JoinedAsync(stop)).Select(p => p.Id).Where(id => !there.Contains(id)).ToArray();
        RandomNumberGenerator.Shuffle(missing.AsSpan());
        foreach (var person in missing) Add(organisation, person);
    }

    /// <summary>
    /// Forgets which announcements somebody has opened that are not counted any more, and which rounds they have answered that are over. As soon as one has
    /// something to forget, all rows are written in one save: nobody sees whose have become shorter.
    /// </summary>
    /// <param name="news">Announcements that are still counted.</param>
    /// <param name="rounds">Rounds that can still be answered.</param>
    /// <param name="stop">Ends the wait.</param>
    internal async Task ForgetAsync(IReadOnlySet<Guid> news, IReadOnlySet<Guid> rounds, CancellationToken stop)
    {
        var all = await db.Set<OwnNews>().ToListAsync(stop);
        var longer = all.Select(row => (Row: row, Mine: row.Open<MyNews>(seal))).Where(r => !ReferenceEquals(r.Mine, r.Mine.Only(news, rounds))).ToList();
        if (longer.Count == 0) return;
        foreach (var (row, mine) in longer) row.Write(seal, mine.Only(news, rounds));
        foreach (var row in all.Except(longer.Select(r => r.Row))) row.Renew(seal);
        await SaveAsync(stop);
    }

    /// <summary>Saves all but the rows of those who mark something in this very moment: these have changed anyway, and are shortened in the next night.</summary>
    private async Task SaveAsync(CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await db.SaveChangesAsync(stop);
                return;
            }
            catch (DbUpdateConcurrencyException lost) when (attempt < Tries)
            {
                foreach (var entry in lost.Entries) entry.State = EntityState.Detached;
            }
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

    private void Add(Guid organisation, Guid person)
    {
        var row = new OwnNews();
        row.BeginFor(organisation, person);
        row.Write(seal, new MyNews());
        db.Add(row);
    }
}
