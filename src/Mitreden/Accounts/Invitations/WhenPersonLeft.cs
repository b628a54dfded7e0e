using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts.Returning;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Invitations;

/// <summary>
/// Somebody has left: every way in closes, and all sessions end, those in another company of the same account as well: their cookies would come alive again
/// if the person came back.
/// </summary>
internal sealed class WhenPersonLeft(AppDb db, Inviting inviting, GivingAccess giving) : IWhen<PersonLeft>
{
    public async Task HandleAsync(PersonLeft happened, CancellationToken stop)
    {
        await inviting.RevokeAsync([happened.PersonId], stop);
        await giving.RevokeAsync(happened.PersonId, stop);
        if (happened.AccountId is not { } id) return;
        (await db.Accounts.SingleOrDefaultAsync(a => a.Id == id, stop))?.SignOutEverywhere();
    }
}
