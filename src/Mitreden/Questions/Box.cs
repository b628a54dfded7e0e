using System.Linq.Expressions;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Questions;

/// <summary>
/// The box itself. A row in a database has a place, and on PostgreSQL the number of the transaction that wrote it; both would tell in which order
/// people asked, and beside which other row. So with every new question those of its day are written anew in an order of dice, and once more
/// in the morning.
/// </summary>
public sealed class Box(AppDb db)
{
    /// <summary>Puts a question in, and shakes those of its day.</summary>
    public Task PutAsync(Question question) => ShakeAsync(q => q.Day == question.Day, [question]);

    /// <summary>Shakes what has been put in before this day, and on PostgreSQL clears away what the old places still held.</summary>
    public async Task ShakeAsync(DateOnly before)
    {
        await ShakeAsync(q => q.Day < before, []);
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"VACUUM \"Questions\"");
    }

    private Task<int> ShakeAsync(Expression<Func<Question, bool>> which, IReadOnlyList<Question> more) => db.WriteAsync(async () =>
    {
        // One save is one transaction, but this is a deletion and a save, and on SQLite the queue of writes has begun one.
#pragma warning disable RS0030
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync() : null;
#pragma warning restore RS0030
        // A reply that is written meanwhile waits: its question is not there for a moment.
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"LOCK TABLE \"Questions\" IN EXCLUSIVE MODE");
        var waiting = db.Waiting().Where(which);
        Question[] shaken = [.. await waiting.AsNoTracking().ToListAsync(), .. more];
        await waiting.ExecuteDeleteAsync();
        RandomNumberGenerator.Shuffle(shaken.AsSpan());
        db.AddRange(shaken);
        await db.SaveChangesAsync();
        if (own is not null) await own.CommitAsync();
        return shaken.Length;
    });
}
