using System.Net;
using Mitreden.Learning;
using Mitreden.Learning.Stories;
using Mitreden.Learning.Writing;

namespace Mitreden.Tests.Content;

/// <summary>What an author sees of a draft before anybody else does.</summary>
public sealed class LookTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_core_unit_has_its_three_forms_by_links_and_the_draft_by_buttons(Database database)
    {
        var author = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var page = await author.GetPageAsync("/learning/content/units/M2/versions");
        var firsts = new List<string>();
        foreach (var link in page.QuerySelectorAll(".look__levels a").Select(a => a.GetAttribute("href")!).ToList())
            firsts.Add((await author.GetPageAsync(link)).Text(".look__screen h3"));
        Assert.Equal(3, firsts.Count);
        Assert.NotEqual(firsts[0], firsts[1]);
        var draft = (await author.GetPageAsync("/learning/content/units/M2")).Write(("example.title.du", "Ein Entwurf"), ("example.title.sie", "Ein Entwurf"));
        draft = await (await author.DoAsync(draft, "look")).PageAsync();
        Assert.Equal("Ein Entwurf", draft.Text(".look__screen h3"));
        draft = await (await author.DoAsync(draft, "look High")).PageAsync();
        Assert.NotEqual("Ein Entwurf", draft.Text(".look__screen h3"));
        Assert.Equal("Ein Entwurf", draft.Held("example.title.du"));
    }

    [Theory, OnBoth]
    public async Task Html_and_links_that_run_script_are_harmless_in_a_draft_and_in_the_player(Database database)
    {
        var app = await apps.OnAsync(database);
        var author = await app.SignInAsync("miriam");
        const string evil = "<img src=x onerror=alert(1)> [klick](javascript:alert(1)) <javascript:alert(2)> ![b](https://fremd.example/b.png) [gut](https://example.org)";
        var page = await (await author.DoAsync(await author.GetPageAsync("/learning/content/units/K5"), "add steps card")).PageAsync();
        var place = page.QuerySelectorAll("details[data-entry]").Length - 1;
        page.Write([.. new[] { "title", "text" }.SelectMany(f => new[] { "du", "sie", "en" }, (f, form) => ($"steps.{place}.{f}.{form}", evil))]);
        Harmless(await (await author.DoAsync(page, "look")).PageAsync());
        await author.FollowAsync(await author.PublishAsync(page));
        Harmless(await (await app.SignInAsync("anna")).GetPageAsync("/learning/units/K5"));
        using var prose = await author.SubmitAsync(page.QuerySelector("#writing"), ("text", evil));
        var token = page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var fragment = await (await author.PostAsync("/content/prose", new FormUrlEncodedContent([new("text", evil), new("__RequestVerificationToken", token)]))).Content.ReadAsStringAsync();
        Assert.Contains("&lt;img", fragment, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", fragment, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("href=\"https://example.org\"", fragment, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await author.PostAsync("/content/prose", new FormUrlEncodedContent([new("text", evil)]))).StatusCode);

        static void Harmless(AngleSharp.Dom.IDocument page)
        {
            Assert.Contains(page.QuerySelectorAll(".prose"), p => p.TextContent.Contains("<img src=x", StringComparison.Ordinal));
            Assert.DoesNotContain(page.QuerySelectorAll("a"), a => a.GetAttribute("href")!.Contains("javascript", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(page.QuerySelectorAll("img"), i => i.GetAttribute("src")!.Contains("fremd", StringComparison.Ordinal) || i.HasAttribute("onerror"));
        }
    }

    [Theory, OnBoth]
    public async Task A_story_is_played_in_preview_and_leaves_no_trace(Database database)
    {
        var author = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var page = await author.GetPageAsync("/learning/content/scenarios/S4/versions");
        for (var step = 0; page.QuerySelector("#look a.choice") is { } option && step < 12; step++) page = await author.GetPageAsync(option.GetAttribute("href")!);
        Assert.NotNull(page.QuerySelector("#look .ending"));
        Assert.Null((await author.GetPageAsync("/learning/scenarios")).QuerySelector("a[href$='/S4'] .badge"));
        var draft = await (await author.DoAsync(await author.GetPageAsync("/learning/content/scenarios/S4"), "look")).PageAsync();
        draft = await (await author.PressAsync(draft.QuerySelector("#look button.choice"))).PageAsync();
        Assert.NotNull(draft.QuerySelector("#look .post--choice"));
    }

    [Theory, OnBoth]
    public async Task Entries_are_added_moved_and_removed_without_loss_and_without_script(Database database)
    {
        var author = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var page = (await author.GetPageAsync("/learning/content/units/U4")).Write(("title.du", "Vorläufig"));
        var (first, second) = (page.Held("steps.0.title.du"), page.Held("steps.1.title.du"));
        page = await (await author.DoAsync(page, "down steps.0")).PageAsync();
        Assert.Equal((second, first, "Vorläufig"), (page.Held("steps.0.title.du"), page.Held("steps.1.title.du"), page.Held("title.du")));
        var count = page.QuerySelectorAll("details[data-entry]").Length;
        page = await (await author.DoAsync(page, "add steps sort")).PageAsync();
        Assert.True(page.QuerySelector($"details[data-entry='steps.{count}']")!.HasAttribute("open"));
        Assert.Equal(["b1", "b2"], page.QuerySelectorAll($"input[name^='steps.{count}.bins'][name$=id]").Select(i => i.GetAttribute("value")));
        page = await (await author.DoAsync(page, $"remove steps.{count}")).PageAsync();
        page = await (await author.DoAsync(page, "up steps.1")).PageAsync();
        Assert.Equal((first, second, count), (page.Held("steps.0.title.du"), page.Held("steps.1.title.du"), page.QuerySelectorAll("details[data-entry]").Length));
    }

    [Fact]
    public void A_picture_shows_every_node_below_those_that_lead_to_it_and_the_best_path()
    {
        foreach (var story in Catalogue.Shipped.Scenarios.Values)
        {
            var graph = StoryGraph.Of(story)!;
            Assert.Equal(story.Nodes.Count, graph.Nodes.Count);
            Assert.All(graph.Ways, way => Assert.True(way.From.Y < way.To.Y));
            var end = ScenarioCheck.Best(story);
            Assert.Equal([.. end.Turns.Select(t => t.Decision.Id), end.Here.Id], graph.Nodes.Where(n => n.IsBest).OrderBy(n => n.Y).Select(n => n.Node.Id));
        }
    }

    [Fact]
    public void A_picture_is_drawn_of_a_story_that_is_not_right_yet()
    {
        var story = Catalogue.Shipped.Scenarios["S1"];
        var start = (Decision)story.At(story.Start);
        var circle = start with { Options = [.. start.Options.Select(o => o with { Goto = start.Id })] };
        var graph = StoryGraph.Of(story with { Nodes = [circle, .. story.Nodes.Where(n => n.Id != start.Id)] })!;
        Assert.Equal(story.Nodes.Count - 1, graph.Nodes.Count(n => !n.IsReached));
        Assert.Null(StoryGraph.Of(story with { Nodes = [] }));
    }
}
