using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Mitreden.Foundation.Web;

/// <summary>Unguessable secrets for links; only their hash is stored.</summary>
public static class Secret
{
    /// <summary>A new secret of 128 random bits, as 22 characters that are safe in an address.</summary>
    public static string New() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16));

    /// <summary>SHA-256 of the secret in hex: enough for 128 random bits, and the same each time, so that it can be looked up.</summary>
    public static string Hash(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
