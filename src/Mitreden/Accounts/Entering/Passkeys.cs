using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Accounts.Entering;

/// <summary>Passkeys: what a browser has shown or made is checked here, and kept.</summary>
public sealed class Passkeys(AppDb db, SignInManager<Account> signIn, UserManager<Account> users, Entrance entrance)
{
    /// <summary>Most passkeys of one account.</summary>
    public const int Most = 20;

    /// <summary>Id for an account that is about to be made.</summary>
    public Guid NextId() => Guid.CreateVersion7(db.Time.GetUtcNow());

    /// <summary>Signs in with a passkey that the browser has shown.</summary>
    public async Task<Entry> SignInAsync(HttpContext context, string? credential)
    {
        if (string.IsNullOrEmpty(credential)) return Entry.Refused;
        try
        {
            var shown = await signIn.PerformPasskeyAssertionAsync(credential);
            if (!shown.Succeeded) return Entry.Refused;
            // Refused when the account has changed since it was read; the sign-in does not hang on the counter that this keeps.
            await users.AddOrUpdatePasskeyAsync(shown.User, shown.Passkey);
            db.ChangeTracker.Clear();
            return await KeptAsync(shown.User.Id, shown.Passkey.CredentialId) is { } account ? await entrance.EnterAsync(context, account) : Entry.Refused;
        }
        catch (Exception problem) when (problem is InvalidOperationException or JsonException or PasskeyException)
        {
            // The browser answered a question that nobody had asked, or not in the agreed form.
            return Entry.Refused;
        }
    }

    /// <summary>Checks a passkey that the browser has just made; null when it does not fit the question.</summary>
    public async Task<NewPasskey?> ReadAsync(string? credential)
    {
        if (string.IsNullOrEmpty(credential)) return null;
        try
        {
            var made = await signIn.PerformPasskeyAttestationAsync(credential);
            if (!made.Succeeded || !Guid.TryParse(made.UserEntity.Id, out var account)) return null;
            return new NewPasskey(account, made.UserEntity.Name, made.Passkey);
        }
        catch (Exception problem) when (problem is InvalidOperationException or JsonException or PasskeyException)
        {
            return null;
        }
    }

    /// <summary>Adds the passkey to the context; the caller saves.</summary>
    /// <param name="made">The passkey.</param>
    /// <param name="label">How the person tells it from others.</param>
    public void Keep(NewPasskey made, string label) => db.Add(new IdentityUserPasskey<Guid>
    {
        UserId = made.Account,
        CredentialId = made.Key.CredentialId,
        Data = new IdentityPasskeyData
        {
            Name = label,
            PublicKey = made.Key.PublicKey,
            CreatedAt = db.Time.GetUtcNow(),
            SignCount = made.Key.SignCount,
            Transports = made.Key.Transports,
            IsUserVerified = made.Key.IsUserVerified,
            IsBackupEligible = made.Key.IsBackupEligible,
            IsBackedUp = made.Key.IsBackedUp,
            AttestationObject = made.Key.AttestationObject,
            ClientDataJson = made.Key.ClientDataJson,
        },
    });

    /// <summary>The account, for reading.</summary>
    public Task<Account> AccountAsync(Guid id) => db.Accounts.AsNoTracking().SingleAsync(a => a.Id == id);

    /// <summary>The passkeys of an account, oldest first.</summary>
    public async Task<List<UserPasskeyInfo>> OfAsync(Account account) => [.. (await users.GetPasskeysAsync(account)).OrderBy(p => p.CreatedAt)];

    /// <summary>The account, as long as the passkey still opens it: it may have been removed since the browser was asked for it.</summary>
    private Task<Account?> KeptAsync(Guid account, byte[] credential)
    {
        var kept = db.Passkeys;
        return db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == account && kept.Any(k => k.UserId == a.Id && k.CredentialId == credential));
    }
}

/// <summary>A passkey that was made for an account, which may not exist yet.</summary>
/// <param name="Account">Id of the account, as this server had asked for it.</param>
/// <param name="Name">Sign-in name, as this server had asked for it.</param>
/// <param name="Key">The passkey.</param>
public sealed record NewPasskey(Guid Account, string Name, UserPasskeyInfo Key);
