using Mitreden.Desk.Drills;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Contracts;

/// <summary>What others may ask about fire drills.</summary>
public sealed class DrillFacts(AppDb db, DrillDesk drills)
{
    /// <summary>Months for which a drill counts.</summary>
    public const int Months = 6;
    /// <summary>Minutes within which the team has to know, whatever the drill itself aimed at.</summary>
    public const int Minutes = 15;

    /// <summary>True when the last drill with a report is at most <see cref="Months"/> months old, and the team knew in less than <see cref="Minutes"/> minutes.</summary>
    public async Task<bool> IsPassedAsync(CancellationToken stop = default) => await drills.LastAsync(stop) is { } last
        && last.EndedAt > db.Time.GetUtcNow().AddMonths(-Months) && last.KnownAfter < TimeSpan.FromMinutes(Minutes);
}
