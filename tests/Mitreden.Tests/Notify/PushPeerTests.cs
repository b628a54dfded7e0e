using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Notify;

namespace Mitreden.Tests.Notify;

/// <summary>A push service that others have written understands what we send. Runs where <c>./dev peers</c> has installed it.</summary>
public sealed class PushPeerTests
{
    private static readonly string Modules = Repository.At("artifacts", "peers", "node_modules");

    [Fact]
    public async Task Web_push_testing_opens_our_message_and_says_when_a_subscription_has_expired()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Modules, "web-push-testing")), "./dev peers installs the push service that this test asks");
        var port = FreePort();
        using var service = Process.Start(new ProcessStartInfo("node", [Repository.At("tests", "Mitreden.Tests", "Notify", "push-peer.cjs"), Modules, $"{port}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        try
        {
            Assert.Contains("running", await service.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
            await using var app = await TestApp.StartAsync(new TestAppOptions { RealTime = true, Settings = new Dictionary<string, string> { ["Mitreden:Outgoing"] = "127.0.0.1" } });
            await TalkAsync(app, port);
        }
        finally
        {
            service.StandardInput.Close();
            await service.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }
    }

    private static async Task TalkAsync(TestApp app, int port)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var key = await app.Services.GetRequiredService<Vapid>().PublicKeyAsync(default);
        var subscription = await PostAsync(http, "/subscribe", new { userVisibleOnly = "true", applicationServerKey = key });
        var keys = subscription.GetProperty("keys");
        var endpoint = subscription.GetProperty("endpoint").GetString()!.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        var target = new PushTarget(endpoint, Url(keys.GetProperty("p256dh").GetString()!), Url(keys.GetProperty("auth").GetString()!));
        var push = app.Services.GetRequiredService<WebPush>();
        var notice = new PushNotice("Es wird jemand gebraucht", "Öffne den Desk.", "https://m.example/desk", "d1", "de", true, null, TimeSpan.FromMinutes(5));
        Assert.Equal(new PushAnswer(PushOutcome.Accepted, 201, null), await push.SendAsync(target, notice, default));
        var hash = subscription.GetProperty("clientHash").GetString()!;
        var message = (await PostAsync(http, "/get-notifications", new { clientHash = hash })).GetProperty("messages")[0].GetString()!;
        Assert.Equal("Öffne den Desk.", JsonDocument.Parse(message).RootElement.GetProperty("notification").GetProperty("body").GetString());
        using (var expired = await http.PostAsync(new Uri($"/expire-subscription/{hash}", UriKind.Relative), null)) Assert.Equal(HttpStatusCode.OK, expired.StatusCode);
        Assert.Equal(PushOutcome.Gone, (await push.SendAsync(target, notice, default)).Outcome);
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("data");
    }

    /// <summary>A browser writes its keys in base64url without padding; this service does not.</summary>
    private static string Url(string base64) => base64.TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
