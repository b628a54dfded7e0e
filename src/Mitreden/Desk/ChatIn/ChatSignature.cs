using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mitreden.Desk.ChatIn;

/// <summary>Checks that a request comes from the chat program; every comparison takes the same time whatever differs.</summary>
internal static class ChatSignature
{
    /// <summary>How far the time of a request may lie from ours, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Slack, version 0: HMAC-SHA256 in hex over "v0", the time and the unchanged body, with the signing secret.</summary>
    /// <param name="time">Header X-Slack-Request-Timestamp, in seconds since 1970.</param>
    /// <param name="signature">Header X-Slack-Signature.</param>
    public static bool IsSlack(string secret, string time, string signature, byte[] body, DateTimeOffset now)
    {
        if (secret.Length == 0 || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var sent)) return false;
        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - sent) > (decimal)Tolerance.TotalSeconds) return false;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{time}:"), .. body];
        return Same("v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)), signature);
    }

    /// <summary>Teams: HMAC-SHA256 in Base64 over the unchanged body, with the security token, which is Base64 itself.</summary>
    /// <param name="authorization">Header Authorization, "HMAC" and the signature.</param>
    public static bool IsTeams(string secret, string authorization, byte[] body) =>
        Key(secret) is { Length: > 0 } key && Same("HMAC " + Convert.ToBase64String(HMACSHA256.HashData(key, body)), authorization);

    /// <summary>The bytes of a Teams security token; null when it is no Base64.</summary>
    public static byte[]? Key(string secret)
    {
        var bytes = new byte[secret.Length];
        return Convert.TryFromBase64String(secret, bytes, out var length) ? bytes[..length] : null;
    }

    /// <summary>True when a time of the sender lies close enough to ours.</summary>
    public static bool IsFresh(DateTimeOffset? sent, DateTimeOffset now) => sent is { } at && (now - at).Duration() <= Tolerance;

    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
