using System.Net;
using System.Net.Sockets;

namespace Mitreden.Foundation.Notify;

/// <summary>
/// Tells addresses of the open internet from all others. It says yes to what is known to be global unicast and no to the rest, so that
/// a range nobody thought of is refused. Source: IANA special-purpose address registries (RFC 6890 and what has been added since).
/// </summary>
public static class GlobalAddress
{
    private static readonly IPNetwork[] NotGlobal4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        // Looks public and is the inside of a cloud: it hands out settings of the machine.
        "168.63.129.16/32");

    private static readonly IPNetwork Unicast6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotGlobal6 = Networks(
        "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3ffe::/16", "3fff::/20");

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    /// <summary>True when the address leads to exactly one machine somewhere on the open internet.</summary>
    /// <remarks>An IPv4 address inside an IPv6 one (mapped, or NAT64 of RFC 6052) counts as what it leads to; 6to4 and Teredo are always refused.</remarks>
    public static bool Is(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork) return !Array.Exists(NotGlobal4, n => n.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.ScopeId != 0) return false;
        if (address.IsIPv4MappedToIPv6 || Nat64.Contains(address)) return Is(new IPAddress(bytes.AsSpan(12)));
        if (!Unicast6.Contains(address) || Array.Exists(NotGlobal6, n => n.Contains(address))) return false;
        // ISATAP (RFC 5214, section 6.1) hides an IPv4 address in the lower half of any prefix.
        var isatap = (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE;
        return !isatap || Is(new IPAddress(bytes.AsSpan(12)));
    }

    /// <summary>The address without the IPv6 coat that an IPv4 one may wear, so that it can be compared with networks.</summary>
    internal static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
