using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Mitreden.Desk.Jobs;
using Mitreden.Foundation.Jobs;
using Mitreden.Tests.Notify;

namespace Mitreden.Tests.Desk;

/// <summary>From a report to a phone in the pocket, and to the mail when the phone does not answer.</summary>
public sealed class CallTests
{
    private static async Task<(TestApp App, FakePushService Service, HttpClient Cem, HttpClient Jana)> StartAsync(Database database)
    {
        var app = await DeviceSteps.StartAsync(database);
        var service = await FakePushService.StartAsync();
        var jana = await app.SignInAsync("jana");
        await jana.AddDeviceAsync(service, "/push/jana");
        await app.RunJobsAsync();
        return (app, service, await app.SignInAsync("cem"), jana);
    }

    private static string[] MailedTo(TestApp app) => [.. app.Mail.Sent.Select(m => m.To.Split('@')[0]).Order()];

    private static string Receipt(FakePushService service, int number) =>
        new Uri(service.Arrived.ElementAt(number).Json.GetProperty("notification").GetProperty("data").GetProperty("received").GetString()!).PathAndQuery;

    [Theory, OnBoth]
    public async Task A_device_that_says_nothing_for_thirty_seconds_is_followed_by_a_mail(Database database)
    {
        var (app, service, cem, _) = await StartAsync(database);
        await using var end = app;
        await using var done = service;
        var id = await cem.ReportAsync("Streng geheim");
        await app.RunJobsAsync();
        var shown = Assert.Single(service.Arrived).Json.GetProperty("notification");
        Assert.Equal("Am Desk wird jemand gebraucht", shown.GetProperty("title").GetString());
        Assert.Equal($"http://localhost/desk/discussions/{id}", shown.GetProperty("navigate").GetString());
        Assert.DoesNotContain("geheim", service.Arrived.Single().Json.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(["tobias"], MailedTo(app));
        app.Time.Advance(TimeSpan.FromSeconds(29));
        await app.RunJobsAsync();
        Assert.Equal(["tobias"], MailedTo(app));
        app.Time.Advance(TimeSpan.FromSeconds(1));
        await app.RunJobsAsync();
        Assert.Equal(["jana", "tobias"], MailedTo(app));
    }

    [Theory, OnBoth]
    public async Task A_push_service_that_is_busy_is_asked_again_when_it_wants_to_be_and_before_the_next_ring(Database database)
    {
        var (app, service, cem, _) = await StartAsync(database);
        await using var end = app;
        await using var done = service;
        (service.Answers["/push/jana"], service.RetryAfter) = (429, "20");
        await cem.ReportAsync("Es brennt", "heated");
        await app.RunJobsAsync();
        Assert.Single(service.Arrived);
        // Nothing was taken: the mail waits for nobody.
        Assert.Equal(["jana", "tobias"], MailedTo(app));
        async Task AfterAsync(int seconds)
        {
            app.Time.Advance(TimeSpan.FromSeconds(seconds));
            await app.RunJobsAsync();
        }
        await AfterAsync(19);
        Assert.Single(service.Arrived);
        (service.Answers["/push/jana"], service.RetryAfter) = (503, null);
        await AfterAsync(1);
        Assert.Equal(2, service.Arrived.Count);
        service.Answers.Clear();
        await AfterAsync(5);
        Assert.Equal(3, service.Arrived.Count);
        Assert.Single(service.Arrived.Select(a => a.Json.GetProperty("notification").GetProperty("tag").GetString()).Distinct());
        // It was taken: nobody is asked again before the next ring.
        await AfterAsync(30);
        Assert.Equal(3, service.Arrived.Count);
        Assert.Equal(["jana", "tobias"], MailedTo(app));
        await AfterAsync(10);
        Assert.Equal(4, service.Arrived.Count);
    }

    [Theory, OnBoth]
    public async Task Whoever_wants_to_be_left_alone_for_longer_than_the_next_ring_and_what_somebody_has_taken_is_not_asked_again(Database database)
    {
        var (app, service, cem, jana) = await StartAsync(database);
        await using var end = app;
        await using var done = service;
        (service.Answers["/push/jana"], service.RetryAfter) = (503, "3600");
        await cem.ReportAsync("Es brennt", "heated");
        await app.RunJobsAsync();
        app.Time.Advance(TimeSpan.FromSeconds(50));
        await app.RunJobsAsync();
        Assert.Single(service.Arrived);
        service.RetryAfter = "10";
        app.Time.Advance(TimeSpan.FromSeconds(20));
        await app.RunJobsAsync();
        Assert.Equal(2, service.Arrived.Count);
        await jana.DoAsync(await app.WithDbAsync(await app.DemoOrganisationAsync(), db => Task.FromResult(db.Set<Mitreden.Desk.Discussion>().Where(d => d.Text == "Es brennt").Select(d => d.Id).Single())), "Acknowledge");
        app.Time.Advance(TimeSpan.FromSeconds(15));
        await app.RunJobsAsync();
        Assert.Equal(2, service.Arrived.Count);
    }

    [Theory, OnBoth]
    public async Task A_device_that_says_that_it_shows_the_alert_needs_no_mail(Database database)
    {
        var (app, service, cem, _) = await StartAsync(database);
        await using var end = app;
        await using var done = service;
        await cem.ReportAsync("Gesehen");
        await app.RunJobsAsync();
        var stranger = app.CreateClient();
        for (var twice = 0; twice < 2; twice++) Assert.Equal(HttpStatusCode.NoContent, (await stranger.PostAsync(Receipt(service, 0), null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync("/desk/alerts/erfunden/received", null)).StatusCode);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobsAsync();
        Assert.Equal(["tobias"], MailedTo(app));
    }

    /// <summary>Twenty phones behind one router say three times in a minute that they have shown an alert: the office's next report by key is taken all the same.</summary>
    [Theory, OnBoth]
    public async Task Receipts_use_up_nobodys_limit_for_reports(Database database)
    {
        var (app, service, cem, _) = await StartAsync(database);
        await using var end = app;
        await using var done = service;
        await cem.ReportAsync("Gesehen");
        await app.RunJobsAsync();
        var stranger = app.CreateClient();
        for (var n = 0; n < 80; n++) Assert.Equal(HttpStatusCode.NoContent, (await stranger.PostAsync(Receipt(service, 0), null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/desk/in", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"))).StatusCode);
    }

    [Theory, OnBoth]
    public async Task What_is_urgent_goes_both_ways_and_rings_again_each_minute_but_is_mailed_once(Database database)
    {
        var (app, service, cem, jana) = await StartAsync(database);
        await using var end = app;
        await using var done = service;
        var id = await cem.ReportAsync("Brennt", "heated");
        await app.RunJobsAsync();
        for (var minute = 1; minute <= 4; minute++)
        {
            app.Time.Advance(TimeSpan.FromMinutes(1));
            await app.RunJobsAsync();
        }
        Assert.Equal(3, service.Arrived.Count);
        Assert.Single(service.Arrived.Select(a => a.Json.GetProperty("notification").GetProperty("tag").GetString()).Distinct());
        Assert.Equal(["jana", "tobias"], MailedTo(app));
        await jana.DoAsync(id, "Acknowledge");
        app.Time.Advance(TimeSpan.FromMinutes(2));
        await app.RunJobsAsync();
        Assert.Equal(3, service.Arrived.Count);
    }

    /// <summary>A push service that hangs: calls would pile up faster than they are made, and a phone would show them as one anyway.</summary>
    [Theory, OnBoth]
    public async Task A_call_that_is_due_and_not_made_yet_is_not_made_a_second_time_and_one_that_was_given_up_is(Database database)
    {
        var (app, service, cem, _) = await StartAsync(database);
        await using var end = app;
        await using var done = service;
        await cem.ReportAsync("Brennt", "heated");
        await app.RunJobsAsync();
        var alerts = await AlertsAsync();
        // Somebody has the call, and gets no answer.
        await ChangeAsync(set => set.SetProperty(j => j.DoneAt, (DateTimeOffset?)null).SetProperty(j => j.ClaimedUntil, app.Time.GetUtcNow().AddHours(1)));
        await MinuteAsync();
        Assert.Single(service.Arrived);
        Assert.Equal(alerts, await AlertsAsync());
        await ChangeAsync(set => set.SetProperty(j => j.DeadAt, app.Time.GetUtcNow()));
        await MinuteAsync();
        Assert.Equal(2, service.Arrived.Count);
        // The next step calls once more, while that one waits: only the mail goes.
        await ChangeAsync(set => set.SetProperty(j => j.DeadAt, (DateTimeOffset?)null));
        var mails = app.Mail.Sent.Count(m => m.To.StartsWith("jana", StringComparison.Ordinal));
        for (var minute = 0; minute < 9; minute++) await MinuteAsync();
        Assert.Equal(2, service.Arrived.Count);
        Assert.True(app.Mail.Sent.Count(m => m.To.StartsWith("jana", StringComparison.Ordinal)) > mails);
        await ChangeAsync(set => set.SetProperty(j => j.DoneAt, app.Time.GetUtcNow()));
        await MinuteAsync();
        Assert.Equal(3, service.Arrived.Count);
        return;

        async Task<int> AlertsAsync()
        {
            var jana = await app.PersonAsync("jana");
            return await app.WithDbAsync(jana.OrganisationId, db => db.Set<Alert>().CountAsync(a => a.PersonId == jana.Id));
        }

        // The first call of all.
        Task ChangeAsync(Action<UpdateSettersBuilder<Job>> set) => app.WithDbAsync(null, async db =>
        {
            var first = await db.Set<Job>().Where(j => j.Kind == CallDevices.Kind).OrderBy(j => j.CreatedAt).Select(j => j.Id).FirstAsync();
            await db.Set<Job>().Where(j => j.Id == first).ExecuteUpdateAsync(set);
        });

        async Task MinuteAsync()
        {
            app.Time.Advance(TimeSpan.FromMinutes(1));
            await app.RunJobsAsync();
        }
    }

    [Theory, OnBoth]
    public async Task A_push_service_that_is_down_means_mail_at_once(Database database)
    {
        var (app, service, cem, _) = await StartAsync(database);
        await using var end = app;
        await using var done = service;
        service.Answers["/push/jana"] = 500;
        await cem.ReportAsync("Der Dienst ist weg");
        await app.RunJobsAsync();
        Assert.Equal(["jana", "tobias"], MailedTo(app));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobsAsync();
        Assert.Equal(["jana", "tobias"], MailedTo(app));
    }

    [Theory, OnBoth]
    public async Task Whoever_reacts_first_keeps_the_others_from_being_mailed_and_nobody_is_rung_up_at_night(Database database)
    {
        var (app, service, cem, jana) = await StartAsync(database);
        await using var end = app;
        await using var done = service;
        var id = await cem.ReportAsync("Schnell da");
        await app.RunJobsAsync();
        await jana.DoAsync(id, "Acknowledge");
        app.Time.Advance(TimeSpan.FromSeconds(40));
        await app.RunJobsAsync();
        Assert.DoesNotContain("jana", MailedTo(app));
        app.Time.Advance(TimeSpan.FromHours(12));
        await cem.ReportAsync("Nachts", "heated");
        var before = service.Arrived.Count;
        await app.RunJobsAsync();
        Assert.Equal(before, service.Arrived.Count);
        Assert.Contains(app.Mail.Sent, m => m.To.StartsWith("jana", StringComparison.Ordinal) && m.Subject.StartsWith("Es eilt", StringComparison.Ordinal));
    }

    /// <summary>"Without agreeing, nobody is rung up outside duty hours": also while somebody else has agreed.</summary>
    [Theory, OnBoth]
    public async Task In_the_evening_only_the_devices_of_those_who_agreed_ring(Database database)
    {
        var (app, service, cem, _) = await StartAsync(database);
        await using var end = app;
        await using var done = service;
        var tobias = await app.SignInAsync("tobias");
        await tobias.AddDeviceAsync(service, "/push/tobias");
        await tobias.SubmitAndFollowAsync(DutySteps.Week(await tobias.GetPageAsync("/desk/duty"), "Evenings", 1, "17:00", "00:00"));
        app.Time.Advance(TimeSpan.FromHours(10));
        await cem.ReportAsync("Abends", "heated");
        for (var minute = 0; minute < 16; minute++)
        {
            await app.RunJobsAsync();
            app.Time.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.NotEmpty(service.Arrived);
        Assert.All(service.Arrived, a => Assert.Equal("/push/tobias", a.Path));
        Assert.Contains("jana", MailedTo(app));
    }
}
