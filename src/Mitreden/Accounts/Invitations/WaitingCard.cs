using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Accounts.Invitations;

/// <summary>What the start page shows to administrators.</summary>
/// <param name="People">How many are not in yet.</param>
public sealed record StillMissing(int People);

/// <summary>Leads administrators to the invitations while somebody is not in.</summary>
internal sealed class WaitingCard(People people) : IStartCard
{
    public int Order => 6;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.Has(Role.Administrator)) return null;
        var missing = await people.CountNotJoinedAsync(stop);
        return missing == 0 ? null : new CardView("/Accounts/Invitations/_WaitingCard.cshtml", new StillMissing(missing));
    }
}
