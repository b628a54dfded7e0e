using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;

namespace Mitreden.Tests.Notify;

/// <summary>A notification reaches one browser, and nobody in between reads it.</summary>
public sealed class WebPushTests
{
    private static readonly PushNotice Notice = new("Es wird jemand gebraucht", "Öffne den Desk.", "https://m.example/desk", "d1", "de", true, "https://m.example/desk/alerts/x/received", TimeSpan.FromMinutes(5));

    private static byte[] Bytes(string text) => WebEncoders.Base64UrlDecode(text);

    private static ECDiffieHellman Pair(string secret, string point) => ECDiffieHellman.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256, D = Bytes(secret), Q = new ECPoint { X = Bytes(point)[1..33], Y = Bytes(point)[33..] },
    });

    private static Task<TestApp> StartAsync(Database database = Database.Sqlite, string? address = null) => TestApp.StartAsync(new TestAppOptions
    {
        Database = database, Address = address, Settings = new Dictionary<string, string> { ["Mitreden:Outgoing"] = "127.0.0.1" },
    });

    [Fact]
    public void The_example_of_RFC_8291_appendix_A_comes_out_byte_for_byte()
    {
        const string ua = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        const string own = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
        const string auth = "BTBZMqHH6r4Tts7J_aSIgg";
        using var pair = Pair("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", own);
        var body = WebPushBox.Close(new PushTarget("https://push.example.net/", ua, auth), "When I grow up, I want to be a watermelon"u8.ToArray(), pair, Bytes("DGv6ra1nlYgDCS1FRnbzlw"), padding: 0);
        Assert.Equal("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            WebEncoders.Base64UrlEncode(body));
        using var browser = new FakeBrowser(Pair("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94", ua), Bytes(auth));
        Assert.Equal("When I grow up, I want to be a watermelon", browser.Read(body));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(3993)]
    public void Every_length_arrives_whole_and_shows_on_the_outside_in_steps_only(int length)
    {
        using var browser = new FakeBrowser();
        var text = new string('ä', length / 2) + (length % 2 == 1 ? "x" : "");
        var body = WebPushBox.Close(browser.At("https://push.example.net/"), Encoding.UTF8.GetBytes(text));
        Assert.Equal(text, browser.Read(body));
        Assert.True((body.Length - 103) % WebPushBox.Step == 0 || body.Length == 4096, $"{body.Length}");
        Assert.NotEqual(body, WebPushBox.Close(browser.At("https://push.example.net/"), Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void What_is_too_long_or_no_key_is_refused()
    {
        using var browser = new FakeBrowser();
        Assert.Throws<ArgumentException>(() => WebPushBox.Close(browser.At("https://push.example.net/"), new byte[3994]));
        Assert.True(WebPushBox.AreKeys(browser.P256dh, browser.Auth));
        var offCurve = Bytes(browser.P256dh);
        offCurve[64] ^= 1;
        foreach (var (point, auth) in new (string?, string?)[] { (null, browser.Auth), (browser.P256dh, null), ("", ""), ("ä", browser.Auth), (browser.P256dh, "AAAA"), (browser.P256dh[..80], browser.Auth), (WebEncoders.Base64UrlEncode(offCurve), browser.Auth) })
            Assert.False(WebPushBox.AreKeys(point, auth));
    }

    [Fact]
    public async Task A_push_service_gets_a_signed_locked_message_that_a_browser_can_show_by_itself()
    {
        await using var app = await StartAsync();
        await using var service = await FakePushService.StartAsync();
        var browser = service.Subscribe("/push/1");
        var push = app.Services.GetRequiredService<WebPush>();
        Assert.Equal(new PushAnswer(PushOutcome.Accepted, 201, null), await push.SendAsync(browser.At(service.Address + "/push/1"), Notice, default));
        var arrived = Assert.Single(service.Arrived);
        Assert.Equal(("300", "high", "aes128gcm", WebPush.Topic("d1"), 32), (arrived.Headers["TTL"], arrived.Headers["Urgency"], arrived.Headers["Content-Encoding"], arrived.Headers["Topic"], arrived.Headers["Topic"].Length));
        var (json, shown) = (arrived.Json, arrived.Json.GetProperty("notification"));
        Assert.Equal(8030, json.GetProperty("web_push").GetInt32());
        Assert.Equal((Notice.Title, Notice.Body, Notice.Navigate, "d1", "de"), (shown.GetProperty("title").GetString(), shown.GetProperty("body").GetString(), shown.GetProperty("navigate").GetString(), shown.GetProperty("tag").GetString(), shown.GetProperty("lang").GetString()));
        Assert.Equal(Notice.Received, shown.GetProperty("data").GetProperty("received").GetString());
    }

    [Theory]
    [InlineData(200, PushOutcome.Accepted)]
    [InlineData(202, PushOutcome.Accepted)]
    [InlineData(404, PushOutcome.Gone)]
    [InlineData(410, PushOutcome.Gone)]
    [InlineData(429, PushOutcome.Busy)]
    [InlineData(500, PushOutcome.Busy)]
    [InlineData(503, PushOutcome.Busy)]
    [InlineData(-1, PushOutcome.Busy)]
    [InlineData(400, PushOutcome.Refused)]
    [InlineData(403, PushOutcome.Refused)]
    [InlineData(413, PushOutcome.Refused)]
    [InlineData(302, PushOutcome.Refused)]
    public async Task Every_answer_has_its_meaning(int status, PushOutcome outcome)
    {
        await using var app = await StartAsync();
        await using var service = await FakePushService.StartAsync();
        service.Answers["/push/1"] = status;
        service.RetryAfter = "120";
        var push = app.Services.GetRequiredService<WebPush>();
        var answer = await push.SendAsync(service.Subscribe("/push/1").At(service.Address + "/push/1"), Notice, default);
        Assert.Equal(new PushAnswer(outcome, Math.Max(0, status), status > 0 ? TimeSpan.FromMinutes(2) : null), answer);
    }

    [Fact]
    public async Task A_subscription_that_leads_inside_is_never_asked()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions());
        await using var service = await FakePushService.StartAsync();
        var push = app.Services.GetRequiredService<WebPush>();
        var answer = await push.SendAsync(service.Subscribe("/push/1").At(service.Address + "/push/1"), Notice, default);
        Assert.Equal(PushOutcome.Refused, answer.Outcome);
        Assert.Empty(service.Arrived);
    }

    [Fact]
    public async Task A_token_is_used_again_until_its_last_hour()
    {
        await using var app = await StartAsync();
        var vapid = app.Services.GetRequiredService<Vapid>();
        var first = await vapid.AuthorizationAsync(new Uri("https://push.example.net/a"), default);
        app.Time.Advance(TimeSpan.FromHours(10.9));
        Assert.Equal(first, await vapid.AuthorizationAsync(new Uri("https://push.example.net/b"), default));
        Assert.NotEqual(first, await vapid.AuthorizationAsync(new Uri("https://other.example.net/a"), default));
        app.Time.Advance(TimeSpan.FromHours(0.2));
        Assert.NotEqual(first, await vapid.AuthorizationAsync(new Uri("https://push.example.net/a"), default));
    }

    [Theory, OnBoth]
    public async Task The_key_is_made_once_even_by_two_programs_at_once_and_is_stored_sealed(Database database)
    {
        await using var one = await StartAsync(database);
        await using var two = await StartAsync(database, one.Address);
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => (n % 2 == 0 ? one : two).Services.GetRequiredService<Vapid>().PublicKeyAsync(default))));
        Assert.Single(keys.Distinct());
        var row = await one.WithDbAsync(null, db => db.Set<VapidKey>().AsNoTracking().SingleAsync());
        using var pair = row.Open(two.Services.GetRequiredService<Seal>());
        Assert.Equal(keys[0], row.PublicKey);
        Assert.DoesNotContain(WebEncoders.Base64UrlEncode(pair.ExportParameters(true).D!), row.Closed, StringComparison.Ordinal);
    }
}
