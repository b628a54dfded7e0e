using Microsoft.AspNetCore.Http;
using Mitreden.Desk.Drills;
using Mitreden.Foundation.Notify;
using Mitreden.Tests.Foundation;
using Mitreden.Tests.Notify;

namespace Mitreden.Tests.Desk;

/// <summary>Whatever reaches anybody about a drill says that it is an exercise, and never what it is about.</summary>
public sealed class DrillMarkTests
{
    private static readonly string[] Content = ["Ersatzteil", "Modell 3", "Gartenzwerg", "Cem", "Aydin"];

    private static void Marked(IEnumerable<SendMail> mails) => Assert.All(mails, m =>
    {
        Assert.Matches("^(Übung|Exercise): ", m.Subject);
        Assert.Matches("^(DAS IST EINE ÜBUNG|THIS IS AN EXERCISE)", m.Body);
        Assert.All(Content, word => Assert.DoesNotContain(word, m.Subject + m.Body.Replace("Hallo Cem Aydin", "", StringComparison.Ordinal), StringComparison.Ordinal));
    });

    [Theory, OnBoth]
    public async Task Every_mail_of_its_whole_life_is_marked_for_the_desk_management_and_the_reporter(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var drill = await app.StartDrillAsync("cem");
        var asked = app.Mail.Sent.Count;
        var report = await cem.ShareDrillAsync(drill, "heated");
        // Nobody comes: backup, the whole desk, management.
        await app.GoOnAsync(TimeSpan.FromMinutes(17));
        Assert.Contains(app.Mail.Sent.Skip(asked), m => m.To == "sabine@muster.example");
        await jana.DoAsync(report, "Acknowledge");
        await app.GoOnAsync(TimeSpan.FromMinutes(6));
        await jana.DoAsync(report, "HandBack");
        await app.RunJobsAsync();
        await jana.DoAsync(report, "Acknowledge");
        await jana.DoAsync(report, "Triage", ("truth", "True"), ("voice", "Press"), ("severity", "5"));
        await jana.DoAsync(report, "TakeOver");
        await app.RunJobsAsync();
        await jana.DoAsync(report, "Message", ("text", "Danke, wir sind dran."));
        await cem.SayAsync(report, "Answer", ("text", "Gern."));
        await app.RunJobsAsync();
        await jana.DoAsync(report, "Major");
        await app.GoOnAsync(TimeSpan.FromMinutes(70), 60);
        await jana.DoAsync(report, "Resolve", ("outcome", "Calmed"), ("reason", "Geübt."));
        await app.RunJobsAsync();
        var mails = app.Mail.Sent.Skip(asked).ToList();
        Assert.True(mails.Select(m => m.Subject).Distinct().Count() >= 6, string.Join('\n', mails.Select(m => m.Subject).Distinct()));
        Marked(mails);
        Assert.Equal(DrillState.Ended, (await app.DrillAsync(drill)).State);
    }

    [Theory, OnBoth]
    public async Task Devices_and_every_channel_of_the_team_read_that_it_is_an_exercise(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        var posts = new List<string>();
        await using var server = await Loopback.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var text = Uri.UnescapeDataString(context.Request.QueryString.Value ?? "") + await reader.ReadToEndAsync();
            lock (posts) posts.Add(text);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        var jana = await app.SignInAsync("jana");
        await jana.AddDeviceAsync(service, "/push/jana");
        foreach (var (kind, path, more) in new (string, string, (string, string?)[])[]
        {
            ("Slack", "/slack", []), ("Teams", "/teams", []), ("Webhook", "/hook", []), ("Sms", "/sms?to={number}&text={text}", [("Numbers", "+4915112345678")]),
        })
            (await jana.SubmitAsync((await jana.GetPageAsync($"/desk/channels?kind={kind}")).Form("Add"), [("Name", kind), ("Address", server.Address + path), .. more])).Dispose();
        await (await app.SignInAsync("cem")).ShareDrillAsync(await app.StartDrillAsync("cem"));
        await app.RunJobsAsync();
        var shown = Assert.Single(service.Arrived).Json.GetProperty("notification");
        Assert.StartsWith("Übung: ", shown.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, posts.Count);
        Assert.All(posts, p => Assert.Contains("Übung: ", p, StringComparison.Ordinal));
        Assert.All(posts, p => Assert.All(Content, word => Assert.DoesNotContain(word, p, StringComparison.Ordinal)));
        Assert.Single(posts, p => p.Contains("\"drill\":true", StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task Every_page_and_row_says_so_without_reloading_too(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var drill = await app.StartDrillAsync("cem");
        await using var inbox = await LiveReader.OpenAsync(jana, "/desk/live");
        var report = await cem.ShareDrillAsync(drill);
        Assert.Contains("Übung", await inbox.PartAsync($"id=\"d-{report}\""), StringComparison.Ordinal);
        foreach (var (client, path, selector) in new[]
        {
            (jana, "/desk", $"#d-{report} h2"), (jana, "/desk", $"#d-{report} .badge"), (jana, $"/desk/discussions/{report}", "h1"), (jana, $"/desk/discussions/{report}", "#status .badge"),
            (jana, $"/desk/discussions/{report}", "[data-drill]"), (jana, $"/desk/discussions/{report}/playbooks/PB1", "main"), (cem, $"/desk/reports/{report}", "[data-drill]"), (cem, "/desk/reports", ".list__item"), (cem, "/", ".list__item .badge"),
        })
            Assert.Contains("Übung", (await client.GetPageAsync(path)).Text(selector), StringComparison.Ordinal);
        Assert.Contains("Übung", (await jana.GetPageAsync("/")).Text("a.card[href='/desk']"), StringComparison.Ordinal);
        Assert.DoesNotContain("card--hot", (await jana.GetPageAsync("/")).QuerySelector("a.card[href='/desk']")!.ClassName, StringComparison.Ordinal);
        // By a program as well.
        var key = await cem.MakeKeyAsync("Skript");
        using var sent = new HttpRequestMessage(HttpMethod.Post, "/desk/in") { Content = new FormUrlEncodedContent([new("url", $"http://localhost/desk/drills/{drill}/thread"), new("involvement", "watching")]) };
        sent.Headers.Authorization = new("Bearer", key);
        using var answer = await app.Visitor().SendAsync(sent);
        Assert.Contains("bung: ", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Real_ones_carry_no_mark(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        var drill = await app.StartDrillAsync("cem");
        var before = app.Mail.Sent.Count;
        var report = await (await app.SignInAsync("cem")).ReportAsync($"Echt, und dieser Satz nennt /desk/drills/{drill}/thread nur", "heated");
        await app.RunJobsAsync();
        Assert.NotEmpty(app.Mail.Sent.Skip(before));
        Assert.All(app.Mail.Sent.Skip(before), m => Assert.DoesNotContain("bung", m.Subject + m.Body, StringComparison.Ordinal));
        Assert.DoesNotContain("Übung", (await jana.GetPageAsync($"/desk/discussions/{report}")).Text("main h1"), StringComparison.Ordinal);
        Assert.Null((await jana.GetPageAsync($"/desk/discussions/{report}")).QuerySelector("[data-drill]"));
    }
}
