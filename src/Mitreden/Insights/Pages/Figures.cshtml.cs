using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Contracts;

namespace Mitreden.Insights.Pages;

/// <summary>Counts and times of the desk, the same for everybody who may see them; no filter, no drill-down.</summary>
[Authorize(Policy = Policies.Figures)]
public sealed class FiguresModel(DeskFigures desk, LearningFigures learning, TimeProvider time, Clock clock, Texts<InsightsTexts> texts) : PageModel
{
    /// <summary>The figures.</summary>
    public Figures Shown { get; private set; } = null!;
    /// <summary>Open discussions, whenever they were reported.</summary>
    public int OpenNow { get; private set; }
    /// <summary>How much the desk was called in the period.</summary>
    public AlertLoad Load { get; private set; } = null!;
    /// <summary>Whether learning bores or scares.</summary>
    public LearningShares Learning { get; private set; } = null!;

    /// <summary>Shows a period; an unknown one shows 30 days.</summary>
    public async Task OnGetAsync(int days, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var period = Figures.Periods.Contains(days) ? days : 30;
        Shown = Figures.Of(await desk.SinceAsync(now.AddDays(-period), stop), period, now);
        Load = await desk.LoadAsync(now.AddDays(-period), stop);
        OpenNow = await desk.OpenAsync(stop);
        Learning = await learning.SharesAsync(stop);
    }

    /// <summary>A percentile in words.</summary>
    public string Words(Percentile? percentile) => percentile switch
    {
        null => texts["None"],
        { IsLowerBound: true } => texts["MoreThan", clock.Span(percentile.Length)],
        _ => clock.Span(percentile.Length),
    };
}
