using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Inbox;

/// <summary>Numbers of the desk's card on the start page.</summary>
/// <param name="Open">Open discussions.</param>
/// <param name="Unseen">Those nobody has.</param>
/// <param name="Drills">Open exercises; they stand in neither number.</param>
public sealed record InboxNumbers(int Open, int Unseen, int Drills);

/// <summary>What waits at the desk, for its members.</summary>
internal sealed class InboxCard(DeskQueries desk) : IStartCard
{
    public int Order => 5;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.Has(Role.Desk)) return null;
        var (open, unseen, drills) = await desk.CountsAsync(stop);
        return new CardView("/Desk/Inbox/_InboxCard.cshtml", new InboxNumbers(open, unseen, drills));
    }
}
