using System.Net;
using Mitreden.Desk.Channels;
using Mitreden.Foundation.Notify;
using Mitreden.Tests.Notify;

namespace Mitreden.Tests.Desk;

/// <summary>A desk member puts devices in and out, on a page that is theirs alone.</summary>
public sealed class DevicesTests
{
    [Theory, OnBoth]
    public async Task A_browser_is_added_once_gets_a_name_that_people_recognise_and_another_one(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        var jana = await app.SignInAsync("jana");
        Assert.Contains("Noch kein Gerät", (await jana.GetPageAsync("/desk/devices")).Text("main"), StringComparison.Ordinal);
        var page = await jana.AddDeviceAsync(service, "/push/1");
        Assert.Contains("wird jetzt alarmiert", page.Text("[data-toast]"), StringComparison.Ordinal);
        Assert.Equal("Chrome auf Android", page.Text("article h3"));
        page = await jana.AddDeviceAsync(service, "/push/1");
        Assert.Single(page.QuerySelectorAll("article"));
        page = await jana.SubmitAndFollowAsync(page.Form("Rename"), ("name", "  Diensthandy\t vom  Empfang "));
        Assert.Equal("Diensthandy vom Empfang", page.Text("article h3"));
        page = await jana.SubmitAndFollowAsync(page.Form("Rename"), ("name", " "));
        Assert.Equal("Diensthandy vom Empfang", page.Text("article h3"));
        Assert.True(await app.ReachableAsync("jana"));
        using var gone = await jana.PressAsync(page.QuerySelector("form[action*='Remove'] button"));
        page = await jana.FollowAsync(gone);
        Assert.Empty(page.QuerySelectorAll("article"));
        Assert.False(await app.ReachableAsync("jana"));
    }

    [Theory, OnBoth]
    public async Task What_reaches_a_device_lies_sealed_and_is_not_handed_out(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        var jana = await app.SignInAsync("jana");
        var page = await jana.AddDeviceAsync(service, "/push/secret-1");
        Assert.Matches("^[A-Za-z0-9_-]{87}$", page.QuerySelector("[data-devices]")!.GetAttribute("data-key")!);
        var device = Assert.Single(await app.DevicesAsync());
        Assert.DoesNotContain("secret-1", device.Closed + device.Name, StringComparison.Ordinal);
        var export = await (await jana.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync();
        Assert.Contains("Chrome auf Android", export, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-1", export, StringComparison.Ordinal);
        Assert.DoesNotContain(device.EndpointHash, export, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, OnBoth]
    public async Task What_is_no_subscription_is_refused_with_a_reason(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        using var browser = new FakeBrowser();
        var jana = await app.SignInAsync("jana");
        PushTarget[] bad =
        [
            new("", "", ""), browser.At("https://10.0.0.1/push"), browser.At("https://169.254.169.254/"), browser.At("file:///etc/passwd"), browser.At("https://user@push.example.net/"),
            browser.At("https://push.example.net/") with { Auth = "AAAA" }, browser.At("https://push.example.net/") with { P256dh = browser.Auth }, browser.At("https://push.example.net/" + new string('x', 2048)),
        ];
        foreach (var target in bad)
        {
            using var answer = await jana.SubscribeAsync(target);
            Assert.Contains("Gespeichert wurde nichts", (await answer.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[role=alert]"), StringComparison.Ordinal);
        }
        for (var n = 0; n < Device.Most; n++) (await jana.SubscribeAsync(browser.At($"https://push.example.net/{n}"))).Dispose();
        using (var more = await jana.SubscribeAsync(browser.At("https://push.example.net/more")))
            Assert.Contains("Mehr als 10 Geräte gehen nicht", (await more.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[role=alert]"), StringComparison.Ordinal);
        using var again = await jana.SubscribeAsync(browser.At("https://push.example.net/3"));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(Device.Most, (await app.DevicesAsync()).Count);
    }

    [Theory, OnBoth]
    public async Task A_device_is_its_owners_alone_and_a_browser_alerts_one_person(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        var (jana, tobias) = (await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        var page = await jana.AddDeviceAsync(service, "/push/1");
        var id = (await app.DevicesAsync())[0].Id.ToString();
        var own = await tobias.AddDeviceAsync(service, "/push/2");
        foreach (var handler in new[] { "Probe", "Rename", "Remove" })
            Assert.Equal(HttpStatusCode.NotFound, (await tobias.SubmitAsync(own.Form(handler), ("id", id), ("name", "x"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync("cem")).GetAsync("/desk/devices")).StatusCode);
        Assert.Empty(service.Arrived);
        await tobias.AddDeviceAsync(service, "/push/1");
        Assert.False(await app.ReachableAsync("jana"));
        Assert.Equal((await app.PersonAsync("tobias")).Id, Assert.Single((await app.DevicesAsync()).Select(d => d.PersonId).Distinct()));
        Assert.Equal(HttpStatusCode.NotFound, (await jana.SubmitAsync(page.Form("Probe"))).StatusCode);
    }

    [Theory, OnBoth("Leave"), OnBoth("Roles")]
    public async Task Whoever_leaves_the_company_or_the_desk_is_not_alerted_any_more(Database database, string how)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        await (await app.SignInAsync("jana")).AddDeviceAsync(service, "/push/1");
        await (await app.SignInAsync("tobias")).AddDeviceAsync(service, "/push/2");
        var petra = await app.SignInAsync("petra");
        var page = await petra.GetPageAsync($"/people/{(await app.PersonAsync("jana")).Id}");
        if (how == "Leave") await petra.SubmitAndFollowAsync(DeskSteps.Form(page, "Leave"));
        else await petra.SubmitAndFollowAsync(page.QuerySelector("form:has([name=Name])"), ("Roles", null));
        Assert.Equal(0, await app.AlertAsync("jana"));
        Assert.Equal(1, await app.AlertAsync("tobias"));
        Assert.Single(await app.DevicesAsync());
    }
}
