using Microsoft.Data.Sqlite;
using Mitreden.Foundation.Data;
using Mitreden.Tests.Support;
using Npgsql;

[assembly: AssemblyFixture(typeof(TemplatesEnd))]

namespace Mitreden.Tests.Support;

/// <summary>
/// Databases that were migrated and filled once, to be copied by every test class: a copied file on SQLite, a copied
/// database on PostgreSQL. Both take about 0.1 s.
/// </summary>
internal static class Templates
{
    private const string Role = "mitreden_app";
    private static readonly string Run = $"mitreden_test_{Environment.ProcessId}";
    private static readonly string Folder = Directory.CreateTempSubdirectory("mitreden-tests-").FullName;
    private static readonly Lazy<Task<string>> SqliteDemo = new(() => FillSqliteAsync(demo: true));
    private static readonly Lazy<Task<string>> SqliteEmpty = new(() => FillSqliteAsync(demo: false));
    private static readonly Lazy<Task<string>> PostgresDemo = new(() => FillPostgresAsync(demo: true));
    private static readonly Lazy<Task<string>> PostgresEmpty = new(() => FillPostgresAsync(demo: false));
    private static readonly Lazy<Task> PostgresRole = new(CreateRoleAsync);
    private static int _number;

    /// <summary>Address of the PostgreSQL server, as somebody who may create databases.</summary>
    public static string PostgresServer => Environment.GetEnvironmentVariable("MITREDEN_TEST_POSTGRES") is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException(
            "MITREDEN_TEST_POSTGRES is not set, so nothing was tested on PostgreSQL. Run ./dev test, which starts a server, " +
            "or set it to a connection string of a role that may create databases, such as \"Host=localhost;Username=postgres\".");

    /// <summary>A folder of the test's own with a migrated database in it.</summary>
    public static async Task<string> CopySqliteAsync(bool demo)
    {
        var template = await (demo ? SqliteDemo : SqliteEmpty).Value;
        var copy = NewFolder();
        File.Copy(Path.Combine(template, "mitreden.db"), Path.Combine(copy, "mitreden.db"));
        return copy;
    }

    /// <summary>Connection string of a database of the test's own, whose owner is no superuser, so that row-level security holds.</summary>
    public static async Task<string> CopyPostgresAsync(bool demo)
    {
        var template = await (demo ? PostgresDemo : PostgresEmpty).Value;
        return await CreateDatabaseAsync($"TEMPLATE \"{template}\"");
    }

    /// <summary>Connection string of a new database with nothing in it.</summary>
    public static async Task<string> NewPostgresAsync()
    {
        await PostgresRole.Value;
        return await CreateDatabaseAsync("TEMPLATE template0");
    }

    /// <summary>A new, empty folder, gone after the run.</summary>
    public static string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder, $"{Interlocked.Increment(ref _number)}")).FullName;

    /// <summary>Removes a database of <see cref="CopyPostgresAsync"/>.</summary>
    public static Task DropAsync(string address) =>
        OnServerAsync($"DROP DATABASE IF EXISTS \"{new NpgsqlConnectionStringBuilder(address).Database}\" WITH (FORCE)");

    /// <summary>Runs a statement on the server as its administrator.</summary>
    public static async Task OnServerAsync(string sql, string? database = null)
    {
        var address = new NpgsqlConnectionStringBuilder(PostgresServer) { Pooling = false, Timeout = 60, CommandTimeout = 120 };
        if (database is not null) address.Database = database;
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Removes everything that the run has made.</summary>
    public static async Task EndAsync()
    {
        SqliteConnection.ClearAllPools();
        NpgsqlConnection.ClearAllPools();
        foreach (var template in new[] { PostgresDemo, PostgresEmpty }.Where(t => t is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }))
            await OnServerAsync($"DROP DATABASE IF EXISTS \"{await template.Value}\" WITH (FORCE)");
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<string> FillSqliteAsync(bool demo)
    {
        var folder = NewFolder();
        await using (var app = new TestApp(new TestAppOptions { Demo = demo, Address = folder })) await app.StartAsync();
        await using (var connection = new SqliteConnection(DatabaseSetup.SqliteAddress(folder)))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
            SqliteConnection.ClearPool(connection);
        }
        return folder;
    }

    private static async Task<string> FillPostgresAsync(bool demo)
    {
        var address = await NewPostgresAsync();
        await using (var app = new TestApp(new TestAppOptions { Database = Database.Postgres, Demo = demo, Address = address })) await app.StartAsync();
        var name = new NpgsqlConnectionStringBuilder(address).Database!;
        // The program's pool still holds connections, and a database with connections cannot be copied.
        await OnServerAsync($"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'");
        return name;
    }

    private static Task CreateRoleAsync() => OnServerAsync($"""
        DO $$ BEGIN
          PERFORM pg_advisory_xact_lock(5080);
          IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{Role}') THEN
            CREATE ROLE {Role} LOGIN PASSWORD '{Role}' NOSUPERUSER NOBYPASSRLS;
          END IF;
        END $$
        """);

    private static async Task<string> CreateDatabaseAsync(string template)
    {
        var name = $"{Run}_{Interlocked.Increment(ref _number)}";
        await OnServerAsync($"CREATE DATABASE \"{name}\" OWNER {Role} {template}");
        return new NpgsqlConnectionStringBuilder(PostgresServer)
        {
            Database = name, Username = Role, Password = Role, MaxPoolSize = 30, Timeout = 60, IncludeErrorDetail = true,
        }.ConnectionString;
    }
}

/// <summary>Cleans up after the last test.</summary>
public sealed class TemplatesEnd : IAsyncDisposable
{
    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await Templates.EndAsync();
}
