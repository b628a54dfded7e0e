using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;

namespace Mitreden.Tests.Organisations;

/// <summary>The list of people: who is there, who has joined, who is gone.</summary>
public sealed class PeoplePageTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task The_list_groups_people_by_department_with_state_and_roles(Database database)
    {
        var app = await apps.OnAsync(database);
        var page = await (await app.SignInAsync("petra")).GetPageAsync("/people");
        Assert.Equal("Leute", page.Text("h1"));
        var headings = page.QuerySelectorAll("#found h2").Select(h => h.TextContent).ToList();
        Assert.Equal(headings.Order(StringComparer.Ordinal), headings);
        var marketing = page.QuerySelectorAll("#found section").Single(s => s.QuerySelector("h2")!.TextContent == "Marketing");
        var jana = Row(marketing, "Jana Keller");
        Assert.Contains("Social-Media-Team", jana.TextContent, StringComparison.Ordinal);
        Assert.Contains("Dabei seit", jana.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/people/{(await app.PersonAsync("jana")).Id}", jana.QuerySelector("a")!.GetAttribute("href"));
        Assert.NotEmpty(page.QuerySelectorAll(".badge--waiting"));
        Assert.NotNull(page.QuerySelector("a[href='/people/import']"));
        Assert.NotNull(page.QuerySelector("a[href='/people/new']"));
        Assert.NotNull(page.QuerySelector("a[href='/people/invitations']"));
        Assert.NotNull(page.QuerySelector("nav a[href='/people'][aria-current=page]"));
    }

    [Theory, OnBoth("jörg weiss", "Jörg Weiss"), OnBoth("JORG", "Jörg Weiss"), OnBoth("lager jö", "Jörg Weiss"), OnBoth("%", null), OnBoth("<script>", null)]
    public async Task The_search_finds_names_addresses_and_departments_without_script(Database database, string words, string? found)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        var admin = await app.FoundAsync("Klein GmbH");
        await AddAsync(app, admin.OrganisationId, "Jörg Weiss", "Lager");
        await AddAsync(app, admin.OrganisationId, "Paula Kern", "Montage");
        var client = await app.SignInAsync(admin.Id);
        var list = await client.GetPageAsync("/people");
        using var answer = await client.SubmitAsync(list.QuerySelector("form[role=search]"), ("q", words));
        var page = await answer.PageAsync();
        Assert.Equal(found is null ? [] : [found], page.QuerySelectorAll(".list__link strong").Select(s => s.TextContent));
        Assert.Contains(words, page.Text("[role=status]"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Those_who_wait_and_those_who_left_have_their_own_tabs(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        var admin = await app.FoundAsync("Klein GmbH");
        var client = await app.SignInAsync(admin.Id);
        var alone = await client.GetPageAsync("/people");
        Assert.Equal("Noch bist du hier allein", alone.Text(".empty h2"));
        await AddAsync(app, admin.OrganisationId, "Wartende Wanda", "");
        var gone = await AddAsync(app, admin.OrganisationId, "Gegangener Gerd", "Lager");
        await app.WithDbAsync(admin.OrganisationId, async db =>
        {
            (await db.Set<Person>().SingleAsync(p => p.Id == gone)).Leave(app.Time.GetUtcNow());
            await db.SaveChangesAsync();
        });
        Assert.Equal(["Berta Fremd", "Wartende Wanda"], await NamesAsync(client, "/people"));
        Assert.Equal(["Wartende Wanda"], await NamesAsync(client, "/people?show=waiting"));
        Assert.Equal(["Gegangener Gerd"], await NamesAsync(client, "/people?show=left"));
        Assert.Contains("Nicht mehr dabei seit 2. März 2027", (await client.GetPageAsync("/people?show=left")).Text(".list"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Another_organisations_people_are_not_there(Database database)
    {
        var app = await apps.OnAsync(database);
        var berta = await app.FoundAsync();
        var client = await app.SignInAsync(berta.Id);
        Assert.DoesNotContain("Jana Keller", (await client.GetPageAsync("/people?q=Jana")).Body!.TextContent, StringComparison.Ordinal);
        await client.GetPageAsync($"/people/{(await app.PersonAsync("jana")).Id}", HttpStatusCode.NotFound);
    }

    [Theory, OnBoth("jana"), OnBoth("cem"), OnBoth("ralf"), OnBoth("sabine")]
    public async Task Nobody_but_an_administrator_gets_in(Database database, string person)
    {
        var app = await apps.OnAsync(database);
        var client = await app.SignInAsync(person);
        foreach (var path in new[] { "/people", "/people/new", "/people/import", "/people/import/example.csv", "/settings", $"/people/{(await app.PersonAsync("cem")).Id}" })
            await client.GetPageAsync(path, HttpStatusCode.Forbidden);
        Assert.Null((await client.GetPageAsync("/")).QuerySelector("nav a[href='/people']"));
    }

    private static IElement Row(IElement section, string name) => section.QuerySelectorAll("li").Single(l => l.QuerySelector("strong")!.TextContent == name);

    private static async Task<List<string>> NamesAsync(HttpClient client, string path) =>
        [.. (await client.GetPageAsync(path)).QuerySelectorAll(".list__link strong").Select(s => s.TextContent).Order(StringComparer.Ordinal)];

    private static Task<Guid> AddAsync(TestApp app, Guid organisation, string name, string department) => app.WithDbAsync(organisation, async db =>
    {
        var person = Person.Add(organisation, name, null, department, "de", Role.None, app.Time.GetUtcNow());
        db.Add(person);
        await db.SaveChangesAsync();
        return person.Id;
    });
}
