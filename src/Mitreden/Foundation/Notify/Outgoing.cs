using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Mitreden.Foundation.Settings;

namespace Mitreden.Foundation.Notify;

/// <summary>
/// The one client for requests to addresses that people typed in. It reaches the open internet over https and nothing else, unless the
/// host has named networks of its own (<see cref="OutgoingRules"/>). It keeps no cookies, uses no proxy and follows at most
/// <see cref="MostRedirects"/> redirects, each checked like the first address.
/// </summary>
/// <remarks>
/// A name is looked up once for a connection, and the connection goes to the address that was checked: a name server that says something
/// else a moment later changes nothing. One address that is not allowed among those of a name is enough to refuse it.
/// </remarks>
public sealed class Outgoing : IDisposable
{
    /// <summary>Most bytes of an answer after unpacking, unless the request says otherwise: 1 MB.</summary>
    public const int MostBytes = 1024 * 1024;
    /// <summary>Most bytes of an answer of which nobody reads more than whether it says yes: 64 KB.</summary>
    public const int MostOfYesOrNo = 64 * 1024;
    /// <summary>Most redirects.</summary>
    public const int MostRedirects = 3;
    /// <summary>Most time for a request with everything that belongs to it.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly string[] NotForCallers = ["Host", "Content-Length", "Transfer-Encoding", "Connection", "Cookie", "Upgrade", "Expect", "Proxy-Authorization"];

    private static readonly OutgoingRules Outside = new(new MitredenSettings());

    private readonly OutgoingRules _rules;
    private readonly OutgoingNetwork _network;
    private readonly HttpMessageInvoker _client;
    // A connection that is kept open must not serve those who may not make it.
    private readonly HttpMessageInvoker _outside;

    /// <summary>Makes the client; one for the whole program.</summary>
    public Outgoing(OutgoingRules rules, OutgoingNetwork network)
    {
        (_rules, _network) = (rules, network);
        (_client, _outside) = (Client(rules), Client(Outside));
    }

    /// <summary>Why an address may not be asked; <see cref="OutgoingFault.None"/> when it may. Where its name leads to is seen only then.</summary>
    public OutgoingFault Fault(string? address) => OutgoingAddress.Read(address, _rules.Any) switch
    {
        { Address: null, Fault: var fault } => fault,
        { Address: var read } when IPAddress.TryParse(read.Host.Trim('[', ']'), out var literal) && !_rules.Allow(literal, read.Scheme, read.Port) => OutgoingFault.Inside,
        _ => OutgoingFault.None,
    };

    /// <summary>Asks, and gives the answer whatever its status.</summary>
    /// <exception cref="OutgoingException">The address is refused, nobody answers, or the answer is too large or too slow.</exception>
    /// <exception cref="ArgumentException">A header of the request is not fit to be sent.</exception>
    public async Task<OutgoingAnswer> SendAsync(OutgoingRequest request, CancellationToken stop)
    {
        foreach (var (name, value) in request.Headers) CheckHeader(name, value);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(request.Longest);
        try
        {
            var (rules, client) = request.OnlyOutside ? (Outside, _outside) : (_rules, _client);
            var first = Read(request.Address, rules);
            var address = first;
            for (var redirects = 0; ; redirects++)
            {
                using var message = Message(request, address, address.GetLeftPart(UriPartial.Authority) == first.GetLeftPart(UriPartial.Authority));
                using var answer = await client.SendAsync(message, limit.Token);
                if (Next(address, request.Method, answer) is not { } next) return await ReadAsync(answer, address, request, limit.Token);
                if (redirects == MostRedirects) throw new OutgoingException(OutgoingFault.Redirects);
                address = Read(next, rules);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or InvalidDataException)
        {
            throw failure.InnerException as OutgoingException ?? new OutgoingException(OutgoingFault.Unreachable, failure);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new OutgoingException(OutgoingFault.Slow);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _outside.Dispose();
    }

    private HttpMessageInvoker Client(OutgoingRules rules) => new(new SocketsHttpHandler
    {
        ConnectCallback = (context, stop) => ConnectAsync(rules, context, stop), AllowAutoRedirect = false, UseCookies = false, UseProxy = false, Credentials = null, PreAuthenticate = false,
        AutomaticDecompression = DecompressionMethods.All, ActivityHeadersPropagator = null, MaxResponseHeadersLength = 32, MaxConnectionsPerServer = 8,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), MaxResponseDrainSize = 0, SslOptions = { RemoteCertificateValidationCallback = _network.Trust },
    });

    private static Uri Read(string text, OutgoingRules rules) => OutgoingAddress.Read(text, rules.Any) is { Address: { } address } ? address
        : throw new OutgoingException(OutgoingAddress.Read(text, rules.Any).Fault);

    /// <summary>Where the answer sends to, in the very spelling that it has: the check must see it before anything tidies it up; null when nowhere.</summary>
    private static string? Next(Uri from, HttpMethod method, HttpResponseMessage answer)
    {
        if (method != HttpMethod.Get && method != HttpMethod.Head || (int)answer.StatusCode is not (301 or 302 or 303 or 307 or 308)) return null;
        if (!answer.Headers.NonValidated.TryGetValues("Location", out var values) || values.ToString() is not { Length: > 0 } text) return null;
        if (text.StartsWith("//", StringComparison.Ordinal)) return $"{from.Scheme}:{text}";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && text.IndexOfAny(['/', '?', '#']) is var path && (path < 0 || path > colon)) return text;
        return text.Contains('\\', StringComparison.Ordinal) || !Uri.TryCreate(from, text, out var next) ? "" : next.AbsoluteUri;
    }

