using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;

namespace Mitreden.Foundation.Notify;

/// <summary>Says to push services who is sending: a token signed by the installation's key (RFC 8292).</summary>
public sealed class Vapid(IServiceScopeFactory scopes, Seal seal, TimeProvider time, MitredenSettings settings)
{
    /// <summary>How long a token holds. The RFC allows 24 hours at most; clocks differ.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);
    /// <summary>A token that ends sooner than this is not used any more.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);
    /// <summary>Most tokens kept; there are only a few push services in the world.</summary>
    private const int MostTokens = 50;

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _tokens = new();
    private VapidKey? _key;

    /// <summary>The public key that a browser needs to subscribe, in base64url. Made when it is asked for the first time.</summary>
    public async Task<string> PublicKeyAsync(CancellationToken stop) => (await KeyAsync(stop)).PublicKey;

    /// <summary>Value of the header Authorization for a push service (RFC 8292, section 3).</summary>
    /// <param name="endpoint">Address of a subscription; its origin is who the token is for.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<string> AuthorizationAsync(Uri endpoint, CancellationToken stop)
    {
        var (key, now, audience) = (await KeyAsync(stop), time.GetUtcNow(), endpoint.GetLeftPart(UriPartial.Authority));
        if (!_tokens.TryGetValue(audience, out var known) || known.Until - now < Rest)
        {
            if (_tokens.Count >= MostTokens) _tokens.Clear();
            _tokens[audience] = known = (Sign(key, audience, now + Life), now + Life);
        }
        return $"vapid t={known.Token}, k={key.PublicKey}";
    }

    /// <summary>A compact JWT with ES256 (RFC 7515, RFC 7518 section 3.4): the signature is both numbers, not DER.</summary>
    private string Sign(VapidKey key, string audience, DateTimeOffset until)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["aud"] = audience, ["exp"] = until.ToUnixTimeSeconds(), ["sub"] = Subject(),
        });
        var head = WebEncoders.Base64UrlEncode("""{"typ":"JWT","alg":"ES256"}"""u8.ToArray()) + "." + WebEncoders.Base64UrlEncode(claims);
        using var pair = key.Open(seal);
        return head + "." + WebEncoders.Base64UrlEncode(pair.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
    }

    /// <summary>Whom the push service may ask when something is wrong: the installation's address, or its mail sender while it has no https.</summary>
    private string Subject() => settings.PublicUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? settings.PublicUrl : "mailto:" + settings.Mail.From;

    private async Task<VapidKey> KeyAsync(CancellationToken stop) => _key ??= await FindAsync(stop) ?? await MakeAsync(stop);

    private async Task<VapidKey?> FindAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AppDb>().Set<VapidKey>().AsNoTracking().SingleOrDefaultAsync(stop);
    }

    private async Task<VapidKey> MakeAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var made = VapidKey.Make(seal, time.GetUtcNow());
        db.Add(made);
        try
        {
            await db.SaveChangesAsync(stop);
            return made;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Another replica was faster; its key is the one.
            if (await FindAsync(stop) is { } theirs) return theirs;
            throw;
        }
    }
}
