using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;

namespace Mitreden.Tests.Foundation;

/// <summary>A line of <c>hostile-addresses.txt</c>.</summary>
/// <param name="Address">The address.</param>
/// <param name="Found">What the name server says; null for something of the open internet.</param>
/// <param name="Location">Where the answer sends on to, when the address itself is allowed.</param>
internal sealed partial record Hostile(string Address, IPAddress[]? Found, string? Location)
{
    public static IReadOnlyList<Hostile> All { get; } = [.. File.ReadAllLines(Repository.At("tests", "Mitreden.Tests", "Foundation", "hostile-addresses.txt"))
        .Where(line => line.Length > 0 && line[0] != '#').Select(Read)];

    private static Hostile Read(string line)
    {
        var parts = line.Split('\t');
        var address = Escape().Replace(parts[0], m => ((char)Convert.ToInt32(m.Groups[1].Value, 16)).ToString());
        if (parts.Length == 1) return new Hostile(address, null, null);
        if (parts[1].StartsWith("-> ", StringComparison.Ordinal)) return new Hostile(address, null, parts[1][3..]);
        return new Hostile(address, parts[1] == "-" ? [] : [.. parts[1].Split(',').Select(IPAddress.Parse)], null);
    }

    [GeneratedRegex(@"\\u([0-9a-f]{4})")]
    private static partial Regex Escape();
}

/// <summary>A network that leads nowhere, writes down who is asked and reached, and gives everybody the same answer.</summary>
/// <param name="found">What the name server says.</param>
/// <param name="answer">The answer, as it stands on the wire.</param>
internal sealed class CannedNetwork(IPAddress[] found, string answer = "HTTP/1.1 204 No Content\r\n\r\n")
{
    public static readonly IPAddress Somewhere = IPAddress.Parse("93.184.215.14");

    public ConcurrentQueue<string> Asked { get; } = [];
    public ConcurrentQueue<IPEndPoint> Reached { get; } = [];

    public Outgoing Client(string allowed = "") => new(new OutgoingRules(new MitredenSettings { Outgoing = allowed }), new OutgoingNetwork
    {
        ResolveAsync = (name, _) =>
        {
            Asked.Enqueue(name);
            return found.Length > 0 ? Task.FromResult(found) : throw new SocketException((int)SocketError.HostNotFound);
        },
        ConnectAsync = (end, _) =>
        {
            Reached.Enqueue(end);
            return Task.FromResult<Stream>(new CannedStream(Encoding.Latin1.GetBytes(answer)));
        },
    });
}

/// <summary>Swallows what is written; afterwards the answer can be read.</summary>
internal sealed class CannedStream(byte[] answer) : MemoryStream(answer, writable: false)
{
    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count) { }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;
}
