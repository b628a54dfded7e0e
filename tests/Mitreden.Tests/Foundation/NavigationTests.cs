using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Tests.Foundation;

/// <summary>Whatever somebody may see is reachable on a phone; its bar holds no more than five, and one of them opens all the rest.</summary>
public sealed class NavigationTests(Apps apps) : IClassFixture<Apps>
{
    private const string OnPhone = ".nav > .nav__item";

    [Theory, OnBoth]
    public async Task Nobody_gets_more_than_five_in_the_bar_of_a_phone(Database database)
    {
        var app = await apps.OnAsync(database);
        var everything = Enum.GetValues<Role>().Aggregate((all, role) => all | role);
        var all = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Alma Alles", everything);
        var clients = new List<HttpClient> { await app.SignInAsync(all.Id) };
        foreach (var person in DemoCompany.People) clients.Add(await app.SignInAsync(person.Key));
        foreach (var client in clients)
        {
            var page = await client.GetPageAsync("/");
            var bar = page.QuerySelectorAll(OnPhone).ToList();
            Assert.InRange(bar.Count, 4, 5);
            Assert.Equal("nav-sheet", bar[^1].GetAttribute("popovertarget"));
            var links = bar.SkipLast(1).Select(a => a.GetAttribute("href")).ToList();
            Assert.Contains("/", links);
            Assert.Contains("/desk/share", links);
            var shown = page.QuerySelectorAll(".nav a").Select(a => a.GetAttribute("href")).ToList();
            Assert.Equal(shown.Distinct(), shown);
            Assert.All(["/news", "/learning", "/guideline", "/desk/reports", "/questions", "/involvement"], own => Assert.Contains(own, shown));
        }
    }

    [Theory]
    [OnBoth("cem", "Für dich", "/involvement"), OnBoth("jana", "Am Desk", "/desk/devices"), OnBoth("ralf", "Überblick", "/oversight"), OnBoth("petra", "Verwaltung", "/settings")]
    public async Task What_is_not_in_the_bar_stands_in_a_group_that_has_a_name(Database database, string person, string name, string link)
    {
        var app = await apps.OnAsync(database);
        var page = await (await app.SignInAsync(person)).GetPageAsync("/");
        var group = page.QuerySelector($"#nav-sheet [role=group]:has(a[href='{link}'])");
        Assert.Equal(name, page.Text($"#{group?.GetAttribute("aria-labelledby")}"));
    }

    [Theory, OnBoth]
    public async Task The_bar_says_when_the_page_is_in_one_of_the_groups(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var page = await petra.GetPageAsync("/settings");
        Assert.NotNull(page.QuerySelector("#nav-sheet a[href='/settings'][aria-current=page]"));
        Assert.NotNull(page.QuerySelector(".nav__more[aria-current=true]"));
        Assert.Null((await petra.GetPageAsync("/people")).QuerySelector(".nav__more[aria-current]"));
    }

    [Theory, OnBoth("jana", "/desk"), OnBoth("petra", "/people"), OnBoth("sabine", "/figures"), OnBoth("karin", "/figures"), OnBoth("cem", "/guideline")]
    public async Task What_a_role_is_for_stands_in_the_bar(Database database, string person, string link)
    {
        var app = await apps.OnAsync(database);
        Assert.NotNull((await (await app.SignInAsync(person)).GetPageAsync("/")).QuerySelector($"{OnPhone}[href='{link}']"));
    }

    [Theory, OnBoth("ralf", true), OnBoth("petra", true), OnBoth("cem", false), OnBoth("jana", false)]
    public async Task Oversight_is_linked_where_everybody_reads_what_is_stored(Database database, string person, bool may)
    {
        var app = await apps.OnAsync(database);
        Assert.Equal(may, (await (await app.SignInAsync(person)).GetPageAsync("/privacy")).QuerySelector("main a[href='/oversight']") is not null);
    }

    [Theory, OnBoth("sabine", true), OnBoth("ralf", true), OnBoth("karin", true), OnBoth("jana", false), OnBoth("cem", false)]
    public async Task The_figures_stand_on_the_start_page_of_those_who_have_nothing_else_of_the_desk(Database database, string person, bool there)
    {
        var app = await apps.OnAsync(database);
        Assert.Equal(there, (await (await app.SignInAsync(person)).GetPageAsync("/")).QuerySelector("main a.card[href='/figures']") is not null);
    }

    [Theory, OnBoth]
    public async Task The_desk_reaches_its_figures_from_the_inbox(Database database)
    {
        var app = await apps.OnAsync(database);
        Assert.NotNull((await (await app.SignInAsync("jana")).GetPageAsync("/desk")).QuerySelector("main a[href='/figures']"));
    }
}
