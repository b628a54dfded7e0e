using MimeKit;
using MimeKit.Cryptography;

namespace Mitreden.Desk.MailIn;

/// <summary>
/// Says whether a mail is really from an address. Anybody can write any sender; what counts is what the receiving server has found out
/// (DMARC, RFC 7489) and written on top (RFC 8601).
/// </summary>
internal static class MailProof
{
    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict, AllowAddressesWithoutDomain = false, AllowUnquotedCommasInAddresses = false,
    };

    /// <summary>True when the mail has this one sender and the trusted server vouches for the sender's domain.</summary>
    /// <param name="headers">Headers of the mail, topmost first.</param>
    /// <param name="address">The address that it has to come from.</param>
    /// <param name="server">Name under which the trusted server signs its findings (authserv-id).</param>
    public static bool IsFrom(HeaderList headers, string address, string server) =>
        Sender(headers) is { } sender && string.Equals(sender.Address, address, StringComparison.OrdinalIgnoreCase)
        && Finding(headers, server) is { } finding && Passes(finding, sender.Domain);

    /// <summary>The one sender. Of two, one program shows the first and another checks the second; so there must be one.</summary>
    private static MailboxAddress? Sender(HeaderList headers)
    {
        var from = headers.Where(h => h.Id == HeaderId.From).ToList();
        // Read as it was sent: an encoded name must not become an address by being decoded first.
        return from.Count == 1 && InternetAddressList.TryParse(Strict, from[0].RawValue, out var list) && list is [MailboxAddress one] ? one : null;
    }

    /// <summary>Only the topmost finding counts, and only when it is the trusted server's: what lies below, the sender may have written.</summary>
    private static AuthenticationResults? Finding(HeaderList headers, string server)
    {
        var top = headers.FirstOrDefault(h => h.Id == HeaderId.AuthenticationResults);
        return top is not null && AuthenticationResults.TryParse(top.RawValue, out var found)
            && string.Equals(found.AuthenticationServiceIdentifier, server, StringComparison.OrdinalIgnoreCase) ? found : null;
    }

    private static bool Passes(AuthenticationResults finding, string domain)
    {
        var dmarc = finding.Results.Where(r => Is(r.Method, "dmarc")).ToList();
        if (dmarc.Count != 1 || !Is(dmarc[0].Result, "pass")) return false;
        var about = dmarc[0].Properties.Where(p => Is(p.PropertyType, "header") && Is(p.Property, "from")).ToList();
        return about.Count == 1 && Is(about[0].Value, domain);
    }

    private static bool Is(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
