using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts.Entering;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Returning;

/// <summary>A fresh access with its secret, which is never shown again.</summary>
/// <param name="Link">Address of the way back.</param>
/// <param name="ExpiresAt">Until when it works.</param>
public sealed record FreshAccess(string Link, DateTimeOffset ExpiresAt);

/// <summary>Gives and takes back new access to accounts that exist, for the signed-in administrator.</summary>
public sealed class GivingAccess(AppDb db, People people, CurrentPerson me, WayNews news, MitredenSettings settings)
{
    /// <summary>False when the account opens other companies too: nobody of one company may open another's. Then <see cref="PartAsync"/> leads back in.</summary>
    public async Task<bool> MayAsync(PersonCard person, CancellationToken stop = default) =>
        person.AccountId is { } account && !await people.SharesAccountAsync(account, person.Id, stop);

    /// <summary>The access of the person that is neither used nor revoked, or null.</summary>
    public Task<NewAccess?> PendingAsync(Guid person, CancellationToken stop = default) =>
        db.NewAccesses.SingleOrDefaultAsync(a => a.PersonId == person && a.UsedAt == null && a.RevokedAt == null, stop);

    /// <summary>What the person was given, latest first; what was taken back unused never mattered.</summary>
    public Task<List<NewAccess>> GivenAsync(Guid person, CancellationToken stop = default) => db.NewAccesses.AsNoTracking()
        .Where(a => a.PersonId == person && (a.UsedAt != null || a.RevokedAt == null)).OrderByDescending(a => a.CreatedAt).ToListAsync(stop);

    /// <summary>Gives a new access; an older one ends. Null when somebody else was faster.</summary>
    public async Task<FreshAccess?> GiveAsync(PersonCard person, CancellationToken stop = default)
    {
        var (now, secret) = (db.Time.GetUtcNow(), Secret.New());
        await RevokeAsync(person.Id, stop);
        var access = NewAccess.Give(person.OrganisationId, person.Id, me.Id, secret, now);
        db.Add(access);
        return await SavedAsync() ? new FreshAccess(settings.Address($"/access/{secret}"), access.ExpiresAt) : null;
    }

    /// <summary>
    /// Takes back at the administrator's wish. <see cref="InvitationState.Used"/> when the latest one was used before, <see cref="InvitationState.Revoked"/>
    /// when it is taken back now or was already, null when it was used in the same moment.
    /// </summary>
    public async Task<InvitationState?> TakeBackAsync(Guid person, CancellationToken stop = default)
    {
        if (await PendingAsync(person, stop) is not { } pending)
            return await db.NewAccesses.Where(a => a.PersonId == person).OrderByDescending(a => a.CreatedAt).Select(a => a.UsedAt).FirstOrDefaultAsync(stop) is null
                ? InvitationState.Revoked : InvitationState.Used;
        pending.Revoke(db.Time.GetUtcNow());
        return await SavedAsync() ? InvitationState.Revoked : null;
    }

    /// <summary>
    /// Gives the person an account of their own here, and with it a way back in when they have lost every one into the account that they share: from now on
    /// that opens the other companies only, and they need an invitation. It stands on their own page like an access that was used, they are told by mail, and
    /// every session ends. False when somebody else was faster, the account opens no other company any more, or nobody would be left to administer.
    /// </summary>
    public async Task<bool> PartAsync(PersonCard person, CancellationToken stop = default)
    {
        var now = db.Time.GetUtcNow();
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == person.AccountId, stop) is not { } account) return false;
        // Asked after the account was read: of two companies that part at once the stamp lets only one through, and nobody's account belongs to nobody.
        if (!await people.SharesAccountAsync(account.Id, person.Id, stop)) return false;
        account.SignOutEverywhere();
        await news.TellAsync(account, WayChange.Parted, stop);
        await RevokeAsync(person.Id, stop);
        if (!await people.PartAsync(person.Id, stop)) return false;
        var trace = NewAccess.Give(person.OrganisationId, person.Id, me.Id, Secret.New(), now);
        trace.Use(now);
        db.Add(trace);
        return await SavedAsync();
    }

    /// <summary>Takes back what the person has; the caller saves.</summary>
    public async Task RevokeAsync(Guid person, CancellationToken stop = default) => (await PendingAsync(person, stop))?.Revoke(db.Time.GetUtcNow());

    private async Task<bool> SavedAsync()
    {
        try
        {
            await db.SaveChangesAsync();
            return true;
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Another administrator gives it in this moment, or the person is just coming back.
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
