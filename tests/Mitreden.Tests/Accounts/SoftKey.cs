using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Mitreden.Tests.Accounts;

/// <summary>A passkey in software: answers the questions that a browser would hand to the device (WebAuthn, ES256, no attestation).</summary>
internal sealed class SoftKey(string origin = "http://localhost", string host = "localhost") : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(16);
    private string _owner = "";
    private uint _uses;

    /// <summary>Makes the passkey for the owner that the options name, and gives what the browser sends back.</summary>
    public string Create(string options)
    {
        var asked = JsonNode.Parse(options)!;
        _owner = asked["user"]!["id"]!.GetValue<string>();
        var client = Client("webauthn.create", asked);
        var point = _key.ExportParameters(false).Q;
        byte[] cose = [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. point.X!, 0x22, 0x58, 32, .. point.Y!];
        byte[] data = [.. Data(0x45), .. new byte[16], 0, (byte)_id.Length, .. _id, .. cose];
        byte[] attestation = [0xA3, .. Text("fmt"), .. Text("none"), .. Text("attStmt"), 0xA0, .. Text("authData"), 0x58, (byte)data.Length, .. data];
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Web(client),
            ["attestationObject"] = Web(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>Signs the challenge in the options, and gives what the browser sends back.</summary>
    public string Get(string options)
    {
        var client = Client("webauthn.get", JsonNode.Parse(options)!);
        var data = Data(0x05);
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Web(client),
            ["authenticatorData"] = Web(data),
            ["signature"] = Web(signature),
            ["userHandle"] = _owner,
        });
    }

    public void Dispose() => _key.Dispose();

    private byte[] Client(string type, JsonNode asked) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type,
        challenge = asked["challenge"]!.GetValue<string>(),
        origin,
        crossOrigin = false,
    });

    private byte[] Data(byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, ++_uses);
        return [.. SHA256.HashData(Encoding.ASCII.GetBytes(host)), flags, .. count];
    }

    private string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = Web(_id),
        ["rawId"] = Web(_id),
        ["type"] = "public-key",
        ["clientExtensionResults"] = new JsonObject(),
        ["response"] = response,
    }.ToJsonString();

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static string Web(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);
}
