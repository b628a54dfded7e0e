using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Mitreden.Foundation.Settings;

namespace Mitreden.Foundation.Web;

/// <summary>Believes a reverse proxy what it says about address and scheme of the sender; anybody else could invent them.</summary>
internal static class Proxies
{
    /// <summary>Trusts this machine, and the addresses and networks that the settings name.</summary>
    /// <exception cref="StartException">Something that is neither an address nor a network.</exception>
    public static void Trust(ForwardedHeadersOptions options, MitredenSettings settings)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var name in settings.Proxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (IPAddress.TryParse(name, out var address)) options.KnownProxies.Add(address);
            else if (System.Net.IPNetwork.TryParse(name, out var network)) options.KnownIPNetworks.Add(network);
            else throw new StartException($"'{name}' in MITREDEN__PROXIES is neither an address such as 10.0.0.7 nor a network such as 10.0.0.0/24.");
    }
}
