using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk;
using Mitreden.Desk.Contracts;
using Mitreden.Desk.Drills;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;

namespace Mitreden.Tests.Desk;

/// <summary>Whatever happens in a drill, nothing of it is to be found among what is real, and what is real never waits for it.</summary>
public sealed class DrillApartTests
{
    private static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions { Database = database });

    /// <summary>Everything that is counted or decided about real discussions, as text.</summary>
    private static async Task<string> FiguresAsync(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentOrganisation>().Id = await app.DemoOrganisationAsync();
        var (figures, desk, since) = (services.GetRequiredService<DeskFigures>(), services.GetRequiredService<DeskQueries>(), TestApp.Beginning.AddDays(-400));
        var counts = await desk.CountsAsync();
        return JsonSerializer.Serialize(new
        {
            Times = (await figures.SinceAsync(since)).OrderBy(t => t.ReportedAt),
            Load = await figures.LoadAsync(since),
            Open = await figures.OpenAsync(),
            OpenNow = counts.Open,
            counts.Unseen,
            Forsaken = await desk.ForsakenAsync(),
            Hold = await services.GetRequiredService<PostingStop>().NowAsync(),
            Learned = await services.GetRequiredService<AppDb>().Set<Discussion>().CountAsync(d => d.State == DiscussionState.Learned),
        });
    }

    [Theory]
    [OnBoth(1), OnBoth(2), OnBoth(3)]
    public async Task No_figure_changes_by_a_drill_whatever_the_desk_does_with_it(Database database, int seed)
    {
        await using var app = await StartAsync(database);
        var (dice, jana, tobias) = (new Random(seed), await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        var real = await (await app.SignInAsync("stefan")).ReportAsync("Ein echter Streit");
        await app.RunJobsAsync();
        await jana.DoAsync(real, "Acknowledge");
        await jana.DoAsync(real, "Triage", ("truth", "True"), ("voice", "Customer"), ("severity", "1"));
        var before = await FiguresAsync(app);
        var figures = (await (await app.SignInAsync("sabine")).GetPageAsync("/figures")).Text("main");
        var drill = await app.StartDrillAsync("cem", "anna");
        var first = await (await app.SignInAsync("cem")).ShareDrillAsync(drill, dice.Next(2) == 0 ? "watching" : "heated");
        await app.RunJobsAsync();
        if (dice.Next(2) == 0) await app.GoOnAsync(TimeSpan.FromMinutes(31), 60);
        await (await app.SignInAsync("anna")).ShareDrillAsync(drill, "heated");
        await tobias.DoAsync(first, "Acknowledge");
        await tobias.DoAsync(first, "Triage", ("truth", "True"), ("voice", "Press"), ("severity", "5"));
        if (dice.Next(2) == 0) await tobias.DoAsync(first, "Major");
        await tobias.SubmitAndFollowAsync((await tobias.GetPageAsync($"/desk/discussions/{first}")).QuerySelector("#hold"));
        await tobias.DoAsync(first, "Look", ("colleague", "Undisclosed"));
        await app.RunJobsAsync();
        Assert.Equal(before, await FiguresAsync(app));
        if (app.Time.GetUtcNow() == TestApp.Beginning) Assert.Equal(figures, (await (await app.SignInAsync("sabine")).GetPageAsync("/figures")).Text("main"));
        if (dice.Next(3) > 0) await tobias.DoAsync(first, "Resolve", ("outcome", dice.Next(2) == 0 ? "FalseAlarm" : "Calmed"), ("reason", "Geübt."));
        else app.Time.Advance(Drill.Longest);
        // Whoever of two jobs comes second looks again a moment later.
        await app.GoOnAsync(TimeSpan.FromSeconds(10), 5);
        Assert.Equal(DrillState.Ended, (await app.DrillAsync(drill)).State);
        Assert.Equal(before, await FiguresAsync(app));
    }

    [Theory, OnBoth]
    public async Task A_posting_stop_of_an_exercise_holds_nothing_and_stands_in_its_timeline(Database database)
    {
        await using var app = await StartAsync(database);
        var jana = await app.SignInAsync("jana");
        var report = await (await app.SignInAsync("cem")).ShareDrillAsync(await app.StartDrillAsync("cem"), "heated");
        var page = await jana.SubmitAndFollowAsync((await jana.GetPageAsync($"/desk/discussions/{report}")).QuerySelector("#hold"));
        Assert.Contains("wurde nichts angehalten", page.Text("#timeline"), StringComparison.Ordinal);
        Assert.Null((await jana.GetPageAsync("/desk")).QuerySelector("#posting strong"));
        await jana.CloseAsync(report);
        // A page that was still open from before the end holds nothing either.
        using var late = await jana.SubmitAsync((await jana.GetPageAsync("/desk")).QuerySelector("#hold"), ("discussion", report.ToString()));
        Assert.Null((await jana.GetPageAsync("/desk")).QuerySelector("#posting strong"));
    }

    [Theory, OnBoth]
    public async Task Reports_of_a_drill_are_one_discussion_and_belong_to_nothing_real(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, anna, stefan, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("anna"), await app.SignInAsync("stefan"), await app.SignInAsync("jana"));
        var drill = await app.StartDrillAsync("cem", "anna", "stefan");
        var real = await stefan.ReportAsync("Ein echter Streit");
        var (first, second) = (await cem.ShareDrillAsync(drill), await anna.ShareDrillAsync(drill));
        // A screenshot alone is real, unless whoever was asked says that it belongs to the drill.
        var picture = await stefan.ReportAsync([TestPictures.File()], ("text", "Nur ein Bild"), ("involvement", "watching"));
        Assert.Null((await app.StoredAsync(picture)).DrillId);
        var ticked = await stefan.ReportAsync([TestPictures.File()], ("text", "Nur ein Bild"), ("involvement", "watching"), ("drill", drill.ToString()));
        Assert.Equal((drill, (Guid?)first), ((await app.StoredAsync(ticked)).DrillId, (await app.StoredAsync(ticked)).MergedInto));
        var linked = await cem.ReportAsync([], ("url", "https://forum.example/echt/1"), ("involvement", "watching"), ("drill", drill.ToString()));
        Assert.Null((await app.StoredAsync(linked)).DrillId);
        Assert.Equal((null, (Guid?)first), ((await app.StoredAsync(first)).MergedInto, (await app.StoredAsync(second)).MergedInto));
        var page = await jana.GetPageAsync($"/desk/discussions/{first}");
        Assert.Null(page.QuerySelector("#merge-into"));
        Assert.All((await jana.GetPageAsync($"/desk/discussions/{real}")).QuerySelectorAll("#merge-into option"), o => Assert.DoesNotContain("Übung", o.TextContent, StringComparison.Ordinal));
        using var forced = await jana.SubmitAsync(DeskSteps.Form(await jana.GetPageAsync($"/desk/discussions/{real}"), "Merge"), ("into", first.ToString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, forced.StatusCode);
        Assert.Null((await app.StoredAsync(real)).MergedInto);
    }

    [Theory, OnBoth]
    public async Task A_flood_of_exercises_takes_nothing_real_along(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, drill) = (await app.SignInAsync("cem"), await app.StartDrillAsync("cem"));
        for (var n = 0; n <= Gathering.Flood; n++) await cem.ShareDrillAsync(drill);
        var real = await app.StoredAsync(await cem.ReportAsync("Jetzt aber wirklich", "heated"));
        Assert.Equal((null, null), (real.DrillId, real.MergedInto));
    }

    [Theory, OnBoth]
    public async Task Nothing_is_learned_from_an_exercise_and_it_goes_after_a_fortnight(Database database)
    {
        await using var app = await StartAsync(database);
        var (jana, drill) = (await app.SignInAsync("jana"), await app.StartDrillAsync("cem"));
        var report = await (await app.SignInAsync("cem")).ShareDrillAsync(drill);
        await jana.CloseAsync(report);
        await app.RunJobsAsync();
        var page = await jana.GetPageAsync($"/desk/discussions/{report}");
        Assert.Null(page.QuerySelector("#afterwards"));
        Assert.Null(page.QuerySelector("form[action$='handler=Reopen']"));
        Assert.NotNull(page.QuerySelector($"a[href='/desk/drills/{drill}']"));
        Assert.DoesNotContain(report.ToString(), (await jana.GetPageAsync("/desk/exercises")).Body!.InnerHtml, StringComparison.Ordinal);
        using var debrief = await jana.SubmitAsync((await jana.GetPageAsync($"/desk/discussions/{report}/debrief")).QuerySelector("main form"), ("happened", "a"), ("well", "b"), ("hard", "c"), ("change", "d"));
        Assert.Equal(HttpStatusCode.Conflict, debrief.StatusCode);
        app.Time.Advance(TimeSpan.FromDays(KeepLimits.DrillDays + 1));
        await app.WithDbAsync(null, db =>
        {
            db.Enqueue(new KeepLimits(), "test");
            return db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
        Assert.Equal(0, await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Discussion>().CountAsync(d => d.Id == report)));
        Assert.NotNull((await app.DrillAsync(drill)).KnownAt);
    }

    [Theory, OnBoth]
    public async Task While_a_real_one_looks_for_somebody_no_drill_begins_and_a_running_one_waits(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, stefan, jana, miriam) = (await app.SignInAsync("cem"), await app.SignInAsync("stefan"), await app.SignInAsync("jana"), await app.SignInAsync("miriam"));
        var real = await stefan.ReportAsync("Echt", "heated");
        var drill = await app.PlanDrillAsync(miriam, ["cem"]);
        await app.RunJobsAsync();
        Assert.Equal(DrillState.Planned, (await app.DrillAsync(drill)).State);
        Assert.DoesNotContain(app.Mail.Sent, m => m.Subject.StartsWith("Probealarm", StringComparison.Ordinal));
        await jana.DoAsync(real, "Acknowledge");
        await app.GoOnAsync(Drill.Pause, 60);
        Assert.Equal(DrillState.Running, (await app.DrillAsync(drill)).State);
        // Now it runs, and another real one comes in the same minute.
        var second = await stefan.ReportAsync("Noch einer", "heated");
        var exercise = await cem.ShareDrillAsync(drill, "heated");
        var before = app.Mail.Sent.Count;
        await app.GoOnAsync(TimeSpan.FromMinutes(2));
        Assert.Contains(app.Mail.Sent.Skip(before), m => m.Body.Contains(second.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(app.Mail.Sent, m => m.Body.Contains(exercise.ToString(), StringComparison.Ordinal));
        await jana.DoAsync(second, "Acknowledge");
        await app.GoOnAsync(TimeSpan.FromMinutes(2));
        Assert.Contains(app.Mail.Sent, m => m.Body.Contains(exercise.ToString(), StringComparison.Ordinal));
        Assert.True((await app.DrillAsync(drill)).GaveWay);
    }

    [Theory, OnBoth]
    public async Task A_drill_whose_window_ends_before_it_is_calm_falls_through_and_nobody_was_asked(Database database)
    {
        await using var app = await StartAsync(database);
        await (await app.SignInAsync("stefan")).ReportAsync("Echt", "heated");
        var drill = await app.PlanDrillAsync(await app.SignInAsync("miriam"), ["cem"]);
        await app.GoOnAsync(Drill.Patience + Drill.Pause + Drill.Pause, 300);
        Assert.Equal((DrillState.CalledOff, 0), ((await app.DrillAsync(drill)).State, await app.CountAsksAsync()));
        Assert.DoesNotContain(app.Mail.Sent, m => m.Subject.StartsWith("Probealarm", StringComparison.Ordinal));
        Assert.Contains("ging vor", (await (await app.SignInAsync("sabine")).GetPageAsync($"/desk/drills/{drill}")).Text("main"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Every_job_about_an_exercise_lets_all_others_of_its_kind_go_first(Database database)
    {
        await using var app = await StartAsync(database);
        await (await app.SignInAsync("cem")).ShareDrillAsync(await app.StartDrillAsync("cem"), "heated");
        var real = await (await app.SignInAsync("stefan")).ReportAsync("Echt");
        var keys = await app.WithDbAsync(null, db => db.Set<Job>().Where(j => j.DoneAt == null && j.Kind == WakeUp.Kind).Select(j => j.Key).ToListAsync());
        Assert.Single(keys, k => k.StartsWith(Job.GivesWay, StringComparison.Ordinal));
        Assert.Single(keys, k => k.Contains(real.ToString(), StringComparison.Ordinal) && !k.StartsWith(Job.GivesWay, StringComparison.Ordinal));
        await (await app.SignInAsync("jana")).DoAsync(real, "Acknowledge");
        await app.GoOnAsync(TimeSpan.FromMinutes(3));
        var mails = await app.WithDbAsync(null, db => db.Set<Job>().Where(j => j.Kind == SendMail.Kind).Select(j => j.Key).ToListAsync());
        Assert.Equal(app.Mail.Sent.Count(m => m.Subject.StartsWith("Übung", StringComparison.Ordinal) || m.Subject.StartsWith("Probealarm", StringComparison.Ordinal)), mails.Count(k => k.StartsWith(Job.GivesWay, StringComparison.Ordinal)));
    }
}
