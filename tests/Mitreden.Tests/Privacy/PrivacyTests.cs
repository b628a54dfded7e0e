using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations;
using Mitreden.Privacy;

namespace Mitreden.Tests.Privacy;

/// <summary>What is stored is said in plain words, handed out on demand, and erased without a trace.</summary>
public sealed class PrivacyTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task Every_table_with_personal_data_is_explained_in_every_language(Database database)
    {
        var app = await apps.OnAsync(database);
        var tables = await app.WithDbAsync(null, db => Task.FromResult(Catalogue.Of(db.Model).Where(t => t.Personal.Any()).ToList()));
        Assert.True(tables.Count >= 10);
        foreach (var person in new[] { "cem", "emily" })
        {
            var page = await (await app.SignInAsync(person)).GetPageAsync("/privacy");
            var text = page.QuerySelector("main")!.TextContent;
            Assert.DoesNotContain("Entity.", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Keep.", text, StringComparison.Ordinal);
            Assert.Equal(tables.Count, page.QuerySelectorAll("article").Length);
        }
    }

    [Theory, OnBoth]
    public async Task The_works_council_reads_every_column_and_nobody_else_but_the_administrator_does(Database database)
    {
        var app = await apps.OnAsync(database);
        var columns = await app.WithDbAsync(null, db => Task.FromResult(Catalogue.Of(db.Model).Sum(t => t.Columns.Count)));
        var page = await (await app.SignInAsync("ralf")).GetPageAsync("/oversight");
        Assert.Equal(columns, page.QuerySelectorAll("tbody tr").Length);
        await (await app.SignInAsync("petra")).GetPageAsync("/oversight");
        foreach (var other in new[] { "cem", "jana", "sabine", "karin" })
            Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(other)).GetAsync("/oversight")).StatusCode);
    }

    [Theory, OnBoth]
    public async Task The_export_holds_the_own_data_and_nobody_elses(Database database)
    {
        var app = await apps.OnAsync(database);
        var answer = await (await app.SignInAsync("emily")).GetAsync("/privacy?handler=Export");
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        var text = await answer.Content.ReadAsStringAsync();
        var parts = JsonDocument.Parse(text).RootElement;
        Assert.Equal("emily@muster.example", parts.GetProperty("person").GetProperty("Email").GetString());
        Assert.Equal(1, parts.GetProperty("reports").GetArrayLength());
        Assert.DoesNotContain("Hofmann", text, StringComparison.Ordinal);
        Assert.DoesNotContain("PasswordHash", text, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Of_an_erased_person_no_table_holds_a_trace(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var organisation = await app.DemoOrganisationAsync();
        var person = await app.AddPersonAsync(organisation, "Kanaria Vogelsang");
        var client = await app.SignInAsync(person.Id);
        await client.SubmitAsync((await client.GetPageAsync("/desk/share")).QuerySelector("#share-form")!, ("url", "https://forum.example/1"), ("involvement", "wrote"));
        await client.SubmitAsync((await client.GetPageAsync("/guideline")).QuerySelector("main form")!);
        await app.RunJobsAsync();
        await app.WithDbAsync(organisation, async db =>
        {
            (await db.Set<Person>().SingleAsync(p => p.Id == person.Id)).Leave(app.Time.GetUtcNow());
            await db.SaveChangesAsync();
        });
        Assert.True(await CountAsync(app, "Vogelsang", person.Email!) > 0);
        app.Time.Advance(TimeSpan.FromDays(31));
        await app.RunJobsAsync();
        await app.WithDbAsync(null, async db =>
        {
            db.Enqueue(new EraseLeavers(), "test-erase");
            await db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
        Assert.Equal(0, await CountAsync(app, "Vogelsang", person.Email!));
    }

    /// <summary>Looks for the words in every text column of every table.</summary>
    private static Task<int> CountAsync(TestApp app, params string[] words) => app.WithDbAsync(null, async db =>
    {
        var found = 0;
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.IsOwned()))
            foreach (var property in type.GetProperties().Where(p => p.ClrType == typeof(string)))
                foreach (var word in words)
                {
                    var sql = $"SELECT COUNT(*) AS \"Value\" FROM \"{type.GetTableName()}\" WHERE lower(\"{property.GetColumnName()}\") LIKE '%{word.ToLowerInvariant()}%'";
                    found += (await db.Database.SqlQueryRaw<int>(db.Database.IsNpgsql() ? sql.Replace("COUNT(*)", "COUNT(*)::int", StringComparison.Ordinal) : sql).ToListAsync())[0];
                }
        return found;
    });
}
