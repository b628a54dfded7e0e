using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;
using Mitreden.Launch.Plan;

namespace Mitreden.Launch;

/// <summary>What the start card shows to those who lead the launch.</summary>
/// <param name="Overdue">Steps whose last day is over.</param>
/// <param name="Now">Steps whose time is now.</param>
/// <param name="Next">The step that is most urgent, or null.</param>
public sealed record LaunchCardModel(int Overdue, int Now, StepView? Next);

/// <summary>Reminds those who lead the launch; gone once every step is over, or while there is no project.</summary>
internal sealed class LaunchCard(AppDb db, Clock clock) : IStartCard
{
    public int Order => 12;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop)
    {
        if (!person.Has(LaunchModule.Leads) || await db.LaunchAsync(stop) is not { } project) return null;
        var plan = PlanView.Of(project, await db.LaunchSteps.AsNoTracking().ToListAsync(stop), clock.Today);
        var (overdue, now) = (plan.Steps.Count(s => s.Urgency == Urgency.Overdue), plan.Steps.Count(s => s.Urgency == Urgency.Now));
        if (overdue + now == 0) return null;
        return new CardView("/Launch/Pages/_LaunchCard.cshtml", new LaunchCardModel(overdue, now, plan.Steps.First(s => s.Urgency is Urgency.Overdue or Urgency.Now)));
    }
}
