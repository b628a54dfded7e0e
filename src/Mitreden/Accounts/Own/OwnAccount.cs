using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts.Entering;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts.Own;

/// <summary>What signed-in people change about how they get in.</summary>
public sealed class OwnAccount(AppDb db, CurrentPerson me, IPasswordHasher<Account> hasher, Passkeys passkeys, IMailSender mail)
{
    /// <summary>The own account, for changing.</summary>
    public Task<Account> ReadAsync() => db.Accounts.SingleAsync(a => a.Id == me.AccountId);

    /// <summary>How many ways in there are: each passkey, the password, the link by mail.</summary>
    public int Ways(Account account, int keys) => keys + (account.PasswordHash is null ? 0 : 1) + (mail.IsOn && account.EmailConfirmed ? 1 : 0);

    /// <summary>True when the password is the current one, or there is none yet.</summary>
    public bool Knows(Account account, string? password) => account.PasswordHash is null
        || hasher.VerifyHashedPassword(account, account.PasswordHash, password ?? "") != PasswordVerificationResult.Failed;

    /// <summary>Sets a password; every other device is signed out.</summary>
    public Task ChangePasswordAsync(Account account, string password)
    {
        account.ChangePassword(hasher.HashPassword(account, password));
        return db.SaveChangesAsync();
    }

    /// <summary>Keeps a passkey that was made for this account; false when it was made for another, or too many are kept.</summary>
    public async Task<bool> AddKeyAsync(Account account, string? credential, string label)
    {
        var made = await passkeys.ReadAsync(credential);
        if (made is null || made.Account != account.Id || (await passkeys.OfAsync(account)).Count >= Passkeys.Most) return false;
        passkeys.Keep(made, label);
        await db.SaveChangesAsync();
        return true;
    }

    /// <summary>Removes a passkey; false when it is the last way in.</summary>
    public async Task<bool> RemoveKeyAsync(Account account, string credentialId)
    {
        var keys = await db.Passkeys.Where(p => p.UserId == account.Id).ToListAsync();
        if (keys.Find(k => Convert.ToHexString(k.CredentialId) == credentialId) is not { } key) return true;
        if (Ways(account, keys.Count) <= 1) return false;
        db.Remove(key);
        // Two removals at once would each leave the other's key: the stamp lets only one through.
        account.Touch();
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
    }

    /// <summary>Ends every session on every device, and the links that were mailed.</summary>
    public async Task SignOutEverywhereAsync(Account account)
    {
        account.SignOutEverywhere();
        db.RemoveRange(await db.SignInLinks.Where(l => l.AccountId == account.Id).ToListAsync());
        await db.SaveChangesAsync();
    }
}