    private static HttpRequestMessage Message(OutgoingRequest request, Uri address, bool firstOrigin)
    {
        var message = new HttpRequestMessage(request.Method, address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.BodyType);
        }
        if (firstOrigin) foreach (var (name, value) in request.Headers)
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content?.Headers.TryAddWithoutValidation(name, value);
        if (message.Headers.UserAgent.Count == 0) message.Headers.TryAddWithoutValidation("User-Agent", "Mitreden");
        return message;
    }

    private static void CheckHeader(string name, string value)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || NotForCallers.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"'{name}' is no header that a request may set.");
        if (value.Any(c => c is < ' ' or > '~')) throw new ArgumentException($"The value of '{name}' holds a character that no header may hold.");
    }

    private static async Task<OutgoingAnswer> ReadAsync(HttpResponseMessage answer, Uri address, OutgoingRequest request, CancellationToken stop)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        using var read = new MemoryStream();
        var part = new byte[16 * 1024];
        for (int count; read.Length < request.MostBytes || !request.CutOff; read.Write(part, 0, count))
        {
            if ((count = await PackedBody.ReadAsync(body, part, stop)) == 0) break;
            if (read.Length + count <= request.MostBytes) continue;
            count = request.CutOff ? request.MostBytes - (int)read.Length : throw new OutgoingException(OutgoingFault.Large);
        }
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated)) headers[name] = values.ToString();
        return new OutgoingAnswer(answer.StatusCode, address, headers, read.ToArray());
    }

    private async ValueTask<Stream> ConnectAsync(OutgoingRules rules, SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await ResolveAsync(host, stop);
        if (found.Length == 0) throw new OutgoingException(OutgoingFault.Unknown);
        if (!Array.TrueForAll(found, a => rules.Allow(a, context.InitialRequestMessage.RequestUri!.Scheme, port))) throw new OutgoingException(OutgoingFault.Inside);
        // IPv4 first: a machine without IPv6 gets names with both.
        for (var next = 0; ; next++)
        {
            var address = found.OrderBy(a => a.AddressFamily == AddressFamily.InterNetworkV6 ? 1 : 0).ElementAt(next);
            try
            {
                return await _network.ConnectAsync(new IPEndPoint(GlobalAddress.Plain(address), port), stop);
            }
            catch (SocketException) when (next + 1 < Math.Min(found.Length, 4)) { }
        }
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken stop)
    {
        try
        {
            return await _network.ResolveAsync(host, stop);
        }
        catch (SocketException failure)
        {
            throw new OutgoingException(OutgoingFault.Unknown, failure);
        }
    }
}

/// <summary>Registers the client.</summary>
public static class OutgoingSetup
{
    /// <summary>Adds <see cref="Outgoing"/>; a mistake in its setting keeps the program from starting.</summary>
    public static void AddOutgoing(this IServiceCollection services)
    {
        services.AddSingleton<OutgoingRules>();
        services.AddSingleton<OutgoingNetwork>();
        services.AddSingleton<Outgoing>();
        services.AddHostedService<OutgoingStart>();
    }
}
