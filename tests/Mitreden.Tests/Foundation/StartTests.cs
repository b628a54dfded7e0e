using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Mitreden.Foundation.Data;
using Npgsql;

namespace Mitreden.Tests.Foundation;

/// <summary>The program starts as its options say, or says in one line why it does not.</summary>
public sealed class StartTests
{
    [Theory, OnBoth]
    public async Task In_demo_mode_one_tap_signs_in(Database database)
    {
        var (program, client) = await RunningProgram.ReadyAsync([.. await PlaceAsync(database), "--urls", "http://127.0.0.1:0", "--demo"]);
        await using var _ = program;
        using var answer = await client.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", "jana")]));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using var ready = await client.GetAsync("/health/ready");
        Assert.True(ready.IsSuccessStatusCode, await ready.Content.ReadAsStringAsync());
    }

    [Theory, OnBoth]
    public async Task Outside_demo_mode_there_is_no_such_door_and_the_first_run_page_is_open(Database database)
    {
        var (program, client) = await RunningProgram.ReadyAsync([.. await PlaceAsync(database), "--urls", "http://127.0.0.1:0"]);
        await using var _ = program;
        using var answer = await client.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", "jana")]));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var page = await client.GetAsync("/sign-in");
        var html = page.StatusCode == HttpStatusCode.OK ? await page.Content.ReadAsStringAsync() : "";
        Assert.DoesNotContain("/demo/sign-in", html, StringComparison.Ordinal);
        using var setup = await client.GetAsync("/setup");
        Assert.Equal(HttpStatusCode.OK, setup.StatusCode);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task No_other_user_of_the_machine_reads_the_database()
    {
        var folder = Path.Combine(Templates.NewFolder(), "new");
        var (program, _) = await RunningProgram.ReadyAsync("--data", folder, "--urls", "http://127.0.0.1:0");
        await using var running = program;
        const UnixFileMode others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(folder) & others);
        foreach (var file in Directory.GetFiles(folder, "mitreden.db*")) Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & others);
    }

    [Fact]
    public async Task A_port_that_is_taken_ends_in_one_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await RefusesAsync("address already in use", "--data", Templates.NewFolder(), "--urls", $"http://127.0.0.1:{port}");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_ends_in_one_line()
    {
        var file = Path.Combine(Templates.NewFolder(), "file");
        await File.WriteAllTextAsync(file, "");
        await RefusesAsync("is not writable", "--data", file, "--urls", "http://127.0.0.1:0");
    }

    [Fact]
    public async Task A_file_that_is_no_database_ends_in_one_line()
    {
        var folder = Templates.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "mitreden.db"), string.Concat(Enumerable.Repeat("This is no database. ", 500)));
        await RefusesAsync("Database not usable", "--data", folder, "--urls", "http://127.0.0.1:0");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_ends_in_one_line() =>
        await RefusesAsync("Database not usable", "--database", $"Host=127.0.0.1;Port={RunningProgram.FreePort()};Username=nobody;Timeout=5", "--urls", "http://127.0.0.1:0");

    [Fact]
    public async Task A_database_that_does_not_exist_ends_in_one_line()
    {
        var server = new NpgsqlConnectionStringBuilder(Templates.PostgresServer) { Database = "mitreden_that_is_not_there" };
        await RefusesAsync("Database not usable", "--database", server.ConnectionString, "--urls", "http://127.0.0.1:0");
    }

    [Fact]
    public async Task An_address_that_is_none_ends_in_one_line() =>
        await RefusesAsync("", "--data", Templates.NewFolder(), "--urls", "nonsense");

    [Fact]
    public async Task Words_that_are_no_connection_string_end_in_one_line() =>
        await RefusesAsync("", "--database", "this is no connection string", "--urls", "http://127.0.0.1:0");

    [Theory, OnBoth]
    public async Task A_database_of_a_newer_program_ends_in_one_line(Database database)
    {
        const string newer = "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99.0.0')";
        string[] place;
        if (database == Database.Sqlite)
        {
            var folder = await Templates.CopySqliteAsync(demo: false);
            await using var connection = new SqliteConnection(DatabaseSetup.SqliteAddress(folder));
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = newer;
            await command.ExecuteNonQueryAsync();
            place = ["--data", folder];
        }
        else
        {
            var address = await Templates.CopyPostgresAsync(demo: false);
            await Templates.OnServerAsync(newer, new NpgsqlConnectionStringBuilder(address).Database);
            place = ["--database", address];
        }
        await RefusesAsync("newer than this program", [.. place, "--urls", "http://127.0.0.1:0"]);
    }

    private static async Task<string[]> PlaceAsync(Database database) => database == Database.Sqlite
        ? ["--data", Templates.NewFolder()] : ["--database", await Templates.NewPostgresAsync()];

    private static async Task RefusesAsync(string reason, params string[] arguments)
    {
        var (code, output, errors) = await RunningProgram.EndAsync(arguments);
        Assert.True(errors.Length > 0 && !errors.Contains('\n', StringComparison.Ordinal), $"Not one line on stderr: {errors}\nstdout: {output}");
        Assert.StartsWith("Mitreden cannot start. ", errors, StringComparison.Ordinal);
        Assert.Contains(reason, errors, StringComparison.OrdinalIgnoreCase);
        Assert.True(output.Length == 0, $"Said on stdout: {output}");
        Assert.Equal(1, code);
    }
}
