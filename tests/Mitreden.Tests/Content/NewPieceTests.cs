using System.Net;
using AngleSharp.Dom;
using Mitreden.Content.Contracts;

namespace Mitreden.Tests.Content;

/// <summary>Authors write pieces of their own from an empty form, and take them out again.</summary>
public sealed class NewPieceTests(Apps apps) : IClassFixture<Apps>
{
    [Theory]
    [InlineData("E1", true)]
    [InlineData("E99999", true)]
    [InlineData("E0", false)]
    [InlineData("e1", false)]
    [InlineData("E1/../K1", false)]
    [InlineData("K1", false)]
    public void A_name_of_its_own(string key, bool own) => Assert.Equal(own, OwnKeys.IsOwn(key));

    [Fact]
    public void The_next_name_is_one_that_nobody_has_used() => Assert.Equal(("E1", "E8"), (OwnKeys.Next(["K1"]), OwnKeys.Next(["E7", "K1", "E2"])));

    [Theory, OnBoth]
    public async Task A_situation_is_written_from_an_empty_form_and_taken_out_again(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        var address = (await miriam.GetPageAsync("/learning/content/items")).QuerySelector("a.button--primary[href*='/items/E']")!.GetAttribute("href")!;
        var empty = await miriam.GetPageAsync(address);
        Assert.Contains("Noch ohne Titel", empty.Text("h1"), StringComparison.Ordinal);
        using (var refused = await miriam.PublishAsync(empty)) Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        var (model, page) = (await miriam.GetPageAsync("/learning/content/items/T01"), empty);
        while (Names(model).Any(n => n.StartsWith("options.", StringComparison.Ordinal) && !Names(page).Contains(n))) page = await (await miriam.DoAsync(page, "add options")).PageAsync();
        var fields = Names(model).Where(Names(page).Contains).Select(n => (n, model.Held(n))).Append(("situation.du", "Am Kiosk redet jemand über uns.")).ToArray();
        var versions = await miriam.FollowAsync(await miriam.PublishAsync(page.Write(fields)));
        Assert.Contains("Am Kiosk redet jemand über uns.", versions.Text("#look"), StringComparison.Ordinal);
        var key = address.Split('/')[^1];
        Assert.Contains(key, (await miriam.GetPageAsync("/learning/content/items?q=Kiosk")).Text("#found"), StringComparison.Ordinal);

        await miriam.SubmitAndFollowAsync(versions.QuerySelectorAll("form").First(f => f.QuerySelector("[name=number]")?.GetAttribute("value") == "0"));
        Assert.DoesNotContain(key, (await miriam.GetPageAsync("/learning/content/items?q=Kiosk")).Text("#found"), StringComparison.Ordinal);
        Assert.NotEqual(address, (await miriam.GetPageAsync("/learning/content/items")).QuerySelector("a.button--primary[href*='/items/E']")!.GetAttribute("href"));
        var back = await miriam.GetPageAsync($"{address}/versions");
        await miriam.SubmitAndFollowAsync(back.QuerySelectorAll("form").First(f => f.QuerySelector("[name=number]")?.GetAttribute("value") == "1"));
        Assert.Contains(key, (await miriam.GetPageAsync("/learning/content/items?q=Kiosk")).Text("#found"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Units_and_scenarios_begin_with_an_empty_form_too_and_nothing_is_stored_by_looking(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        foreach (var (list, kind) in new[] { ("/learning/content", "units"), ("/learning/content/scenarios", "scenarios") })
        {
            var address = (await miriam.GetPageAsync(list)).QuerySelector($"a.button--primary[href*='/{kind}/E']")!.GetAttribute("href")!;
            using (var refused = await miriam.PublishAsync(await miriam.GetPageAsync(address))) Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal(address, (await miriam.GetPageAsync(list)).QuerySelector($"a.button--primary[href*='/{kind}/E']")!.GetAttribute("href"));
            Assert.Equal(HttpStatusCode.NotFound, (await miriam.GetAsync($"/learning/content/{kind}/X1")).StatusCode);
        }
    }

    private static List<string> Names(IDocument page) => [.. page.QuerySelectorAll("#writing [name]").Select(e => e.GetAttribute("name")!).Where(n => n.Contains('.', StringComparison.Ordinal) || n is "domain" or "difficulty" or "unit")];
}
