using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Desk.Drills;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.DrillPages;

/// <summary>All drills: the one that is planned or running, and how long it took the team each time.</summary>
[Authorize(Policy = DrillSetup.ViewPolicy)]
public sealed class DrillsModel(DrillDesk drills, CurrentPerson me, TimeProvider time) : PageModel
{
    /// <summary>Most rows: ten years.</summary>
    private const int Most = 40;

    /// <summary>The one that is planned or running, or null.</summary>
    public Drill? Current { get; private set; }
    /// <summary>Those that are over, the newest first.</summary>
    public IReadOnlyList<Drill> Past { get; private set; } = [];
    /// <summary>When the next one is due, or null before the first.</summary>
    public DateTimeOffset? NextDue { get; private set; }
    /// <summary>True when that is now or over.</summary>
    public bool IsDue => NextDue <= time.GetUtcNow();
    /// <summary>True for those who prepare drills.</summary>
    public bool Leads => me.Has(DrillSetup.Leads);
    /// <summary>How much sooner the team knew than the time before: negative is later, null when there are no two.</summary>
    public TimeSpan? Sooner { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        (Current, Past) = (await drills.CurrentAsync(stop), await drills.PastAsync(Most, stop));
        var measured = Past.Where(d => d.State == DrillState.Ended).Take(2).ToList();
        if (measured.Count > 0) NextDue = DrillDesk.NextDue(measured[0]);
        if (measured.Count == 2) Sooner = measured[1].KnownAfter - measured[0].KnownAfter;
    }
}
