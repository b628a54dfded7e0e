using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Mitreden.Benchmarks.Alerts.Outside;

/// <summary>What a phone reads in a push.</summary>
/// <param name="Navigate">Where a tap leads.</param>
/// <param name="Received">Where the phone says that it has shown it.</param>
internal sealed record Shown(string Navigate, Uri Received);

/// <summary>A phone with a push subscription: opens what is locked for it (RFC 8291).</summary>
internal sealed class Phone : IDisposable
{
    private readonly ECDiffieHellman _pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _auth = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] _public;

    /// <summary>A new subscription.</summary>
    public Phone() => _public = _pair.ExportParameters(false).Q is var q ? [4, .. q.X!, .. q.Y!] : [];

    /// <summary>Public key in base64url.</summary>
    public string P256dh => WebEncoders.Base64UrlEncode(_public);
    /// <summary>Shared secret in base64url.</summary>
    public string Auth => WebEncoders.Base64UrlEncode(_auth);

    /// <summary>Opens a push; throws when it is not for this phone.</summary>
    public Shown Read(byte[] body)
    {
        var (salt, name) = (body[..16], body[21..(21 + body[20])]);
        var record = body[(21 + body[20])..];
        using var their = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = name[1..33], Y = name[33..65] } });
        var agreed = _pair.DeriveKeyFromHmac(their.PublicKey, HashAlgorithmName.SHA256, _auth);
        var key = Mac(salt, Mac(agreed, [.. "WebPush: info\0"u8, .. _public, .. name, 1]));
        var content = Mac(key, [.. "Content-Encoding: aes128gcm\0"u8, 1])[..16];
        var nonce = Mac(key, [.. "Content-Encoding: nonce\0"u8, 1])[..12];
        var plain = new byte[record.Length - 16];
        using var cipher = new AesGcm(content, 16);
        cipher.Decrypt(nonce, record[..^16], record[^16..], plain);
        var text = Encoding.UTF8.GetString(plain, 0, Array.FindLastIndex(plain, b => b != 0));
        using var json = JsonDocument.Parse(text);
        var data = json.RootElement.GetProperty("notification").GetProperty("data");
        return new Shown(data.GetProperty("navigate").GetString()!, new Uri(data.GetProperty("received").GetString()!));
    }

    /// <inheritdoc />
    public void Dispose() => _pair.Dispose();

    private static byte[] Mac(byte[] key, byte[] text) => HMACSHA256.HashData(key, text);
}
