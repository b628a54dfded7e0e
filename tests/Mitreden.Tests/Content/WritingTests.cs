using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;

namespace Mitreden.Tests.Content;

/// <summary>Authors write and change units, situations and scenarios; each test takes a piece of its own.</summary>
public sealed class WritingTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_unit_that_was_changed_is_learnt_as_it_was_written(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        var versions = await miriam.PublishAsync("units/K2", ("title.du", "Was man über uns liest"), ("title.sie", "Was man über uns liest"));
        Assert.Contains("Fassung 1 gilt jetzt", versions.Text(".notice--success"), StringComparison.Ordinal);
        var anna = await app.SignInAsync("anna");
        Assert.Equal("Was man über uns liest", (await anna.GetPageAsync("/learning/units/K2")).Text("h1"));
        var row = (await miriam.GetPageAsync("/learning/content?q=K2")).Text("#found .list__item");
        Assert.Contains("von uns", row, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_situation_that_was_changed_stands_so_in_the_list_and_in_its_preview(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        var versions = await miriam.PublishAsync("items/T02", ("situation.du", "Am Kiosk fragt dich jemand."), ("situation.sie", "Am Kiosk fragt Sie jemand."));
        Assert.Contains("Am Kiosk fragt dich jemand.", versions.Text("#look"), StringComparison.Ordinal);
        Assert.Contains("T02", (await miriam.GetPageAsync("/learning/content/items?q=Kiosk")).Text("#found .list__item"), StringComparison.Ordinal);
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = await app.DemoOrganisationAsync();
        var bank = await scope.ServiceProvider.GetRequiredService<Mitreden.Placement.Items>().BankAsync(CancellationToken.None);
        Assert.Equal("Am Kiosk fragt Sie jemand.", bank.Contents["T02"].Situation.Sie);
    }

    [Theory, OnBoth]
    public async Task A_scenario_that_was_changed_is_played_as_it_was_written(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        await miriam.PublishAsync("scenarios/S2", ("nodes.0.question.du", "Und nun?"), ("nodes.0.question.sie", "Und nun?"));
        var anna = await app.SignInAsync("anna");
        Assert.Equal("Und nun?", (await anna.GetPageAsync("/learning/scenarios/S2")).Text("legend"));
    }

    [Theory, OnBoth]
    public async Task What_was_changed_goes_back_to_what_ships_and_forward_again(Database database)
    {
        var app = await apps.OnAsync(database);
        var (miriam, anna) = (await app.SignInAsync("miriam"), await app.SignInAsync("anna"));
        var shipped = (await anna.GetPageAsync("/learning/units/K3")).Text("h1");
        var versions = await miriam.PublishAsync("units/K3", ("title.du", "Fünf Bilder"), ("title.sie", "Fünf Bilder"));
        versions = await miriam.SubmitAndFollowAsync(versions.QuerySelectorAll("form").First(f => f.QuerySelector("[name=number]")?.GetAttribute("value") == "0"));
        Assert.Equal(shipped, (await anna.GetPageAsync("/learning/units/K3")).Text("h1"));
        await miriam.SubmitAndFollowAsync(versions.QuerySelectorAll("form").First(f => f.QuerySelector("[name=number]")?.GetAttribute("value") == "1"));
        Assert.Equal("Fünf Bilder", (await anna.GetPageAsync("/learning/units/K3")).Text("h1"));
        Assert.Equal(["3", "2", "1"], (await miriam.GetPageAsync("/learning/content/units/K3/versions")).QuerySelectorAll(".list__item strong").Select(s => s.TextContent.Split(' ')[^1]).Take(3));
    }

    [Theory, OnBoth]
    public async Task The_second_of_two_authors_is_told_and_keeps_both_texts(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        var (first, second) = (await miriam.GetPageAsync("/learning/content/units/K4"), await miriam.GetPageAsync("/learning/content/units/K4"));
        await miriam.FollowAsync(await miriam.PublishAsync(first.Write(("title.du", "Meins"), ("title.sie", "Meins"))));
        var conflict = await (await miriam.PublishAsync(second.Write(("title.du", "Deins"), ("title.sie", "Deins")))).PageAsync(HttpStatusCode.Conflict);
        Assert.Equal("Deins", conflict.Held("title.du"));
        Assert.Contains("Meins", conflict.Text(".difference__both"), StringComparison.Ordinal);
        // Publishing over it is a second, knowing step.
        await miriam.FollowAsync(await miriam.PublishAsync(conflict));
        Assert.Equal("Deins", (await (await app.SignInAsync("anna")).GetPageAsync("/learning/units/K4")).Text("h1"));
    }

    [Theory, OnBoth]
    public async Task Faults_are_named_with_their_place_and_everything_is_kept(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        var page = (await miriam.GetPageAsync("/learning/content/units/M3")).Write(("title.en", ""), ("aim.du", "Ein halber Satz"), ("minutes", "viele"), ("kind", "core"));
        var refused = await (await miriam.PublishAsync(page)).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["#f-title", "#f-minutes", "#f-example"], refused.QuerySelectorAll(".notice--error a").Select(a => a.GetAttribute("href")));
        Assert.Equal(("", "Ein halber Satz", "viele", "core"), (refused.Held("title.en"), refused.Held("aim.du"), refused.Held("minutes"), refused.Held("kind")));
        Assert.Contains("Englisch", refused.Text("#f-title-error"), StringComparison.Ordinal);
        Assert.DoesNotContain("von uns", (await miriam.GetPageAsync("/learning/content?q=M3")).Text("#found"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_dead_end_in_a_scenario_is_refused_by_its_name(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        var page = await (await miriam.DoAsync(await miriam.GetPageAsync("/learning/content/scenarios/S3"), "add nodes decision")).PageAsync();
        var place = page.QuerySelectorAll("details[data-entry]").Length - 1;
        var id = page.Held($"nodes.{place}.id");
        page.Write(("nodes.0.options.0.goto", id));
        var refused = await (await miriam.PublishAsync(page)).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains($"{id}/", refused.Text(".notice--error"), StringComparison.Ordinal);
        Assert.Contains("führt nirgendwohin", refused.Text(".notice--error"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Only_authors_write_and_every_organisation_has_its_own(Database database)
    {
        var app = await apps.OnAsync(database);
        await (await app.SignInAsync("miriam")).PublishAsync("units/K7", ("title.du", "Unsere drei Sätze"), ("title.sie", "Unsere drei Sätze"));
        var (anna, berta) = (await app.SignInAsync("anna"), await app.SignInAsync((await app.FoundAsync()).Id));
        foreach (var path in new[] { "", "/items", "/scenarios", "/units/K1", "/items/T01", "/scenarios/S1", "/units/K1/versions" })
            await anna.GetPageAsync("/learning/content" + path, HttpStatusCode.Forbidden);
        Assert.Equal("Unsere drei Sätze", (await anna.GetPageAsync("/learning/units/K7")).Text("h1"));
        Assert.NotEqual("Unsere drei Sätze", (await berta.GetPageAsync("/learning/units/K7")).Text("h1"));
    }

    [Theory, OnBoth]
    public async Task Whoever_has_done_a_unit_still_has_it_done_after_it_was_changed(Database database)
    {
        var app = await apps.OnAsync(database);
        var anna = await app.SignInAsync("anna");
        await anna.SubmitAndFollowAsync((await anna.GetPageAsync("/learning")).QuerySelector("form[action='/placement?handler=Without']"));
        for (var step = 0; step < 12; step++)
        {
            var page = await anna.GetPageAsync("/learning/units/K1");
            var answer = await anna.SubmitAsync(page.QuerySelector("[data-step]:not([hidden]) form"));
            if (answer.Headers.Location!.OriginalString.EndsWith("/done", StringComparison.Ordinal)) break;
        }
        Assert.Equal("done", await PlaceOfFirstAsync());
        var miriam = await app.SignInAsync("miriam");
        var changed = await (await miriam.DoAsync(await miriam.GetPageAsync("/learning/content/units/K1"), "add steps card")).PageAsync();
        var place = changed.QuerySelectorAll("details[data-entry]").Length - 1;
        await miriam.FollowAsync(await miriam.PublishAsync(changed.Write([.. new[] { "title", "text" }.SelectMany(f => new[] { "du", "sie", "en" }, (f, form) => ($"steps.{place}.{f}.{form}", "Mehr"))])));
        Assert.Equal("done", await PlaceOfFirstAsync());

        async Task<string?> PlaceOfFirstAsync() => (await anna.GetPageAsync("/learning")).QuerySelectorAll(".path__unit").Single(u => u.QuerySelector("a[href='/learning/units/K1']") is not null).GetAttribute("data-place");
    }
}
