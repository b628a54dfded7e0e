using System.Net;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Foundation;

/// <summary>Nobody can send this program to the inside of a network by typing in an address.</summary>
public sealed class OutgoingTests
{
    private static readonly string[] Good =
    [
        "https://example.com", "https://example.com/", "https://example.com:443/", "https://example.com:80/", "HTTPS://EXAMPLE.COM/x", "https://www.example.co.uk/a/b?c=d#e",
        "https://fcm.googleapis.com/fcm/send/abc:APA91b", "https://updates.push.services.mozilla.com/wpush/v2/gAAAA_-=", "https://web.push.apple.com/QGx-y_z",
        "https://wns2-par02p.notify.windows.com/w/?token=BQ%2b%2f", "https://outlook.office.com/webhook/1@2/IncomingWebhook/3/4", "https://hooks.slack.com/services/T0/B0/x",
        "https://müller.de/", "https://xn--mller-kva.de/", "https://straße.de/", "https://日本語.jp/", "https://пример.рф/", "https://a-b.example.com/", "https://a_b.example.com/",
        "https://1and1.com/", "https://0x7f.com/", "https://123.com/", "https://127.0.0.1.example.com/", "https://localhost.example.com/", "https://internal.io/",
        "https://8.8.8.8/", "https://1.1.1.1:443/", "https://[2606:4700:4700::1111]/", "https://[2001:4860:4860::8888]:443/x", "https://[64:ff9b::808:808]/", "https://[::ffff:8.8.8.8]/",
        "https://example.com/?next=http://127.0.0.1/", "https://example.com/%0d%0a", "https://example.com/a@b", "https://example.com/:8080",
    ];

    [Fact]
    public async Task No_hostile_address_is_ever_connected_to()
    {
        Assert.True(Hostile.All.Count >= 400);
        var wrong = new List<string>();
        foreach (var line in Hostile.All.Where(h => h.Location is null))
        {
            var network = new CannedNetwork(line.Found ?? [CannedNetwork.Somewhere]);
            using var client = network.Client();
            var why = await WhyAsync(client, line.Address);
            if (!network.Reached.IsEmpty || why is OutgoingFault.None or OutgoingFault.Unreachable or OutgoingFault.Slow) wrong.Add($"{line.Address}: {why}");
            // Only a name may be looked up, and only when nothing else is wrong with the address.
            if (line.Found is null && !network.Asked.IsEmpty) wrong.Add($"{line.Address}: looked up");
        }
        Rule.Holds(wrong);
    }

    [Fact]
    public async Task No_redirect_leads_where_an_address_may_not()
    {
        var wrong = new List<string>();
        foreach (var line in Hostile.All.Where(h => h.Location is not null))
        {
            var network = new CannedNetwork([IPAddress.Parse("203.0.113.7")], $"HTTP/1.1 302 Found\r\nLocation: {line.Location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            using var client = network.Client("203.0.113.0/24");
            var why = await WhyAsync(client, line.Address);
            if (network.Reached.Any(end => end.Address.ToString() != "203.0.113.7") || network.Reached.Count != 1 || why is OutgoingFault.None or OutgoingFault.Unreachable or OutgoingFault.Slow)
                wrong.Add($"{line.Location}: {why} {string.Join(' ', network.Reached)}");
        }
        Rule.Holds(wrong);
    }

    [Theory]
    [MemberData(nameof(GoodRows))]
    public async Task A_good_address_is_connected_to_where_its_name_leads(string address)
    {
        var network = new CannedNetwork([CannedNetwork.Somewhere]);
        using var client = network.Client();
        // Nobody speaks TLS there; what counts is that the connection was made.
        Assert.Equal(OutgoingFault.Unreachable, await WhyAsync(client, address));
        Assert.Equal(OutgoingFault.None, client.Fault(address));
        var end = Assert.Single(network.Reached);
        Assert.Equal(network.Asked.IsEmpty ? GlobalAddress.Plain(IPAddress.Parse(new Uri(address).Host)) : CannedNetwork.Somewhere, end.Address);
        Assert.True(network.Asked.Count <= 1);
    }

    public static TheoryData<string> GoodRows => [.. Good];

    [Fact]
    public async Task A_setting_opens_a_network_of_the_house_for_http_and_any_port_and_nothing_beside_it()
    {
        var inside = new CannedNetwork([IPAddress.Parse("10.1.2.3")]);
        using var client = inside.Client("10.1.0.0/16, fd00::7");
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(new OutgoingRequest(HttpMethod.Get, "http://chat:8065/hook"), default)).Status);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("10.1.2.3"), 8065), Assert.Single(inside.Reached));
        foreach (var address in new[] { "http://10.2.0.1/", "http://127.0.0.1/", "http://[fd00::8]/", "http://8.8.8.8/", "https://8.8.8.8:8443/", "http://[::ffff:10.2.0.1]/" })
            Assert.Equal(OutgoingFault.Inside, await WhyAsync(client, address));
        Assert.Single(inside.Reached);
        var refused = Assert.Throws<StartException>(() => new OutgoingRules(new MitredenSettings { Outgoing = "10.0.0.0/33" }));
        Assert.Contains("10.0.0.0/33", refused.Message, StringComparison.Ordinal);
    }

    internal static async Task<OutgoingFault> WhyAsync(Outgoing client, string address)
    {
        try
        {
            await client.SendAsync(new OutgoingRequest(HttpMethod.Get, address), CancellationToken.None);
            return OutgoingFault.None;
        }
        catch (OutgoingException refused)
        {
            return refused.Why;
        }
    }
}
