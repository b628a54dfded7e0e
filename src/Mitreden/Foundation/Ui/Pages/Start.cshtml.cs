using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Ui.Pages;

/// <summary>The start page: one card per thing that matters to this person now.</summary>
public sealed class StartModel(IEnumerable<IStartCard> cards, CurrentPerson me) : PageModel
{
    /// <summary>The cards in order.</summary>
    public List<CardView> Cards { get; } = [];

    /// <summary>Asks every module.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        foreach (var card in cards.OrderBy(c => c.Order))
            if (await card.ForAsync(me, stop) is { } view) Cards.Add(view);
    }
}
