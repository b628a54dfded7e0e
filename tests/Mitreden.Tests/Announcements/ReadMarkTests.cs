using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mitreden.Announcements.Contracts;
using Mitreden.Announcements.Reading;
using Mitreden.Foundation.Data;
using Mitreden.Organisations;
using Mitreden.Tests.Questions;

namespace Mitreden.Tests.Announcements;

/// <summary>Nobody finds out who has read what: not at the screen, and not with the whole database before and after.</summary>
public sealed class ReadMarkTests
{
    [Theory, OnBoth]
    public async Task Of_reading_the_database_keeps_five_changed_sealed_rows_and_nothing_else(Database database)
    {
        var log = new Logged();
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Services = s => s.AddSingleton<ILoggerProvider>(log) });
        var (writer, client, readers) = await app.CompanyAsync(8);
        var id = await client.PublishNewsAsync("Lesen");
        await app.RunJobsAsync();
        var reader = await app.SignInAsync(readers[3].Id);
        await reader.GetPageAsync("/news");
        var (before, logged, mails) = (await Dump.OfAsync(app), log.Lines.Count, app.Mail.Sent.Count);
        await reader.GetPageAsync($"/news/{id}");
        var after = await Dump.OfAsync(app);

        Assert.Equal(before.Count, after.Count);
        var (gone, come) = (before.Except(after).ToList(), after.Except(before).ToList());
        Assert.Equal(1 + Marks.Others, come.Count);
        Assert.All(gone.Concat(come), row => Assert.StartsWith("OwnNews: ", row, StringComparison.Ordinal));
        Assert.All(come, row => Assert.DoesNotContain(id.ToString(), row, StringComparison.OrdinalIgnoreCase));
        Assert.Single(come.Concat(gone).Select(row => row.Split('|').Max(part => part.Length)).Distinct());
        Assert.Equal(logged, log.Lines.Count);
        Assert.Equal(0, await app.RunJobsAsync());
        Assert.Equal(mails, app.Mail.Sent.Count);
        // Reading again changes nothing at all.
        await reader.GetPageAsync($"/news/{id}");
        Assert.Empty((await Dump.OfAsync(app)).Except(after));
        Assert.Single(await OpenAsync(app, writer.OrganisationId), m => m.Value.Read.Contains(id));
    }

    [Theory, OnBoth]
    public async Task Neither_order_nor_transaction_nor_being_there_tells_who_has_read(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(9);
        var id = await client.PublishNewsAsync("Reihenfolge");
        var first = await app.SignInAsync(readers[0].Id);
        await first.GetPageAsync($"/news/{id}");
        // The first mark makes the rows of all who are in.
        Assert.Equal(10, (await OpenAsync(app, writer.OrganisationId)).Count);
        if (database == Database.Sqlite)
        {
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => Dump.OfAsync(app, "SELECT rowid FROM \"OwnNews\""));
            Assert.Contains("no such column", failure.Message, StringComparison.Ordinal);
            return;
        }
        var transactions = (await Dump.OfAsync(app, $"SELECT xmin::text FROM \"OwnNews\" WHERE \"OrganisationId\" = '{writer.OrganisationId}'")).GroupBy(x => x).Select(g => g.Count()).Order().ToList();
        Assert.Equal([5, 5], transactions);
        var made = (await Dump.OfAsync(app, $"SELECT \"PersonId\"::text FROM \"OwnNews\" WHERE \"OrganisationId\" = '{writer.OrganisationId}' ORDER BY ctid")).ToList();
        Assert.NotEqual(made.Order(StringComparer.Ordinal), made);
    }

    [Theory, OnBoth]
    public async Task Many_who_read_at_once_keep_each_mark(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(12);
        var id = await client.PublishNewsAsync("Alle auf einmal");
        var clients = new List<HttpClient>();
        foreach (var reader in readers) clients.Add(await app.SignInAsync(reader.Id));
        await Task.WhenAll(clients.SelectMany(c => new[] { c.GetPageAsync($"/news/{id}"), c.GetPageAsync($"/news/{id}") }));
        Assert.Equal(12, (await OpenAsync(app, writer.OrganisationId)).Count(m => m.Value.Read.Contains(id)));
    }

    [Theory, OnBoth]
    public async Task Those_who_write_see_a_band_that_moves_at_night_only(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(11);
        var id = await client.PublishNewsAsync("Zählen", ("Form.BeforeStart", "true"));
        await app.CountAsync();
        Assert.Contains("unter 5", (await client.GetPageAsync("/news/write")).Text("main"), StringComparison.Ordinal);
        foreach (var reader in readers.Take(10)) await (await app.SignInAsync(reader.Id)).GetPageAsync($"/news/{id}");
        Assert.Contains("unter 5", (await client.GetPageAsync("/news/write")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(Band.Few, await ReachAsync(app, writer.OrganisationId));
        await app.CountAsync();
        Assert.Contains("fast allen", (await client.GetPageAsync("/news/write")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(Band.Most, await ReachAsync(app, writer.OrganisationId));
        Assert.DoesNotContain("10", string.Join(' ', (await client.GetPageAsync($"/news/write/{id}")).QuerySelectorAll("section.card--quiet").Select(e => e.TextContent)), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_department_of_four_is_not_counted(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(4);
        var id = await client.PublishNewsAsync("Klein", ("Form.Some", "true"), ("Form.Departments", "Montage"));
        foreach (var reader in readers) await (await app.SignInAsync(reader.Id)).GetPageAsync($"/news/{id}");
        await app.CountAsync();
        Assert.Equal(Band.Small, (await app.NewsAsync(writer.OrganisationId, id)).Readers);
        Assert.Contains("Wird nicht gezählt", (await client.GetPageAsync("/news/write")).Text("main"), StringComparison.Ordinal);
    }

    private static Task<Band> ReachAsync(TestApp app, Guid organisation) => app.WithDbAsync(organisation, db => new AnnouncementFacts(db).ReachAsync());

    private static Task<Dictionary<Guid, MyNews>> OpenAsync(TestApp app, Guid organisation) => app.WithDbAsync(organisation, async db =>
        (await db.Set<OwnNews>().AsNoTracking().ToListAsync()).ToDictionary(r => r.PersonId, r => r.Open<MyNews>(app.Services.GetRequiredService<Seal>())));
}
