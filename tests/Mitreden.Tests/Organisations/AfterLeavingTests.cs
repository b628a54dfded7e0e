using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Foundation.Web;
using Mitreden.Tests.Accounts;
using Mitreden.Tests.Desk;
using Mitreden.Tests.Foundation;
using Mitreden.Tests.Notify;

namespace Mitreden.Tests.Organisations;

/// <summary>What stood open, was known by heart or was on its way when somebody left.</summary>
public sealed class AfterLeavingTests
{
    private const string SlackSecret = "8f742231b10e8888abcd99yyyzzz85a5";
    private static readonly string TeamsSecret = Convert.ToBase64String(Enumerable.Range(0, 32).Select(n => (byte)n).ToArray());

    [Theory]
    [OnBoth("/desk/live"), OnBoth("/desk/discussions/{other}/live"), OnBoth("/desk/reports/{own}/live"), OnBoth("/news/live"), OnBoth("/news/live/start")]
    public async Task A_page_that_stood_open_ends_within_a_beat_and_tells_nothing_after_that(Database database, string path)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (petra, cem) = (await app.SignInAsync("petra"), await app.SignInAsync("cem"));
        var lea = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Lea Letzter", Role.Desk);
        var phone = await app.SignInAsync(lea.Id);
        var (own, other) = (await phone.ReportAsync("Von ihr"), await cem.ReportAsync("Von Cem"));
        await using var live = await LiveReader.OpenAsync(phone, path.Replace("{own}", $"{own}", StringComparison.Ordinal).Replace("{other}", $"{other}", StringComparison.Ordinal));
        await LeaveAsync(petra, lea.Id);
        Assert.Equal("end", (await live.EndAsync(app, beats: 3))[^1].EventType);
        await cem.ReportAsync("Das liest sie nicht mehr");
        Assert.Null(await live.NextAsync());
    }

    [Theory, OnBoth]
    public async Task Name_and_password_open_nothing_and_the_page_says_whom_to_ask(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var person = await app.AddGuestAsync("Paul Passwort");
        using (var joined = await app.Visitor().JoinAsync(await petra.ShowInvitationAsync(person), "paul.passwort")) Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        using (var before = await app.Visitor().EnterAsync("paul.passwort", back: "/me")) Assert.Equal("/me", before.Headers.Location!.ToString());
        await LeaveAsync(petra, person);
        var visitor = app.Visitor();
        using var refused = await visitor.EnterAsync("paul.passwort", back: "/me");
        Assert.Contains("keiner Firma", (await refused.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/me")).StatusCode);
    }

    /// <remarks>The chat does not say who somebody is in a way that could be trusted: its doors know nobody, and whoever goes on from there has to sign in.</remarks>
    [Theory, OnBoth]
    public async Task A_message_from_the_chat_leads_to_the_sign_in_page_and_no_further(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        var calls = new List<string>();
        await using var slack = await Loopback.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            calls.Add(await reader.ReadToEndAsync());
        });
        var (petra, jana) = (await app.SignInAsync("petra"), await app.SignInAsync("jana"));
        var lea = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Lea Letzter");
        var phone = await app.SignInAsync(lea.Id);
        var (slackDoor, teamsDoor) = (await OpenAsync(jana, "Slack", SlackSecret), await OpenAsync(jana, "Teams", TeamsSecret));
        var before = await LinksAsync(1);
        foreach (var link in before) Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync(link)).StatusCode);
        await LeaveAsync(petra, lea.Id);
        foreach (var link in before.Concat(await LinksAsync(2)))
            Assert.StartsWith("/sign-in?", (await phone.GetAsync(link)).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(0, await app.WithDbAsync(lea.OrganisationId, db => db.Set<Discussion>().CountAsync(d => d.ReporterId == lea.Id)));

        async Task<List<string>> LinksAsync(int number)
        {
            using (var kept = await SendSlackAsync(app, slackDoor, $"{slack.Address}/back", number)) Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
            await app.RunJobsAsync();
            using var answer = await SendTeamsAsync(app, teamsDoor, number);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return [LinkIn(calls[^1]), LinkIn(await answer.Content.ReadAsStringAsync())];
        }
    }

    [Theory, OnBoth]
    public async Task Neither_phone_nor_mailbox_hears_of_the_next_report(Database database)
    {
        await using var service = await FakePushService.StartAsync();
        await using var app = await DeviceSteps.StartAsync(database);
        var (petra, cem) = (await app.SignInAsync("petra"), await app.SignInAsync("cem"));
        var lea = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Lea Letzter", Role.Desk);
        await (await app.SignInAsync(lea.Id)).AddDeviceAsync(service, "/push/lea");
        await (await app.SignInAsync("jana")).AddDeviceAsync(service, "/push/jana");
        await cem.ReportAsync("Solange sie da ist", "heated");
        await app.RunJobsAsync();
        Assert.Contains(service.Arrived, a => a.Path == "/push/lea");
        Assert.Contains(app.Mail.Sent, m => m.To == lea.Email);
        await LeaveAsync(petra, lea.Id);
        await app.RunJobsAsync();
        var (rung, mailed) = (service.Arrived.Count, app.Mail.Sent.Count);
        await cem.ReportAsync("Danach", "heated");
        for (var minute = 0; minute < 16; minute++)
        {
            await app.RunJobsAsync();
            app.Time.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Contains(service.Arrived.Skip(rung), a => a.Path == "/push/jana");
        Assert.DoesNotContain(service.Arrived.Skip(rung), a => a.Path == "/push/lea");
        Assert.NotEmpty(app.Mail.Sent.Skip(mailed));
        Assert.DoesNotContain(app.Mail.Sent.Skip(mailed), m => m.To == lea.Email);
    }

    [Theory, OnBoth]
    public async Task Whoever_leaves_one_of_two_companies_is_out_of_that_one_alone(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var second = await app.FoundAsync("Zweite AG");
        var guest = await app.AddGuestAsync("Karin Doppelt", null, second.OrganisationId);
        var path = await (await app.SignInAsync(second.Id)).ShowInvitationAsync(guest);
        var consultant = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Karin Doppelt", Role.Agency);
        var device = await app.SignInAsync(consultant.Id);
        using (var attached = await device.SubmitAsync(Doors.Form(await device.GetPageAsync(path), "Attach"))) Assert.Equal(HttpStatusCode.Redirect, attached.StatusCode);
        var here = await app.SignInAsync(consultant.Id);
        Assert.Contains("Muster GmbH", (await here.GetPageAsync("/me")).Text("dl"), StringComparison.Ordinal);
        await LeaveAsync(petra, consultant.Id);
        Assert.Equal(HttpStatusCode.Redirect, (await here.GetAsync("/me")).StatusCode);
        var page = await (await app.SignInAsync(guest)).GetPageAsync("/me");
        Assert.Contains("Zweite AG", page.Text("dl"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("button[name=person]"));
    }

    private static async Task LeaveAsync(HttpClient administrator, Guid person) =>
        await administrator.SubmitAndFollowAsync(Doors.Form(await administrator.GetPageAsync($"/people/{person}"), "Leave"));

    /// <summary>Sets a chat program up on the page and gives the path that it calls.</summary>
    private static async Task<string> OpenAsync(HttpClient member, string kind, string secret)
    {
        var page = await member.SubmitAndFollowAsync(DeskSteps.Form(await member.GetPageAsync("/desk/channels/chat"), "Open"), ("kind", kind));
        await member.SubmitAndFollowAsync(DeskSteps.Form(page, "Secret"), ("kind", kind), ("secret", secret));
        return page.Text($"#address-{kind}")["http://localhost".Length..];
    }

    /// <summary>Path of the only link of ours in what a chat program is told.</summary>
    private static string LinkIn(string json) => "/" + JsonDocument.Parse(json).RootElement.GetProperty("text").GetString()!.Split("http://localhost/")[1].Split('|', ')')[0];

    private static Task<HttpResponseMessage> SendSlackAsync(TestApp app, string address, string back, int number)
    {
        var body = "payload=" + Uri.EscapeDataString(JsonSerializer.Serialize(new
        {
            type = "message_action",
            response_url = back,
            team = new { id = "T1" },
            channel = new { id = "C1", name = "marketing" },
            user = new { id = "U1", name = "Lea Letzter" },
            message = new { type = "message", user = "U2", ts = $"153142061{number}.000100", text = $"Schau https://forum.example/chat/{number}" },
        }));
        var time = app.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add("X-Slack-Request-Timestamp", time);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(SlackSecret), Encoding.UTF8.GetBytes($"v0:{time}:{body}"))));
        return app.Visitor().SendAsync(request);
    }

    private static Task<HttpResponseMessage> SendTeamsAsync(TestApp app, string address, int number)
    {
        var body = JsonSerializer.Serialize(new
        {
            type = "message",
            id = $"148598340851{number}",
            timestamp = app.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            text = $"Seht mal https://forum.example/chat/{number}",
            conversation = new { id = "19:abc@thread.skype" },
            from = new { id = "29:x", name = "Lea Letzter" },
        });
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", "HMAC " + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(TeamsSecret), Encoding.UTF8.GetBytes(body))));
        return app.Visitor().SendAsync(request);
    }
}
