using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Entering;

/// <summary>
/// Somebody has another work address: what was mailed to the old one opens nothing any more, since soon a colleague may read it. In the account of a
/// person in several companies nothing is deleted, for the address of one of them is not the others' business: there <see cref="SignInNames.OwnerAsync"/>
/// finds at the moment of use that nobody has it any more.
/// </summary>
internal sealed class WhenAddressChanged(AppDb db, People people, ILookupNormalizer names) : IWhen<AddressChanged>
{
    public async Task HandleAsync(AddressChanged happened, CancellationToken stop)
    {
        if (happened.Before is not { } before) return;
        foreach (var invitation in await db.Invitations.Where(i => i.PersonId == happened.PersonId && i.MailedTo == before && i.UsedAt == null && i.RevokedAt == null).ToListAsync(stop))
            invitation.Revoke(db.Time.GetUtcNow());
        if (happened.AccountId is not { } id) return;
        var account = await db.Accounts.SingleAsync(a => a.Id == id, stop);
        // Whoever proves an address in this moment has read how it was before.
        account.Touch();
        if (await people.SharesAccountAsync(id, happened.PersonId, stop) || account.NormalizedEmail != names.NormalizeEmail(before)) return;
        account.LoseAddress();
        db.RemoveRange(await db.SignInLinks.Where(l => l.AccountId == id).ToListAsync(stop));
    }
}
