using System.Net;

namespace Mitreden.Foundation.Notify;

/// <summary>Why a request to an address that somebody typed in came to nothing.</summary>
public enum OutgoingFault
{
    /// <summary>Nothing is wrong.</summary>
    None,
    /// <summary>It is no address.</summary>
    Unreadable,
    /// <summary>It is not https.</summary>
    Scheme,
    /// <summary>It carries a user name or password.</summary>
    Credentials,
    /// <summary>Its port is neither 80 nor 443.</summary>
    Port,
    /// <summary>Its host is no name of the open internet, or an address in an unusual spelling.</summary>
    Host,
    /// <summary>Its name leads nowhere.</summary>
    Unknown,
    /// <summary>It leads to the inside of a network, to this machine, or to nobody.</summary>
    Inside,
    /// <summary>Nobody answers there, or not securely.</summary>
    Unreachable,
    /// <summary>The answer took too long.</summary>
    Slow,
    /// <summary>The answer is too large.</summary>
    Large,
    /// <summary>It sends from one address to the next without end.</summary>
    Redirects,
}

/// <summary>A request could not be made or was refused; nothing is known about the other side but <see cref="Why"/>.</summary>
public sealed class OutgoingException(OutgoingFault why, Exception? inner = null) : Exception($"Outgoing request: {why}", inner)
{
    /// <summary>The reason, for a page to put into words.</summary>
    public OutgoingFault Why => why;
}

/// <summary>A request to an address that somebody typed in.</summary>
/// <param name="Method">Method; only GET and HEAD follow redirects.</param>
/// <param name="Address">The address as it was typed in.</param>
public sealed record OutgoingRequest(HttpMethod Method, string Address)
{
    /// <summary>Headers, sent to the first origin only. A line break in one is refused.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    /// <summary>Body, or null.</summary>
    public byte[]? Body { get; init; }
    /// <summary>Media type of the body.</summary>
    public string BodyType { get; init; } = "application/octet-stream";
    /// <summary>Most bytes of the answer after unpacking.</summary>
    public int MostBytes { get; init; } = Outgoing.MostBytes;
    /// <summary>Most time for everything together, redirects included.</summary>
    public TimeSpan Longest { get; init; } = Outgoing.Longest;
    /// <summary>True reaches the open internet only, whatever networks the host has opened: for addresses that everybody in the company may hand in.</summary>
    public bool OnlyOutside { get; init; }
    /// <summary>True gives the beginning of an answer that is larger, instead of refusing it.</summary>
    public bool CutOff { get; init; }
}

/// <summary>An answer, whatever its status.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Address">Where it came from, after redirects.</param>
/// <param name="Headers">All headers by name without case; several values of one are joined by commas.</param>
/// <param name="Body">Body, unpacked.</param>
public sealed record OutgoingAnswer(HttpStatusCode Status, Uri Address, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>True for 200 to 299.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
