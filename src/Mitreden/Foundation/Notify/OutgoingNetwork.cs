using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Notify;

/// <summary>The edge of this machine: how names become addresses, and how a connection is made. Tests put their own here.</summary>
public sealed class OutgoingNetwork
{
    /// <summary>All addresses of a name.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> ResolveAsync { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>A connection to exactly this address.</summary>
    public Func<IPEndPoint, CancellationToken, Task<Stream>> ConnectAsync { get; init; } = DialAsync;

    /// <summary>Whose certificate is believed; null means those that the machine believes.</summary>
    public RemoteCertificateValidationCallback? Trust { get; init; }

    private static async Task<Stream> DialAsync(IPEndPoint end, CancellationToken stop)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(end, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>Networks of the host's own that requests may reach beside the open internet, by http and on any port as well.</summary>
public sealed class OutgoingRules
{
    private readonly List<IPNetwork> _networks = [];

    /// <summary>Reads the setting.</summary>
    /// <param name="settings">Addresses or networks, with commas between.</param>
    /// <exception cref="StartException">Something that is neither an address nor a network.</exception>
    public OutgoingRules(MitredenSettings settings)
    {
        foreach (var name in settings.Outgoing.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (IPNetwork.TryParse(name, out var network)) _networks.Add(network);
            else if (IPAddress.TryParse(name, out var address)) _networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            else throw new StartException($"'{name}' in MITREDEN__OUTGOING is neither an address such as 10.0.0.7 nor a network such as 10.0.0.0/24.");
    }

    /// <summary>True when there are such networks.</summary>
    public bool Any => _networks.Count > 0;

    /// <summary>True when a connection to this address may be made for a request of that scheme and port.</summary>
    public bool Allow(IPAddress address, string scheme, int port)
    {
        var plain = GlobalAddress.Plain(address);
        return _networks.Exists(n => n.Contains(plain)) || scheme == Uri.UriSchemeHttps && (port is 80 or 443) && GlobalAddress.Is(address);
    }
}

/// <summary>Reads the setting when the program starts, so that a mistake in it is said at once.</summary>
internal sealed class OutgoingStart(MitredenSettings settings) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = new OutgoingRules(settings);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
