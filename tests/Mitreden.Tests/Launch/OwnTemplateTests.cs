using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Launch;
using Mitreden.Launch.Plan;
using Mitreden.Launch.Templates;
using Mitreden.Organisations;
using Mitreden.Tests.Desk;

namespace Mitreden.Tests.Launch;

/// <summary>A plan that has worked is kept without names and dates, changed, and used again in another company.</summary>
public sealed class OwnTemplateTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_plan_is_kept_without_names_notes_and_dates_and_with_its_weeks(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await PlannedAsync(app);
        await app.AddPersonAsync(boss.OrganisationId, "Walburga Wichtig");
        await client.SubmitAndFollowAsync((await client.GetPageAsync("/launch")).Form("Add"),
            ("Title", "Mit Walburga Wichtig reden"), ("How", "Frau Wichtig und Walburga kennen alle. Die Wichtigkeit bleibt."), ("From", "2027-03-16"), ("To", "2027-03-18"), ("Who", "lead"));
        await app.WithDbAsync(boss.OrganisationId, async db =>
        {
            var steps = await db.Set<LaunchStep>().OrderBy(s => s.FromDay).ToListAsync();
            steps[0].Finish(app.Time.GetUtcNow());
            steps[1].Drop("Walburga will nicht.", app.Time.GetUtcNow());
            steps[2].Write("Walburga fragen.");
            await db.SaveChangesAsync();
        });
        var page = await KeepAsync(client, "So geht es bei Walburga Wichtig");
        Assert.Equal("So geht es bei [Name]", page.Text("h1"));
        var kept = await app.WithDbAsync(boss.OrganisationId, db => db.Set<OwnTemplate>().SingleAsync());
        Assert.DoesNotContain("Walburga", kept.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("2027", kept.Json, StringComparison.Ordinal);
        var own = Assert.Single(kept.Plan.Steps, s => s.Id == "own-1");
        Assert.Equal(("Mit [Name] reden", "[Name] und [Name] kennen alle. Die Wichtigkeit bleibt.", 15, 17), (own.Title.Du, own.How.English, own.FromDay, own.ToDay));
        // What ships keeps its words in every language; what was dropped is left behind.
        Assert.Equal(LaunchTemplate.Shipped[0].Steps.Count, kept.Plan.Steps.Count);
        Assert.All(kept.Plan.Steps.Where(s => s.Id != "own-1"), s => Assert.NotEqual(s.Title.Du, s.Title.English));
        // So does the way to the page where a step is done.
        Assert.Equal(Links(LaunchTemplate.Shipped[0]), Links(kept.Plan));
    }

    [Theory, OnBoth]
    public async Task A_template_is_changed_and_begun_with_and_later_changes_leave_the_plan_alone(Database database)
    {
        var app = await apps.OnAsync(database);
        var (_, client) = await PlannedAsync(app);
        var file = await FileAsync(client, await KeepAsync(client, "Unser Weg"));
        var other = await app.FoundAsync($"Firma {Guid.CreateVersion7():N}");
        var next = await app.SignInAsync(other.Id);
        var page = await next.FollowAsync(await ImportAsync(next, file));
        var count = page.QuerySelectorAll("#template details").Length;
        page = await next.SubmitAndFollowAsync(page.QuerySelector("#template"),
            ("Form.Title", "Unser Weg, kürzer"), ("Form.Steps[0].Title", "Zuerst zusammensitzen"), ("Form.Steps[1].Remove", "true"),
            ($"Form.Steps[{count - 1}].Title", "Feiern"), ($"Form.Steps[{count - 1}].FromWeek", "12"), ($"Form.Steps[{count - 1}].ToWeek", "12"));
        Assert.Equal(("Unser Weg, kürzer", count), (page.Text("h1"), page.QuerySelectorAll("#template details").Length));
        Assert.Equal(Links(LaunchTemplate.Shipped[0]), Links((await app.WithDbAsync(other.OrganisationId, db => db.Set<OwnTemplate>().SingleAsync())).Plan));
        var begin = (await next.GetPageAsync("/launch/templates")).Form("Begin");
        var far = await (await next.SubmitAsync(begin, ("startsOn", "2030-03-03"))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("höchstens 2 Jahre zurück und 3 Jahre voraus", far.Text(".notice--error"), StringComparison.Ordinal);
        page = await next.SubmitAndFollowAsync((await next.GetPageAsync("/launch/templates")).Form("Begin"), ("startsOn", "2027-04-05"));
        Assert.EndsWith("/launch", page.Location.Href, StringComparison.Ordinal);
        Assert.Equal(["Zuerst zusammensitzen", "Feiern"], page.QuerySelectorAll(".checklist__step").Select(s => s.QuerySelector("a")!.TextContent.Trim()).Where(t => t is "Zuerst zusammensitzen" or "Feiern"));
        var added = await app.WithDbAsync(other.OrganisationId, db => db.Set<LaunchStep>().SingleAsync(s => s.Key == "own-1"));
        Assert.Equal((77, 83, null), (added.FromDay, added.ToDay, added.Title));
        var volunteers = await app.WithDbAsync(other.OrganisationId, db => db.Set<LaunchStep>().SingleAsync(s => s.Key == "volunteers"));
        Assert.NotNull((await next.GetPageAsync($"/launch/steps/{volunteers.Id}")).QuerySelector("main a.button[href='/involvement']"));
        using (var again = await next.SubmitAsync(begin, ("startsOn", "2027-04-05"))) Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        await next.SubmitAndFollowAsync((await next.GetPageAsync("/launch/templates")).Form("Remove"));
        Assert.Contains("Zuerst zusammensitzen", (await next.GetPageAsync("/launch")).Text("main"), StringComparison.Ordinal);
        Assert.Null((await next.GetPageAsync("/launch/templates")).QuerySelector("form[action*='Begin']"));
    }

    [Theory, OnBoth]
    public async Task A_consultant_takes_a_template_along_to_the_next_company_she_looks_after_and_nobody_else_sees_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var (first, client) = await PlannedAsync(app);
        await KeepAsync(client, "Das Zwölfwochenmodell");
        var second = await app.FoundAsync($"Firma {Guid.CreateVersion7():N}");
        var (here, there) = (await app.AddPersonAsync(first.OrganisationId, "Karla Beratung", Role.Agency), await app.AddPersonAsync(second.OrganisationId, "Karla Beratung", Role.Agency));
        var karla = await app.SignInAsync(there.Id);
        Assert.Null((await karla.GetPageAsync("/launch/templates")).QuerySelector("#elsewhere"));
        await app.WithDbAsync(second.OrganisationId, db => db.WriteAsync(() =>
            db.Set<Person>().Where(p => p.Id == there.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.AccountId, here.AccountId))));
        karla = await app.SignInAsync(there.Id);
        var page = await karla.GetPageAsync("/launch/templates");
        Assert.Contains("Das Zwölfwochenmodell", page.Text("section[aria-labelledby=elsewhere]"), StringComparison.Ordinal);
        // The other boss of the second company sees nothing of the first, and cannot copy it by its id.
        var boss = await app.SignInAsync(second.Id);
        var theirs = await boss.GetPageAsync("/launch/templates");
        Assert.Null(theirs.QuerySelector("#elsewhere"));
        var id = page.QuerySelector("form[action*='Copy'] input[name=template]")!.GetAttribute("value");
        var token = theirs.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value");
        using (var refused = await boss.SubmitAsync(page.Form("Copy"), ("__RequestVerificationToken", token))) Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using (var foreign = await boss.GetAsync($"/launch/templates/{id}")) Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        page = await karla.SubmitAndFollowAsync((await karla.GetPageAsync("/launch/templates")).Form("Copy"));
        Assert.Equal("Das Zwölfwochenmodell", page.Text("h1"));
        Assert.NotNull((await boss.GetPageAsync("/launch/templates")).QuerySelector("form[action*='Begin']"));
    }

    [Theory, OnBoth]
    public async Task A_file_that_cannot_be_used_says_where_and_why(Database database)
    {
        var app = await apps.OnAsync(database);
        var (_, client) = await PlannedAsync(app);
        var file = await FileAsync(client, await KeepAsync(client, "Unser Weg"));
        async Task<string> WhyAsync(Action<JsonObject> change)
        {
            var json = JsonNode.Parse(file)!.AsObject();
            change(json);
            return (await (await ImportAsync(client, json.ToJsonString())).PageAsync(HttpStatusCode.UnprocessableEntity)).Text(".notice--error .remarks");
        }
        static JsonObject Step(JsonObject json, int n) => json["template"]!["steps"]![n]!.AsObject();
        Assert.Contains("kind: Das ist keine Vorlage", await WhyAsync(j => j["kind"] = "anderes"), StringComparison.Ordinal);
        Assert.Contains("steps[3].toDay: Das liegt nicht in den 12 Wochen", await WhyAsync(j => Step(j, 2)["toDay"] = 900), StringComparison.Ordinal);
        Assert.Contains("steps[1].who: „chef“ kennt der Plan nicht", await WhyAsync(j => Step(j, 0)["who"] = new JsonArray("chef")), StringComparison.Ordinal);
        Assert.Contains("steps[2].title: Hier fehlt der Text", await WhyAsync(j => Step(j, 1)["title"] = new JsonObject { ["de"] = " ", ["en"] = " " }), StringComparison.Ordinal);
        Assert.Contains("steps[2].id: „invite-", await WhyAsync(j => Step(j, 1)["id"] = Step(j, 0)["id"]!.GetValue<string>()), StringComparison.Ordinal);
        foreach (var link in new[] { "https://evil.example/", "javascript:alert(1)", "//evil.example" })
            Assert.Contains($"steps[3].link: Das ist keine Seite von Mitreden: {link}.", await WhyAsync(j => Step(j, 2)["link"] = link), StringComparison.Ordinal);
        Assert.Contains("steps[1].needs: „rhythm“ kommt erst danach", await WhyAsync(j => Step(j, 0)["needs"] = new JsonArray("rhythm")), StringComparison.Ordinal);
        Assert.Matches("Zeile [0-9]+: „wer“ gehört nicht hierher", await WhyAsync(j => Step(j, 0)["wer"] = "x"));
        Assert.Matches("Zeile [0-9]+: Es fehlt „phase“", await WhyAsync(j => Step(j, 0).Remove("phase")));
        var broken = await (await ImportAsync(client, file.Insert(file.IndexOf("\"steps\"", StringComparison.Ordinal), "kaputt "))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Matches("Zeile [0-9]+: ", broken.Text(".notice--error .remarks"));
        Assert.Single((await client.GetPageAsync("/launch/templates")).QuerySelectorAll("article"));
        using var accepted = await ImportAsync(client, file);
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
    }

    [Theory, OnBoth]
    public async Task Of_two_who_change_a_template_the_second_is_told_and_keeps_their_words(Database database)
    {
        var app = await apps.OnAsync(database);
        var (_, client) = await PlannedAsync(app);
        var first = await KeepAsync(client, "Unser Weg");
        var second = await client.GetPageAsync(new Uri(first.Location.Href).AbsolutePath);
        await client.SubmitAndFollowAsync(first.QuerySelector("#template"), ("Form.Title", "Die erste"));
        var late = await (await client.SubmitAsync(second.QuerySelector("#template"), ("Form.Title", "Die zweite"))).PageAsync(HttpStatusCode.Conflict);
        Assert.Equal("Die zweite", late.QuerySelector("#title")!.GetAttribute("value"));
        Assert.Equal("Die zweite", (await client.SubmitAndFollowAsync(late.QuerySelector("#template"))).Text("h1"));
        var faulty = await (await client.SubmitAsync((await client.GetPageAsync(new Uri(first.Location.Href).AbsolutePath)).QuerySelector("#template"), ("Form.Steps[0].ToWeek", "40"), ("Form.Steps[0].Title", ""))).PageAsync(HttpStatusCode.UnprocessableEntity);
        var why = faulty.Text(".notice--error .remarks");
        Assert.Contains("Titel: Hier fehlt der Text.", why, StringComparison.Ordinal);
        Assert.Contains("Bis Woche: Das liegt nicht in den", why, StringComparison.Ordinal);
        Assert.Equal("40", faulty.QuerySelector("#s0-to")!.GetAttribute("value"));
        var employee = await app.SignInAsync((await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Egon Einfach", Role.WorksCouncil)).Id);
        using var forbidden = await employee.GetAsync("/launch/templates");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_plan_that_makes_no_template_says_which_step_is_in_the_way(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await PlannedAsync(app);
        await app.WithDbAsync(boss.OrganisationId, async db =>
        {
            (await db.Set<LaunchStep>().SingleAsync(s => s.Key == "goal")).Change("Ein Jahr danach", null, ["lead"], 364, 365);
            await db.SaveChangesAsync();
        });
        using var answer = await client.SubmitAsync((await client.GetPageAsync("/launch/templates")).Form("Keep"), ("title", "Unser Weg"));
        var why = (await answer.PageAsync(HttpStatusCode.UnprocessableEntity)).Text(".notice--error");
        Assert.Contains("Daraus wird so noch keine Vorlage.", why, StringComparison.Ordinal);
        Assert.Contains("„Ein Jahr danach“, Bis Woche: Das liegt nicht in den 52 Wochen", why, StringComparison.Ordinal);
        Assert.Equal(0, await app.WithDbAsync(boss.OrganisationId, db => db.Set<OwnTemplate>().CountAsync()));
    }

    [Theory, OnBoth]
    public async Task A_plan_from_before_links_were_checked_leads_to_no_other_place(Database database)
    {
        var app = await apps.OnAsync(database);
        var boss = await app.FoundAsync($"Firma {Guid.CreateVersion7():N}");
        var shipped = LaunchTemplate.Shipped[0];
        var old = shipped with { Steps = [shipped.Steps[0] with { Link = "https://evil.example/" }, .. shipped.Steps.Skip(1)] };
        var project = LaunchProject.Begin(boss.OrganisationId, old, new DateOnly(2027, 3, 1), TestApp.Beginning);
        var step = LaunchStep.Of(project, old.Steps[0], TestApp.Beginning);
        await app.WithDbAsync(boss.OrganisationId, async db =>
        {
            db.AddRange(project, step);
            await db.SaveChangesAsync();
        });
        Assert.Null((await (await app.SignInAsync(boss.Id)).GetPageAsync($"/launch/steps/{step.Id}")).QuerySelector("a[href*='evil.example']"));
    }

    [Fact]
    public void A_template_with_faults_or_too_much_text_is_refused_for_that_reason()
    {
        var plan = LaunchTemplate.Shipped[0];
        var words = new Wording(new string('x', LaunchStep.LongestText), new string('y', LaunchStep.LongestText), new string('z', LaunchStep.LongestText));
        var large = plan with { Steps = [.. Enumerable.Range(1, TemplateCheck.MostSteps).Select(n => plan.Steps[0] with { Id = $"own-{n}", How = words, Done = words, Needs = [] })] };
        Assert.Empty(TemplateCheck.Faults(large));
        foreach (var (refused, why) in new[] { (large, LaunchFault.TemplateSize), (plan with { Weeks = 0 }, LaunchFault.Template) })
            Assert.Equal(why, Assert.Throws<LaunchException>(() => OwnTemplate.Of(Guid.CreateVersion7(), refused, TestApp.Beginning)).Why);
    }

    [Fact]
    public void Names_are_found_as_whole_words()
    {
        string[] people = ["Dr. Anna Koch", "Max Bauer"];
        Assert.Equal("[Name], [Name] und [Name] fragen den Koch der [Firma]; die Bauern und Maximal bleiben.",
            PlanKeeping.Without("Dr. Anna Koch, Frau Koch und Max fragen den Koch der Muster GmbH; die Bauern und Maximal bleiben.", "Muster GmbH", people, ("[Firma]", "[Name]")));
        Assert.All(LaunchTemplate.Shipped, t => Assert.Empty(TemplateCheck.Faults(t)));
    }

    [Fact]
    public void What_was_moved_behind_a_step_comes_before_it_no_longer_in_the_template()
    {
        var template = LaunchTemplate.Shipped[0];
        var project = LaunchProject.Begin(Guid.CreateVersion7(), template.Id, new DateOnly(2027, 3, 1), TestApp.Beginning);
        var steps = template.Steps.Select(s => LaunchStep.Of(project, s, TestApp.Beginning)).ToList();
        var late = template.Steps.First(s => s.Needs.Count > 1);
        steps.Single(s => s.Key == late.Needs[0]).Change(null, null, ["lead"], late.FromDay + 1, late.FromDay + 1);
        var kept = PlanKeeping.Keep(PlanView.Of(project, steps, project.StartsOn), "Unser Weg", "Muster GmbH", [], ("[Firma]", "[Name]"));
        Assert.Equal(late.Needs.Skip(1), kept.Steps.Single(s => s.Id == late.Id).Needs);
        Assert.Empty(TemplateCheck.Faults(kept));
    }

    private static List<(string Id, string? Link)> Links(LaunchTemplate plan) => [.. plan.Steps.Where(s => s.Link is not null).Select(s => (s.Id, s.Link)).Order()];

    private static async Task<(Person Boss, HttpClient Client)> PlannedAsync(TestApp app)
    {
        var boss = await app.FoundAsync($"Firma {Guid.CreateVersion7():N}");
        var client = await app.SignInAsync(boss.Id);
        await client.SubmitAndFollowAsync((await client.GetPageAsync("/launch")).Form("Begin"), ("template", "standard"), ("startsOn", "2027-03-01"));
        return (boss, client);
    }

    private static async Task<IDocument> KeepAsync(HttpClient client, string title) => await client.SubmitAndFollowAsync((await client.GetPageAsync("/launch/templates")).Form("Keep"), ("title", title));

    private static Task<string> FileAsync(HttpClient client, IDocument template) => client.GetStringAsync(new Uri(template.Location.Href).AbsolutePath + "?handler=File");

    private static async Task<HttpResponseMessage> ImportAsync(HttpClient client, string json) =>
        await client.SubmitAsync((await client.GetPageAsync("/launch/templates")).Form("Import"), [new TestFile("file", "vorlage.json", "application/json", Encoding.UTF8.GetBytes(json))]);
}
