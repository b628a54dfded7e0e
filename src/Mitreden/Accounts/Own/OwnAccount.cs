using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts.Entering;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Web;

namespace Mitreden.Accounts.Own;

/// <summary>What signed-in people change about how they get in.</summary>
public sealed class OwnAccount(AppDb db, CurrentPerson me, IPasswordHasher<Account> hasher, Passkeys passkeys, SignInNames names, WayNews news, IMailSender mail)
{
    /// <summary>How often signing out everywhere is tried while the account changes.</summary>
    private const int Attempts = 5;

    /// <summary>The own account, for changing.</summary>
    public Task<Account> ReadAsync() => db.Accounts.SingleAsync(a => a.Id == me.AccountId);

    /// <summary>How many ways in there are: each passkey, the password, and the link by mail as long as it goes to a mailbox that is theirs.</summary>
    public async Task<int> WaysAsync(Account account, int keys) =>
        keys + (account.PasswordHash is null ? 0 : 1) + (mail.IsOn && await names.OwnerAsync(account) is not null ? 1 : 0);

    /// <summary>True when the password is the current one, or there is none yet.</summary>
    public bool Knows(Account account, string? password) => account.PasswordHash is null
        || hasher.VerifyHashedPassword(account, account.PasswordHash, password ?? "") != PasswordVerificationResult.Failed;

    /// <summary>Sets a password; every other device is signed out. Returns the account as it is then, or null when it has just changed otherwise.</summary>
    public async Task<Account?> ChangePasswordAsync(Account account, string password)
    {
        account.ChangePassword(hasher.HashPassword(account, password));
        await news.TellAsync(account, WayChange.Password);
        if (await SavedAsync()) return account;
        // The other half of a double tap has set the same one.
        var now = await ReadAsync();
        return now.PasswordHash is not null && Knows(now, password) ? now : null;
    }

    /// <summary>Keeps a passkey that was made for this account; false when it was made for another, when too many are kept, or when the account has just changed.</summary>
    public async Task<bool> AddKeyAsync(Account account, string? credential, string label)
    {
        var made = await passkeys.ReadAsync(credential);
        if (made is null || made.Account != account.Id || (await passkeys.OfAsync(account)).Count >= Passkeys.Most) return false;
        passkeys.Keep(made, label);
        // Whoever opens the account anew in this moment forgets the passkeys that were there: this one must not slip in beside.
        account.Touch();
        await news.TellAsync(account, WayChange.KeyAdded);
        return await SavedAsync();
    }

    /// <summary>Removes a passkey and signs every other device out; false when it is the last way in.</summary>
    public async Task<(bool IsGone, bool Saved)> RemoveKeyAsync(Account account, string credentialId)
    {
        var keys = await db.Passkeys.Where(p => p.UserId == account.Id).ToListAsync();
        if (keys.Find(k => Convert.ToHexString(k.CredentialId) == credentialId) is not { } key) return (true, false);
        if (await WaysAsync(account, keys.Count) <= 1) return (false, false);
        db.Remove(key);
        // Two removals at once would each leave the other's key: the stamp lets only one through.
        account.SignOutEverywhere();
        await news.TellAsync(account, WayChange.KeyRemoved);
        return await SavedAsync() ? (true, true) : (!await db.Passkeys.AnyAsync(p => p.CredentialId == key.CredentialId), false);
    }

    /// <summary>Ends every session on every device, and the links that were mailed.</summary>
    public async Task SignOutEverywhereAsync()
    {
        for (var attempt = 1; ; attempt++)
        {
            var account = await ReadAsync();
            account.SignOutEverywhere();
            db.RemoveRange(await db.SignInLinks.Where(l => l.AccountId == account.Id).ToListAsync());
            try
            {
                await db.SaveChangesAsync();
                return;
            }
            catch (DbUpdateException late) when (late.IsLostRace && attempt < Attempts)
            {
                // Something else about the account has changed, or a link was used: once more, on what holds now.
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<bool> SavedAsync()
    {
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // The account has changed since it was read: what depends on how it was must not be stored.
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
