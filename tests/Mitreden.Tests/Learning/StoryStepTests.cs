using System.Net;
using System.Text.Json;
using AngleSharp.Dom;

namespace Mitreden.Tests.Learning;

/// <summary>Decisions that a device hands in later, in order, however often.</summary>
public sealed class StoryStepTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_decision_that_comes_twice_or_late_is_taken_once(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await app.SignInAsync((await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Im Tunnel")).Id);
        var page = await person.GetPageAsync("/learning/scenarios/S1");
        var form = page.QuerySelector("#now form")!;
        var (at, option) = (form.QuerySelector("[name=at]")!.GetAttribute("value")!, form.QuerySelector("button[name=option]")!.GetAttribute("value")!);
        person.DefaultRequestHeaders.Accept.Clear();
        person.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        for (var time = 0; time < 3; time++) Assert.Equal([option], await SendAsync(person, form, ("option", option)));
        Assert.Equal([option], await SendAsync(person, form, ("at", "nowhere"), ("option", option)));
        var again = page.QuerySelector($"template[data-part='turn {at} {option}']");
        Assert.NotNull(again);
        for (var time = 0; time < 2; time++) Assert.Empty(await SendAsync(person, To(form, "/learning/scenarios/S1?handler=Again"), ("turn", "0")));
    }

    [Theory, OnBoth]
    public async Task The_whole_case_comes_with_its_page(Database database)
    {
        var anna = await (await apps.OnAsync(database)).SignInAsync("anna");
        foreach (var scenario in Mitreden.Learning.Catalogue.Shipped.Scenarios.Values)
        {
            var page = await anna.GetPageAsync($"/learning/scenarios/{scenario.Id}");
            var parts = page.QuerySelectorAll("template[data-part]").ToDictionary(t => t.GetAttribute("data-part")!);
            Rule.Holds(scenario.Nodes.Where(n => !parts.ContainsKey($"now {n.Id}")).Select(n => $"{scenario.Id} {n.Id} is missing"));
            Rule.Holds(scenario.Nodes.OfType<Mitreden.Learning.Stories.Decision>().SelectMany(d => d.Options.Where(o => parts.GetValueOrDefault($"turn {d.Id} {o.Id}")?.GetAttribute("data-goto") != o.Goto).Select(o => $"{scenario.Id} {d.Id} {o.Id} leads elsewhere")));
        }
    }

    private static IElement To(IElement form, string action)
    {
        form.SetAttribute("action", action);
        return form;
    }

    private static async Task<IReadOnlyList<string>> SendAsync(HttpClient person, IElement form, params (string, string?)[] fields)
    {
        using var answer = await person.SubmitAsync(form, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.True(json.GetProperty("time").GetInt64() > 0);
        return [.. json.GetProperty("chosen").EnumerateArray().Select(c => c.GetString()!)];
    }
}
