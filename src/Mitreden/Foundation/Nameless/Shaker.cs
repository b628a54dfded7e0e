using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Nameless;

/// <summary>
/// Keeps the rows of a box without names in no order. A row in a database has a place, and on PostgreSQL the number of the transaction that wrote it;
/// both would tell in which order people put things in, and beside which other row. So with everything new, what waits is written anew in an
/// order of dice, and once more in the morning. What may get another key gets one each time (<see cref="IRekeyed"/>).
/// </summary>
public sealed class Shaker(AppDb db)
{
    /// <summary>Puts rows in, and shakes those that wait beside them.</summary>
    /// <param name="waiting">Rows that nobody has answered yet and that nothing refers to; mostly those of the same day.</param>
    /// <param name="more">The new rows.</param>
    public Task PutAsync<T>(IQueryable<T> waiting, IReadOnlyList<T> more) where T : class, IUnordered => WriteAnewAsync(() => Task.FromResult(waiting), more);

    /// <summary>Puts rows in, and takes some of those that wait along, chosen by dice. With all of them, each form would write as much as all before it.</summary>
    /// <param name="waiting">Rows that nothing refers to.</param>
    /// <param name="more">The new rows.</param>
    /// <param name="companions">How many are taken along, at most all.</param>
    public Task PutAsync<T>(IQueryable<T> waiting, IReadOnlyList<T> more, int companions) where T : class, IRekeyed =>
        WriteAnewAsync(() => ChooseAsync(waiting, companions), more);

    /// <summary>Shakes what waits, and on PostgreSQL clears away what the old places still held.</summary>
    public async Task ShakeAsync<T>(IQueryable<T> waiting) where T : class, IUnordered
    {
        await WriteAnewAsync(() => Task.FromResult(waiting), Array.Empty<T>());
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync(Sql<T>("VACUUM", ""));
    }

    private static async Task<IQueryable<T>> ChooseAsync<T>(IQueryable<T> waiting, int companions) where T : class, IRekeyed
    {
        var ids = await waiting.Select(r => r.Id).ToArrayAsync();
        RandomNumberGenerator.Shuffle(ids.AsSpan());
        var chosen = ids.Take(companions).ToList();
        return waiting.Where(r => chosen.Contains(r.Id));
    }

    private Task<int> WriteAnewAsync<T>(Func<Task<IQueryable<T>>> choose, IReadOnlyList<T> more) where T : class, IUnordered => db.WriteAsync(async () =>
    {
        // One save is one transaction, but this is a deletion and a save, and on SQLite the queue of writes has begun one.
#pragma warning disable RS0030
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync() : null;
#pragma warning restore RS0030
        // An answer that is written meanwhile waits: its row is not there for a moment.
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync(Sql<T>("LOCK TABLE", " IN EXCLUSIVE MODE"));
        // Only now, behind the lock: a form before this one may have given the rows other keys.
        var taken = await choose();
        T[] shaken = [.. await taken.AsNoTracking().ToListAsync(), .. more];
        await taken.ExecuteDeleteAsync();
        foreach (var row in shaken.OfType<IRekeyed>()) row.Rekey();
        RandomNumberGenerator.Shuffle(shaken.AsSpan());
        db.AddRange(shaken);
        await db.SaveChangesAsync();
        if (own is not null) await own.CommitAsync();
        return shaken.Length;
    });

    /// <summary>A statement about the table; its name is the model's own.</summary>
    private FormattableString Sql<T>(string before, string after) =>
        FormattableStringFactory.Create($"{before} \"{db.Model.FindEntityType(typeof(T))!.GetTableName()}\"{after}");
}
