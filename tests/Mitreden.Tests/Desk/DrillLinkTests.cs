using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Drills;
using Mitreden.Desk.MailIn;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;

namespace Mitreden.Tests.Desk;

/// <summary>Something real is never taken for an exercise, whatever stands beside it.</summary>
public sealed class DrillLinkTests
{
    private const string Real = "https://forum.example/mail/echt";

    [Theory, OnBoth]
    public async Task A_real_link_beside_the_thread_makes_it_real_and_is_the_one_that_counts(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (drill, cem) = (await app.StartDrillAsync("cem"), await app.SignInAsync("cem"));
        var thread = $"http://localhost/desk/drills/{drill}/thread";
        foreach (var (fields, url) in new ((string, string?)[] Fields, string Url)[]
        {
            ([("text", $"{thread} und jetzt wirklich {Real}")], Real), ([("text", $"Erst {thread}"), ("title", $"Dann {Real}")], Real), ([("url", thread), ("text", $"Und das: {Real}")], Real),
            ([("text", $"Siehe https://forum.example/desk/drills/{drill}/thread")], $"https://forum.example/desk/drills/{drill}/thread"),
        })
        {
            var stored = await app.StoredAsync(await cem.ReportAsync([], [.. fields, ("involvement", "watching")]));
            Assert.Equal((null, url), (stored.DrillId, stored.Url));
        }
        var exercise = await app.StoredAsync(await cem.ReportAsync([], ("text", $"{thread} und noch einmal {thread}"), ("involvement", "watching")));
        Assert.Equal((drill, thread), (exercise.DrillId, exercise.Url));
    }

    [Theory, OnBoth]
    public async Task The_form_says_that_it_is_an_exercise_only_when_the_report_will_be_one(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (drill, cem) = (await app.StartDrillAsync("cem"), await app.SignInAsync("cem"));
        var thread = Uri.EscapeDataString($"http://localhost/desk/drills/{drill}/thread");
        Assert.NotNull((await cem.GetPageAsync($"/desk/share?text={thread}")).QuerySelector("[data-drill]"));
        Assert.Null((await cem.GetPageAsync($"/desk/share?url={thread}&text={Uri.EscapeDataString(Real)}")).QuerySelector("[data-drill]"));
    }

    [Theory, OnBoth]
    public async Task A_mail_with_the_thread_of_a_drill_that_is_over_is_real_and_stays_open(Database database)
    {
        await using var app = await MailSteps.StartAsync(database);
        var (cem, petra) = (await app.SignInAsync("cem"), await app.SignInAsync("petra"));
        var drill = await app.StartDrillAsync("cem");
        await petra.SubmitAndFollowAsync((await petra.GetPageAsync($"/desk/drills/{drill}")).QuerySelector("form[action$='handler=CallOff']"));
        await app.RunJobsAsync();
        Assert.Equal(MailFate.Taken, await app.TakeAsync(MailSteps.Mail(await cem.MakeAddressAsync(), body: $"Das geht wirklich weiter: http://localhost/desk/drills/{drill}/thread (siehe /mail/)")));
        var report = Assert.Single(await app.ReportsAsync("cem"));
        Assert.Null(report.DrillId);
        app.Time.Advance(TimeSpan.FromHours(1));
        await app.WithDbAsync(null, db =>
        {
            db.Enqueue(new DrillRounds(), $"test:{Guid.CreateVersion7()}");
            return db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
        Assert.True((await app.StoredAsync(report.Id)).IsOpen);
    }

    [Theory, OnBoth]
    public async Task A_round_that_fails_for_one_company_goes_on_for_the_next(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var now = app.Time.GetUtcNow();
        var drills = new List<Drill>();
        foreach (var company in new[] { await app.DemoOrganisationAsync(), (await app.FoundAsync()).OrganisationId })
        {
            var drill = Drill.Plan(company, new DrillPlan("mild", "Probe", now, now.AddHours(1), 15), now, now);
            drills.Add(drill);
            await app.WithDbAsync(company, db =>
            {
                db.Add(drill);
                return db.SaveChangesAsync();
            });
        }
        app.Time.Advance(TimeSpan.FromMinutes(1));
        var order = await app.WithDbAsync(null, db => db.Set<Drill>().IgnoreQueryFilters([AppDb.OrganisationFilter]).Select(d => d.OrganisationId).Distinct().ToListAsync());
        var (first, second) = (drills.Single(d => d.OrganisationId == order[0]), drills.Single(d => d.OrganisationId == order[1]));
        await app.WithDbAsync(null, db =>
        {
            // The job that the round of the first company would add is there already.
            db.Enqueue(new EndDrill(first.Id), $"{Job.GivesWay}desk.drill-round:{app.Time.GetUtcNow().UtcTicks}:{first.Id}", app.Time.GetUtcNow().AddDays(1));
            db.Enqueue(new DrillRounds(), $"test:{Guid.CreateVersion7()}");
            return db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
        Assert.Equal(DrillState.Running, (await app.WithDbAsync(second.OrganisationId, db => db.Set<Drill>().AsNoTracking().SingleAsync(d => d.Id == second.Id))).State);
        var round = await app.WithDbAsync(null, db => db.Set<Job>().AsNoTracking().SingleAsync(j => j.Kind == DrillRounds.Kind && j.Key.StartsWith("test:")));
        Assert.Equal((null, 1), (round.DoneAt, round.Attempts));
    }
}
