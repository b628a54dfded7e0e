using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Web;
using Mitreden.Launch.Plan;
using Mitreden.Organisations;
using Mitreden.Tests.Accounts;

namespace Mitreden.Tests.Launch;

/// <summary>The plan, the promise and the channels through the pages.</summary>
public sealed class LaunchPlanTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_plan_is_made_with_one_form_dated_and_ticked_off(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await CompanyAsync(app);
        var page = await client.GetPageAsync("/launch");
        Assert.Equal("small", page.QuerySelector("[name=template][checked]")!.GetAttribute("value"));
        page = await client.SubmitAndFollowAsync(page.Form("Begin"), ("template", "standard"), ("startsOn", "2027-03-01"));
        Assert.Contains("0 von 26", page.Text(".tally"), StringComparison.Ordinal);
        Assert.Contains("1. März 2027", page.Text(".card"), StringComparison.Ordinal);
        // Two steps belonged to yesterday alone.
        Assert.Equal(2, page.QuerySelectorAll("#overdue li").Length);
        var first = page.QuerySelector(".checklist__step")!;
        page = await client.SubmitAndFollowAsync((IElement?)first.QuerySelector("form"));
        Assert.Contains("1 von 26", page.Text(".tally"), StringComparison.Ordinal);
        Assert.Equal("yes", page.QuerySelector("#" + first.Id)!.GetAttribute("data-done"));
        Assert.Single(page.QuerySelectorAll("#overdue li"));
        Assert.Contains("überfällig", (await client.GetPageAsync("/")).Text("main"), StringComparison.Ordinal);
        Assert.Single(await app.WithDbAsync(boss.OrganisationId, db => db.Set<LaunchProject>().ToListAsync()));
    }

    [Theory, OnBoth]
    public async Task A_first_day_that_is_too_far_away_is_refused_with_the_border_that_holds(Database database)
    {
        var app = await apps.OnAsync(database);
        var (_, client) = await CompanyAsync(app);
        foreach (var day in new[] { "2025-03-01", "2030-03-03", "" })
        {
            var refused = await (await client.SubmitAsync((await client.GetPageAsync("/launch")).Form("Begin"), ("startsOn", day))).PageAsync(HttpStatusCode.UnprocessableEntity);
            Assert.Contains("höchstens 2 Jahre zurück und 3 Jahre voraus", refused.Text("[role=alert]"), StringComparison.Ordinal);
        }
        var page = await client.SubmitAndFollowAsync((await client.GetPageAsync("/launch")).Form("Begin"), ("startsOn", "2030-03-02"));
        var far = await (await client.SubmitAsync(page.Form("Move"), ("startsOn", "2030-03-03"))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("höchstens 2 Jahre zurück und 3 Jahre voraus", far.Text("[role=alert]"), StringComparison.Ordinal);
        page = await client.SubmitAndFollowAsync(far.Form("Move"), ("startsOn", "2025-03-02"));
        Assert.Contains("2. März 2025", page.Text(".card"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Two_who_begin_at_once_have_one_plan(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await CompanyAsync(app);
        var form = (await client.GetPageAsync("/launch")).Form("Begin");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.SubmitAsync(form, ("template", "small"))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        Assert.Equal(14, await app.WithDbAsync(boss.OrganisationId, db => db.Set<LaunchStep>().CountAsync()));
    }

    [Theory, OnBoth]
    public async Task A_step_keeps_the_templates_words_in_every_language_until_somebody_rewords_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await CompanyAsync(app);
        await BeginAsync(client);
        var step = (await app.WithDbAsync(boss.OrganisationId, db => db.Set<LaunchStep>().Where(s => s.Key == "goal").ToListAsync()))[0];
        var path = $"/launch/steps/{step.Id}";
        var page = await client.GetPageAsync(path);
        await client.SubmitAndFollowAsync(page.Form("Change"), ("To", "2027-03-20"));
        step = await OneAsync(app, step);
        Assert.Equal((null, null, 19), (step.Title, step.How, step.ToDay));
        // The first page is outdated now: nothing of the other's is lost, nothing of one's own either.
        var refused = await (await client.SubmitAsync(page.Form("Change"), ("Title", "Ziel in drei Sätzen"))).PageAsync(HttpStatusCode.Conflict);
        Assert.Equal("Ziel in drei Sätzen", refused.QuerySelector("#title")!.GetAttribute("value"));
        Assert.Contains("Jemand anderes", refused.Text("[role=alert]"), StringComparison.Ordinal);
        page = await client.SubmitAndFollowAsync((await client.GetPageAsync(path)).Form("Change"), ("Title", "Ziel in drei Sätzen"));
        Assert.Equal("Ziel in drei Sätzen", page.Text("h1"));
        refused = await (await client.SubmitAsync(page.Form("Drop"), ("reason", ""))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("in einem Satz", refused.Text("[role=alert]"), StringComparison.Ordinal);
        page = await client.SubmitAndFollowAsync(page.Form("Note"), ("note", "Sabine bringt es mit."));
        Assert.Equal("Sabine bringt es mit.", page.QuerySelector("#note")!.TextContent);
    }

    [Theory, OnBoth]
    public async Task The_works_council_sees_everything_and_changes_nothing_and_others_see_the_promise_only(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await CompanyAsync(app);
        await BeginAsync(client);
        var council = await app.SignInAsync((await app.AddPersonAsync(boss.OrganisationId, "Rita Rat", Role.WorksCouncil)).Id);
        var page = await council.GetPageAsync("/launch");
        Assert.Empty(page.QuerySelectorAll("main form"));
        var step = page.QuerySelector(".checklist__step a")!.GetAttribute("href")!;
        Assert.Empty((await council.GetPageAsync(step)).QuerySelectorAll("main form"));
        var token = (await council.GetPageAsync("/me")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value");
        Assert.Equal(HttpStatusCode.Forbidden, (await council.SubmitAsync((await client.GetPageAsync(step)).Form("Finish"), ("__RequestVerificationToken", token))).StatusCode);
        var employee = await app.SignInAsync((await app.AddPersonAsync(boss.OrganisationId, "Egon Einfach")).Id);
        foreach (var path in new[] { "/launch", step, "/launch/channels", "/launch/texts", "/launch/people" })
            Assert.Equal(HttpStatusCode.Forbidden, (await employee.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
        Assert.Contains("Noch kein Versprechen", (await employee.GetPageAsync("/launch/promise")).Text("main"), StringComparison.Ordinal);
        var other = await app.SignInAsync((await app.FoundAsync("Fremde GmbH")).Id);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri(step, UriKind.Relative))).StatusCode);
    }

    [Theory, OnBoth]
    public async Task The_promise_is_given_once_everybody_can_keep_it_and_everybody_reads_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await CompanyAsync(app);
        await BeginAsync(client);
        var deputy = await app.AddPersonAsync(boss.OrganisationId, "Dora Desk", Role.Desk);
        var refused = await (await client.SubmitAsync((await client.GetPageAsync("/launch/people")).QuerySelector("form[action='/launch/people']"), ("contact", boss.Id.ToString()), ("deputy", boss.Id.ToString()))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("zwei Menschen", refused.Text("[role=alert]"), StringComparison.Ordinal);
        await client.SubmitAndFollowAsync(refused.QuerySelector("form[action='/launch/people']"), ("contact", boss.Id.ToString()), ("deputy", deputy.Id.ToString()));
        var page = await client.GetPageAsync("/launch/promise");
        Assert.Contains("Dora Desk", page.QuerySelector("#text")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("{", page.QuerySelector("#text")!.TextContent, StringComparison.Ordinal);
        var empty = await (await client.SubmitAsync(page.QuerySelector("form[action='/launch/promise']"), ("text", " "))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("höchstens 8000 Zeichen", empty.Text("[role=alert]"), StringComparison.Ordinal);
        await client.SubmitAndFollowAsync(page.QuerySelector("form[action='/launch/promise']"), ("text", "**Freiwillig.** <script>alert(1)</script>"));
        var employee = await app.SignInAsync((await app.AddPersonAsync(boss.OrganisationId, "Egon Einfach")).Id);
        page = await employee.GetPageAsync("/launch/promise");
        Assert.Equal("Freiwillig.", page.Text(".prose strong"));
        Assert.Empty(page.QuerySelectorAll(".prose script"));
        Assert.Contains(boss.Name, page.Text("main"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("main form"));
    }

    [Theory, OnBoth]
    public async Task Seven_questions_before_a_channel_and_a_reason_where_one_is_open(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await CompanyAsync(app);
        await BeginAsync(client);
        var page = await client.SubmitAndFollowAsync((await client.GetPageAsync("/launch/channels")).Form("Plan"), ("name", "Instagram, Muster"), ("kind", "Profile"));
        Assert.Equal(0, page.QuerySelectorAll("[data-done=yes]").Length);
        var nameless = await (await client.SubmitAsync(page.Form("Plan"), ("name", " "), ("address", "nirgends"))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("höchstens 80 Zeichen", nameless.Text("[role=alert]"), StringComparison.Ordinal);
        var refused = await (await client.SubmitAsync(page.Form("Open"), ("reason", ""))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("warum ihr trotzdem startet", refused.Text("[role=alert]"), StringComparison.Ordinal);
        page = await client.SubmitAndFollowAsync(refused.Form("Open"), ("reason", "Die Messe ist am Montag."));
        Assert.Contains("Die Messe ist am Montag.", page.Text("article"), StringComparison.Ordinal);
        Assert.Contains(boss.Name, page.Text("article"), StringComparison.Ordinal);
        Assert.Equal(7, page.QuerySelectorAll("article .notice li").Length);
        Assert.Equal("/desk/drills", page.QuerySelector("#ready-drill a")!.GetAttribute("href"));
        var drill = (await app.WithDbAsync(boss.OrganisationId, db => db.Set<LaunchStep>().Where(s => s.Key == "drill").ToListAsync()))[0];
        Assert.NotNull((await client.GetPageAsync($"/launch/steps/{drill.Id}")).QuerySelector("main a[href='/desk/drills']"));
        // What people say by ticking off a step counts; what the program sees cannot be ticked.
        await app.WithDbAsync(boss.OrganisationId, async db =>
        {
            foreach (var step in await db.Set<LaunchStep>().ToListAsync()) step.Finish(app.Time.GetUtcNow());
            await db.SaveChangesAsync();
        });
        page = await client.GetPageAsync("/launch/channels");
        Assert.Empty(page.QuerySelectorAll("[data-done=yes]"));
    }

    [Theory, OnBoth]
    public async Task Whether_people_know_is_written_down_with_a_day_and_a_sentence_and_can_be_struck(Database database)
    {
        var app = await apps.OnAsync(database);
        var (_, client) = await CompanyAsync(app);
        await BeginAsync(client);
        var form = (await client.GetPageAsync("/launch/channels")).QuerySelector("form[action$='=Informed']");
        var refused = await (await client.SubmitAsync(form, ("day", "2027-03-03"), ("how", "Morgen in der Halle."))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Morgen in der Halle.", refused.QuerySelector("#informed-how")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("mehr als 2 Jahre zurück", refused.Text("[role=alert]"), StringComparison.Ordinal);
        var page = await client.SubmitAndFollowAsync(refused.QuerySelector("form[action$='=Informed']"), ("day", "2027-03-01"), ("how", "Betriebsversammlung, 9 von 10 waren da."));
        Assert.Contains("1. März 2027: Betriebsversammlung, 9 von 10 waren da.", page.Text("#ready-informed"), StringComparison.Ordinal);
        Assert.Equal("yes", page.QuerySelector("#ready-informed")!.GetAttribute("data-done"));
        page = await client.SubmitAndFollowAsync(page.QuerySelector("form[action$='=NotInformed']"));
        Assert.NotEqual("yes", page.QuerySelector("#ready-informed")!.GetAttribute("data-done"));
    }

    [Theory, OnBoth]
    public async Task Of_two_who_name_contacts_the_second_is_told_and_who_has_gone_is_asked_no_more(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await CompanyAsync(app);
        await BeginAsync(client);
        var deputy = await app.AddPersonAsync(boss.OrganisationId, "Dora Desk", Role.Desk);
        var (first, second) = (await client.GetPageAsync("/launch/people"), await client.GetPageAsync("/launch/people"));
        await client.SubmitAndFollowAsync(first.QuerySelector("form[action='/launch/people']"), ("contact", boss.Id.ToString()), ("deputy", deputy.Id.ToString()));
        using (var late = await client.SubmitAsync(second.QuerySelector("form[action='/launch/people']"), ("contact", ""), ("deputy", ""))) Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("Dora Desk", (await client.GetPageAsync("/launch/promise")).Text("main"), StringComparison.Ordinal);
        await client.SubmitAndFollowAsync((await client.GetPageAsync($"/people/{deputy.Id}")).QuerySelector("form[action*='Leave']"));
        Assert.DoesNotContain("Dora Desk", (await client.GetPageAsync("/launch/promise")).Text("main"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Whoever_leaves_is_named_no_more_and_the_promise_stays(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await CompanyAsync(app);
        await BeginAsync(client);
        await app.WithDbAsync(boss.OrganisationId, async db =>
        {
            var project = await db.Set<LaunchProject>().SingleAsync();
            project.Name(boss.Id, null);
            project.Give("Freiwillig.", boss.Id, app.Time.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await app.WithDbAsync(boss.OrganisationId, async db =>
        {
            await new Mitreden.Launch.LaunchPeople(db).EraseAsync(boss.Id, default);
            await db.SaveChangesAsync();
        });
        var left = await app.WithDbAsync(boss.OrganisationId, db => db.Set<LaunchProject>().SingleAsync());
        Assert.Equal((null, null, "Freiwillig."), (left.ContactId, left.PromisedBy, left.Promise));
    }

    private static async Task<(Person Boss, HttpClient Client)> CompanyAsync(TestApp app)
    {
        var boss = await app.FoundAsync($"Firma {Guid.CreateVersion7():N}");
        return (boss, await app.SignInAsync(boss.Id));
    }

    private static async Task BeginAsync(HttpClient client) =>
        await client.SubmitAndFollowAsync((await client.GetPageAsync("/launch")).Form("Begin"), ("template", "standard"), ("startsOn", "2027-03-01"));

    private static Task<LaunchStep> OneAsync(TestApp app, LaunchStep step) =>
        app.WithDbAsync(step.OrganisationId, db => db.Set<LaunchStep>().SingleAsync(s => s.Id == step.Id));
}
