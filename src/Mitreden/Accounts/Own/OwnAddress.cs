using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts.Entering;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Own;

/// <summary>
/// Proves that whoever is signed in reads the address that the company has written down for them. Before that no link to sign in goes there: a slip of
/// the pen would hand the account to a stranger.
/// </summary>
public sealed class OwnAddress(
    AppDb db, CurrentPerson me, People people, IMailSender mail, ILookupNormalizer names, SignInNames known, MitredenSettings settings, Texts<AccountsTexts> texts)
{
    /// <summary>The address that waits to be proven; null when there is none, or when one is proven already that still is theirs.</summary>
    public async Task<string?> UnprovenAsync(Account account, CancellationToken stop = default) =>
        mail.IsOn && await known.OwnerAsync(account, stop) is null ? (await people.FindAsync(me.Id, stop))?.Email : null;

    /// <summary>Mails the proving link; at most as many as links to sign in. Returns the address, or null when there is nothing to prove.</summary>
    public async Task<string?> AskAsync(CancellationToken stop = default)
    {
        if (await UnprovenAsync(await AccountAsync(stop), stop) is not { } address) return null;
        var now = db.Time.GetUtcNow();
        if (await db.SignInLinks.CountAsync(l => l.AccountId == me.AccountId && l.ExpiresAt > now, stop) >= SignInLink.Most) return address;
        var secret = Secret.New();
        var link = SignInLink.For(me.AccountId, secret, now, address);
        db.Add(link);
        var path = settings.Address($"/me/address/{secret}");
        var body = texts["ProveMail.Body", me.Name, path, (int)SignInLink.Lifetime.TotalMinutes];
        db.Enqueue(new SendMail(address, me.Name, texts["ProveMail.Subject"], body), $"prove-address:{link.Id}");
        await db.SaveChangesAsync(stop);
        return address;
    }

    /// <summary>The address that the link proves for whoever is signed in; null when it is over, or not theirs.</summary>
    public async Task<string?> ProvedByAsync(string secret, CancellationToken stop = default) => (await FindAsync(secret, stop))?.Proves;

    /// <summary>Uses the link up; false when it is over, or when the address opens another account.</summary>
    public async Task<bool> ProveAsync(string secret, CancellationToken stop = default)
    {
        if (await FindAsync(secret, stop) is not { Proves: { } address }) return false;
        await known.FreeAsync(address, stop);
        (await AccountAsync(stop)).ProveAddress(address, names, !await known.IsNameAsync(address, me.AccountId, stop));
        // What went to the address before signs nobody in any more.
        db.RemoveRange(await db.SignInLinks.Where(l => l.AccountId == me.AccountId).ToListAsync(stop));
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
            return true;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Two taps at once, or another account has proven the same address: the index lets it belong to one.
            db.ChangeTracker.Clear();
            return (await AccountAsync(stop)).Email == address;
        }
    }

    private async Task<SignInLink?> FindAsync(string secret, CancellationToken stop)
    {
        var (hash, now) = (Secret.Hash(secret), db.Time.GetUtcNow());
        var address = (await people.FindAsync(me.Id, stop))?.Email;
        return address is null ? null
            : await db.SignInLinks.SingleOrDefaultAsync(l => l.TokenHash == hash && l.ExpiresAt > now && l.AccountId == me.AccountId && l.Proves == address, stop);
    }

    private Task<Account> AccountAsync(CancellationToken stop) => db.Accounts.SingleAsync(a => a.Id == me.AccountId, stop);
}
