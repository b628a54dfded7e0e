using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mitreden.Foundation.Data;
using Mitreden.Placement;
using Mitreden.Placement.Contracts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>The placement as people go through it, and what of it can be seen by anybody else: nothing.</summary>
public sealed class PlacementPageTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task Somebody_answers_and_sees_a_path_and_no_score(Database database)
    {
        var app = await apps.OnAsync(database);
        var (cem, questions) = (await app.SignInAsync("cem"), 0);
        var page = await cem.SubmitAndFollowAsync((await cem.GetPageAsync("/placement")).QuerySelector("main form"), ("Reads", "1"), ("Reacts", "0"), ("Writes", "-1"));
        while (page.QuerySelector("form input[name=item]") is not null && questions++ < 14)
            page = await cem.SubmitAndFollowAsync(page.QuerySelector("main form"), ("option", "1"));
        Assert.InRange(questions, 4, 13);
        Assert.Contains("Mein Weg", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".card--next"));
        Assert.DoesNotContain("Punkte", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/learning", (await cem.GetAsync("/placement")).Headers.Location?.ToString());
    }

    [Theory, OnBoth]
    public async Task The_browser_may_be_closed_anywhere_and_a_second_tap_counts_once(Database database)
    {
        var app = await apps.OnAsync(database);
        var organisation = await app.DemoOrganisationAsync();
        var person = await app.AddPersonAsync(organisation, "Doppelt");
        var (phone, desktop) = (await app.SignInAsync(person.Id), await app.SignInAsync(person.Id));
        await phone.SubmitAsync((await phone.GetPageAsync("/placement")).QuerySelector("main form"));
        var form = (await phone.GetPageAsync("/placement/question")).QuerySelector("main form")!;
        await Task.WhenAll(phone.SubmitAsync(form, ("option", "0")), phone.SubmitAsync(form, ("option", "2")));
        var second = await desktop.GetPageAsync("/placement/question");
        Assert.Contains("Situation 2", second.QuerySelector("main header")!.TextContent, StringComparison.Ordinal);
        await phone.SubmitAsync(form, ("option", "1"));
        Assert.Equal(Asked(second), Asked(await phone.GetPageAsync("/placement/question")));
        await phone.PressAsync((await phone.GetPageAsync("/placement/question")).QuerySelector("[formaction$=Back]"));
        Assert.Contains("Situation 1", (await desktop.GetPageAsync("/placement/question")).QuerySelector("main header")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task The_database_holds_nothing_readable_and_a_seal_opens_for_its_person_only(Database database)
    {
        var app = await apps.OnAsync(database);
        var (anna, jana) = (await app.PersonAsync("anna"), await app.PersonAsync("jana"));
        var client = await app.SignInAsync("anna");
        await client.SubmitAsync((await client.GetPageAsync("/placement")).QuerySelector("main form"), ("Reads", "1"));
        var row = await app.WithDbAsync(anna.OrganisationId, db => db.Set<Sheet>().SingleAsync(s => s.PersonId == anna.Id));
        Assert.DoesNotContain("Asked", row.Closed, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["Closed", "OrganisationId", "PersonId", "Version"], await app.WithDbAsync(anna.OrganisationId, db => Task.FromResult(
            db.Model.FindEntityType(typeof(Sheet))!.GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal).ToList())));
        var seal = (Seal)app.Services.GetService(typeof(Seal))!;
        Assert.True(seal.Open<Walk>("placement", anna.Id, row.Closed)!.Begun);
        Assert.Null(seal.Open<Walk>("placement", jana.Id, row.Closed));
        Assert.Null(seal.Open<Walk>("learning", anna.Id, row.Closed));
    }

    [Theory, OnBoth]
    public async Task Without_questions_the_gentle_path_begins_and_everything_can_begin_anew(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Ohne Fragen");
        var client = await app.SignInAsync(person.Id);
        await client.PressAsync((await client.GetPageAsync("/placement")).QuerySelector("[formaction$=Without]"));
        Assert.Contains("Worum geht es", (await client.GetPageAsync("/learning")).QuerySelector(".card--next")!.TextContent, StringComparison.Ordinal);
        await client.SubmitAsync((await client.GetPageAsync("/learning")).QuerySelector("form[action='/placement?handler=Again']")!);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/placement")).StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_door_that_leads_nowhere_is_not_found(Database database)
    {
        var cem = await (await apps.OnAsync(database)).SignInAsync("cem");
        Assert.Equal(HttpStatusCode.NotFound, (await cem.GetAsync("/placement/door/K99")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await cem.GetAsync("/placement/door/M2")).StatusCode);
    }

    [Theory, OnBoth]
    public async Task Looking_at_a_door_writes_nothing_and_a_decided_one_opens_only_when_asked(Database database)
    {
        var app = await apps.OnAsync(database);
        var organisation = await app.DemoOrganisationAsync();
        var person = await app.AddPersonAsync(organisation, "Türen");
        var client = await app.SignInAsync(person.Id);
        await client.PressAsync((await client.GetPageAsync("/placement")).QuerySelector("[formaction$=Without]"));
        var before = await SheetAsync();
        var page = await client.GetPageAsync("/placement/door/K4");
        Assert.Equal(Asked(page), Asked(await client.GetPageAsync("/placement/door/K4")));
        Assert.Equal(before, await SheetAsync());
        while (page.QuerySelector("input[name=item]") is not null) page = await client.SubmitAndFollowAsync(page.QuerySelector("main form"), ("option", "-1"));
        Assert.NotNull(page.QuerySelector("[data-door=show]"));
        var decided = await SheetAsync();
        Assert.NotNull((await client.GetPageAsync("/placement/door/K4")).QuerySelector("[data-door=show]"));
        Assert.Equal(decided, await SheetAsync());
        // Nobody has to take no for an answer, and it can be taken back.
        await client.PressAsync(page.QuerySelector("[formaction$=Wish]"));
        Assert.NotNull((await client.GetPageAsync("/learning")).QuerySelector("[data-place=skipped] a[href='/learning/units/K4']"));
        await client.SubmitAsync((await client.GetPageAsync("/learning")).QuerySelector("[data-place=skipped] form"));
        Assert.NotNull((await client.GetPageAsync("/learning")).QuerySelector("[data-place=ahead] a[href='/learning/units/K4']"));

        Task<string> SheetAsync() => app.WithDbAsync(organisation, db => db.Set<Sheet>().Where(s => s.PersonId == person.Id).Select(s => s.Closed).SingleAsync());
    }

    [Theory, OnBoth]
    public async Task Behind_the_entry_one_more_question_comes_where_confidence_is_open_and_enough_is_enough(Database database)
    {
        var way = (from sum in Enumerable.Range(-1, 3)
                   from hard in Enumerable.Range(3, 4)
                   select new Way(new Frequency(sum, 0, 0), i => Domains.ScaleOf(i.Domain) == Scale.Judgement || i.Difficulty >= hard ? 1 : 2))
            .First(w => w.Walk() is { IsAskedMore: true, Door.Key: "confidence" });
        await using var app = await SameChanceAsync(database);
        var (client, page) = await EnterAsync(app, way);
        Assert.Equal("Kurz nachgefragt", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("/placement/more", (await client.GetAsync("/placement")).Headers.Location?.ToString());
        await StopsAsync(client, page);
    }

    [Theory, OnBoth]
    public async Task Behind_the_entry_the_path_comes_at_once_where_confidence_is_certain_and_judgement_is_asked_about_later(Database database)
    {
        var way = (from low in Enumerable.Range(0, 3)
                   from hard in Enumerable.Range(1, 8)
                   select new Way(new Frequency(1, 1, 1), i => Domains.ScaleOf(i.Domain) == Scale.Affinity ? 3 : i.Difficulty >= hard ? low : low + 1))
            .First(w => w.Walk() is { IsOver: true, IsAskedMore: false } walk && walk.ApproachJudgement(Bank, Placements.Chance).IsAskedMore);
        await using var app = await SameChanceAsync(database);
        var (client, page) = await EnterAsync(app, way);
        Assert.Contains("Mein Weg", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        page = await client.GetPageAsync("/placement/more");
        Assert.Equal("Kurz nachgefragt", page.QuerySelector("h1")!.TextContent);
        await StopsAsync(client, page);
    }

    /// <summary>A way through the entry: how often somebody is in networks, and the points of their answers.</summary>
    private sealed record Way(Frequency Often, Func<ItemContent, int> Points)
    {
        /// <summary>Where it leads, with the chance that <see cref="SameChanceAsync"/> gives the program.</summary>
        public Walk Walk()
        {
            var walk = new Walk().Begin(Bank, Often, new Random(7));
            while (walk.Asked is { } item) walk = walk.Answer(Bank, item, Points(Bank.Contents[item]), new Random(7), _ => { });
            return walk;
        }
    }

    private static readonly Bank Bank = new(Items.Shipped, new ItemBank(Items.Shipped.Values.OrderBy(i => i.Id, StringComparer.Ordinal).Select(i => new Item(i.Id, i.Domain, i.Difficulty))));

    /// <summary>A program in which chance is the same at every step.</summary>
    private static Task<TestApp> SameChanceAsync(Database database) =>
        TestApp.StartAsync(new TestAppOptions { Database = database, Services = services => services.Replace(ServiceDescriptor.Transient(_ => new Random(7))) });

    private static async Task<(HttpClient Client, AngleSharp.Dom.IDocument Page)> EnterAsync(TestApp app, Way way)
    {
        var client = await app.SignInAsync((await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Noch eine")).Id);
        var page = await client.SubmitAndFollowAsync((await client.GetPageAsync("/placement")).QuerySelector("main form"),
            ("Reads", $"{way.Often.Reads}"), ("Reacts", $"{way.Often.Reacts}"), ("Writes", $"{way.Often.Writes}"));
        while (page.QuerySelector("progress") is not null)
        {
            var item = Items.Shipped[Asked(page)];
            var place = item.Options.ToList().FindIndex(o => o.Score == way.Points(item));
            page = await client.SubmitAndFollowAsync(page.QuerySelector("main form"), ("option", $"{place}"));
        }
        return (client, page);
    }

    private static async Task StopsAsync(HttpClient client, AngleSharp.Dom.IDocument page)
    {
        Assert.Equal(Asked(page), Asked(await client.GetPageAsync("/placement/more")));
        page = await client.FollowAsync(await client.PressAsync(page.QuerySelector("[formaction$=Stop]")));
        Assert.Contains("Mein Weg", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/learning", (await client.GetAsync("/placement/more")).Headers.Location?.ToString());
    }

    private static string Asked(AngleSharp.Dom.IDocument page) => page.QuerySelector("input[name=item]")!.GetAttribute("value")!;
}
