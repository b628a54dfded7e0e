using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Mitreden.Benchmarks.Product;

/// <summary>Where the measured program keeps its data, and a look into it past the program.</summary>
/// <param name="Name"><c>sqlite</c> or <c>postgres</c>.</param>
/// <param name="Folder">Folder of the SQLite file; also holds nothing on PostgreSQL.</param>
/// <param name="Address">Connection string for the look past the program.</param>
internal sealed record Store(string Name, string Folder, string Address) : IDisposable
{
    /// <summary>Arguments of the program.</summary>
    public string[] Arguments => Name == "sqlite" ? ["--data", Folder] : ["--data", Folder, "--database", Address];

    /// <summary>The SQLite file.</summary>
    public string File => Path.Combine(Folder, "mitreden.db");

    /// <summary>An empty SQLite store in a folder of its own.</summary>
    public static Store Sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("mitreden-bench-").FullName;
        var address = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "mitreden.db"), Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        return new Store("sqlite", folder, address.ConnectionString);
    }

    /// <summary>An empty database on the server.</summary>
    public static async Task<Store> PostgresAsync(PostgresServer server)
    {
        var name = "bench_" + Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);
        await using var connection = new NpgsqlConnection(server.Address + ";Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE DATABASE " + name;
        await command.ExecuteNonQueryAsync();
        return new Store("postgres", Directory.CreateTempSubdirectory("mitreden-bench-").FullName, server.Address + ";Database=" + name);
    }

    /// <summary>All rows of a query.</summary>
    public async Task<List<T>> RowsAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using DbConnection connection = Name == "sqlite" ? new SqliteConnection(Address) : new NpgsqlConnection(Address);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>Every stored report: its id and the sender's key.</summary>
    public Task<List<(Guid Id, Guid Key)>> ReportsAsync() =>
        RowsAsync("""SELECT "Id", "IdempotencyKey" FROM "Discussions" """, r => (r.GetGuid(0), r.GetGuid(1)));

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
