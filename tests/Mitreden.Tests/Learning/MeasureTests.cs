using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Nameless;
using Mitreden.Learning.Contracts;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Measures;
using Mitreden.Learning.Path;
using Mitreden.Placement;
using Mitreden.Placement.Contracts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Learning;

/// <summary>Rules R10 and R12: nobody is scared at the beginning, and whether paths bore or scare is counted without anybody in it.</summary>
public sealed class MeasureTests
{
    private static readonly DateTimeOffset Now = TestApp.Beginning;

    [Fact]
    public void R12_Whoever_has_read_the_expectations_counts_once_and_once_more_when_they_go_on()
    {
        var (journey, told) = PathMeasures.OfStep(new Journey(), Unit("P5"), View, Now);
        Assert.Equal(new Told("P5", Level.Low, Measure.Expected), told);
        Assert.Null(PathMeasures.OfStep(journey, Unit("P6"), View, Now).Told);
        (journey, told) = PathMeasures.OfStep(journey, Unit("K4"), View, Now.AddDays(PathMeasures.DaysToGoOn));
        Assert.Equal(new Told("P5", Level.Low, Measure.WentOn), told);
        Assert.Null(PathMeasures.OfStep(journey, Unit("K4"), View, Now).Told);
    }

    [Fact]
    public void R12_Whoever_comes_back_much_later_was_perhaps_scared()
    {
        var (journey, _) = PathMeasures.OfStep(new Journey(), Unit("P5"), View, Now);
        Assert.Null(PathMeasures.OfStep(journey, Unit("K4"), View, Now.AddDays(PathMeasures.DaysToGoOn).AddSeconds(1)).Told);
        Assert.Null(PathMeasures.OfStep(new Journey(), Unit("K4"), View, Now).Told);
    }

    [Theory, OnBoth]
    public async Task R12_What_five_people_say_of_a_unit_is_shown_rounded_and_nothing_before(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var organisation = await app.DemoOrganisationAsync();
        var manager = await app.SignInAsync("sabine");
        for (var n = 0; n < 5; n++)
        {
            Assert.Contains("zu wenige Antworten", (await manager.GetPageAsync("/figures")).Text("main"), StringComparison.Ordinal);
            var client = await app.SignInAsync((await app.AddPersonAsync(organisation, $"Lernt {n}")).Id);
            await client.PressAsync((await client.GetPageAsync("/placement")).QuerySelector("[formaction$=Without]"));
            var done = await DoAsync(client, "K3");
            await client.SubmitAsync(done.QuerySelector("form[action$=Tell]"), ("known", n < 3 ? "true" : "false"));
            Assert.Null((await client.GetPageAsync("/learning/units/K3/done")).QuerySelector("form[action$=Tell]"));
        }
        var table = (await manager.GetPageAsync("/figures")).QuerySelector("#learning")!.ParentElement!.TextContent;
        Assert.Contains("etwa 60 %", table, StringComparison.Ordinal);
        Assert.Contains("mindestens 5", table, StringComparison.Ordinal);
        Assert.Equal(5, await app.WithDbAsync(organisation, db => db.Set<PathCount>().SumAsync(c => c.Count)));
        // One more says so, counted with four who speak of another unit: it must not tell how it was given.
        for (var n = 0; n < 5; n++)
        {
            var client = await app.LearnerAsync($"Lernt weiter {n}");
            await client.SubmitAsync((await DoAsync(client, n == 0 ? "K3" : "K7")).QuerySelector("form[action$=Tell]"), ("known", "true"));
        }
        Assert.Equal(5, await app.WithDbAsync(organisation, db => db.Set<PathCount>().SumAsync(c => c.Count)));
        Assert.Equal(table, (await manager.GetPageAsync("/figures")).QuerySelector("#learning")!.ParentElement!.TextContent);
    }

    [Fact]
    public void R12_A_share_never_says_all_or_nobody()
    {
        Assert.Equal(new Mitreden.Learning.Contracts.PartOf(5, 90), Mitreden.Learning.Contracts.PartOf.Of(7, 7));
        Assert.Equal(new Mitreden.Learning.Contracts.PartOf(10, 10), Mitreden.Learning.Contracts.PartOf.Of(0, 12));
    }

