using System.Net;
using Microsoft.AspNetCore.Http;
using Mitreden.Foundation.Notify;
using Mitreden.Tests.Desk;
using Mitreden.Tests.Foundation;

namespace Mitreden.Tests.Notify;

/// <summary>Whatever calls people outside the program says that there is something and never what: lock screens, chats and mailboxes are read by others.</summary>
public sealed class NoContentTests
{
    private const string Canary = "KanarienvogelGelb";

    /// <summary>What was reported and written, where it stands, and who has reported it.</summary>
    private static readonly string[] Content = [Canary, "forum.example", "Cem", "Aydin"];

    [Theory, OnBoth]
    public async Task From_the_first_alert_to_the_end_no_channel_says_what_it_is_about(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        var posts = new List<(string Path, string All)>();
        await using var server = await Loopback.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            var headers = string.Join('\n', context.Request.Headers.Select(h => $"{h.Key}: {h.Value}"));
            lock (posts) posts.Add((context.Request.Path.Value!, $"{Uri.UnescapeDataString(context.Request.QueryString.Value ?? "")}\n{headers}\n{body}"));
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        await jana.AddDeviceAsync(service, "/push/jana");
        await (await app.SignInAsync("tobias")).AddDeviceAsync(service, "/push/tobias");
        const string numbers = "+4915112345678";
        foreach (var (kind, path, more) in new (string, string, (string, string?)[])[]
        {
            ("Slack", "/slack", []), ("Teams", "/teams", []), ("Webhook", "/hook", []), ("Sms", "/sms?to={number}&text={text}", [("Numbers", numbers)]),
            ("Sms", "/text", [("Numbers", numbers), ("Body", "{\"to\":\"{number}\",\"text\":\"{text}\"}")]),
        })
        {
            var form = DeviceSteps.Form(await jana.GetPageAsync($"/desk/channels?kind={kind}"), "Add");
            using var added = await jana.SubmitAsync(form, [("Name", $"{kind} {path[..3]}"), ("Address", server.Address + path), .. more]);
            Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        }

        await LiveAsync(app, cem, jana);

        Assert.Equal(["/hook", "/slack", "/sms", "/teams", "/text"], posts.Select(p => p.Path).Distinct().Order(StringComparer.Ordinal));
        Assert.All(posts, p => Assert.All(Content, word => Assert.DoesNotContain(word, p.All, StringComparison.Ordinal)));
        Assert.Equal(["/push/jana", "/push/tobias"], service.Arrived.Select(a => a.Path).Distinct().Order(StringComparer.Ordinal));
        Assert.All(service.Arrived, a => Assert.All(Content, word => Assert.DoesNotContain(word, a.Text!, StringComparison.Ordinal)));
        Assert.True(app.Mail.Sent.Select(m => m.Subject).Distinct().Count() >= 5, string.Join('\n', app.Mail.Sent.Select(m => m.Subject).Distinct()));
        Assert.Contains(app.Mail.Sent, m => m.To == "sabine@muster.example");
        Assert.Contains(app.Mail.Sent, m => m.To == "cem@muster.example");
        // The reporter is greeted by name in their own mail, and nobody else reads that name.
        Assert.All(app.Mail.Sent, m => Assert.All(m.To == "cem@muster.example" ? Content[..2] : Content, word => Assert.DoesNotContain(word, Whole(m), StringComparison.Ordinal)));
    }

    private static string Whole(SendMail mail) => $"{mail.Subject}\n{mail.Body}\n{mail.Name}";

    /// <summary>Nobody comes, somebody comes and gives it back, it becomes major, is answered and ends; every field holds the words that must not get out.</summary>
    private static async Task LiveAsync(TestApp app, HttpClient cem, HttpClient jana)
    {
        var id = await cem.ReportAsync([TestPictures.File($"{Canary}.png")], ("title", Canary), ("text", $"{Canary} https://forum.example/{Canary}"), ("involvement", "heated"));
        await app.GoOnAsync(TimeSpan.FromMinutes(17));
        await jana.DoAsync(id, "Acknowledge");
        await app.GoOnAsync(TimeSpan.FromMinutes(6));
        await jana.DoAsync(id, "HandBack");
        await app.GoOnAsync(TimeSpan.FromMinutes(6));
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Triage", ("truth", "True"), ("voice", "Press"), ("severity", "5"), ("reason", Canary));
        await jana.DoAsync(id, "TakeOver");
        await jana.DoAsync(id, "PublicWord", ("text", Canary));
        await app.RunJobsAsync();
        await jana.DoAsync(id, "Message", ("text", Canary));
        using (var said = await cem.SayAsync(id, "Answer", ("text", Canary))) Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        await app.RunJobsAsync();
        await jana.DoAsync(id, "Major");
        await app.GoOnAsync(TimeSpan.FromMinutes(70), 60);
        await jana.DoAsync(id, "Resolve", ("outcome", "Calmed"), ("reason", Canary));
        await app.RunJobsAsync();
    }
}
