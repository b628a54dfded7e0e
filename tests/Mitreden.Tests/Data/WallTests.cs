using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using Npgsql;

namespace Mitreden.Tests.Data;

/// <summary>The walls inside the database: between organisations, and around what must not be changed.</summary>
public sealed class WallTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task Append_only_tables_refuse_to_be_changed_or_emptied(Database database)
    {
        var app = await apps.OnAsync(database);
        await AppendOnly.FillAsync(app);
        foreach (var table in await TablesAsync(app))
        {
            Assert.True(await CountAsync(app, table) > 0, $"{table} is empty, so nothing was tested: fill it in {nameof(AppendOnly)}");
            Assert.Contains("append-only", await RefusalAsync(app, $"UPDATE \"{table}\" SET \"OrganisationId\" = \"OrganisationId\""), StringComparison.Ordinal);
            Assert.Contains("append-only", await RefusalAsync(app, $"DELETE FROM \"{table}\""), StringComparison.Ordinal);
            Assert.True(await CountAsync(app, table) > 0);
        }
    }

    [Theory, OnBoth]
    public async Task Append_only_rows_go_with_what_they_hang_on(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await AppendOnly.FillAsync(app);
        foreach (var parent in await ParentsAsync(app)) await RunAsync(app, $"DELETE FROM \"{parent}\"");
        foreach (var table in await TablesAsync(app, hanging: true)) Assert.True(await CountAsync(app, table) == 0, $"{table} outlives what it hangs on");
    }

    [Theory, OnBoth]
    public async Task A_query_sees_one_organisation_only(Database database)
    {
        var app = await apps.OnAsync(database);
        var other = await app.FoundAsync();
        var seen = await app.WithDbAsync(other.OrganisationId, db => db.Set<Person>().Select(p => p.OrganisationId).Distinct().ToListAsync());
        Assert.Equal([other.OrganisationId], seen);
        Assert.Empty(await app.WithDbAsync(null, db => db.Set<Person>().ToListAsync()));
    }

    [Fact]
    public async Task PostgreSQL_hides_other_organisations_even_from_a_query_without_filter()
    {
        var app = await apps.OnAsync(Database.Postgres);
        var other = await app.FoundAsync();
        var jana = await app.PersonAsync("jana");
        var seen = await app.WithDbAsync(other.OrganisationId, db =>
            db.Set<Person>().IgnoreQueryFilters([AppDb.OrganisationFilter]).Select(p => p.OrganisationId).Distinct().ToListAsync());
        Assert.Equal([other.OrganisationId], seen);
        var changed = await app.WithDbAsync(other.OrganisationId, db => db.Set<Person>().IgnoreQueryFilters([AppDb.OrganisationFilter])
            .Where(p => p.Id == jana.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Department, "Gekapert")));
        Assert.Equal(0, changed);
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => app.WithDbAsync(other.OrganisationId, db =>
        {
            db.Add(Person.Add(jana.OrganisationId, "Eingeschleust", null, "", "de", Role.Administrator, app.Time.GetUtcNow()));
            return db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task PostgreSQL_walls_every_table_of_an_organisation()
    {
        var app = await apps.OnAsync(Database.Postgres);
        var walled = await app.WithDbAsync(null, db => db.Database.SqlQuery<string>(
            $"SELECT relname::text AS \"Value\" FROM pg_class WHERE relrowsecurity AND relforcerowsecurity").ToListAsync());
        var owned = await app.WithDbAsync(null, db => Task.FromResult(db.Model.GetEntityTypes()
            .Where(t => typeof(IOrganisationOwned).IsAssignableFrom(t.ClrType)).Select(t => t.GetTableName()!).ToList()));
        Assert.Equal(owned.Order(StringComparer.Ordinal), walled.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PostgreSQL_walls_that_stand_are_not_built_again_and_one_that_fell_is()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = Database.Postgres });
        var before = await StonesAsync(app);
        Assert.Contains(before, s => s.StartsWith("People ", StringComparison.Ordinal));
        await RunAsync(app, "DROP POLICY organisation ON \"People\"");
        await RunAsync(app, "ALTER TABLE \"Devices\" NO FORCE ROW LEVEL SECURITY");
        await app.WithDbAsync(null, db => Walls.BuildAsync(db, CancellationToken.None));
        var after = await StonesAsync(app);
        Assert.Equal(["Devices", "People"], before.Except(after).Select(s => s.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Equal(before.Count, after.Count);
        await app.WithDbAsync(null, db => Walls.BuildAsync(db, CancellationToken.None));
        Assert.Equal(after, await StonesAsync(app));
    }

    private static Task<List<string>> StonesAsync(TestApp app) => app.WithDbAsync(null, db => db.Database.SqlQuery<string>(
        $"SELECT c.relname || ' ' || p.oid AS \"Value\" FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relforcerowsecurity ORDER BY 1").ToListAsync());

    [Fact]
    public async Task SQLite_writes_through_to_the_disk_before_it_answers()
    {
        var app = await apps.OnAsync(Database.Sqlite);
        // The first connection is fresh or has worked for others, the second has rested in the pool, the third beside it is a new one.
        for (var use = 0; use < 2; use++) await app.WithDbAsync(null, db => AssertAsync(db, () => use == 1 ? app.WithDbAsync(null, beside => AssertAsync(beside)) : Task.CompletedTask));

        static async Task AssertAsync(AppDb db, Func<Task>? meanwhile = null)
        {
            await db.Database.OpenConnectionAsync();
            Assert.Equal(("2", "wal", "1", "1"),
                (await PragmaAsync(db, "synchronous"), await PragmaAsync(db, "journal_mode"), await PragmaAsync(db, "foreign_keys"), await PragmaAsync(db, "secure_delete")));
            if (meanwhile is not null) await meanwhile();
        }
    }

    private static async Task<string?> PragmaAsync(AppDb db, string name)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>All append-only tables, or those alone whose rows hang on something: versions of content hang on nothing and stay.</summary>
    private static Task<List<string>> TablesAsync(TestApp app, bool hanging = false) => app.WithDbAsync(null, db => Task.FromResult(db.Model.GetEntityTypes()
        .Where(t => typeof(IAppendOnly).IsAssignableFrom(t.ClrType) && (!hanging || t.GetForeignKeys().Any(k => k.DeleteBehavior == DeleteBehavior.Cascade)))
        .Select(t => t.GetTableName()!).ToList()));

    /// <summary>What append-only rows hang on and may go itself.</summary>
    private static Task<List<string>> ParentsAsync(TestApp app) => app.WithDbAsync(null, db => Task.FromResult(db.Model.GetEntityTypes()
        .Where(t => typeof(IAppendOnly).IsAssignableFrom(t.ClrType)).SelectMany(t => t.GetForeignKeys())
        .Where(k => k.DeleteBehavior == DeleteBehavior.Cascade && !typeof(IAppendOnly).IsAssignableFrom(k.PrincipalEntityType.ClrType))
        .Select(k => k.PrincipalEntityType.GetTableName()!).Distinct().ToList()));

    private static async Task<string> RefusalAsync(TestApp app, string sql)
    {
        var failure = await Record.ExceptionAsync(() => RunAsync(app, sql));
        Assert.True(failure is SqliteException or PostgresException, $"{sql} was not refused by the database: {failure?.Message}");
        return failure!.Message;
    }

    private static Task<int> RunAsync(TestApp app, string sql) => app.WithDbAsync(null, db => db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(sql)));

    private static Task<int> CountAsync(TestApp app, string table) => app.WithDbAsync(null, db =>
        db.Database.SqlQueryRaw<int>($"SELECT CAST(count(*) AS integer) AS \"Value\" FROM \"{table}\"").SingleAsync());
}
