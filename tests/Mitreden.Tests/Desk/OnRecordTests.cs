using System.Data.Common;
using AngleSharp.Html.Parser;
using Microsoft.Data.Sqlite;
using Mitreden.Foundation.Data;
using Npgsql;

namespace Mitreden.Tests.Desk;

/// <summary>What is on record is shown as the text it is, and nobody changes it afterwards.</summary>
public sealed class OnRecordTests(Apps apps) : IClassFixture<Apps>
{
    private const string Script = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    [Theory, OnBoth]
    public async Task Reported_text_is_text_on_every_page_that_shows_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        await using var inbox = await LiveReader.OpenAsync(jana, "/desk/live");
        var id = await cem.ReportAsync([], ("title", Script), ("text", Script), ("url", "https://forum.example/\"><script>alert(1)</script>"), ("involvement", "heated"));
        await using var desk = await LiveReader.OpenAsync(jana, $"/desk/discussions/{id}/live");
        await using var report = await LiveReader.OpenAsync(cem, $"/desk/reports/{id}/live");
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Triage", ("truth", "True"), ("voice", "Troll"), ("severity", "1"), ("reason", Script));
        await jana.DoAsync(id, "Message", ("text", Script));
        await jana.DoAsync(id, "PublicWord", ("text", Script));
        using (await cem.SayAsync(id, "Answer", ("text", Script))) { }
        foreach (var (client, path) in new[] { (cem, "/"), (cem, "/desk/reports"), (cem, $"/desk/reports/{id}"), (jana, "/desk"), (jana, $"/desk/discussions/{id}") })
            Harmless(await client.GetStringAsync(path), path);
        await jana.DoAsync(id, "Resolve", ("outcome", "Calmed"), ("reason", Script));
        foreach (var (client, path) in new[] { (cem, $"/desk/reports/{id}"), (jana, "/desk?show=closed"), (jana, $"/desk/discussions/{id}") })
            Harmless(await client.GetStringAsync(path), path);
        var found = 0;
        foreach (var live in new[] { inbox, desk, report })
            while (await live.WithinAsync(TimeSpan.FromSeconds(1)))
                if ((await live.NextAsync())!.Value.Data is var data && data.Contains("alert(1)", StringComparison.Ordinal))
                {
                    Harmless(data, "live");
                    found++;
                }
        Assert.InRange(found, 3, 1000);
    }

    private static void Harmless(string html, string where)
    {
        Assert.True(html.Contains("&lt;script&gt;alert(1)", StringComparison.Ordinal), $"{where} does not show the text.");
        Assert.DoesNotContain("<script>alert", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
        var page = new HtmlParser().ParseDocument(html);
        Assert.DoesNotContain(page.QuerySelectorAll("*"), e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
        Assert.All(page.QuerySelectorAll("a[href]"), a => Assert.Matches("^(/|https?://|#)", a.GetAttribute("href")));
    }

    [Theory, OnBoth]
    public async Task The_timeline_cannot_be_changed_from_anywhere(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Bleibt stehen");
        await jana.DoAsync(id, "Acknowledge");
        await using var connection = await OpenAsync(app);
        var step = $"""(SELECT "Id" FROM "DiscussionEvents" WHERE "DiscussionId" = {Key(database, id)} AND "Number" = 2)""";
        foreach (var sql in new[]
        {
            $"""UPDATE "DiscussionEvents" SET "Text" = 'anders' WHERE "Id" = {step}""", """UPDATE "DiscussionEvents" SET "At" = "At" """,
            $"""DELETE FROM "DiscussionEvents" WHERE "Id" = {step}""", """DELETE FROM "DiscussionEvents" """,
        })
        {
            var refused = await Assert.ThrowsAnyAsync<DbException>(() => RunAsync(connection, sql));
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal([1, 2], (await app.StoredAsync(id)).Events.Select(e => e.Number));
        // Retention takes the whole discussion, and the timeline goes with it.
        Assert.Equal(1, await RunAsync(connection, $"""DELETE FROM "Discussions" WHERE "Id" = {Key(database, id)}"""));
        Assert.Equal(0, await RunAsync(connection, $"""DELETE FROM "DiscussionEvents" WHERE "DiscussionId" = {Key(database, id)}"""));
    }

    private static string Key(Database database, Guid id) => database == Database.Sqlite ? $"'{id.ToString().ToUpperInvariant()}'" : $"'{id}'";

    private static async Task<DbConnection> OpenAsync(TestApp app)
    {
        DbConnection connection = app.Database == Database.Sqlite
            ? new SqliteConnection(DatabaseSetup.SqliteAddress(app.Address)) : new NpgsqlConnection(app.Address);
        await connection.OpenAsync();
        if (app.Database == Database.Postgres) await RunAsync(connection, "SELECT set_config('mitreden.organisation', 'all', false)");
        return connection;
    }

    private static async Task<int> RunAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        // Every statement is written in this file; the only value in it is an id of our own.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteNonQueryAsync();
    }
}
