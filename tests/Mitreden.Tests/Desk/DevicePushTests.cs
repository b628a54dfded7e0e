using Mitreden.Tests.Notify;

namespace Mitreden.Tests.Desk;

/// <summary>An alert goes to every device of a desk member; one that has died is told to its owner, once.</summary>
public sealed class DevicePushTests
{
    [Theory, OnBoth]
    public async Task An_alert_reaches_all_devices_and_says_where_to_report_that_it_came(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        var jana = await app.SignInAsync("jana");
        foreach (var path in new[] { "/push/1", "/push/2" }) await jana.AddDeviceAsync(service, path);
        await (await app.SignInAsync("tobias")).AddDeviceAsync(service, "/push/3");
        Assert.Equal(2, await app.AlertAsync("jana", "Zufall_123-x"));
        Assert.Equal(["/push/1", "/push/2"], service.Arrived.Select(a => a.Path).Order(StringComparer.Ordinal));
        foreach (var arrived in service.Arrived)
        {
            var shown = arrived.Json.GetProperty("notification");
            Assert.Equal("http://localhost/desk/alerts/Zufall_123-x/received", shown.GetProperty("data").GetProperty("received").GetString());
            Assert.Equal("http://localhost/desk/discussions/1", shown.GetProperty("navigate").GetString());
            Assert.Equal(("high", "300"), (arrived.Headers["Urgency"], arrived.Headers["TTL"]));
        }
        Assert.Equal(2, (await app.DevicesAsync()).Count(d => d.AcceptedAt == app.Time.GetUtcNow()));
        Assert.Equal(0, await app.AlertAsync("cem"));
    }

    [Theory, OnBoth]
    public async Task Only_what_a_push_service_took_counts_and_one_that_fails_keeps_no_other_waiting(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        var jana = await app.SignInAsync("jana");
        foreach (var (path, status) in new[] { ("/push/ok", 201), ("/push/busy", 429), ("/push/down", 500), ("/push/drop", -1), ("/push/no", 403) })
        {
            await jana.AddDeviceAsync(service, path);
            service.Answers[path] = status;
        }
        Assert.Equal(1, await app.AlertAsync("jana"));
        Assert.All(await app.DevicesAsync(), d => Assert.Null(d.GoneAt));
        Assert.True(await app.ReachableAsync("jana"));
        service.Answers.Clear();
        Assert.Equal(5, await app.AlertAsync("jana", urgent: false));
        Assert.Equal("normal", service.Arrived.Last().Headers["Urgency"]);
    }

    [Theory, OnBoth]
    public async Task A_device_that_died_is_shown_and_its_owner_told_by_mail_once_and_it_can_come_back(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        var jana = await app.SignInAsync("jana");
        await jana.AddDeviceAsync(service, "/push/1");
        service.Answers["/push/1"] = 410;
        // Two alerts at the same moment find it out together.
        Assert.Equal(0, (await Task.WhenAll(app.AlertAsync("jana"), app.AlertAsync("jana"))).Sum());
        Assert.Equal(0, await app.AlertAsync("jana"));
        await app.RunJobsAsync();
        var mail = Assert.Single(app.Mail.Sent);
        Assert.Equal("jana@muster.example", mail.To);
        Assert.Contains("Chrome auf Android", mail.Body, StringComparison.Ordinal);
        Assert.Contains("http://localhost/desk/devices", mail.Body, StringComparison.Ordinal);
        Assert.InRange(service.Arrived.Count, 1, 2);
        var page = await jana.GetPageAsync("/desk/devices");
        Assert.Contains("Nicht mehr erreichbar", page.Text("article"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action*='Probe']"));
        Assert.False(await app.ReachableAsync("jana"));
        service.Answers.Clear();
        page = await jana.AddDeviceAsync(service, "/push/1");
        Assert.DoesNotContain("Nicht mehr erreichbar", page.Text("article"), StringComparison.Ordinal);
        Assert.Equal(1, await app.AlertAsync("jana"));
    }

    [Theory, OnBoth]
    public async Task A_test_alert_says_truthfully_what_became_of_it(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        var jana = await app.SignInAsync("jana");
        var page = await jana.AddDeviceAsync(service, "/push/1");
        foreach (var (status, words) in new[] { (201, "hat den Testalarm angenommen"), (503, "gerade nicht erreichbar"), (403, "abgelehnt"), (404, "nicht mehr erreichbar") })
        {
            service.Answers["/push/1"] = status;
            using var answer = await jana.PressAsync(page.QuerySelector("form[action*='Probe'] button"));
            page = await jana.FollowAsync(answer);
            Assert.Contains(words, page.Text("[data-toast]"), StringComparison.Ordinal);
        }
        var shown = service.Arrived.First().Json.GetProperty("notification");
        Assert.Equal(("Testalarm", "de"), (shown.GetProperty("title").GetString(), shown.GetProperty("lang").GetString()));
        Assert.Equal(4, service.Arrived.Count);
    }
}
