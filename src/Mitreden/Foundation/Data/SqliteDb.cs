using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Mitreden.Foundation.Data;

/// <summary>The database as one SQLite file: write-ahead log, synchronous=FULL, one writer with group commit.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options, AppDbParts parts, CommitQueue queue) : AppDb(options, parts)
{
    /// <inheritdoc />
    public override Task<T> WriteAsync<T>(Func<Task<T>> work) => queue.RunAsync(this, work);

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        // SQLite cannot compare DateTimeOffset; microseconds since 1970 sort and keep PostgreSQL's precision.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMicroseconds>();

    private sealed class UnixMicroseconds() : ValueConverter<DateTimeOffset, long>(
        time => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10,
        micros => new DateTimeOffset(DateTimeOffset.UnixEpoch.UtcTicks + micros * 10, TimeSpan.Zero));
}

/// <summary>Sets what SQLite forgets with every connection; one that comes back from the pool still knows it.</summary>
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    /// <summary>FULL: an answered write survives a power cut; NORMAL would lose it.</summary>
    public const string Text =
        "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA busy_timeout=5000;";

    /// <inheritdoc />
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    /// <inheritdoc />
    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private static readonly ConditionalWeakTable<object, string> Known = [];

    /// <summary>Runs the pragmas on an open connection, unless it runs under them already.</summary>
    public static void Apply(DbConnection connection, string pragmas = Text)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (Known.TryGetValue(handle, out var known) && known == pragmas) return;
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
        Known.AddOrUpdate(handle, pragmas);
    }
}
