using System.Net;
using AngleSharp.Html.Dom;
using Mitreden.Content.Contracts;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Stories;
using Mitreden.Learning.Writing;

namespace Mitreden.Tests.Content;

/// <summary>What the content does not know is named with its place, and never left out without a word.</summary>
public sealed class UnknownTests(Apps apps) : IClassFixture<Apps>
{
    [Theory]
    [InlineData("\"kind\": \"card\"", "\"kind\": \"poem\"", "steps[", "poem")]
    [InlineData("\"kind\": \"card\",", "", "steps[", "kind")]
    [InlineData("\"kind\": \"card\"", "\"kind\": 7", "steps[", "discriminator")]
    [InlineData("\"minutes\":", "\"colour\": 1, \"minutes\":", "colour", "Unit")]
    [InlineData("\"kind\": \"card\",", "\"kind\": \"card\", \"size\": 3,", "size", "CardStep")]
    [InlineData("\"minutes\":", "\"minutes\": 3, \"minutes\":", "minutes", "uplicate")]
    public void A_file_with_something_unknown_is_refused_with_its_place(string what, string instead, params string[] named)
    {
        var json = ContentFile.Shipped("units").Single(f => f.Name.EndsWith("K1.json", StringComparison.Ordinal)).Json;
        var at = json.IndexOf(what, StringComparison.Ordinal);
        var failure = Assert.Throws<ContentException>(() => ContentFile.Read<Unit>("K1.json", json[..at] + instead + json[(at + what.Length)..]));
        foreach (var word in named.Append("K1.json, line ")) Assert.Contains(word, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 1:", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"line {failure.Line}:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_kind_of_file_is_as_strict()
    {
        Rule.Holds(new[] { ("units", typeof(Unit)), ("scenarios", typeof(Scenario)), ("exercise", typeof(Scenario)), ("playbooks", typeof(Mitreden.Desk.Playbooks.Playbook)), ("drills", typeof(Mitreden.Desk.Drills.DrillThread)) }.SelectMany(kind => ContentFile.Shipped(kind.Item1).Where(f =>
        {
            try
            {
                typeof(ContentFile).GetMethod(nameof(ContentFile.Read))!.MakeGenericMethod(kind.Item2).Invoke(null, [f.Name, f.Json[..(f.Json.IndexOf('{', StringComparison.Ordinal) + 1)] + "\"unknown\": 1," + f.Json[(f.Json.IndexOf('{', StringComparison.Ordinal) + 1)..]]);
                return true;
            }
            catch (System.Reflection.TargetInvocationException refused) when (refused.InnerException is ContentException)
            {
                return false;
            }
        }).Select(f => $"{f.Name} takes an unknown field")));
    }

    [Theory, OnBoth]
    public async Task A_step_of_an_unknown_kind_is_named_in_the_form_and_keeps_the_unit_from_being_published(Database database)
    {
        var author = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var page = await author.GetPageAsync("/learning/content/units/K2");
        ((IHtmlInputElement)page.QuerySelector("#writing [name='steps.1.kind']")!).Value = "poem";
        page = await (await author.PublishAsync(page)).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("„poem“", page.Text(".notice--error .remarks"), StringComparison.Ordinal);
        Assert.Equal("#f-steps-1", page.QuerySelector(".notice--error .remarks a")!.GetAttribute("href"));
        Assert.Equal("poem", page.Held("steps.1.kind"));
        Assert.Contains("Unbekannte Art", page.Text("[data-entry='steps.1'] summary"), StringComparison.Ordinal);
        page = await (await author.DoAsync(page, "remove steps.1")).PageAsync();
        await author.FollowAsync(await author.PublishAsync(page));
    }

    [Fact]
    public void Both_forms_of_address_are_read_for_duty_and_threats()
    {
        var unit = Mitreden.Learning.Catalogue.Shipped.Units["K2"];
        var du = new Mitreden.Foundation.Texts.Wording("Das geht.", "Das müssen Sie tun. Sonst droht eine Abmahnung.", "Fine.");
        var found = FirstContact.Read(unit with { Efficacy = null, Steps = [new CardStep(du, du with { Sie = "Das geht." }), .. unit.Steps] });
        Assert.Contains(("steps.0.title", "müssen"), found.Duties);
        Assert.Equal([("steps.0.title", "droht"), ("steps.0.title", "Abmahnung")], found.Threats);
        Assert.Empty(FirstContact.Read(unit with { Efficacy = null, Steps = [new CardStep(du, du with { Sie = "Das Team hilft Ihnen." }), .. unit.Steps] }).Threats);
        Assert.Empty(FirstContact.Read(unit with { Efficacy = du, Steps = [new CardStep(du, du), .. unit.Steps] }).Threats);
        var story = Mitreden.Learning.Catalogue.Shipped.Scenarios["S3"];
        Assert.Contains(("premise", "müssen"), FirstContact.Read(story with { Premise = du }).Duties);
    }
}
