using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mitreden.Foundation.Data;

namespace Mitreden.Foundation.Notify;

/// <summary>
/// The key pair by which push services know this installation (RFC 8292). Browsers tie their subscription to it, so it is made once and
/// stays. The fixed key of its row lets only one of two replicas that begin at once make it.
/// </summary>
public sealed class VapidKey
{
    private const string Purpose = "vapid";

    private VapidKey() { }

    /// <summary>Always 1.</summary>
    [Stored("keeps the key from being made twice", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public int Id { get; private set; } = 1;
    /// <summary>Public point, uncompressed, in base64url; browsers are given it.</summary>
    [Stored("lets browsers and push services know the installation", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public string PublicKey { get; private set; } = "";
    /// <summary>Private key, sealed.</summary>
    [Stored("signs what is sent to push services", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public string Closed { get; private set; } = "";
    /// <summary>When it was made.</summary>
    [Stored("shows since when subscriptions belong to the key", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Makes a new pair.</summary>
    public static VapidKey Make(Seal seal, DateTimeOffset now)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = pair.ExportParameters(true);
        return new VapidKey
        {
            PublicKey = WebEncoders.Base64UrlEncode([4, .. key.Q.X!, .. key.Q.Y!]), CreatedAt = now,
            Closed = seal.Close(Purpose, Guid.Empty, WebEncoders.Base64UrlEncode(key.D!)),
        };
    }

    /// <summary>The pair, for signing; the caller disposes of it.</summary>
    /// <exception cref="InvalidOperationException">The keys of the seal are gone; nothing can be sent any more.</exception>
    public ECDsa Open(Seal seal)
    {
        var secret = seal.Open<string>(Purpose, Guid.Empty, Closed)
            ?? throw new InvalidOperationException("The key for push services cannot be opened: the keys of the sessions are not those with which it was closed. Restore the table DataProtectionKeys.");
        var point = WebEncoders.Base64UrlDecode(PublicKey);
        return ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, D = WebEncoders.Base64UrlDecode(secret), Q = new ECPoint { X = point[1..33], Y = point[33..] },
        });
    }

    internal static void Map(EntityTypeBuilder<VapidKey> key)
    {
        key.ToTable("VapidKeys");
        key.Property(k => k.Id).ValueGeneratedNever();
        key.Property(k => k.PublicKey).HasMaxLength(100);
    }
}
