using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Tests.Data;

/// <summary>What few have is not looked for among what all have: SQLite plans so from the first day on.</summary>
public sealed class PlannerHintsTests(Apps apps) : IClassFixture<Apps>
{
    [Theory]
    [InlineData("""SELECT "Id" FROM "Discussions" WHERE "OrganisationId" = '1' AND "ReporterId" IN (SELECT value FROM json_each('[]')) AND "ReportedAt" > 5""", "IX_Discussions_ReporterId_ReportedAt_DrillId_OrganisationId")]
    [InlineData("""SELECT "Id" FROM "Discussions" WHERE "OrganisationId" = '1' AND "ClosedAt" IS NULL AND "DrillId" IS NULL AND "ThreadKey" IN (SELECT value FROM json_each('[]'))""", "IX_Discussions_OrganisationId_ThreadKey")]
    [InlineData("""UPDATE "Jobs" SET "ClaimedUntil" = 1 WHERE "Id" IN (SELECT value FROM json_each('[]')) AND "DoneAt" IS NULL AND "DeadAt" IS NULL""", "sqlite_autoindex_Jobs_1")]
    [InlineData("""SELECT "Id" FROM "Jobs" WHERE "DoneAt" IS NULL AND "DeadAt" IS NULL AND "Lane" = 0 AND "RunAt" <= 5 ORDER BY "RunAt" LIMIT 64""", "IX_Jobs_DoneAt_DeadAt_Lane_RunAt (DoneAt=? AND DeadAt=? AND Lane=? AND RunAt<?)")]
    [InlineData("""SELECT "Id" FROM "People" WHERE "OrganisationId" = '1' AND "Roles" <> 0 AND "Roles" & 1 <> 0 AND "JoinedAt" IS NOT NULL""", "IX_People_WithRole")]
    public async Task The_plan_uses_the_index_that_finds_little(string sql, string index)
    {
        var app = await apps.OnAsync(Database.Sqlite);
        var plan = await app.WithDbAsync(null, async db =>
        {
            await db.Database.OpenConnectionAsync();
            await using var command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + sql;
            await using var rows = await command.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await rows.ReadAsync()) lines.Add(rows.GetString(3));
            return string.Join('\n', lines);
        });
        Assert.Contains(index, plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_never_grow_and_a_unique_key_ends_in_one()
    {
        var app = await apps.OnAsync(Database.Sqlite);
        var indexes = await app.WithDbAsync(null, db => Task.FromResult(db.Model.GetEntityTypes().SelectMany(t => t.GetIndexes()).ToList()));
        foreach (var index in indexes)
        {
            var figures = PlannerHints.Figures(index).Split(' ').Select(int.Parse).ToList();
            Assert.Equal(index.Properties.Count + 1, figures.Count);
            Assert.Equal(figures.OrderDescending(), figures);
            if (index.IsUnique) Assert.Equal(1, figures[^1]);
        }
    }

    [Fact]
    public async Task Hints_that_are_missing_or_of_yesterday_are_written_at_the_next_start()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = Database.Sqlite });
        Assert.True(await app.WithDbAsync(null, db => PlannerHints.ThereAsync(db, CancellationToken.None)));
        foreach (var damage in new[] { "DELETE FROM sqlite_stat1 WHERE idx = 'IX_People_WithRole'", "UPDATE sqlite_stat1 SET stat = '7 7' WHERE idx = 'IX_People_WithRole'" })
        {
            await app.WithDbAsync(null, db => db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(damage)));
            Assert.False(await app.WithDbAsync(null, db => PlannerHints.ThereAsync(db, CancellationToken.None)));
            await app.WithDbAsync(null, db => PlannerHints.WriteAsync(db, CancellationToken.None));
            Assert.True(await app.WithDbAsync(null, db => PlannerHints.ThereAsync(db, CancellationToken.None)));
        }
    }
}
