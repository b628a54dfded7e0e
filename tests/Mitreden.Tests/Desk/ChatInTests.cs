using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.ChatIn;
using Mitreden.Desk.Reporting;
using Mitreden.Tests.Foundation;

namespace Mitreden.Tests.Desk;

/// <summary>A message from the chat is handed in signed, and becomes a report only when its sender signs in and taps.</summary>
public sealed class ChatInTests
{
    private const string SlackSecret = "8f742231b10e8888abcd99yyyzzz85a5";
    private static readonly string TeamsSecret = Convert.ToBase64String(Enumerable.Range(0, 32).Select(n => (byte)n).ToArray());

    [Fact]
    public void The_signature_of_Slacks_own_example_is_right()
    {
        const string body = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
        const string signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
        var now = DateTimeOffset.FromUnixTimeSeconds(1531420618);
        bool Holds(string time, string signed, int seconds) => ChatSignature.IsSlack(SlackSecret, time, signed, Encoding.UTF8.GetBytes(body), now.AddSeconds(seconds));
        Assert.True(Holds("1531420618", signature, 0));
        Assert.True(Holds("1531420618", signature, 300) && Holds("1531420618", signature, -300));
        Assert.False(Holds("1531420618", signature, 301) || Holds("1531420618", signature, -301));
        foreach (var (time, signed) in new[] { ("1531420619", signature), ("", signature), ("-1531420618", signature), ("99999999999999999999", signature), ("9223372036854775807", signature), ("1531420618", ""), ("1531420618", signature[..^1]), ("1531420618", signature.ToUpperInvariant()) })
            Assert.False(Holds(time, signed, 0));
        Assert.False(ChatSignature.IsSlack("", "1531420618", signature, Encoding.UTF8.GetBytes(body), now));
    }

