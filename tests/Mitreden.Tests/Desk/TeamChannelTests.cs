using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk.Channels;
using Mitreden.Foundation.Data;
using Mitreden.Tests.Foundation;

namespace Mitreden.Tests.Desk;

/// <summary>The team is called where it is, in the form that is read there, and nobody learns more than that.</summary>
public sealed class TeamChannelTests
{
    private sealed record Call(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    }

    /// <summary>The other side of every channel; paths that begin with /no refuse.</summary>
    private static async Task<(Loopback Server, List<Call> Calls)> ListenAsync()
    {
        var calls = new List<Call>();
        var server = await Loopback.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var call = new Call(context.Request.Method, context.Request.Path + context.Request.QueryString.Value, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync());
            lock (calls) calls.Add(call);
            context.Response.StatusCode = context.Request.Path.StartsWithSegments("/no") ? 500 : 202;
        });
        return (server, calls);
    }

    private static async Task<HttpResponseMessage> AddAsync(HttpClient client, string kind, params (string, string?)[] fields) =>
        await client.SubmitAsync((await client.GetPageAsync($"/desk/channels?kind={kind}")).Form("Add"), [("Name", kind), .. fields]);

    private static async Task<int> CallAsync(TestApp app, string title = "Es wird <jemand> & gebraucht")
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = await app.DemoOrganisationAsync();
        var (team, took) = (scope.ServiceProvider.GetRequiredService<TeamChannels>(), 0);
        foreach (var channel in await team.AllAsync(CancellationToken.None))
            if (await team.SendAsync(channel, new TeamMessage(title, "Sieh bitte \"nach\".", "/desk", true), CancellationToken.None) == ChannelAnswer.Took) took++;
        return took;
    }

    [Theory, OnBoth]
    public async Task A_channel_that_says_no_is_asked_again_until_somebody_reacts_and_one_that_took_it_is_not(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        var (server, calls) = await ListenAsync();
        await using var _ = server;
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        foreach (var path in new[] { "/no", "/yes" }) (await AddAsync(jana, "Slack", ("Address", server.Address + path))).Dispose();
        var id = await cem.ReportAsync("Es brennt", "heated");
        await app.RunJobsAsync();
        Assert.Equal((1, 1), (calls.Count(c => c.Target == "/no"), calls.Count(c => c.Target == "/yes")));
        app.Time.Advance(TimeSpan.FromSeconds(3));
        await app.RunJobsAsync();
        Assert.Equal((2, 1), (calls.Count(c => c.Target == "/no"), calls.Count(c => c.Target == "/yes")));
        await jana.DoAsync(id, "Acknowledge");
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobsAsync();
        Assert.Equal((2, 1), (calls.Count(c => c.Target == "/no"), calls.Count(c => c.Target == "/yes")));
    }

    [Theory, OnBoth]
    public async Task Teams_and_Slack_get_what_they_read(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        var (server, calls) = await ListenAsync();
        await using var _ = server;
        var jana = await app.SignInAsync("jana");
        foreach (var kind in new[] { "Teams", "Slack" }) Assert.Equal(HttpStatusCode.Redirect, (await AddAsync(jana, kind, ("Address", $"{server.Address}/{kind}"))).StatusCode);
        Assert.Equal(2, await CallAsync(app));
        var card = calls.Single(c => c.Target == "/Teams").Json.GetProperty("attachments")[0];
        Assert.Equal("application/vnd.microsoft.card.adaptive", card.GetProperty("contentType").GetString());
        Assert.Equal("Es wird <jemand> & gebraucht", card.GetProperty("content").GetProperty("body")[0].GetProperty("text").GetString());
        Assert.Equal("http://localhost/desk", card.GetProperty("content").GetProperty("actions")[0].GetProperty("url").GetString());
        var text = calls.Single(c => c.Target == "/Slack").Json.GetProperty("text").GetString()!;
        Assert.StartsWith("*Es wird &lt;jemand&gt; &amp; gebraucht*\nSieh bitte \"nach\".\n<http://localhost/desk|", text, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_webhook_is_signed_with_a_secret_that_is_shown_once(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        var (server, calls) = await ListenAsync();
        await using var _ = server;
        var petra = await app.SignInAsync("petra");
        using var added = await AddAsync(petra, "Webhook", ("Address", server.Address + "/hook/geheim"));
        var page = await petra.FollowAsync(added);
        var secret = page.Text("#secret");
        Assert.DoesNotContain("/hook/geheim", page.Text("main"), StringComparison.Ordinal);
        Assert.Null((await petra.GetPageAsync("/desk/channels")).QuerySelector("#secret"));
        Assert.Equal(1, await CallAsync(app));
        var call = Assert.Single(calls);
        var time = call.Headers["Mitreden-Timestamp"];
        Assert.Equal(app.Time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), time);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{call.Body}")));
        Assert.Equal($"v1={expected}", call.Headers["Mitreden-Signature"]);
        Assert.Equal(("http://localhost/desk", true), (call.Json.GetProperty("url").GetString(), call.Json.GetProperty("urgent").GetBoolean()));
        var row = await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<TeamChannel>().AsNoTracking().SingleAsync());
        Assert.DoesNotContain("geheim", row.Closed, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, row.Closed, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_text_message_goes_to_every_number_encoded_as_its_place_needs(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        var (server, calls) = await ListenAsync();
        await using var _ = server;
        var jana = await app.SignInAsync("jana");
        var numbers = ("Numbers", "+49 151 2345678\r\n+43 (664) 1234567");
        (await AddAsync(jana, "Sms", ("Address", server.Address + "/get?to={number}&text={text}"), numbers)).Dispose();
        (await AddAsync(jana, "Sms", ("Address", server.Address + "/post"), ("Body", "{\"to\":\"{number}\",\"text\":\"{text}\"}"), ("Authorization", "Bearer abc"), numbers)).Dispose();
        Assert.Equal(2, await CallAsync(app, "Ruf \"{number}\" & {text}"));
        var get = calls.Where(c => c.Method == "GET").Select(c => c.Target).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(2, get.Count);
        Assert.StartsWith("/get?to=%2B436641234567&text=Ruf%20%22%7Bnumber%7D%22%20%26%20%7Btext%7D.", get[0], StringComparison.Ordinal);
        var post = calls.Where(c => c.Method == "POST").ToList();
        Assert.Equal(["+436641234567", "+491512345678"], post.Select(c => c.Json.GetProperty("to").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(post, c => Assert.StartsWith("Ruf \"{number}\" & {text}. ", c.Json.GetProperty("text").GetString(), StringComparison.Ordinal));
        Assert.All(post, c => Assert.Equal("Bearer abc", c.Headers["Authorization"]));
    }

    [Theory, OnBoth]
    public async Task A_channel_that_fails_is_shown_and_keeps_no_other_waiting(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        var (server, calls) = await ListenAsync();
        await using var _ = server;
        var jana = await app.SignInAsync("jana");
        foreach (var path in new[] { "/no", "/yes" }) (await AddAsync(jana, "Slack", ("Address", server.Address + path))).Dispose();
        Assert.Equal(1, await CallAsync(app));
        var page = await jana.GetPageAsync("/desk/channels");
        Assert.Single(page.QuerySelectorAll(".badge--hot"));
        using var probe = await jana.PressAsync(page.QuerySelector("article:has(.badge--hot) form[action*='Probe'] button"));
        Assert.Contains("kam nicht an", (await jana.FollowAsync(probe)).Text("[data-toast]"), StringComparison.Ordinal);
        Assert.Equal(3, calls.Count);
        using var removed = await jana.PressAsync(page.QuerySelector("article:has(.badge--hot) form[action*='Remove'] button"));
        Assert.Single((await jana.FollowAsync(removed)).QuerySelectorAll("article"));
        Assert.Equal(1, await CallAsync(app));
    }

    [Theory, OnBoth]
    public async Task What_could_not_work_is_refused_beside_its_field_and_kept(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        foreach (var address in new[] { "http://example.com/", "https://10.0.0.1/", "https://localhost/", "https://user@example.com/", "https://example.com:8443/", "nichts" })
            Assert.Contains("keine Adresse", (await (await AddAsync(jana, "Slack", ("Address", address))).PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#Address-error"), StringComparison.Ordinal);
        var page = await (await AddAsync(jana, "Sms", ("Address", "https://{text}.example.com/?{number}"), ("Body", "{\"a\":{text}x}"), ("Authorization", "ä"), ("Numbers", "0151 23456"))).PageAsync(HttpStatusCode.UnprocessableEntity);
        foreach (var field in new[] { "Address", "Body", "Authorization", "Numbers" }) Assert.NotEmpty(page.Text($"#{field}-error"));
        Assert.Equal("0151 23456", page.Text("#Numbers"));
        page = await (await AddAsync(jana, "Sms", ("Address", "https://sms.example.com/"), ("Numbers", "+491512345678"))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("{number} und {text}", page.Text("#Address-error"), StringComparison.Ordinal);
        for (var n = 0; n < TeamChannel.Most; n++) Assert.Equal(HttpStatusCode.Redirect, (await AddAsync(jana, "Slack", ("Address", $"https://hooks.example.com/{n}"))).StatusCode);
        Assert.Contains("Mehr als 10", (await (await AddAsync(jana, "Slack", ("Address", "https://hooks.example.com/x"))).PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Channels_are_for_desk_and_administrators_of_the_own_company(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        (await AddAsync(jana, "Slack", ("Address", "https://hooks.example.com/1"))).Dispose();
        await (await app.SignInAsync("petra")).GetPageAsync("/desk/channels");
        foreach (var person in new[] { "cem", "sabine", "miriam" }) Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(person)).GetAsync("/desk/channels")).StatusCode);
        var id = await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<TeamChannel>().Select(c => c.Id).SingleAsync());
        var stranger = await app.SignInAsync((await app.FoundAsync()).Id);
        (await AddAsync(stranger, "Slack", ("Address", "https://hooks.example.com/2"))).Dispose();
        var page = await stranger.GetPageAsync("/desk/channels");
        Assert.Single(page.QuerySelectorAll("article"));
        foreach (var handler in new[] { "Probe", "Remove" }) Assert.Equal(HttpStatusCode.NotFound, (await stranger.SubmitAsync(page.Form(handler), ("id", id.ToString()))).StatusCode);
    }
}
