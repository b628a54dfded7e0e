using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Web;
using Mitreden.Tests.Desk;

namespace Mitreden.Tests.Announcements;

/// <summary>From a draft to what everybody reads, and back.</summary>
public sealed class NewsTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_draft_is_seen_by_those_who_write_and_published_it_is_read_by_everybody(Database database)
    {
        var app = await apps.OnAsync(database);
        var (writer, client, readers) = await app.CompanyAsync(1);
        var page = await client.FollowAsync(await client.WriteAsync(await client.BeginNewsAsync(), "", ("Form.Title", "Wir fangen an"), ("Form.Text", "Erst ihr,\r\n\r\n- dann das Netz")));
        var id = Guid.Parse(page.Location.PathName.Split('/')[^1]);
        var reader = await app.SignInAsync(readers[0].Id);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync($"/news/{id}")).StatusCode);
        Assert.Null((await reader.GetPageAsync("/")).QuerySelector("#news-newest a"));
        page = await client.FollowAsync(await client.WriteAsync(page, "Publish"));
        Assert.Equal("Wir fangen an", page.Text("h1"));
        Assert.Equal("Wir fangen an", (await reader.GetPageAsync("/")).Text("#news-newest h2"));
        Assert.Contains("Neu", (await reader.GetPageAsync("/news")).Text("#news-list"), StringComparison.Ordinal);
        page = await reader.GetPageAsync($"/news/{id}");
        Assert.Equal("dann das Netz", page.Text(".prose li"));
        Assert.Contains(writer.Name, page.Text("main"), StringComparison.Ordinal);
        Assert.Null((await reader.GetPageAsync("/")).QuerySelector("#news-newest a"));
        Assert.Null((await reader.GetPageAsync("/news")).QuerySelector("#news-list .badge--new"));
    }

    [Theory, OnBoth]
    public async Task Of_two_who_save_the_second_sees_both_texts_and_nothing_is_lost(Database database)
    {
        var app = await apps.OnAsync(database);
        var (writer, client, _) = await app.CompanyAsync();
        var other = await app.SignInAsync((await app.AddPersonAsync(writer.OrganisationId, "Miriam Mit", Role.Author)).Id);
        var page = await client.BeginNewsAsync();
        var theirs = await other.GetPageAsync(page.Location.PathName);
        using (await client.WriteAsync(page, "", ("Form.Title", "Meins"), ("Form.Text", "Mein Text"))) { }
        using var refused = await other.WriteAsync(theirs, "", ("Form.Title", "Ihres"), ("Form.Text", "Ihr Text"));
        var conflict = await refused.PageAsync(HttpStatusCode.Conflict);
        Assert.Equal("Ihr Text", conflict.QuerySelector("#text")!.TextContent);
        Assert.Contains("Mein Text", conflict.Text("#conflict"), StringComparison.Ordinal);
        Assert.Contains("Ihr Text", conflict.Text("#conflict"), StringComparison.Ordinal);
        var saved = await other.FollowAsync(await other.WriteAsync(conflict, ""));
        Assert.Equal("Ihr Text", saved.QuerySelector("#text")!.TextContent);
    }

    [Theory, OnBoth]
    public async Task What_is_published_is_corrected_with_both_texts_beside_each_other_and_withdrawn_with_a_reason(Database database)
    {
        var app = await apps.OnAsync(database);
        var (_, client, readers) = await app.CompanyAsync(1);
        var reader = await app.SignInAsync(readers[0].Id);
        var id = await client.PublishNewsAsync("Termin");
        var edit = await client.GetPageAsync($"/news/write/{id}");
        Assert.Contains("genau so", (await (await client.WriteAsync(edit, "")).PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#refusal"), StringComparison.Ordinal);
        edit = await client.GetPageAsync($"/news/write/{id}");
        using (await client.WriteAsync(edit, "", ("Form.Text", "Text zu Dienstag"))) { }
        var page = await reader.GetPageAsync($"/news/{id}");
        Assert.Contains("berichtigt am 2. März 2027", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Termin", page.Text(".diff del"), StringComparison.Ordinal);
        Assert.Contains("Dienstag", page.Text(".diff ins"), StringComparison.Ordinal);
        edit = await client.GetPageAsync($"/news/write/{id}");
        var empty = await (await client.SubmitAsync(edit.QuerySelector("form[action$='Withdraw']"))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("Text zu Dienstag", empty.QuerySelector("#text")!.TextContent);
        await client.SubmitAndFollowAsync(empty.QuerySelector("form[action$='Withdraw']"), ("reason", "War verfrüht."));
        page = await reader.GetPageAsync($"/news/{id}");
        Assert.Contains("War verfrüht.", page.Text(".notice"), StringComparison.Ordinal);
        Assert.DoesNotContain("Dienstag", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task What_goes_to_a_department_is_not_there_for_others(Database database)
    {
        var app = await apps.OnAsync(database);
        var (writer, client, readers) = await app.CompanyAsync(1);
        var page = await client.BeginNewsAsync();
        Assert.Contains("weniger als 8 Leute", page.Text("#writing"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.WriteAsync(page, "Publish", ("Form.Title", "A"), ("Form.Text", "B"), ("Form.Some", "true"))).StatusCode);
        var many = await (await client.WriteAsync(await client.BeginNewsAsync(), "Publish",
            [("Form.Title", "A"), ("Form.Text", "B"), ("Form.Some", "true"), .. Enumerable.Range(0, NewsFrame.MostDepartments + 1).Select(n => ("Form.Departments", (string?)$"Abteilung {n}"))]))
            .PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Höchstens 40 Abteilungen", many.Text("#refusal"), StringComparison.Ordinal);
        var id = await client.PublishNewsAsync("Nur Montage", ("Form.Some", "true"), ("Form.Departments", "Montage"));
        Assert.Equal(HttpStatusCode.OK, (await (await app.SignInAsync(readers[0].Id)).GetAsync($"/news/{id}")).StatusCode);
        var elsewhere = await app.AddPersonAsync(writer.OrganisationId, "Vera Vertrieb");
        await app.WithDbAsync(writer.OrganisationId, db => db.Set<Mitreden.Organisations.Person>().Where(p => p.Id == elsewhere.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Department, "Vertrieb")));
        var outside = await app.SignInAsync(elsewhere.Id);
        Assert.Equal(HttpStatusCode.NotFound, (await outside.GetAsync($"/news/{id}")).StatusCode);
        Assert.DoesNotContain("Nur Montage", (await outside.GetPageAsync("/news")).Text("main"), StringComparison.Ordinal);
        Assert.Null((await outside.GetPageAsync("/")).QuerySelector("#news-newest a"));
    }

    [Theory, OnBoth]
    public async Task A_second_reader_remarks_on_a_draft_that_is_open_to_them(Database database)
    {
        var app = await apps.OnAsync(database);
        var (writer, client, _) = await app.CompanyAsync();
        var council = await app.SignInAsync((await app.AddPersonAsync(writer.OrganisationId, "Bea Betriebsrat", Role.WorksCouncil)).Id);
        var page = await client.BeginNewsAsync();
        var id = page.Location.PathName.Split('/')[^1];
        Assert.Equal(HttpStatusCode.NotFound, (await council.GetAsync($"/news/review/{id}")).StatusCode);
        page = await client.FollowAsync(await client.WriteAsync(page, "Offer", ("Form.Title", "Entwurf"), ("Form.Text", "Ein Satz.")));
        Assert.NotNull((await council.GetPageAsync("/")).QuerySelector($"a[href='/news/review/{id}']"));
        await council.SubmitAndFollowAsync((await council.GetPageAsync($"/news/review/{id}")).QuerySelector("main form"), ("text", "Wer ist wir?"));
        page = await client.GetPageAsync(page.Location.PathName);
        Assert.Contains("Wer ist wir?", page.Text(".bubbles"), StringComparison.Ordinal);
        using (await client.WriteAsync(page, "Publish")) { }
        Assert.Empty(await app.WithDbAsync(writer.OrganisationId, db => db.Set<NewsRemark>().ToListAsync()));
    }

    [Theory, OnBoth("cem"), OnBoth("jana"), OnBoth("ralf")]
    public async Task Whoever_does_not_write_gets_no_further_than_reading(Database database, string person)
    {
        var app = await apps.OnAsync(database);
        var client = await app.SignInAsync(person);
        foreach (var path in new[] { "/news/write", "/news/rounds" }) Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(path)).StatusCode);
        Assert.Null((await client.GetPageAsync("/news")).QuerySelector("a[href='/news/write']"));
    }

    [Theory, OnBoth]
    public async Task An_open_page_shows_what_is_published_corrected_and_withdrawn_without_being_loaded_again(Database database)
    {
        var app = await apps.OnAsync(database);
        var (_, client, readers) = await app.CompanyAsync(1);
        var reader = await app.SignInAsync(readers[0].Id);
        await using var list = await LiveReader.OpenAsync(reader, "/news/live");
        await using var start = await LiveReader.OpenAsync(reader, "/news/live/start");
        var id = await client.PublishNewsAsync("Gerade eben");
        Assert.Contains("id=\"news-list\"", await list.PartAsync("Gerade eben"), StringComparison.Ordinal);
        Assert.Contains("id=\"news-newest\"", await start.PartAsync("Gerade eben"), StringComparison.Ordinal);
        using (await client.WriteAsync(await client.GetPageAsync($"/news/write/{id}"), "", ("Form.Title", "Gerade berichtigt"))) { }
        await list.PartAsync("Gerade berichtigt");
        await start.PartAsync("Gerade berichtigt");
        await client.SubmitAndFollowAsync((await client.GetPageAsync($"/news/write/{id}")).QuerySelector("form[action$='Withdraw']"), ("reason", "Doch nicht."));
        await list.PartAsync("Zurückgezogen");
        Assert.DoesNotContain("Gerade", await start.PartAsync(), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task English_stands_there_whole_or_not_at_all(Database database)
    {
        var app = await apps.OnAsync(database);
        var (writer, client, _) = await app.CompanyAsync();
        var half = await client.WriteAsync(await client.BeginNewsAsync(), "Publish", ("Form.Title", "A"), ("Form.Text", "B"), ("Form.TitleEn", "C"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, half.StatusCode);
        var id = await client.PublishNewsAsync("Deutsch", ("Form.TitleEn", "English"), ("Form.TextEn", "Words"));
        var emily = await app.SignInAsync((await app.AddPersonAsync(writer.OrganisationId, "Emily English", Role.None, "en")).Id);
        var page = await emily.GetPageAsync($"/news/{id}");
        Assert.Equal(("English", "Words"), (page.Text("h1"), page.Text(".prose")));
    }
}