    [Theory, OnBoth]
    public async Task A_Slack_message_is_kept_and_its_sender_alone_gets_the_link(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        var calls = new List<string>();
        await using var slack = await Loopback.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            calls.Add(await reader.ReadToEndAsync());
        });
        var address = await OpenAsync(await app.SignInAsync("jana"), "Slack", SlackSecret);
        var message = Slack($"{slack.Address}/back", "Schau <https://forum.example/chat/1|hier> &amp; <@U123> sag was");
        using var answer = await SendSlackAsync(app, address, message);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        await app.RunJobsAsync();
        var back = JsonDocument.Parse(Assert.Single(calls)).RootElement;
        Assert.Equal("ephemeral", back.GetProperty("response_type").GetString());
        var text = back.GetProperty("text").GetString()!;
        var link = text[text.IndexOf("http://localhost", StringComparison.Ordinal)..text.IndexOf('|', StringComparison.Ordinal)]["http://localhost".Length..];
        Assert.StartsWith("/sign-in", (await app.Visitor().GetAsync(link)).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        var cem = await app.SignInAsync("cem");
        var page = await cem.GetPageAsync(link);
        Assert.Equal(("Schau https://forum.example/chat/1 &  sag was", "Aus Slack"), (page.QuerySelector<IHtmlTextAreaElement>("#text")!.Value, page.QuerySelector<IHtmlInputElement>("[name=title]")!.Value));
        using var sent = await cem.SubmitAsync(page.QuerySelector("#share-form"), ("involvement", "watching"));
        Assert.Equal("https://forum.example/chat/1", (await app.StoredAsync(await DeskSteps.IdAsync(sent))).Url);
        using var replayed = await SendSlackAsync(app, address, message);
        Assert.Equal(HttpStatusCode.Conflict, replayed.StatusCode);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        using var again = await SendSlackAsync(app, address, message);
        await app.RunJobsAsync();
        text = JsonDocument.Parse(calls[^1]).RootElement.GetProperty("text").GetString()!;
        link = text[text.IndexOf("http://localhost", StringComparison.Ordinal)..text.IndexOf('|', StringComparison.Ordinal)]["http://localhost".Length..];
        using var second = await cem.SubmitAsync((await cem.GetPageAsync(link)).QuerySelector("#share-form"), ("involvement", "heated"));
        Assert.Equal(await DeskSteps.IdAsync(sent), await DeskSteps.IdAsync(second));
    }

    [Theory, OnBoth]
    public async Task A_Teams_message_is_answered_with_the_link_and_the_same_one_again_leads_to_the_same_report(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var address = await OpenAsync(await app.SignInAsync("petra"), "Teams", TeamsSecret);
        var anna = await app.SignInAsync("anna");
        var ids = new List<Guid>();
        for (var n = 0; n < 2; n++)
        {
            using var answer = await SendTeamsAsync(app, address, Teams(TestApp.Beginning, "<p><at>Mitreden</at>&nbsp;Seht mal <a href=\"https://forum.example/chat/2\">hier</a></p>"));
            var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal("message", said.GetProperty("type").GetString());
            var text = said.GetProperty("text").GetString()!;
            var link = text[(text.IndexOf("(http://localhost", StringComparison.Ordinal) + 1)..text.IndexOf(')', StringComparison.Ordinal)]["http://localhost".Length..];
            using var sent = await anna.SubmitAsync((await anna.GetPageAsync(link)).QuerySelector("#share-form"), ("involvement", "watching"));
            ids.Add(await DeskSteps.IdAsync(sent));
        }
        Assert.Single(ids.Distinct());
        Assert.Equal(("Seht mal hier", "https://forum.example/chat/2"), ((await app.StoredAsync(ids[0])).Text, (await app.StoredAsync(ids[0])).Url));
    }

    [Theory]
    [OnBoth("Emily Carter", null, true), OnBoth("emily", null, true), OnBoth("Anna Schulz", "en-US", false), OnBoth("Niemand Hier", "en-GB", true), OnBoth("Niemand Hier", "de-DE", false), OnBoth("Niemand Hier", null, false), OnBoth("%", null, false)]
    public async Task The_answer_comes_in_the_language_of_whoever_asks(Database database, string name, string? locale, bool english)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        var jana = await app.SignInAsync("jana");
        var teams = Teams(TestApp.Beginning, "Seht mal https://forum.example/chat/9").Replace("\"name\":\"Anna\"", $"\"name\":\"{name}\"", StringComparison.Ordinal);
        if (locale is not null) teams = teams.Replace("{\"type\":\"message\"", $"{{\"locale\":\"{locale}\",\"type\":\"message\"", StringComparison.Ordinal);
        using var answer = await SendTeamsAsync(app, await OpenAsync(jana, "Teams", TeamsSecret), teams);
        Assert.Contains(english ? "Almost done" : "Fast fertig", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("text").GetString(), StringComparison.Ordinal);
        if (locale is not null) return;
        var calls = new List<string>();
        await using var slack = await Loopback.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            calls.Add(await reader.ReadToEndAsync());
        });
        var message = "payload=" + Uri.EscapeDataString(Uri.UnescapeDataString(Slack($"{slack.Address}/back", "x")["payload=".Length..]).Replace("\"id\":\"U1\"", $"\"id\":\"U1\",\"name\":\"{name}\"", StringComparison.Ordinal));
        using var sent = await SendSlackAsync(app, await OpenAsync(jana, "Slack", SlackSecret), message);
        await app.RunJobsAsync();
        Assert.Contains(english ? "Almost done" : "Fast fertig", Assert.Single(calls), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task What_is_not_signed_or_not_fresh_is_refused_and_nothing_is_kept(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        var (slack, teams) = (await OpenAsync(jana, "Slack", SlackSecret), await OpenAsync(jana, "Teams", TeamsSecret));
        var (message, activity, now) = (Slack("https://hooks.slack.com/x", "x"), Teams(TestApp.Beginning, "x"), TestApp.Beginning);
        Task<HttpResponseMessage>[] refused =
        [
            SendSlackAsync(app, slack, message, "anders"), SendSlackAsync(app, slack, message, at: now.AddMinutes(-6)), SendSlackAsync(app, slack, message, at: now.AddMinutes(6)),
            SendSlackAsync(app, teams.Replace("teams", "slack", StringComparison.Ordinal), message), SendSlackAsync(app, "/desk/in/slack", message), SendSlackAsync(app, $"/desk/in/slack?door={Guid.CreateVersion7()}", message),
            SendTeamsAsync(app, teams, activity, Convert.ToBase64String(new byte[32])), SendTeamsAsync(app, teams, Teams(now.AddMinutes(-6), "x")), SendTeamsAsync(app, teams, activity.Replace("timestamp", "when", StringComparison.Ordinal)),
            SendTeamsAsync(app, slack.Replace("slack", "teams", StringComparison.Ordinal), activity),
        ];
        foreach (var answer in await Task.WhenAll(refused))
            Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        foreach (var body in new[] { "", "payload=", "payload={", "payload=[]", "payload=" + Uri.EscapeDataString("""{"type":"view_submission"}"""), "payload=%00" })
            Assert.Equal(HttpStatusCode.BadRequest, (await SendSlackAsync(app, slack, body)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendTeamsAsync(app, teams, """{"type":"invoke"}""")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendSlackAsync(app, slack, new string('x', 300_000))).StatusCode);
        Assert.Equal(0, await app.WithDbAsync(null, db => db.Set<ShareDraft>().CountAsync()));
        await jana.SubmitAndFollowAsync(DeskSteps.Form(await jana.GetPageAsync("/desk/channels/chat"), "Close"), ("kind", "Slack"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendSlackAsync(app, slack, message)).StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_secret_lies_sealed_is_never_shown_and_belongs_to_one_company(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        await OpenAsync(jana, "Slack", SlackSecret);
        var page = await jana.GetPageAsync("/desk/channels/chat");
        Assert.DoesNotContain(SlackSecret, page.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal("Eingerichtet", page.Text("section .badge"));
        var door = await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<ChatDoor>().AsNoTracking().SingleAsync());
        Assert.DoesNotContain(SlackSecret, door.Closed, StringComparison.Ordinal);
        var berta = await app.SignInAsync((await app.FoundAsync()).Id);
        page = await berta.GetPageAsync("/desk/channels/chat");
        Assert.Null(page.QuerySelector("#address-Slack"));
        page = await berta.SubmitAndFollowAsync(DeskSteps.Form(page, "Open"), ("kind", "Teams"));
        Assert.Equal("Es fehlt das Geheimnis", page.Text("section:has(#address-Teams) .badge"));
        foreach (var bad in new[] { "", "nicht base64!", new string('A', 204) })
        {
            using var refused = await berta.SubmitAsync(DeskSteps.Form(page, "Secret"), ("secret", bad));
            Assert.Contains("Gespeichert wurde nichts", (await refused.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#error-Teams"), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await berta.SubmitAsync(DeskSteps.Form(page, "Secret"), ("kind", "Slack"), ("secret", "x"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync("cem")).GetAsync("/desk/channels/chat")).StatusCode);
    }

    /// <summary>Sets a program up on the page and gives the path that it calls.</summary>
    private static async Task<string> OpenAsync(HttpClient member, string kind, string secret)
    {
        var page = await member.GetPageAsync("/desk/channels/chat");
        page = await member.SubmitAndFollowAsync(DeskSteps.Form(page, "Open"), ("kind", kind));
        await member.SubmitAndFollowAsync(DeskSteps.Form(page, "Secret"), ("kind", kind), ("secret", secret));
        return page.Text($"#address-{kind}")["http://localhost".Length..];
    }

    private static string Slack(string back, string text) => "payload=" + Uri.EscapeDataString(JsonSerializer.Serialize(new
    {
        type = "message_action",
        callback_id = "melden",
        response_url = back,
        team = new { id = "T1" },
        channel = new { id = "C1", name = "marketing" },
        user = new { id = "U1" },
        message = new { type = "message", user = "U2", ts = "1531420618.000100", text },
    }));

    private static string Teams(DateTimeOffset at, string text) => JsonSerializer.Serialize(new
    {
        type = "message",
        id = "1485983408511",
        timestamp = at.ToString("O", CultureInfo.InvariantCulture),
        text,
        conversation = new { id = "19:abc@thread.skype" },
        from = new { id = "29:x", name = "Anna" },
    });

    private static Task<HttpResponseMessage> SendSlackAsync(TestApp app, string address, string body, string secret = SlackSecret, DateTimeOffset? at = null)
    {
        var time = (at ?? app.Time.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add("X-Slack-Request-Timestamp", time);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{time}:{body}"))));
        return app.Visitor().SendAsync(request);
    }

    private static Task<HttpResponseMessage> SendTeamsAsync(TestApp app, string address, string body, string? secret = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", "HMAC " + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret ?? TeamsSecret), Encoding.UTF8.GetBytes(body))));
        return app.Visitor().SendAsync(request);
    }
}
