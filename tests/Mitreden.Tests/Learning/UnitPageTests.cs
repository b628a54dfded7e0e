using System.Net;
using AngleSharp.Dom;
using Mitreden.Tests.Content;

namespace Mitreden.Tests.Learning;

/// <summary>Units whose form changes while somebody is in the middle of them: nobody gets stuck.</summary>
public sealed class UnitPageTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task Whoever_says_that_they_know_a_core_unit_in_the_middle_of_it_still_comes_to_its_end(Database database)
    {
        var client = await (await apps.OnAsync(database)).LearnerAsync("Mittendrin");
        var known = await client.GetPageAsync("/learning");
        var page = await client.GetPageAsync("/learning/units/M2");
        for (var step = 0; step < 5; step++) page = await client.SubmitAndFollowAsync(Open(page)!.QuerySelector("form"));
        await client.SubmitAsync(known.Wish("M2"));
        Assert.NotNull(Open(await client.GetPageAsync("/learning/units/M2")));
        await FinishAsync(client, "M2");
    }

    [Theory, OnBoth]
    public async Task Whoever_places_themselves_anew_in_the_middle_of_a_unit_goes_on_where_they_were(Database database)
    {
        var client = await (await apps.OnAsync(database)).LearnerAsync("Noch einmal");
        var page = await client.GetPageAsync("/learning/units/M2");
        for (var step = 0; step < 5; step++) page = await client.SubmitAndFollowAsync(Open(page)!.QuerySelector("form"));
        await client.SubmitAsync((await client.GetPageAsync("/learning")).QuerySelector("form[action='/placement?handler=Again']"));
        Assert.Equal("5", Open(await client.GetPageAsync("/learning/units/M2"))!.GetAttribute("data-step"));
        await FinishAsync(client, "M2");
    }

    [Theory, OnBoth]
    public async Task An_author_who_shortens_a_unit_leaves_nobody_behind_in_it(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (client, miriam) = (await app.LearnerAsync("Gekürzt"), await app.SignInAsync("miriam"));
        var page = await client.GetPageAsync("/learning/units/K3");
        for (var step = 0; step < 3; step++) page = await client.SubmitAndFollowAsync(Open(page)!.QuerySelector("form"));
        Assert.Equal("3", Open(page)!.GetAttribute("data-step"));
        var draft = await miriam.GetPageAsync("/learning/content/units/K3");
        for (var step = 0; step < 2; step++) draft = await (await miriam.DoAsync(draft, "remove steps.0")).PageAsync();
        await miriam.FollowAsync(await miriam.PublishAsync(draft));
        Assert.Equal("1", Open(await client.GetPageAsync("/learning/units/K3"))!.GetAttribute("data-step"));
        await FinishAsync(client, "K3");
    }

    private static async Task FinishAsync(HttpClient client, string unit)
    {
        var page = await client.GetPageAsync($"/learning/units/{unit}");
        for (var step = 0; step < 12 && Open(page) is { } open; step++) page = await client.SubmitAndFollowAsync(open.QuerySelector("form"));
        Assert.Equal("Geschafft", page.QuerySelector("h1")!.TextContent);
    }

    private static IElement? Open(IDocument page) => page.QuerySelectorAll("[data-step]").SingleOrDefault(s => !s.HasAttribute("hidden"));
}

/// <summary>What somebody who learns does.</summary>
internal static class Learner
{
    /// <summary>A new person who has begun without questions.</summary>
    public static async Task<HttpClient> LearnerAsync(this TestApp app, string name)
    {
        var client = await app.SignInAsync((await app.AddPersonAsync(await app.DemoOrganisationAsync(), name)).Id);
        await client.PressAsync((await client.GetPageAsync("/placement")).QuerySelector("[formaction$=Without]"));
        return client;
    }

    /// <summary>The form with which something is wished for a unit.</summary>
    public static IElement? Wish(this IDocument page, string unit) =>
        page.QuerySelectorAll("form[action='/learning?handler=Wish']").FirstOrDefault(f => f.QuerySelector("[name=unit]")!.GetAttribute("value") == unit);
}
