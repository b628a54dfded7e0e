using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Path;

namespace Mitreden.Learning.Pages;

/// <summary>What the start page shows of the path.</summary>
/// <param name="Next">What comes next; null before the placement, and when everything is done.</param>
/// <param name="Address">Where the way goes on: to questions, to a door, or to the unit.</param>
/// <param name="IsPlaced">True once the placement is over.</param>
public sealed record LearningCardModel(PathUnit? Next, string? Address, bool IsPlaced);

/// <summary>The next step of the person's path, one tap away from the start page.</summary>
internal sealed class LearningCard(MyPath path) : IStartCard
{
    public int Order => 18;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        var view = await path.ViewAsync(stop);
        if (view.Standing.IsOver && view.Plan.Next is null) return null;
        return new CardView("/Learning/Pages/_LearningCard.cshtml", new LearningCardModel(view.Standing.IsOver ? view.Plan.Next : null, view.Plan.NextAddress, view.Standing.IsOver));
    }
}
