using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Placement;

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
    public async Task Behind_the_entry_one_more_question_can_come_and_enough_is_enough(Database database)
    {
        var app = await apps.OnAsync(database);
        var client = await app.SignInAsync((await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Noch eine")).Id);
        var page = await client.SubmitAndFollowAsync((await client.GetPageAsync("/placement")).QuerySelector("main form"), ("Reads", "0"), ("Reacts", "0"), ("Writes", "0"));
        while (page.QuerySelector("progress") is not null)
        {
            var item = Items.Shipped[Asked(page)];
            var two = item.Options.ToList().FindIndex(o => o.Score == 2);
            page = await client.SubmitAndFollowAsync(page.QuerySelector("main form"), ("option", $"{two}"));
        }
        // Chance decides what was asked, and so whether confidence is open; what is asked behind the first unit can be asked for now.
        var open = page.QuerySelector("h1")!.TextContent == "Eine Frage noch";
        if (open) Assert.Equal("/placement/more", (await client.GetAsync("/placement")).Headers.Location?.ToString());
        else page = await client.GetPageAsync("/placement/more");
        Assert.Equal("Eine Frage noch", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(Asked(page), Asked(await client.GetPageAsync("/placement/more")));
        page = await client.FollowAsync(await client.PressAsync(page.QuerySelector("[formaction$=Stop]")));
        Assert.Contains("Mein Weg", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/learning", (await client.GetAsync("/placement/more")).Headers.Location?.ToString());
    }

    private static string Asked(AngleSharp.Dom.IDocument page) => page.QuerySelector("input[name=item]")!.GetAttribute("value")!;
}
