using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mitreden.Announcements.Contracts;
using Mitreden.Announcements.Reading;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using Mitreden.Organisations.Contracts;
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
    public async Task Seven_beside_those_who_write_are_not_counted_whoever_comes_before_the_night(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(7);
        for (var n = 0; n < 3; n++) await app.AddPersonAsync(writer.OrganisationId, $"Autorin {n}", Role.Author);
        var id = await client.PublishNewsAsync("Klein", ("Form.Some", "true"), ("Form.Departments", "Montage"));
        Assert.Contains("Wird nicht gezählt", (await client.GetPageAsync("/news/write")).Text("main"), StringComparison.Ordinal);
        foreach (var reader in readers) await (await app.SignInAsync(reader.Id)).GetPageAsync($"/news/{id}");
        await app.AddPersonAsync(writer.OrganisationId, "Eine mehr");
        await app.CountAsync();
        Assert.Equal(Band.Small, (await app.NewsAsync(writer.OrganisationId, id)).Readers);
    }

    [Theory, OnBoth]
    public async Task Those_who_write_are_not_among_the_readers(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(10);
        var id = await client.PublishNewsAsync("Für alle", ("Form.BeforeStart", "true"));
        var authors = new List<Person>();
        for (var n = 0; n < 6; n++) authors.Add(await app.AddPersonAsync(writer.OrganisationId, $"Autorin {n}", Role.Author));
        foreach (var author in authors) await (await app.SignInAsync(author.Id)).GetPageAsync($"/news/{id}");
        await app.CountAsync();
        var news = await app.NewsAsync(writer.OrganisationId, id);
        Assert.Equal((Band.Few, 10), (news.Readers, news.Audience ?? 0));
        Assert.Equal(Band.Few, await ReachAsync(app, writer.OrganisationId));
        foreach (var reader in readers.Take(8)) await (await app.SignInAsync(reader.Id)).GetPageAsync($"/news/{id}");
        await app.CountAsync();
        Assert.Equal(Band.Most, (await app.NewsAsync(writer.OrganisationId, id)).Readers);
    }

    [Theory, OnBoth]
    public async Task Whoever_is_moved_for_a_night_does_not_show_whether_they_had_read(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(11);
        var id = await client.PublishNewsAsync("Für die Montage", ("Form.Some", "true"), ("Form.Departments", "Montage"));
        foreach (var reader in readers.Take(8)) await (await app.SignInAsync(reader.Id)).GetPageAsync($"/news/{id}");
        await app.CountAsync();
        Assert.Equal(Band.Half, (await app.NewsAsync(writer.OrganisationId, id)).Readers);
        // Without one who has not read it would be nearly everybody, without some who have it would be fewer.
        foreach (var moved in new[] { readers[^1], readers[0], readers[1], readers[2] })
        {
            await app.WithDbAsync(writer.OrganisationId, db => db.Set<Person>().Where(p => p.Id == moved.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Department, "Vertrieb")));
            await app.CountAsync();
            Assert.Equal(Band.Half, (await app.NewsAsync(writer.OrganisationId, id)).Readers);
        }
    }

    [Fact]
    public void What_is_known_before_the_start_is_measured_anew_when_a_crowd_has_come()
    {
        var reach = NewsReach.Of(Guid.CreateVersion7());
        reach.Count(10, 12);
        Assert.Equal(Band.Most, reach.Readers);
        reach.Count(10, 19);
        Assert.Equal((Band.Most, 12), (reach.Readers, reach.Audience ?? 0));
        reach.Count(10, 20);
        Assert.Equal((Band.About10, 20), (reach.Readers, reach.Audience ?? 0));
    }

    [Theory, OnBoth]
    public async Task However_many_read_at_once_each_mark_takes_all_the_others_along_that_it_needs(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(Marks.Others);
        var ids = new List<Guid>();
        for (var n = 0; n < 3; n++) ids.Add(await client.PublishNewsAsync($"Neuigkeit {n}"));
        var clients = new List<HttpClient>();
        foreach (var reader in readers) clients.Add(await app.SignInAsync(reader.Id));
        await Task.WhenAll(clients.SelectMany(c => ids.Select(id => c.GetPageAsync($"/news/{id}"))));
        Assert.All((await OpenAsync(app, writer.OrganisationId)).Where(m => m.Key != writer.Id), m => Assert.Equal(3, m.Value.Read.Count));
        if (database == Database.Sqlite) return;
        // There are five rows: whoever marks something writes all of them.
        Assert.Single((await Dump.OfAsync(app, $"SELECT xmin::text FROM \"OwnNews\" WHERE \"OrganisationId\" = '{writer.OrganisationId}'")).Distinct());
    }

    [Theory, OnBoth]
    public async Task Whoever_joins_has_a_row_from_then_on(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, _, _) = await app.CompanyAsync();
        var account = Guid.CreateVersion7();
        var nora = Person.Add(writer.OrganisationId, "Nora Neu", null, "Montage", "de", Role.None, app.Time.GetUtcNow());
        await app.WithDbAsync(writer.OrganisationId, db =>
        {
            db.Add(nora);
            return db.SaveChangesAsync();
        });
        Assert.Empty(await OpenAsync(app, writer.OrganisationId));
        for (var twice = 0; twice < 2; twice++)
        {
            await using var scope = app.Services.GetRequiredService<IServiceScopeFactory>().For(writer.OrganisationId);
            Assert.True(await scope.ServiceProvider.GetRequiredService<People>().JoinAsync(nora.Id, account));
            await scope.ServiceProvider.GetRequiredService<AppDb>().SaveChangesAsync();
            Assert.Equal(nora.Id, Assert.Single(await OpenAsync(app, writer.OrganisationId)).Key);
        }
    }

    [Theory, OnBoth]
    public async Task What_is_not_counted_any_more_is_forgotten_at_night_in_all_rows_at_once(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, readers) = await app.CompanyAsync(8);
        var (old, kept) = (await client.PublishNewsAsync("Alt"), await client.PublishNewsAsync("Vor dem Start", ("Form.BeforeStart", "true")));
        var reader = await app.SignInAsync(readers[0].Id);
        foreach (var id in new[] { old, kept }) await reader.GetPageAsync($"/news/{id}");
        app.Time.Advance(TimeSpan.FromDays(Announcement.CountedDays + 1));
        var before = await ClosedAsync(app, writer.OrganisationId);
        await app.CountAsync();
        Assert.Equal([kept], (await OpenAsync(app, writer.OrganisationId))[readers[0].Id].Read);
        var after = await ClosedAsync(app, writer.OrganisationId);
        Assert.Equal((9, 9), (before.Count, after.Count));
        Assert.Empty(before.Intersect(after));
        // It is not new again, and to open it leaves nothing.
        reader = await app.SignInAsync(readers[0].Id);
        Assert.Null((await reader.GetPageAsync("/news")).QuerySelector("#news-list .badge--new"));
        await reader.GetPageAsync($"/news/{old}");
        Assert.Equal([kept], (await OpenAsync(app, writer.OrganisationId))[readers[0].Id].Read);
    }

    [Fact]
    public void Of_marks_only_those_stay_that_are_still_asked_for()
    {
        var (news, round, old) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var mine = new MyNews { Read = [old, news], Answered = [round, old], NoMail = true }.Only(new HashSet<Guid> { news }, new HashSet<Guid> { round });
        Assert.Equal([news], mine.Read);
        Assert.Equal([round], mine.Answered);
        Assert.True(mine.NoMail);
        Assert.Same(mine, mine.Only(new HashSet<Guid> { news }, new HashSet<Guid> { round }));
    }

    [Theory, OnBoth]
    public async Task Mails_are_turned_on_and_off_as_often_as_somebody_needs_and_not_more(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (_, _, readers) = await app.CompanyAsync(1);
        var reader = await app.SignInAsync(readers[0].Id);
        var form = (await reader.GetPageAsync("/news")).QuerySelector("#mail form");
        for (var n = 0; n < 20; n++)
            using (var taken = await reader.SubmitAsync(form, ("wanted", n % 2 == 0 ? "false" : "true"))) Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        using var refused = await reader.SubmitAsync(form, ("wanted", "false"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    private static Task<List<string>> ClosedAsync(TestApp app, Guid organisation) => app.WithDbAsync(organisation, db => db.Set<OwnNews>().AsNoTracking().Select(r => r.Closed).ToListAsync());

    private static Task<Band> ReachAsync(TestApp app, Guid organisation) => app.WithDbAsync(organisation, db => new AnnouncementFacts(db).ReachAsync());

    private static Task<Dictionary<Guid, MyNews>> OpenAsync(TestApp app, Guid organisation) => app.WithDbAsync(organisation, async db =>
        (await db.Set<OwnNews>().AsNoTracking().ToListAsync()).ToDictionary(r => r.PersonId, r => r.Open<MyNews>(app.Services.GetRequiredService<Seal>())));
}
