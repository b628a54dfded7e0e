using System.Security.Cryptography;
using System.Text;

namespace Mitreden.Desk.WaysIn;

/// <summary>Makes the idempotency key of a report out of what the sender's world calls the message.</summary>
public static class ReportKey
{
    /// <summary>The key that a program sends along: an id as it is, any other words by their hash; null for none.</summary>
    public static Guid? Of(Guid person, string? given)
    {
        var words = (given ?? "").Trim().Trim('"');
        if (words.Length == 0) return null;
        return Guid.TryParse(words, out var id) && id != Guid.Empty ? id : From("key", person, words);
    }

    /// <summary>Always the same for the same words, and different for different people, so that nobody can take a key of somebody else away.</summary>
    /// <param name="kind">Where the words come from; the same words from elsewhere are another message.</param>
    /// <param name="owner">Person or organisation.</param>
    /// <param name="words">The words.</param>
    public static Guid From(string kind, Guid owner, string words)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{owner:N}\n{words}"))[..16];
        // Version 8 of RFC 9562: made by a rule of one's own.
        (hash[6], hash[8]) = ((byte)(hash[6] & 0x0F | 0x80), (byte)(hash[8] & 0x3F | 0x80));
        return new Guid(hash, bigEndian: true);
    }
}
