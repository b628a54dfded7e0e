using System.Globalization;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Http;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;

namespace Mitreden.Tests.Foundation;

/// <summary>Whatever answers: it costs little memory, little time, and tells nothing about us to others.</summary>
public sealed class OutgoingAnswerTests
{
    private static Outgoing Client() => new(new OutgoingRules(new MitredenSettings { Outgoing = "127.0.0.1" }), new OutgoingNetwork());

    private static OutgoingRequest Get(string address) => new(HttpMethod.Get, address);

    private static async Task<OutgoingFault> WhyAsync(Outgoing client, OutgoingRequest request) =>
        (await Assert.ThrowsAsync<OutgoingException>(() => client.SendAsync(request, CancellationToken.None))).Why;

    [Fact]
    public async Task An_answer_is_counted_after_unpacking()
    {
        await using var server = await Loopback.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var packed = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await packed.WriteAsync(new byte[int.Parse(context.Request.Query["size"]!, CultureInfo.InvariantCulture)]);
        });
        using var client = Client();
        Assert.Equal(Outgoing.MostBytes, (await client.SendAsync(Get($"{server.Address}/?size={Outgoing.MostBytes}"), default)).Body.Length);
        Assert.Equal(OutgoingFault.Large, await WhyAsync(client, Get($"{server.Address}/?size={Outgoing.MostBytes + 1}")));
        Assert.Equal(OutgoingFault.Large, await WhyAsync(client, Get($"{server.Address}/?size=11") with { MostBytes = 10 }));
    }

    [Fact]
    public async Task Whoever_does_not_answer_or_drips_is_left_in_time()
    {
        await using var server = await Loopback.StartAsync(async context =>
        {
            if (context.Request.Path == "/drip") await context.Response.WriteAsync("x");
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { });
        });
        using var client = Client();
        foreach (var path in new[] { "/", "/drip" })
            Assert.Equal(OutgoingFault.Slow, await WhyAsync(client, Get(server.Address + path) with { Longest = TimeSpan.FromMilliseconds(300) }));
    }

    [Fact]
    public async Task Three_redirects_are_followed_a_fourth_is_not_and_secrets_stay_with_the_first_origin()
    {
        var seen = new List<string>();
        await using var other = await Loopback.StartAsync(context =>
        {
            seen.Add($"other {context.Request.Headers.Authorization}{context.Request.Headers.Cookie}");
            return Task.CompletedTask;
        });
        await using var server = await Loopback.StartAsync(context =>
        {
            var left = int.Parse(context.Request.Query["left"]!, CultureInfo.InvariantCulture);
            seen.Add($"{left} {context.Request.Headers.Authorization}{context.Request.Headers.Cookie}");
            context.Response.Headers.SetCookie = "a=b";
            if (left == 0) context.Response.Redirect(other.Address + "/end");
            else context.Response.Redirect($"/?left={left - 1}");
            return Task.CompletedTask;
        });
        using var client = Client();
        var request = Get($"{server.Address}/?left=2") with { Headers = new Dictionary<string, string> { ["Authorization"] = "secret" } };
        Assert.Equal("/end", (await client.SendAsync(request, default)).Address.AbsolutePath);
        Assert.Equal(["2 secret", "1 secret", "0 secret", "other "], seen);
        Assert.Equal(OutgoingFault.Redirects, await WhyAsync(client, Get($"{server.Address}/?left=3")));
        Assert.Equal(HttpStatusCode.Redirect, (await client.SendAsync(new OutgoingRequest(HttpMethod.Post, $"{server.Address}/?left=1"), default)).Status);
    }

    [Theory]
    [InlineData("X-A", "a\r\nX-B: b")]
    [InlineData("X-A", "a\nb")]
    [InlineData("X-A", "ä")]
    [InlineData("X A", "b")]
    [InlineData("X-A:", "b")]
    [InlineData("", "b")]
    [InlineData("Host", "b")]
    [InlineData("cookie", "b")]
    [InlineData("Content-Length", "1")]
    public async Task No_header_carries_another_one_in(string name, string value)
    {
        using var client = Client();
        await Assert.ThrowsAsync<ArgumentException>(() => client.SendAsync(Get("http://127.0.0.1:1/") with { Headers = new Dictionary<string, string> { [name] = value } }, default));
    }

    [Fact]
    public async Task A_name_that_leads_elsewhere_a_moment_later_changes_nothing()
    {
        var (asked, reached) = (0, new List<IPAddress>());
        using var client = new Outgoing(new OutgoingRules(new MitredenSettings { Outgoing = "203.0.113.1" }), new OutgoingNetwork
        {
            ResolveAsync = (_, _) => Task.FromResult(new[] { IPAddress.Parse(asked++ == 0 ? "203.0.113.1" : "127.0.0.1") }),
            ConnectAsync = (end, _) =>
            {
                reached.Add(end.Address);
                return Task.FromResult<Stream>(new CannedStream("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray()));
            },
        });
        await client.SendAsync(Get("http://rebind.example.com/"), default);
        Assert.Equal(OutgoingFault.Inside, await WhyAsync(client, Get("http://rebind.example.com/")));
        Assert.Equal([IPAddress.Parse("203.0.113.1")], reached);
        Assert.Equal(2, asked);
    }
}
