using System.Net;
using Microsoft.AspNetCore.Builder;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Foundation;

/// <summary>Only a proxy that the host named may say who the sender is.</summary>
public sealed class ProxiesTests
{
    [Fact]
    public void Addresses_and_networks_are_trusted_beside_this_machine()
    {
        var options = new ForwardedHeadersOptions();
        Proxies.Trust(options, new MitredenSettings { Proxies = "10.0.0.7, 172.16.0.0/12 ,fd00::/8" });
        Assert.Contains(IPAddress.Parse("10.0.0.7"), options.KnownProxies);
        Assert.Contains(options.KnownIPNetworks, n => n.Contains(IPAddress.Parse("172.20.1.1")));
        Assert.Contains(options.KnownIPNetworks, n => n.Contains(IPAddress.Parse("fd00::1")));
        Assert.Contains(IPAddress.IPv6Loopback, options.KnownProxies);
        Assert.DoesNotContain(options.KnownIPNetworks, n => n.Contains(IPAddress.Parse("192.0.2.1")));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("10.0.0.0/33")]
    public void Anything_else_keeps_the_program_from_starting(string proxies)
    {
        var refused = Assert.Throws<StartException>(() => Proxies.Trust(new ForwardedHeadersOptions(), new MitredenSettings { Proxies = proxies }));
        Assert.Contains(proxies, refused.Message, StringComparison.Ordinal);
    }
}
