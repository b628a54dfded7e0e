using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Invitations;

/// <summary>Somebody has left: the way in closes, and so do all sessions when the account has no other company.</summary>
internal sealed class WhenPersonLeft(AppDb db, Inviting inviting, People people) : IWhen<PersonLeft>
{
    public async Task HandleAsync(PersonLeft happened, CancellationToken stop)
    {
        await inviting.RevokeAsync([happened.PersonId], stop);
        if (happened.AccountId is not { } id) return;
        if ((await people.OfAccountAsync(id, stop)).Any(p => p.Id != happened.PersonId)) return;
        (await db.Accounts.SingleOrDefaultAsync(a => a.Id == id, stop))?.SignOutEverywhere();
    }
}
