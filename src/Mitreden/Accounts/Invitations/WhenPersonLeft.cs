using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts.Returning;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Invitations;

/// <summary>Somebody has left: every way in closes, and so do all sessions when the account has no other company.</summary>
internal sealed class WhenPersonLeft(AppDb db, Inviting inviting, GivingAccess giving, People people) : IWhen<PersonLeft>
{
    public async Task HandleAsync(PersonLeft happened, CancellationToken stop)
    {
        await inviting.RevokeAsync([happened.PersonId], stop);
        await giving.RevokeAsync(happened.PersonId, stop);
        if (happened.AccountId is not { } id) return;
        if ((await people.OfAccountAsync(id, stop)).Any(p => p.Id != happened.PersonId)) return;
        (await db.Accounts.SingleOrDefaultAsync(a => a.Id == id, stop))?.SignOutEverywhere();
    }
}
