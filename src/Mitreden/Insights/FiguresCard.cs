using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Insights;

/// <summary>What the start page shows to those who see the figures without working at the desk.</summary>
/// <param name="Open">Open discussions.</param>
/// <param name="Seen">Time within which half of the reports of 30 days were seen.</param>
public sealed record CardFigures(int Open, Percentile? Seen);

internal sealed class FiguresCard(DeskFigures desk, TimeProvider time) : IStartCard
{
    public int Order => 8;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.Has(Role.Management | Role.WorksCouncil | Role.Agency)) return null;
        var now = time.GetUtcNow();
        var figures = Figures.Of(await desk.SinceAsync(now.AddDays(-30), stop), 30, now);
        return new CardView("/Insights/Pages/_FiguresCard.cshtml", new CardFigures(await desk.OpenAsync(stop), figures.Seen50));
    }
}
