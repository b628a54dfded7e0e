using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Npgsql;

namespace Mitreden.Tests.Data;

/// <summary>What somebody has changed at the walls by hand, perhaps in a hurry and long ago, is noticed at the next start.</summary>
public sealed class WallsByHandTests
{
    [Fact]
    public async Task On_PostgreSQL_a_policy_that_was_opened_and_one_beside_it_are_gone_afterwards()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = Database.Postgres });
        var before = await PoliciesAsync(app);
        await RunAsync(app, "ALTER POLICY organisation ON \"People\" USING (true)");
        await RunAsync(app, "CREATE POLICY everybody ON \"Devices\" USING (true)");
        Assert.Equal(2, (await PoliciesAsync(app)).Except(before).Count());
        await BuildAsync(app);
        Assert.Equal(before, await PoliciesAsync(app));
    }

    [Fact]
    public async Task On_PostgreSQL_a_trigger_whose_function_does_nothing_any_more_refuses_again()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = Database.Postgres });
        await AppendOnly.FillAsync(app);
        await RunAsync(app, "CREATE OR REPLACE FUNCTION \"ContentVersions_append_only\"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN COALESCE(NEW, OLD); END $$");
        await RunAsync(app, "UPDATE \"ContentVersions\" SET \"OrganisationId\" = \"OrganisationId\"");
        await BuildAsync(app);
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(app, "UPDATE \"ContentVersions\" SET \"OrganisationId\" = \"OrganisationId\""));
    }

    [Fact]
    public async Task On_SQLite_a_trigger_with_another_text_is_replaced_and_one_that_stands_is_left_alone()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = Database.Sqlite });
        await AppendOnly.FillAsync(app);
        var version = await VersionAsync(app);
        await BuildAsync(app);
        Assert.Equal(version, await VersionAsync(app));
        await RunAsync(app, "DROP TRIGGER \"ContentVersions_no_update\"; CREATE TRIGGER \"ContentVersions_no_update\" BEFORE UPDATE ON \"ContentVersions\" BEGIN SELECT 1; END");
        await RunAsync(app, "UPDATE \"ContentVersions\" SET \"OrganisationId\" = \"OrganisationId\"");
        await BuildAsync(app);
        await Assert.ThrowsAsync<SqliteException>(() => RunAsync(app, "UPDATE \"ContentVersions\" SET \"OrganisationId\" = \"OrganisationId\""));
    }

    [Theory, OnBoth]
    public async Task Of_walls_that_hold_the_program_says_that_they_do(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        Assert.Equal("ok", await SaidAsync(app));
    }

    [Fact]
    public async Task A_role_that_walks_through_the_walls_is_named_and_the_program_goes_on()
    {
        var (address, server) = (await Templates.CopyPostgresAsync(demo: false), new NpgsqlConnectionStringBuilder(Templates.PostgresServer));
        var mighty = new NpgsqlConnectionStringBuilder(address) { Username = server.Username, Password = server.Password };
        await using (var app = await TestApp.StartAsync(new TestAppOptions { Database = Database.Postgres, Demo = false, Address = mighty.ConnectionString }))
        {
            Assert.SkipUnless(await app.WithDbAsync(null, db => db.Database.SqlQuery<bool>($"SELECT rolsuper AS \"Value\" FROM pg_roles WHERE rolname = current_user").SingleAsync()),
                "The server is not tested as a superuser.");
            Assert.Equal("see the log", await SaidAsync(app));
        }
        await Templates.DropAsync(address);
    }

    private static async Task<string?> SaidAsync(TestApp app)
    {
        using var answer = await app.Visitor().GetAsync("/health/ready");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("checks").GetProperty("walls").GetString();
    }

    private static Task<List<string>> PoliciesAsync(TestApp app) => app.WithDbAsync(null, db => db.Database.SqlQuery<string>(
        $"SELECT c.relname || ' ' || p.polname || ' ' || pg_get_expr(p.polqual, p.polrelid) AS \"Value\" FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid ORDER BY 1").ToListAsync());

    private static Task<long> VersionAsync(TestApp app) => app.WithDbAsync(null, async db =>
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA schema_version";
        return (long)(await command.ExecuteScalarAsync())!;
    });

    private static Task BuildAsync(TestApp app) => app.WithDbAsync(null, db => Walls.BuildAsync(db, CancellationToken.None));

    private static Task<int> RunAsync(TestApp app, string sql) => app.WithDbAsync(null, db => db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(sql)));
}
