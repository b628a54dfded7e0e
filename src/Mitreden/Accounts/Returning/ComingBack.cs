using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts.Entering;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Returning;

/// <summary>Somebody who has opened a new access.</summary>
/// <param name="Access">The access.</param>
/// <param name="State">Where it stands.</param>
/// <param name="IsShared">True when the account has come to open other companies too: then the access opens nothing.</param>
/// <param name="Person">Who comes back.</param>
/// <param name="Company">To which company.</param>
/// <param name="Account">The account that exists.</param>
public sealed record Returner(NewAccess Access, InvitationState State, bool IsShared, PersonCard Person, OrganisationCard Company, Account Account)
{
    /// <summary>True while it can be used.</summary>
    public bool IsOpen => State == InvitationState.Open && !IsShared;
}

/// <summary>
/// Turns a new access into a new password or passkey of the same account. All sessions end in the same save, and so do the ways in that were there
/// before: they are forgotten, or on a telephone that somebody else has now.
/// </summary>
public sealed class ComingBack(
    AppDb db, People people, Companies companies, CurrentOrganisation current, IPasswordHasher<Account> hasher, Passkeys passkeys, WayNews news)
{
    /// <summary>Looks the access up, and from then on works for its organisation. Null when there is none.</summary>
    public async Task<Returner?> FindAsync(string secret, CancellationToken stop = default)
    {
        var (hash, now) = (Secret.Hash(secret), db.Time.GetUtcNow());
        current.Id = null;
        var access = await db.NewAccesses.IgnoreQueryFilters([AppDb.OrganisationFilter]).SingleOrDefaultAsync(a => a.TokenHash == hash, stop);
        if (access is null || await people.InvitedAsync(access.PersonId, stop) is not { AccountId: { } id } person) return null;
        current.Id = access.OrganisationId;
        var company = await companies.FindAsync(access.OrganisationId, stop);
        // Read before the question who shares it: whoever takes it along afterwards changes its stamp, and no save of what was read here fits any more.
        var account = await db.Accounts.SingleAsync(a => a.Id == id, stop);
        return new Returner(access, access.StateAt(now), await people.SharesAccountAsync(id, person.Id, stop), person, company!, account);
    }

    /// <summary>Comes back with a new password; false when the access is over meanwhile.</summary>
    public Task<bool> WithPasswordAsync(Returner who, string password)
    {
        who.Account.ChangePassword(hasher.HashPassword(who.Account, password));
        return CommitAsync(who);
    }

    /// <summary>True when the passkey was made for this account. There is always room for it, because those that were there before go.</summary>
    public static bool Fits(Returner who, NewPasskey? made) => made?.Account == who.Account.Id;

    /// <summary>Comes back with a new passkey; false when the access is over meanwhile.</summary>
    public Task<bool> WithPasskeyAsync(Returner who, NewPasskey made, string label)
    {
        passkeys.Keep(made, label);
        who.Account.ForgetPassword();
        return CommitAsync(who);
    }

    private async Task<bool> CommitAsync(Returner who)
    {
        who.Access.Use(db.Time.GetUtcNow());
        db.RemoveRange(await db.SignInLinks.Where(l => l.AccountId == who.Account.Id).ToListAsync());
        db.RemoveRange(await db.Passkeys.Where(k => k.UserId == who.Account.Id).ToListAsync());
        await news.TellAsync(who.Account, WayChange.NewAccess);
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Two taps at once, or it is being taken back: the one column that both change lets one through. Or the account has come to open another
            // company since it was read: then its stamp is another one.
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
