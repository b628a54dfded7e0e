using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.WaysIn;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Desk;

/// <summary>The page on which people make and remove their own ways, the steps for the iPhone, and the bookmark.</summary>
public sealed class WaysInTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_key_is_shown_once_stored_as_a_hash_and_can_be_removed(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Wanda Weg");
        var wanda = await app.SignInAsync(person.Id);
        var share = await wanda.GetPageAsync("/desk/share");
        Assert.NotNull(share.QuerySelector("a[href='/desk/ways-in']"));
        var secret = await wanda.MakeKeyAsync("  Mein\t Skript ");
        Assert.Equal(22, secret.Length);
        var page = await wanda.GetPageAsync("/desk/ways-in");
        Assert.Equal(("Mein Skript", "Schlüssel"), (page.Text("article h3"), page.Text("article .badge")));
        Assert.DoesNotContain(secret, page.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal("http://localhost/desk/in", page.Text("#address"));
        var export = await (await wanda.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync();
        Assert.Contains("Mein Skript", export, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, export, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret.Hash(secret), export, StringComparison.Ordinal);
        var way = await app.WithDbAsync(person.OrganisationId, db => db.Set<Way>().AsNoTracking().SingleAsync(w => w.PersonId == person.Id));
        Assert.Equal(Secret.Hash(secret), way.SecretHash);
        using var closed = await wanda.PressAsync(page.QuerySelector("article button"));
        page = await wanda.FollowAsync(closed);
        Assert.Contains("Entfernt", page.Text("[data-toast]"), StringComparison.Ordinal);
        Assert.Contains("Noch nichts", page.Text("main"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_name_is_needed_and_ten_are_the_most(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Viola Viele");
        var viola = await app.SignInAsync(person.Id);
        var form = DeskSteps.Form(await viola.GetPageAsync("/desk/ways-in"), "Key");
        foreach (var name in new[] { "", " \t", new string('x', 61) })
        {
            using var refused = await viola.SubmitAsync(form, ("name", name));
            Assert.Contains("Erstellt wurde nichts", (await refused.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[role=alert]"), StringComparison.Ordinal);
        }
        for (var n = 0; n < Way.Most; n++) (await viola.SubmitAsync(form, ("name", $"{n}"))).Dispose();
        using var more = await viola.SubmitAsync(form, ("name", "elf"));
        Assert.Contains("Mehr als 10 gehen nicht", (await more.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[role=alert]"), StringComparison.Ordinal);
        using var phone = await viola.SubmitAsync((await viola.GetPageAsync("/desk/ways-in/iphone")).QuerySelector("main form"));
        Assert.Contains("Mehr als 10 gehen nicht", (await phone.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Nobody_closes_the_way_of_somebody_else(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Otto Offen");
        await (await app.SignInAsync(person.Id)).MakeKeyAsync();
        var id = (await app.WithDbAsync(person.OrganisationId, db => db.Set<Way>().Where(w => w.PersonId == person.Id).Select(w => w.Id).SingleAsync())).ToString();
        foreach (var stranger in new[] { await app.SignInAsync("petra"), await app.SignInAsync((await app.FoundAsync()).Id) })
        {
            await stranger.MakeKeyAsync();
            using var answer = await stranger.SubmitAsync(DeskSteps.Form(await stranger.GetPageAsync("/desk/ways-in"), "Close"), ("id", id));
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        Assert.Equal(1, await app.WithDbAsync(person.OrganisationId, db => db.Set<Way>().CountAsync(w => w.PersonId == person.Id)));
    }

    [Theory, OnBoth]
    public async Task The_steps_for_the_iPhone_hold_the_address_and_once_the_key(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Ivo Apfel");
        var ivo = await app.SignInAsync(person.Id);
        var page = await ivo.GetPageAsync("/desk/ways-in/iphone");
        Assert.Equal(("Vom iPhone melden", 6), (page.Text("h1"), page.QuerySelectorAll("main ol > li").Length));
        Assert.Equal("http://localhost/desk/in", page.Text("#address"));
        page = await ivo.SubmitAndFollowAsync(page.QuerySelector("main form"));
        var bearer = page.Text("#bearer");
        Assert.Matches("^Bearer [A-Za-z0-9_-]{22}$", bearer);
        Assert.Equal(202, (await app.SendInAsync(bearer["Bearer ".Length..], WaySteps.Json(new { text = "https://forum.example/in/3" }))).Status);
        Assert.Null((await ivo.GetPageAsync("/desk/ways-in/iphone")).QuerySelector("#bearer"));
        Assert.Equal("Reporting from the iPhone", (await (await app.SignInAsync("emily")).GetPageAsync("/desk/ways-in/iphone")).Text("h1"));
    }

    [Theory, OnBoth]
    public async Task The_bookmark_carries_no_secret_and_fills_the_form_without_storing_anything(Database database)
    {
        var app = await apps.OnAsync(database);
        var anna = await app.SignInAsync("anna");
        var page = await anna.GetPageAsync("/desk/ways-in");
        var mark = page.QuerySelector("#mark")!.GetAttribute("href")!;
        Assert.StartsWith("javascript:(()=>{", mark, StringComparison.Ordinal);
        Assert.Contains("'http://localhost/desk/share?title='", mark, StringComparison.Ordinal);
        Assert.Equal(mark, page.QuerySelector("#mark-text")!.TextContent);
        Assert.Equal(mark, (await (await app.SignInAsync("stefan")).GetPageAsync("/desk/ways-in")).QuerySelector("#mark")!.GetAttribute("href"));
        const string address = "/desk/share?title=Forum%20%3Cb%3E&url=https%3A%2F%2Fforum.example%2Fin%2F4&text=%22Markiert%22%20%3Cscript%3E";
        page = await anna.GetPageAsync(address);
        Assert.Equal(("https://forum.example/in/4", "\"Markiert\" <script>"),
            (page.QuerySelector<IHtmlInputElement>("#url")!.Value, page.QuerySelector<IHtmlTextAreaElement>("#text")!.Value));
        using var sent = await anna.SubmitAsync(page.QuerySelector("#share-form"), ("involvement", "watching"));
        var stored = await app.StoredAsync(await DeskSteps.IdAsync(sent));
        Assert.Equal(("Forum <b>", "https://forum.example/in/4"), (stored.Title, stored.Url));
        using var signedOut = await app.Visitor().GetAsync(address);
        Assert.Equal("/sign-in?returnUrl=" + Uri.EscapeDataString(address), signedOut.Headers.Location!.PathAndQuery);
    }

    [Fact]
    public void An_address_with_an_apostrophe_cannot_end_the_bookmarks_text()
    {
        Assert.Contains("'https://x.example/a%27%5Cb/desk/share?title='", Bookmark.For("https://x.example/a'\\b/"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_a_report_is_an_id_as_it_is_and_words_by_person()
    {
        var (cem, anna, id) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        Assert.Equal(id, ReportKey.Of(cem, $" \"{id}\" "));
        Assert.Null(ReportKey.Of(cem, "  "));
        Assert.Equal(ReportKey.Of(cem, "heute"), ReportKey.Of(cem, "\"heute\""));
        Assert.NotEqual(ReportKey.Of(cem, "heute"), ReportKey.Of(anna, "heute"));
        Assert.NotEqual(ReportKey.From("mail", cem, "1"), ReportKey.From("slack", cem, "1"));
        Assert.Equal(8, ReportKey.Of(cem, Guid.Empty.ToString())!.Value.Version);
    }
}
