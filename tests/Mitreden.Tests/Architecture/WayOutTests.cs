using System.Reflection;
using System.Text.RegularExpressions;
using Mitreden.Desk.Channels;
using Mitreden.Desk.ChatIn;
using Mitreden.Desk.Previews;
using Mitreden.Foundation.Notify;

namespace Mitreden.Tests.Architecture;

/// <summary>Requests leave this program through one client, and every place that asks it is proven with the hostile addresses.</summary>
public sealed partial class WayOutTests
{
    private const string Http = "HttpClient|HttpMessageInvoker|HttpClientHandler|SocketsHttpHandler|IHttpClientFactory|AddHttpClient|HttpWebRequest|WebRequest|FtpWebRequest|WebClient";
    private const string Others = "ClientWebSocket|TcpClient|UdpClient|Socket|QuicConnection|Dns|Ping|SmtpClient|ImapClient|Pop3Client|LdapConnection|XmlUrlResolver|ProcessStartInfo";

    /// <summary>Who may speak to the network itself: the one client with its edge, and the mail servers that whoever runs the machine has named in the settings.</summary>
    private static readonly string[] Allowed =
    [
        "src/Mitreden/Desk/MailIn/MailWatch.cs: ImapClient",
        "src/Mitreden/Foundation/Notify/Mail.cs: SmtpClient",
        "src/Mitreden/Foundation/Notify/Outgoing.cs: HttpMessageInvoker",
        "src/Mitreden/Foundation/Notify/Outgoing.cs: SocketsHttpHandler",
        "src/Mitreden/Foundation/Notify/OutgoingNetwork.cs: Dns",
        "src/Mitreden/Foundation/Notify/OutgoingNetwork.cs: Socket",
    ];

    /// <summary>Who asks the one client; <c>HostilePlacesTests</c> and <c>LinkLookTests</c> go through them with the hostile addresses. A new one belongs there first.</summary>
    private static readonly Type[] Proven = [typeof(AnswerSlackHandler), typeof(LinkLook), typeof(OwnDevices), typeof(TeamChannels), typeof(TeamModel), typeof(WebPush)];

    [Fact]
    public void Nothing_but_the_one_client_speaks_to_the_network()
    {
        var found = Repository.Files("src", "*.cs").Concat(Repository.Files("src", "*.cshtml"))
            .SelectMany(file => File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))
                .SelectMany(line => Speaker().Matches(line).Select(m => $"{Repository.Name(file)}: {m.Value}"))).Distinct().ToList();
        Rule.Holds(found.Except(Allowed).Select(f => $"{f}: ask Outgoing instead").Concat(Allowed.Except(found).Select(a => $"{a} is allowed and not there any more")));
    }

    [Fact]
    public void Whoever_asks_the_one_client_is_proven_with_the_hostile_addresses()
    {
        const BindingFlags all = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var asking = typeof(Program).Assembly.GetTypes().Where(t => t.GetConstructors(all).Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(Outgoing)))).Select(t => t.FullName!).ToList();
        var proven = Proven.Select(t => t.FullName!).ToList();
        Rule.Holds(asking.Except(proven).Select(t => $"{t} asks Outgoing and is not proven with the hostile addresses").Concat(proven.Except(asking).Select(t => $"{t} does not ask Outgoing any more")));
    }

    /// <summary>Types that open connections or start programs that may, however they are written; the kind of host of an address is none of them.</summary>
    [GeneratedRegex(@"(?<!\w|UriHostNameType\.)(?:" + Http + "|" + Others + @")(?!\w)")]
    private static partial Regex Speaker();
}
