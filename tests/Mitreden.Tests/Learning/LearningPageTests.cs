using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Path;

namespace Mitreden.Tests.Learning;

/// <summary>Units, scenarios and the path as people use them.</summary>
public sealed class LearningPageTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_unit_is_learnt_screen_by_screen_and_the_next_is_one_tap_away(Database database)
    {
        var (_, client) = await LearnerAsync(database, "Schritt für Schritt");
        var page = await client.GetPageAsync("/learning");
        page = await client.GetPageAsync(page.QuerySelector("[data-learning-next]")!.GetAttribute("href")!);
        while (Open(page) is { } step) page = await client.SubmitAndFollowAsync(step.QuerySelector("form"));
        Assert.Equal("Geschafft", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("Wüsstest du", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".card--next a.button--primary"));
        Assert.Contains("1 von", (await client.GetPageAsync("/learning")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task The_path_goes_on_where_it_stopped_on_another_device_and_double_taps_do_no_harm(Database database)
    {
        var (person, phone) = await LearnerAsync(database, "Zwei Geräte");
        var first = Open(await phone.GetPageAsync("/learning/units/K1"))!.QuerySelector("form");
        await Task.WhenAll(phone.SubmitAsync(first), phone.SubmitAsync(first));
        await phone.SubmitAsync(first);
        var desktop = await (await apps.OnAsync(database)).SignInAsync(person);
        Assert.Equal("1", Open(await desktop.GetPageAsync("/learning/units/K1"))!.GetAttribute("data-step"));
        Assert.Equal("0", Open(await desktop.GetPageAsync("/learning/units/K1?step=0"))!.GetAttribute("data-step"));
        Assert.Equal("1", Open(await desktop.GetPageAsync("/learning/units/K1?step=99"))!.GetAttribute("data-step"));
    }

    [Theory, OnBoth]
    public async Task A_device_that_was_in_a_tunnel_sends_its_steps_later_and_hears_how_far_it_has_come(Database database)
    {
        var (_, client) = await LearnerAsync(database, "Im Tunnel");
        var page = await client.GetPageAsync("/learning/units/K1");
        var token = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var steps = page.QuerySelectorAll("[data-step]").Length;
        for (var step = 0; step < steps; step++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/learning/units/K1")
            {
                Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("step", $"{step}"), new("form", "Low")]),
                Headers = { { "Accept", "application/json" } },
            };
            var answer = JsonDocument.Parse(await (await client.SendAsync(request)).Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(step == steps - 1, answer.GetProperty("done").GetBoolean());
        }
        Assert.Contains("1 von", (await client.GetPageAsync("/learning")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_story_is_played_taken_back_and_played_to_a_good_end(Database database)
    {
        var (_, client) = await LearnerAsync(database, "Spielerin");
        var best = Mitreden.Learning.Stories.ScenarioCheck.Best(Mitreden.Learning.Catalogue.Shipped.Scenarios["S1"]);
        var page = await client.GetPageAsync("/learning/scenarios/S1");
        var opening = page;
        page = await client.SubmitAndFollowAsync(Decide(page), ("option", "b"));
        await client.SubmitAsync(Decide(opening), ("option", "a"));
        Assert.Single((await client.GetPageAsync("/learning/scenarios/S1")).QuerySelectorAll(".post--choice"));
        page = await client.FollowAsync(await client.PressAsync(page.QuerySelector(".post--choice button")));
        Assert.Empty(page.QuerySelectorAll(".post--choice"));
        foreach (var option in best.Chosen) page = await client.SubmitAndFollowAsync(Decide(page), ("option", option));
        Assert.Equal("good", page.QuerySelector(".ending")!.GetAttribute("data-outcome"));
        Assert.Equal(3, page.QuerySelectorAll(".ending .timeline__item").Length);
        Assert.Contains("Gut ausgegangen", (await client.GetPageAsync("/learning/scenarios")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task What_is_skipped_comes_back_and_what_waits_opens(Database database)
    {
        var (_, client) = await LearnerAsync(database, "Wünsche");
        await client.SubmitAsync((await client.GetPageAsync("/learning")).QuerySelector("form[action='/learning?handler=Wish']"));
        var page = await client.GetPageAsync("/learning");
        Assert.Contains("Übersprungen (1)", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await client.SubmitAsync(page.QuerySelector("[data-place=skipped] form"));
        await client.SubmitAsync(page.QuerySelector("[data-place=waiting] form"));
        page = await client.GetPageAsync("/learning");
        Assert.Empty(page.QuerySelectorAll("[data-place=skipped], [data-place=waiting]"));
    }

    [Theory, OnBoth]
    public async Task A_look_back_comes_after_a_week(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Rückblick");
        var client = await app.SignInAsync(person.Id);
        await client.PressAsync((await client.GetPageAsync("/placement")).QuerySelector("[formaction$=Without]"));
        var page = await client.GetPageAsync("/learning/units/K4");
        while (Open(page) is { } step) page = await client.SubmitAndFollowAsync(step.QuerySelector("form"));
        Assert.Contains("nichts zu wiederholen", (await client.GetPageAsync("/learning/look-back")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromDays(7));
        page = await client.GetPageAsync("/learning/look-back");
        var right = page.QuerySelector(".answer[data-right=yes] input")!.GetAttribute("value");
        await client.SubmitAsync(page.QuerySelector("main form"), ("choice", right));
        Assert.Contains("nichts zu wiederholen", (await client.GetPageAsync("/learning/look-back")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Units_of_a_role_and_things_that_do_not_exist_are_not_found(Database database)
    {
        var (_, client) = await LearnerAsync(database, "Ohne Rolle");
        foreach (var path in new[] { "/learning/units/T1", "/learning/units/F1", "/learning/units/X1", "/learning/units/T1/done", "/learning/scenarios/S99" })
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await (await (await apps.OnAsync(database)).SignInAsync("jana")).GetAsync("/learning/units/T1")).StatusCode);
    }

    [Theory, OnBoth]
    public async Task Nobody_but_the_person_can_read_what_they_did(Database database)
    {
        var app = await apps.OnAsync(database);
        var (person, client) = await LearnerAsync(database, "Ganz privat");
        await client.SubmitAsync(Open(await client.GetPageAsync("/learning/units/K1"))!.QuerySelector("form"));
        var row = await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Logbook>().SingleAsync(l => l.PersonId == person));
        Assert.DoesNotContain("\"K1\"", row.Closed, StringComparison.Ordinal);
        foreach (var somebody in new[] { "admin", "works-council", "manager" })
        {
            var other = await app.SignInAsync(await ByRoleAsync(app, somebody));
            foreach (var path in new[] { "/people", $"/people/{person}", "/oversight", "/figures", "/learning/content/units/K1/versions" })
            {
                var answer = await other.GetAsync(path);
                if (!answer.IsSuccessStatusCode) continue;
                var text = await answer.Content.ReadAsStringAsync();
                Assert.DoesNotContain(row.Closed, text, StringComparison.Ordinal);
                // Whoever is named is not named beside a unit, begun or done.
                if (text.Contains("Ganz privat", StringComparison.Ordinal)) Assert.DoesNotContain(Mitreden.Learning.Catalogue.Shipped.Units["K1"].Title.Du, text, StringComparison.Ordinal);
            }
        }
        Assert.Contains("\"K1\"", await (await client.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<Guid> ByRoleAsync(TestApp app, string role) => await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Mitreden.Organisations.Person>()
        .Where(p => p.AccountId != null && p.LeftAt == null && (p.Roles & (role == "admin" ? Role.Administrator : role == "manager" ? Role.Management : Role.WorksCouncil)) != 0).Select(p => p.Id).FirstAsync());

    private async Task<(Guid Person, HttpClient Client)> LearnerAsync(Database database, string name)
    {
        var app = await apps.OnAsync(database);
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), name);
        var client = await app.SignInAsync(person.Id);
        await client.PressAsync((await client.GetPageAsync("/placement")).QuerySelector("[formaction$=Without]"));
        return (person.Id, client);
    }

    private static IElement? Open(IDocument page) => page.QuerySelectorAll("[data-step]").SingleOrDefault(s => !s.HasAttribute("hidden"));

    private static IElement? Decide(IDocument page) => page.QuerySelector("#now form");
}
