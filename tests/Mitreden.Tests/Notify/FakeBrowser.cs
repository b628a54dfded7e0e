using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Mitreden.Foundation.Notify;

namespace Mitreden.Tests.Notify;

/// <summary>A browser's side of a push subscription: reads RFC 8291 messages in its own way, with plain HMAC and nothing of the program's.</summary>
internal sealed class FakeBrowser : IDisposable
{
    private readonly ECDiffieHellman _pair;
    private readonly byte[] _auth;

    public FakeBrowser() : this(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256), RandomNumberGenerator.GetBytes(16)) { }

    public FakeBrowser(ECDiffieHellman pair, byte[] auth) => (_pair, _auth) = (pair, auth);

    public string P256dh => WebEncoders.Base64UrlEncode(Public);

    public string Auth => WebEncoders.Base64UrlEncode(_auth);

    public PushTarget At(string endpoint) => new(endpoint, P256dh, Auth);

    /// <summary>The message in a body with content coding aes128gcm; throws when a single bit is wrong.</summary>
    public string Read(byte[] body)
    {
        var (salt, size, name) = (body[..16], (body[16] << 24) | (body[17] << 16) | (body[18] << 8) | body[19], body[21..(21 + body[20])]);
        var sealedRecord = body[(21 + body[20])..];
        Assert.True(sealedRecord.Length <= size, "more than one record");
        Assert.True(body.Length <= 4096, "larger than a push service takes");
        using var their = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = name[1..33], Y = name[33..65] } });
        var agreed = _pair.DeriveKeyFromHmac(their.PublicKey, HashAlgorithmName.SHA256, _auth);
        var material = Mac(agreed, [.. Encoding.ASCII.GetBytes("WebPush: info\0"), .. Public, .. name, 1]);
        var key = Mac(salt, material);
        var content = Mac(key, [.. Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0"), 1])[..16];
        var nonce = Mac(key, [.. Encoding.ASCII.GetBytes("Content-Encoding: nonce\0"), 1])[..12];
        var plain = new byte[sealedRecord.Length - 16];
        using var cipher = new AesGcm(content, 16);
        cipher.Decrypt(nonce, sealedRecord[..^16], sealedRecord[^16..], plain);
        var end = Array.FindLastIndex(plain, b => b != 0);
        Assert.Equal(2, plain[end]);
        return Encoding.UTF8.GetString(plain, 0, end);
    }

    public void Dispose() => _pair.Dispose();

    private byte[] Public => _pair.ExportParameters(false).Q is var q ? [4, .. q.X!, .. q.Y!] : [];

    private static byte[] Mac(byte[] key, byte[] text) => HMACSHA256.HashData(key, text);
}
