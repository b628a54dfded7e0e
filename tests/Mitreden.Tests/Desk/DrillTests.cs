using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk;
using Mitreden.Desk.Contracts;
using Mitreden.Desk.Drills;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Desk;

/// <summary>A drill from its one page to its report, through the pages.</summary>
public sealed class DrillTests
{
    private static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions { Database = database });

    private static async Task<bool> IsPassedAsync(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = await app.DemoOrganisationAsync();
        return await scope.ServiceProvider.GetRequiredService<DrillFacts>().IsPassedAsync();
    }

    [Theory, OnBoth]
    public async Task From_the_plan_over_the_request_and_the_desk_to_the_report(Database database)
    {
        await using var app = await StartAsync(database);
        var (miriam, cem, jana) = (await app.SignInAsync("miriam"), await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var drill = await app.PlanDrillAsync(miriam, ["cem", "anna"]);
        Assert.Contains("Cem Aydin", (await miriam.GetPageAsync($"/desk/drills/{drill}")).Text("main"), StringComparison.Ordinal);
        Assert.Null((await cem.GetPageAsync("/")).QuerySelector("#drill-ask"));
        await app.RunJobsAsync();
        var mails = app.Mail.Sent.Where(m => m.Subject.StartsWith("Probealarm", StringComparison.Ordinal)).ToList();
        Assert.Equal(["anna@muster.example", "cem@muster.example"], mails.Select(m => m.To).Order());
        Assert.All(mails, m => Assert.Contains($"http://localhost/desk/drills/{drill}/thread", m.Body, StringComparison.Ordinal));
        Assert.NotNull((await cem.GetPageAsync("/")).QuerySelector("#drill-ask"));
        Assert.DoesNotContain("Cem", (await miriam.GetPageAsync($"/desk/drills/{drill}")).Text("main"), StringComparison.Ordinal);

        app.Time.Advance(TimeSpan.FromMinutes(3));
        var report = await cem.ShareDrillAsync(drill);
        Assert.Equal(drill, (await app.StoredAsync(report)).DrillId);
        Assert.Null((await cem.GetPageAsync("/")).QuerySelector("#drill-ask"));
        Assert.NotNull((await cem.GetPageAsync($"/desk/reports/{report}")).QuerySelector("[data-drill]"));
        await app.RunJobsAsync();
        app.Time.Advance(TimeSpan.FromMinutes(4));
        await jana.CloseAsync(report);
        Assert.False(await IsPassedAsync(app));
        await app.RunJobsAsync();

        var stored = await app.DrillAsync(drill);
        Assert.Equal((DrillState.Ended, TimeSpan.FromMinutes(7), true), (stored.State, stored.KnownAfter, stored.IsPassed));
        Assert.Equal((TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(3)), (stored.ReportedAt - stored.StartedAt, stored.AlertedAt - stored.StartedAt));
        Assert.Equal(0, await app.CountAsksAsync());
        Assert.True(await IsPassedAsync(app));
        var page = await miriam.GetPageAsync($"/desk/drills/{drill}");
        Assert.Contains("Bestanden", page.Text("#result"), StringComparison.Ordinal);
        Assert.Contains("nach 7 Min.", page.Text("#time-known").Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.EndsWith("ja", page.Text("#shared"), StringComparison.Ordinal);
        foreach (var hidden in new[] { "Cem", "Anna", "Jana" }) Assert.DoesNotContain(hidden, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        page = await miriam.SubmitAndFollowAsync(page.QuerySelector("form[action$='handler=Notes']"), ("notes", "Der Aushang in der Halle hat geholfen."));
        Assert.Equal("Der Aushang in der Halle hat geholfen.", (await (await app.SignInAsync("ralf")).GetPageAsync($"/desk/drills/{drill}")).Text("#noted p"));
        Assert.Contains("bestanden", (await miriam.GetPageAsync("/desk/drills")).Text("tbody"), StringComparison.Ordinal);
        Assert.Equal("yes", (await miriam.GetPageAsync("/launch/channels")).QuerySelector("#ready-drill")!.GetAttribute("data-done"));
        app.Time.Advance(TimeSpan.FromDays(190));
        Assert.False(await IsPassedAsync(app));
    }

    [Theory, OnBoth]
    public async Task The_minute_lies_in_the_window_nobody_is_told_it_and_a_job_that_comes_twice_begins_once(Database database)
    {
        await using var app = await StartAsync(database);
        var miriam = await app.SignInAsync("miriam");
        var id = await app.PlanDrillAsync(miriam, ["cem"], ("When", "later"), ("Day", "2027-03-04"), ("From", "09:00"), ("Until", "11:00"));
        var drill = await app.DrillAsync(id);
        var from = new DateTimeOffset(2027, 3, 4, 8, 0, 0, TimeSpan.Zero);
        Assert.InRange(drill.StartsAt, from, from.AddHours(2));
        var page = await miriam.GetPageAsync($"/desk/drills/{id}");
        Assert.Contains("4. März 2027, irgendwann zwischen 09:00 und 11:00", page.Text("main"), StringComparison.Ordinal);
        app.Time.Advance(drill.StartsAt - app.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        await AgainAsync(app, id);
        Assert.Equal(DrillState.Planned, (await app.DrillAsync(id)).State);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        for (var n = 0; n < 3; n++) await AgainAsync(app, id);
        Assert.Equal(DrillState.Running, (await app.DrillAsync(id)).State);
        Assert.Single(app.Mail.Sent, m => m.Subject.StartsWith("Probealarm", StringComparison.Ordinal));
    }

    private static async Task AgainAsync(TestApp app, Guid drill)
    {
        await app.WithDbAsync(await app.DemoOrganisationAsync(), db =>
        {
            // Two replicas at the same moment.
            db.Enqueue(new StartDrill(drill), $"test:{Guid.CreateVersion7()}");
            db.Enqueue(new StartDrill(drill), $"test:{Guid.CreateVersion7()}");
            return db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
        // The slower one has failed and comes again.
        app.Time.Advance(TimeSpan.FromSeconds(0));
    }

    [Theory, OnBoth]
    public async Task Of_two_who_plan_at_once_one_does_and_the_other_reads_so(Database database)
    {
        await using var app = await StartAsync(database);
        var (miriam, sabine, asked) = (await app.SignInAsync("miriam"), await app.SignInAsync("sabine"), await app.AskAsync("cem"));
        var forms = (await miriam.PrepareFormAsync(), await sabine.PrepareFormAsync());
        var answers = await Task.WhenAll(miriam.SubmitAsync(forms.Item1, [("Product", "Modell 3"), .. asked]), sabine.SubmitAsync(forms.Item2, [("Product", "Modell 3"), .. asked]));
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
        Assert.Equal(1, await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Drill>().CountAsync()));
        var late = await (await miriam.SubmitAsync(forms.Item1, [("Product", "Modell 3"), .. asked])).PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("schneller", late.Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task What_cannot_be_planned_is_refused_with_a_sentence_and_everything_typed_stays(Database database)
    {
        await using var app = await StartAsync(database);
        var (miriam, cem) = (await app.SignInAsync("miriam"), await app.AskAsync("cem"));
        foreach (var (fields, words) in new ((string, string?)[] Fields, string Words)[]
        {
            ([("Product", "Modell 3")], "mindestens eine Person"), ([("Product", "Modell 3"), .. await app.AskAsync("jana")], "mindestens eine Person"),
            ([("Product", " "), .. cem], "Name"), ([("Product", "Modell 3"), ("Aim", "4"), .. cem], "zwischen 5 und 60"), ([("Product", "Modell 3"), ("Thread", "x"), .. cem], "drei Diskussionen"),
            ([("Product", "Modell 3"), ("Day", ""), .. cem], "Tag"), ([("Product", "Modell 3"), ("From", "15:00"), ("Until", "14:00"), .. cem], "Zeitfenster"), ([("Product", "Modell 3"), ("Day", "2027-05-03"), .. cem], "Tag"),
        })
        {
            using var answer = await miriam.SubmitAsync(await miriam.PrepareFormAsync(), fields);
            var page = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
            Assert.Contains(words, page.Text("[role=alert]"), StringComparison.Ordinal);
            if (fields.Any(f => f.Item1 == "People") && !words.StartsWith("mind", StringComparison.Ordinal)) Assert.NotNull(page.QuerySelector("input[name=People][checked]"));
        }
        Assert.Equal(0, await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Drill>().CountAsync()));
    }

    [Theory, OnBoth]
    public async Task A_no_is_one_tap_and_leaves_no_trace(Database database)
    {
        await using var app = await StartAsync(database);
        var drill = await app.StartDrillAsync("cem", "anna");
        var (cem, miriam) = (await app.SignInAsync("cem"), await app.SignInAsync("miriam"));
        var before = (await miriam.GetPageAsync($"/desk/drills/{drill}")).Text("main");
        var version = (await app.DrillAsync(drill)).Version;
        var page = await cem.SubmitAndFollowAsync((await cem.GetPageAsync("/")).QuerySelector("form[action*='handler=No']"));
        Assert.Null(page.QuerySelector("#drill-ask"));
        Assert.Equal(before, (await miriam.GetPageAsync($"/desk/drills/{drill}")).Text("main"));
        Assert.Equal(version, (await app.DrillAsync(drill)).Version);
        Assert.Equal(1, await app.CountAsksAsync());
        Assert.DoesNotContain("AskedToShare\": true", await (await cem.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Whoever was never asked sees the same.
        var stefan = await app.SignInAsync("stefan");
        using var answer = await stefan.SubmitAsync((await stefan.GetPageAsync("/desk/share")).QuerySelector("#share-form"), ("involvement", "watching"), ("url", $"http://localhost/desk/drills/{drill}/thread?x=1"));
        Assert.Equal(drill, (await app.StoredAsync(await DeskSteps.IdAsync(answer))).DrillId);
    }

    [Theory, OnBoth]
    public async Task Called_off_everybody_who_was_asked_is_told_and_nothing_stays_open(Database database)
    {
        await using var app = await StartAsync(database);
        var drill = await app.StartDrillAsync("cem", "anna");
        var (cem, petra) = (await app.SignInAsync("cem"), await app.SignInAsync("petra"));
        var report = await cem.ShareDrillAsync(drill);
        await app.RunJobsAsync();
        var before = app.Mail.Sent.Count;
        await petra.SubmitAndFollowAsync((await petra.GetPageAsync($"/desk/drills/{drill}")).QuerySelector("form[action$='handler=CallOff']"));
        await app.RunJobsAsync();
        var told = app.Mail.Sent.Skip(before).Where(m => m.Subject.StartsWith("Probealarm abgesagt", StringComparison.Ordinal)).Select(m => m.To).Order();
        Assert.Equal(["anna@muster.example", "cem@muster.example"], told);
        Assert.False((await app.StoredAsync(report)).IsOpen);
        Assert.Contains("Die Übung ist zu Ende", await cem.ProgressAsync(report), StringComparison.Ordinal);
        Assert.Equal((0, DrillState.CalledOff), (await app.CountAsksAsync(), (await app.DrillAsync(drill)).State));
        // What comes afterwards is refused, and no discussion is made of it.
        using var late = await cem.SubmitAsync(await cem.ShareFormAsync(), ("url", $"http://localhost/desk/drills/{drill}/thread"), ("involvement", "heated"));
        Assert.Contains("Zu melden ist nichts", (await late.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#url-error"), StringComparison.Ordinal);
        Assert.Equal(1, await app.CountAsync((await app.PersonAsync("cem")).Id));
    }

    [Theory, OnBoth]
    public async Task After_a_day_it_ends_by_itself_and_says_what_is_missing(Database database)
    {
        await using var app = await StartAsync(database);
        var drill = await app.StartDrillAsync("cem");
        var report = await (await app.SignInAsync("cem")).ShareDrillAsync(drill);
        await app.RunJobsAsync();
        app.Time.Advance(Drill.Longest);
        await app.RunJobsAsync();
        // Its alarms of a whole day are due in the same moment: what lost against one of them is done again a few seconds later.
        app.Time.Advance(TimeSpan.FromSeconds(10));
        await app.RunJobsAsync();
        var stored = await app.DrillAsync(drill);
        Assert.Equal((DrillState.Ended, DrillResult.NotKnown, false, (DateTimeOffset?)null), (stored.State, stored.Result, stored.IsPassed, stored.ResolvedAt));
        Assert.False((await app.StoredAsync(report)).IsOpen);
        Assert.Contains("niemand am Desk", (await (await app.SignInAsync("jana")).GetPageAsync($"/desk/drills/{drill}")).Text("#result"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task After_three_months_leads_are_reminded_once_until_one_is_planned(Database database)
    {
        await using var app = await StartAsync(database);
        var (drill, miriam) = (await app.StartDrillAsync("cem"), await app.SignInAsync("miriam"));
        await (await app.SignInAsync("jana")).CloseAsync(await (await app.SignInAsync("cem")).ShareDrillAsync(drill));
        await app.RunJobsAsync();
        Assert.Contains("Bericht", (await miriam.GetPageAsync("/")).Text($"a.card[href='/desk/drills/{drill}']"), StringComparison.Ordinal);
        async Task<int> RoundAsync()
        {
            var before = app.Mail.Sent.Count;
            await app.WithDbAsync(null, db =>
            {
                db.Enqueue(new DrillRounds(), $"test:{Guid.CreateVersion7()}");
                return db.SaveChangesAsync();
            });
            await app.RunJobsAsync();
            return app.Mail.Sent.Skip(before).Count(m => m.Subject == "Der nächste Probealarm ist dran");
        }
        app.Time.Advance(TimeSpan.FromDays(80));
        Assert.Equal(0, await RoundAsync());
        Assert.Null((await (miriam = await app.SignInAsync("miriam")).GetPageAsync("/")).QuerySelector("a.card[href='/desk/drills/prepare']"));
        app.Time.Advance(TimeSpan.FromDays(15));
        // Jana, Tobias, Miriam, Sabine, Petra, Karin.
        Assert.Equal(6, await RoundAsync());
        Assert.Equal(0, await RoundAsync());
        miriam = await app.SignInAsync("miriam");
        Assert.NotNull((await miriam.GetPageAsync("/")).QuerySelector("a.card[href='/desk/drills/prepare']"));
        Assert.Null((await (await app.SignInAsync("anna")).GetPageAsync("/")).QuerySelector("a.card[href='/desk/drills/prepare']"));
        await app.PlanDrillAsync(miriam, ["anna"], ("When", "later"));
        Assert.Null((await miriam.GetPageAsync("/")).QuerySelector("a.card[href='/desk/drills/prepare']"));
    }

    [Theory, OnBoth]
    public async Task The_works_council_reads_everything_others_only_a_running_thread(Database database)
    {
        await using var app = await StartAsync(database);
        var (miriam, ralf, anna) = (await app.SignInAsync("miriam"), await app.SignInAsync("ralf"), await app.SignInAsync("anna"));
        var drill = await app.PlanDrillAsync(miriam, ["cem"]);
        Assert.Empty((await ralf.GetPageAsync($"/desk/drills/{drill}")).QuerySelectorAll("main form"));
        Assert.DoesNotContain("Cem", (await ralf.GetPageAsync($"/desk/drills/{drill}")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await ralf.GetAsync("/desk/drills/prepare")).StatusCode);
        foreach (var path in new[] { "/desk/drills", "/desk/drills/prepare", $"/desk/drills/{drill}" }) Assert.Equal(HttpStatusCode.Forbidden, (await anna.GetAsync(path)).StatusCode);
        var thread = $"/desk/drills/{drill}/thread";
        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync(thread)).StatusCode);
        await app.RunJobsAsync();
        var page = await anna.GetPageAsync(thread);
        Assert.Contains("Übung", page.Text("[data-drill]"), StringComparison.Ordinal);
        Assert.Contains("Modell 3", page.Text("ol.bubbles"), StringComparison.Ordinal);
        Assert.Contains("Muster GmbH", page.Text("main"), StringComparison.Ordinal);
        var other = await app.SignInAsync((await app.FoundAsync()).Id);
        foreach (var path in new[] { thread, $"/desk/drills/{drill}" }) Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(path)).StatusCode);
        // Their link is just a link there.
        Assert.Null((await app.WithDbAsync(null, async db =>
        {
            var id = await other.ReportAsync([], ("url", $"http://localhost{thread}"), ("involvement", "watching"));
            return await db.Set<Discussion>().IgnoreQueryFilters([AppDb.OrganisationFilter]).SingleAsync(d => d.Id == id);
        })).DrillId);
    }
}
