using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Data;

/// <summary>
/// A row that belongs to one person alone. What stands in it is sealed, and neither a time nor a count stands beside it: a look into
/// the table says no more than that the person has begun. All rows have the same size, and each night all are closed anew
/// (<see cref="CloseAnew"/>), so that not even two backups side by side tell who has done something in between.
/// </summary>
public abstract class SealedRow : IOrganisationOwned
{
    /// <summary>Bytes of what stands in a row, whatever it is: more than everything there is to do takes.</summary>
    public const int Size = 16 * 1024;

    /// <summary>Stable name of what the row is for; part of the seal.</summary>
    public abstract string Purpose { get; }

    /// <summary>The person.</summary>
    [Stored("finds what belongs to the person alone", Basis.Contract, Keep.Employment, Seen.Self)]
    public Guid PersonId { get; private set; }
    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Employment, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>What is known, sealed: opens only for this person.</summary>
    [Stored("fits the person's path to what they know and have done, sealed for the person alone", Basis.Contract, Keep.Employment, Seen.Self)]
    public string Closed { get; private set; } = "";
    /// <summary>Changes with every save, so that two devices at once cannot overwrite each other; by chance, for a count would say how much somebody does.</summary>
    [Stored("keeps two devices from overwriting each other", Basis.Contract, Keep.Employment, Seen.Program)]
    public long Version { get; private set; }

    /// <summary>Opens it; an empty state when nothing has been written or the keys of the seal are gone.</summary>
    public T Open<T>(Seal seal) where T : class, new() => Closed.Length == 0 ? new T() : seal.Open<T>(Purpose, PersonId, Closed) ?? new T();

    /// <summary>Writes a state down and seals it.</summary>
    public void Write<T>(Seal seal, T state) => (Closed, Version) = (seal.Close(Purpose, PersonId, state, Size), Random.Shared.NextInt64());

    /// <summary>Closes it anew, with the same in it; nothing happens when the keys of the seal are gone.</summary>
    public void Renew(Seal seal)
    {
        if (seal.Renew(Purpose, PersonId, Closed, Size) is { } closed) (Closed, Version) = (closed, Random.Shared.NextInt64());
    }

    /// <summary>Makes it somebody's.</summary>
    internal void BeginFor(CurrentPerson person) => BeginFor(person.OrganisationId, person.Id);

    /// <summary>Makes it somebody's who need not be there.</summary>
    internal void BeginFor(Guid organisation, Guid person) => (OrganisationId, PersonId) = (organisation, person);
}

/// <summary>Reads and writes the signed-in person's own row of a kind.</summary>
/// <typeparam name="TRow">The row.</typeparam>
/// <typeparam name="TState">What stands in it: a state that never changes, whose verbs give the next one, or itself when nothing is to change.</typeparam>
public sealed class OwnRow<TRow, TState>(AppDb db, CurrentPerson me, Seal seal) where TRow : SealedRow, new() where TState : class, new()
{
    private const int Tries = 5;

    /// <summary>The state.</summary>
    public async Task<TState> ReadAsync(CancellationToken stop) =>
        await db.Set<TRow>().AsNoTracking().SingleOrDefaultAsync(r => r.PersonId == me.Id, stop) is { } row ? row.Open<TState>(seal) : new TState();

    /// <summary>Takes a step and saves it. When another device was faster, the step is taken again from where that one has come to.</summary>
    /// <param name="step">Gives the next state; may be called several times.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>The state now.</returns>
    public async Task<TState> StepAsync(Func<TState, TState> step, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = await db.Set<TRow>().SingleOrDefaultAsync(r => r.PersonId == me.Id, stop);
            var before = row?.Open<TState>(seal) ?? new TState();
            var after = step(before);
            if (ReferenceEquals(after, before)) return after;
            if (row is null)
            {
                row = new TRow();
                row.BeginFor(me);
                db.Add(row);
            }
            row.Write(seal, after);
            try
            {
                await db.SaveChangesAsync(stop);
                return after;
            }
            catch (DbUpdateException late) when (late.IsLostRace && attempt < Tries)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>Throws the row away.</summary>
    public Task ForgetAsync() => db.WriteAsync(() => db.Set<TRow>().Where(r => r.PersonId == me.Id).ExecuteDeleteAsync(CancellationToken.None));
}

/// <summary>Maps rows that belong to one person alone.</summary>
public static class SealedRows
{
    /// <summary>Maps a kind of row to its table.</summary>
    public static void MapSealed<TRow>(this ModelBuilder model, string table) where TRow : SealedRow => model.Entity<TRow>(row =>
    {
        row.ToTable(table);
        row.HasKey(r => r.PersonId);
        row.Property(r => r.PersonId).ValueGeneratedNever();
        row.Property(r => r.Version).IsConcurrencyToken();
    });

    /// <summary>What the person's row says, for their own export.</summary>
    public static async Task<IReadOnlyList<TState>> ExportAsync<TRow, TState>(this AppDb db, Seal seal, Guid person, CancellationToken stop)
        where TRow : SealedRow where TState : class, new() =>
        [.. (await db.Set<TRow>().AsNoTracking().Where(r => r.PersonId == person).ToListAsync(stop)).Select(r => r.Open<TState>(seal))];

    /// <summary>Removes the person's row; the caller saves.</summary>
    public static async Task EraseAsync<TRow>(this AppDb db, Guid person, CancellationToken stop) where TRow : SealedRow =>
        db.RemoveRange(await db.Set<TRow>().Where(r => r.PersonId == person).ToListAsync(stop));
}

/// <summary>Closes everything anew that is sealed for one person alone: afterwards all rows were written at the same moment, and all differ from yesterday's.</summary>
public sealed record CloseAnew : IJob
{
    /// <inheritdoc />
    public static string Kind => "foundation.close-anew";
}

internal sealed class CloseAnewHandler(AppDb db, Seal seal) : IJobHandler<CloseAnew>
{
    private static readonly MethodInfo Rows = typeof(CloseAnewHandler).GetMethod(nameof(RowsAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private const int Attempts = 50;

    /// <remarks>One save for all. Whoever takes a step in this very moment has closed their row anew themselves.</remarks>
    public async Task RunAsync(CloseAnew job, CancellationToken stop)
    {
        foreach (var type in db.Model.GetEntityTypes().Where(t => typeof(SealedRow).IsAssignableFrom(t.ClrType)))
            foreach (var row in await (Task<List<SealedRow>>)Rows.MakeGenericMethod(type.ClrType).Invoke(this, [stop])!)
                row.Renew(seal);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await db.SaveChangesAsync(stop);
                return;
            }
            catch (DbUpdateConcurrencyException lost) when (attempt < Attempts)
            {
                foreach (var entry in lost.Entries) entry.State = EntityState.Detached;
            }
        }
    }

    private Task<List<SealedRow>> RowsAsync<T>(CancellationToken stop) where T : SealedRow =>
        db.Set<T>().IgnoreQueryFilters([AppDb.OrganisationFilter]).Cast<SealedRow>().ToListAsync(stop);
}
