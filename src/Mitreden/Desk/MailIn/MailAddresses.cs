using MimeKit;

namespace Mitreden.Desk.MailIn;

/// <summary>A person's own address: the one of the installation, with a plus and the person's secret before the at sign.</summary>
public static class MailAddresses
{
    private const int SecretLength = 32;
    private const int MostRecipients = 50;
    private const int MostSecrets = 3;
    private static readonly string[] Recipients = ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"];

    /// <summary>The address with the secret in it.</summary>
    public static string With(string address, string secret) => address.Insert(address.LastIndexOf('@'), "+" + secret);

    /// <summary>True when the setting is one plain address to which a secret can be added.</summary>
    public static bool CanHold(string? address) =>
        !string.IsNullOrWhiteSpace(address) && MailboxAddress.TryParse(address, out var one) && one.Address == address && !address.Contains('+', StringComparison.Ordinal) && address.IndexOf('@', StringComparison.Ordinal) is > 0 and < 32;

    /// <summary>What looks like a secret in the recipients of a mail.</summary>
    public static IReadOnlyList<string> SecretsIn(HeaderList headers, string address)
    {
        var at = address.LastIndexOf('@');
        var (start, end) = (address[..at] + "+", address[at..]);
        return
        [
            .. headers.Where(h => Recipients.Contains(h.Field, StringComparer.OrdinalIgnoreCase))
                .SelectMany(h => InternetAddressList.TryParse(h.RawValue, out var list) ? list.Mailboxes.Select(m => m.Address) : []).Take(MostRecipients)
                .Where(a => a.Length == start.Length + SecretLength + end.Length && a.StartsWith(start, StringComparison.OrdinalIgnoreCase) && a.EndsWith(end, StringComparison.OrdinalIgnoreCase))
                .Select(a => a.Substring(start.Length, SecretLength).ToLowerInvariant()).Where(s => s.All(char.IsAsciiHexDigitLower)).Distinct().Take(MostSecrets),
        ];
    }
}