    [Fact]
    public void R12_Whoever_goes_on_is_counted_on_the_path_on_which_they_read_the_expectations()
    {
        var (journey, _) = PathMeasures.OfStep(new Journey(), Unit("P5"), View, Now);
        var high = View with { Standing = new Standing(true, true, false, new Dictionary<string, Verdict>(), new Beliefs(Belief.Normal(1.5, 0.1), Belief.Normal(1.5, 0.1))) };
        Assert.Equal(Level.High, high.Standing.Order);
        Assert.Equal(new Told("P5", Level.Low, Measure.WentOn), PathMeasures.OfStep(journey, Unit("K4"), high, Now).Told);
    }

    [Theory, OnBoth]
    public async Task R11_What_the_placement_knows_is_the_persons_own_and_four_people_are_nobodys_figure(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var organisation = await app.DemoOrganisationAsync();
        var (people, manager) = (new List<Mitreden.Organisations.Person>(), await app.SignInAsync("sabine"));
        for (var n = 0; n < Few.Fewest - 1; n++)
        {
            people.Add(await app.AddPersonAsync(organisation, $"Bleibt unter sich {n}"));
            var client = await app.SignInAsync(people[^1].Id);
            await client.PressAsync((await client.GetPageAsync("/placement")).QuerySelector("[formaction$=Without]"));
            await client.SubmitAsync((await DoAsync(client, "K3")).QuerySelector("form[action$=Tell]"), ("known", "true"));
        }
        Assert.Equal(0, await app.WithDbAsync(organisation, db => db.Set<PathCount>().SumAsync(c => c.Count)));
        Assert.Contains("zu wenige Antworten", (await manager.GetPageAsync("/figures")).Text("main"), StringComparison.Ordinal);
        var first = people[0].Id;
        var closed = await app.WithDbAsync(organisation, db => db.Set<Sheet>().Where(s => s.PersonId == first).Select(s => s.Closed).SingleAsync());
        foreach (var path in new[] { "/figures", "/people", $"/people/{first}", "/oversight" })
        {
            using var answer = await manager.GetAsync(path);
            if (!answer.IsSuccessStatusCode) continue;
            var text = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain(closed, text, StringComparison.Ordinal);
            if (path == "/figures") Assert.DoesNotContain(people[0].Name, text, StringComparison.Ordinal);
        }
    }

    [Theory, OnBoth]
    public async Task R10_Beginners_meet_the_guideline_behind_their_first_success_and_everybody_by_a_deadline(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var organisation = await app.DemoOrganisationAsync();
        var (first, second) = (await BeginnerAsync(app, organisation, "Erster Erfolg"), await BeginnerAsync(app, organisation, "Zweite Woche"));
        Assert.Null(await CardAsync(first));
        await DoAsync(first, "K1");
        Assert.NotNull(await CardAsync(first));
        app.Time.Advance(TimeSpan.FromDays(15));
        Assert.NotNull(await CardAsync(second));
    }

    private static async Task<HttpClient> BeginnerAsync(TestApp app, Guid organisation, string name)
    {
        var client = await app.SignInAsync((await app.AddPersonAsync(organisation, name)).Id);
        Assert.NotNull(await CardAsync(client));
        await client.PressAsync((await client.GetPageAsync("/placement")).QuerySelector("[formaction$=Without]"));
        return client;
    }

    private static async Task<AngleSharp.Dom.IElement?> CardAsync(HttpClient client) => (await client.GetPageAsync("/")).QuerySelector("main a[href='/guideline']");

    private static async Task<AngleSharp.Dom.IDocument> DoAsync(HttpClient client, string unit)
    {
        var page = await client.GetPageAsync($"/learning/units/{unit}");
        while (page.QuerySelector("[data-step]:not([hidden])") is { } step) page = await client.SubmitAndFollowAsync(step.QuerySelector("form"));
        return page;
    }

    private static Unit Unit(string id) => Mitreden.Learning.Catalogue.Shipped.Units[id];

    private static PathView View { get; } = new(Placements.Of(new Walk()), new Journey(), Mitreden.Learning.Catalogue.Shipped,
        PathPlan.Of(Placements.Of(new Walk()), new Journey(), Mitreden.Learning.Catalogue.Shipped, Mitreden.Foundation.Web.Role.None));
}
