using System.Globalization;
using System.Text;

namespace Mitreden.Foundation.Notify;

/// <summary>Reads an address that somebody typed in, and lets through only what every program on the way reads in the same manner.</summary>
/// <remarks>It looks nothing up: where the name leads to is checked when the connection is made.</remarks>
public static class OutgoingAddress
{
    /// <summary>Most characters of an address.</summary>
    public const int Longest = 2048;

    /// <summary>Names that lead nowhere on the open internet (RFC 6761, RFC 6762, RFC 8375, ICANN's list of names for inner networks).</summary>
    private static readonly HashSet<string> Inner = ["localhost", "localdomain", "local", "internal", "intranet", "lan", "home", "corp", "mail",
        "private", "arpa", "test", "example", "invalid", "onion", "alt", "svc"];

    /// <summary>The address, or why it is refused.</summary>
    /// <param name="text">What was typed in.</param>
    /// <param name="closed">True when the host has named networks of its own: then http, other ports and inner names may lead there, and the connection decides.</param>
    public static (Uri? Address, OutgoingFault Fault) Read(string? text, bool closed)
    {
        if (text is null || text.Length is 0 or > Longest || text.Any(IsOdd)) return (null, OutgoingFault.Unreadable);
        var start = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = start < 0 ? "" : text[..start].ToLowerInvariant();
        if (scheme != Uri.UriSchemeHttps && !(closed && scheme == Uri.UriSchemeHttp)) return (null, OutgoingFault.Scheme);
        var rest = text[(start + 3)..];
        var authority = rest[..(rest.IndexOfAny(['/', '?', '#']) is var end and >= 0 ? end : rest.Length)];
        if (authority.Contains('@', StringComparison.Ordinal)) return (null, OutgoingFault.Credentials);
        if (authority.Length == 0 || authority.Contains('%', StringComparison.Ordinal) || !Uri.TryCreate(text, UriKind.Absolute, out var address)) return (null, OutgoingFault.Unreadable);
        if (address.UserInfo.Length > 0) return (null, OutgoingFault.Credentials);
        if (address.Port is not (80 or 443) && !closed) return (null, OutgoingFault.Port);
        try
        {
            return IsHost(Host(authority), address, closed) ? (address, OutgoingFault.None) : (null, OutgoingFault.Host);
        }
        catch (Exception failure) when (failure is UriFormatException or ArgumentException)
        {
            // A name in letters that no name may have: it is found out only when it is coded for the wire.
            return (null, OutgoingFault.Host);
        }
    }

    /// <summary>The authority without its port.</summary>
    private static string Host(string authority)
    {
        if (authority[0] == '[') return authority[..(authority.IndexOf(']', StringComparison.Ordinal) + 1)];
        var colon = authority.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? authority : authority[..colon];
    }

    private static bool IsHost(string written, Uri address, bool closed) => address.HostNameType switch
    {
        // 127.1, 0x7f.1 and 2130706433 are addresses to some programs and names to others: only the usual spelling passes.
        UriHostNameType.IPv4 => written == address.Host,
        UriHostNameType.IPv6 => true,
        UriHostNameType.Dns => IsName(written, address.IdnHost.ToLowerInvariant(), closed),
        _ => false,
    };

    private static bool IsName(string written, string name, bool closed)
    {
        // Full-width digits, circled letters, digits of other scripts and other dots turn into something else on their way.
        if (!string.Equals(written.Normalize(NormalizationForm.FormKC), written, StringComparison.Ordinal) || written.Any(c => c is '\u3002' or '\uFF61' or '\uFF0E' || char.IsDigit(c) && !char.IsAsciiDigit(c))) return false;
        var labels = name.Split('.');
        if (name.Length > 253 || labels.Any(l => !IsLabel(l)) || LooksLikeNumber(labels[^1])) return false;
        if (closed) return true;
        return labels.Length > 1 && !Inner.Contains(labels[^1]);
    }

    private static bool IsLabel(string label) => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && (!label.StartsWith("xn--", StringComparison.Ordinal) || IsPunycode(label));

    /// <summary>True when the coded label stands for letters, and is coded the usual way.</summary>
    private static bool IsPunycode(string label)
    {
        try
        {
            var idn = new IdnMapping { UseStd3AsciiRules = true };
            var plain = idn.GetUnicode(label);
            return plain != label && plain.Any(c => c > 127) && idn.GetAscii(plain) == label;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A name that ends in a number is an IPv4 address to a browser (URL Standard, section 3.5).</summary>
    private static bool LooksLikeNumber(string label) => label.All(char.IsAsciiDigit)
        || label.StartsWith("0x", StringComparison.Ordinal) && label[2..].All(char.IsAsciiHexDigit);

    /// <summary>Characters that programs drop, turn around or read differently, and that no address needs.</summary>
    private static bool IsOdd(char c) => c is <= ' ' or '\\' or '`' or '"' or '<' or '>' or '{' or '}' or '^' or '|' || char.IsWhiteSpace(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
