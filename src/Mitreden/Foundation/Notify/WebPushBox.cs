using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Mitreden.Foundation.Notify;

/// <summary>A browser's push subscription, as <c>PushSubscription.toJSON()</c> gives it.</summary>
/// <param name="Endpoint">Address of the push service that leads to this browser; whoever has it can knock there.</param>
/// <param name="P256dh">The browser's public key: a point of P-256, uncompressed, in base64url (RFC 8291, section 3.1).</param>
/// <param name="Auth">16 secret bytes that browser and sender share, in base64url (RFC 8291, section 3.2).</param>
public sealed record PushTarget(string Endpoint, string P256dh, string Auth);

/// <summary>Locks a message so that only one browser can read it; the push service in between cannot. RFC 8291 with RFC 8188.</summary>
public static class WebPushBox
{
    /// <summary>Most bytes of a message: what fits into the 4096 that every push service must take (RFC 8291, section 4).</summary>
    public const int MostBytes = 3993;
    /// <summary>Messages are filled up to a multiple of this, so that their length says nothing.</summary>
    public const int Step = 256;

    private const int RecordSize = 4096;
    private const int PointBytes = 65;
    private const int TagBytes = 16;

    /// <summary>True when keys can be used: a point on the curve and 16 bytes.</summary>
    public static bool AreKeys(string? p256dh, string? auth)
    {
        try
        {
            using var _ = Point(WebEncoders.Base64UrlDecode(p256dh ?? ""));
            return WebEncoders.Base64UrlDecode(auth ?? "").Length == 16;
        }
        catch (Exception failure) when (failure is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The body of the request to the push service, with content coding aes128gcm. Keys are fresh each time.</summary>
    /// <param name="target">The browser.</param>
    /// <param name="message">The message, at most <see cref="MostBytes"/>.</param>
    /// <exception cref="ArgumentException">The message is too long.</exception>
    /// <exception cref="CryptographicException">The keys of the browser are none.</exception>
    public static byte[] Close(PushTarget target, byte[] message)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var full = Math.Min(MostBytes, (message.Length + Step - 1) / Step * Step);
        return Close(target, message, own, RandomNumberGenerator.GetBytes(16), Math.Max(0, full - message.Length));
    }

    /// <summary>The same with keys that are known, for the test vectors of the RFC.</summary>
    internal static byte[] Close(PushTarget target, byte[] message, ECDiffieHellman own, byte[] salt, int padding)
    {
        if (message.Length + padding > MostBytes) throw new ArgumentException($"{message.Length} bytes are more than {MostBytes}.", nameof(message));
        var (theirs, ours, auth) = (WebEncoders.Base64UrlDecode(target.P256dh), Bytes(own), WebEncoders.Base64UrlDecode(target.Auth));
        using var their = Point(theirs);
        // RFC 8291, section 3.4: both keys and the shared secret become the key material of the content coding.
        var agreed = HKDF.Extract(HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(their.PublicKey), auth);
        var material = HKDF.Expand(HashAlgorithmName.SHA256, agreed, 32, [.. "WebPush: info\0"u8, .. theirs, .. ours]);
        // RFC 8188, sections 2.2 and 2.3.
        var key = HKDF.Extract(HashAlgorithmName.SHA256, material, salt);
        using var cipher = new AesGcm(HKDF.Expand(HashAlgorithmName.SHA256, key, 16, "Content-Encoding: aes128gcm\0"u8.ToArray()), TagBytes);
        var nonce = HKDF.Expand(HashAlgorithmName.SHA256, key, 12, "Content-Encoding: nonce\0"u8.ToArray());

        // Header: salt, size of a record, length of the key's name, and as its name the key itself (RFC 8188, section 2.1).
        var body = new byte[16 + 4 + 1 + PointBytes + message.Length + 1 + padding + TagBytes];
        salt.CopyTo(body, 0);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(16), RecordSize);
        body[20] = PointBytes;
        ours.CopyTo(body, 21);
        // One record, closed by the octet 2 of the last one and zeros (RFC 8188, section 2).
        var plain = new byte[message.Length + 1 + padding];
        message.CopyTo(plain, 0);
        plain[message.Length] = 2;
        cipher.Encrypt(nonce, plain, body.AsSpan(21 + PointBytes, plain.Length), body.AsSpan(body.Length - TagBytes));
        return body;
    }

    /// <summary>The public point of a key pair, uncompressed: 4, then both coordinates.</summary>
    internal static byte[] Bytes(ECDiffieHellman pair)
    {
        var point = pair.ExportParameters(false).Q;
        return [4, .. point.X!, .. point.Y!];
    }

    private static ECDiffieHellman Point(byte[] bytes)
    {
        if (bytes.Length != PointBytes || bytes[0] != 4) throw new CryptographicException("This is no uncompressed point of P-256.");
        return ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = bytes[1..33], Y = bytes[33..] },
        });
    }
}
