using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Accounts;

/// <summary>How the person signs in. Secrets (password hash, stamps, keys) are not handed out: they would only help a thief.</summary>
internal sealed class AccountData(AppDb db, People people) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop)
    {
        var account = (await people.FindAsync(person, stop))?.AccountId;
        var found = await db.Accounts.AsNoTracking().Where(a => a.Id == account)
            .Select(a => new { a.Id, a.UserName, a.Email, HasPassword = a.PasswordHash != null, a.AccessFailedCount, a.LockoutEnd }).SingleOrDefaultAsync(stop);
        var passkeys = await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(p => p.UserId == account).ToListAsync(stop);
        var invitations = await db.Invitations.AsNoTracking().Where(i => i.PersonId == person).OrderBy(i => i.Id)
            .Select(i => new { i.CreatedAt, i.MailedTo, i.ExpiresAt, i.UsedAt, i.RevokedAt }).ToListAsync(stop);
        var access = await db.NewAccesses.AsNoTracking().Where(a => a.PersonId == person).OrderBy(a => a.Id)
            .Select(a => new { a.CreatedAt, a.ExpiresAt, a.UsedAt, a.RevokedAt }).ToListAsync(stop);
        return new("account", new
        {
            Account = found,
            Passkeys = passkeys.Select(p => new { p.Data.Name, p.Data.CreatedAt }),
            Invitations = invitations,
            NewAccess = access,
        });
    }

    public async Task EraseAsync(Guid person, CancellationToken stop)
    {
        db.RemoveRange(await db.NewAccesses.Where(a => a.PersonId == person).ToListAsync(stop));
        db.RemoveRange(await db.Invitations.Where(i => i.PersonId == person).ToListAsync(stop));
        var account = (await people.FindAsync(person, stop))?.AccountId;
        // Read before the question who shares it: whoever takes it along afterwards changes its stamp, and it is not erased.
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == account, stop) is not { } found) return;
        if (!await people.SharesAccountAsync(found.Id, person, stop)) db.Remove(found);
    }
}
