using System.Data;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Mitreden.Foundation.Data;

/// <summary>
/// The single writer of the SQLite database. Waiting writes share one transaction and so one fsync (group commit); each
/// stands behind its own savepoint, so that one failing write takes no other with it.
/// </summary>
/// <remarks>
/// SQLite's own busy handler is unfair: with eight writers single waits of four seconds were seen. A queue is fair.
/// </remarks>
public sealed class CommitQueue : IAsyncDisposable
{
    private const int LargestGroup = 256;

    private readonly string _connectionString;
    private readonly string _pragmas;
    private readonly Channel<Item> _items = Channel.CreateUnbounded<Item>(new() { SingleReader = true });
    private readonly Task _loop;
    private bool _failed;

    /// <summary>Starts the writer.</summary>
    /// <param name="connectionString">SQLite connection string of the database file.</param>
    /// <param name="pragmas">Settings of each connection; others than the default serve to show what they protect from.</param>
    public CommitQueue(string connectionString, string pragmas = SqlitePragmas.Text)
    {
        (_connectionString, _pragmas) = (connectionString, pragmas);
        _loop = Task.Factory.StartNew(LoopAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>Runs a write of one context; completes after the write is on the disk.</summary>
    public async Task<T> RunAsync<T>(DbContext db, Func<Task<T>> work)
    {
        if (db.Database.CurrentTransaction is not null) return await work();
        var result = default(T)!;
        var item = new Item(db, async () => result = await work());
        ObjectDisposedException.ThrowIf(!_items.Writer.TryWrite(item), this);
        await item.Done.Task;
        return result;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _items.Writer.TryComplete();
        await _loop;
    }

    private async Task LoopAsync()
    {
        var group = new List<Item>(LargestGroup);
        // Its own connection, which nobody else writes beside: what it has read of the file stays true and need not be read again.
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ConnectionString);
        while (await _items.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && _items.Reader.TryRead(out var item)) group.Add(item);
            // What the failure of another one has kept from running is the next group.
            while (group.Count > 0) await CommitAsync(group, connection);
        }
    }

    private async Task CommitAsync(List<Item> group, SqliteConnection connection)
    {
        try
        {
            if (_failed) connection.Close();
            _failed = false;
            if (connection.State != ConnectionState.Open) connection.Open();
            SqlitePragmas.Apply(connection, _pragmas);
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var item in group) await RunAsync(item, connection, transaction);
            transaction.Commit();
        }
        catch (Exception failure)
        {
            var over = group.Exists(i => i.HasRun) ? group.Where(i => i.HasRun) : group;
            foreach (var item in over) (item.HasRun, item.Failure) = (true, item.Failure ?? failure);
            // Whatever it was, the next group begins with another connection.
            _failed = true;
        }
        foreach (var item in group.Where(i => i.HasRun)) item.Finish();
        group.RemoveAll(i => i.HasRun);
    }

    private static async Task RunAsync(Item item, SqliteConnection connection, SqliteTransaction transaction)
    {
        var own = item.Db.Database.GetDbConnection();
        item.HasRun = true;
        try
        {
            transaction.Save("write");
            item.Db.Database.SetDbConnection(connection, contextOwnsConnection: false);
            await item.Db.Database.UseTransactionAsync(transaction);
            await item.Work();
            transaction.Release("write");
        }
        catch (Exception failure)
        {
            item.Failure = failure;
            // A full disk, for one, takes back the whole transaction: then there is no way back to this point, and this one is why.
            if (!TryRollback(transaction)) ExceptionDispatchInfo.Throw(failure);
        }
        finally
        {
            await item.Db.Database.UseTransactionAsync(null);
            item.Db.Database.SetDbConnection(own, contextOwnsConnection: true);
        }
    }

    private static bool TryRollback(SqliteTransaction transaction)
    {
        try
        {
            transaction.Rollback("write");
            return true;
        }
        catch (Exception failure) when (failure is SqliteException or InvalidOperationException)
        {
            return false;
        }
    }

    private sealed class Item(DbContext db, Func<Task> work)
    {
        public DbContext Db => db;
        public Func<Task> Work => work;
        public bool HasRun { get; set; }
        public Exception? Failure { get; set; }
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Finish()
        {
            if (Failure is null) Done.SetResult();
            else Done.SetException(Failure);
        }
    }
}
