using Mitreden.Desk.Duty;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Contracts;

/// <summary>What others may ask about the roster, without anybody's name.</summary>
public sealed class DutyFacts(AppDb db, DutyDesk duty)
{
    /// <summary>True when the company has agreed on a roster and somebody is there in every duty hour of the next 8 weeks.</summary>
    public async Task<bool> IsCoveredAsync(CancellationToken stop = default)
    {
        if (await duty.VersionAsync(stop) == 0) return false;
        var plan = await duty.PlanAsync(stop);
        return plan.Desk.Count > 0 && plan.Holes(db.Time.GetUtcNow(), DutyPlan.Weeks).Count == 0;
    }
}
