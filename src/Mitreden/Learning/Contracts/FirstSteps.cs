using Mitreden.Foundation.Data;
using Mitreden.Learning.Path;
using Mitreden.Placement.Contracts;

namespace Mitreden.Learning.Contracts;

/// <summary>Whether the signed-in person is still at the very beginning, where nothing is asked of them yet (rules R6 and R10).</summary>
public sealed class FirstSteps(Placements placements, OwnRow<Logbook, Journey> logbook)
{
    /// <summary>True for whoever gets confidence first and has not finished a unit yet. Whoever has not begun to learn is not kept waiting.</summary>
    public async Task<bool> AreAheadAsync(CancellationToken stop) =>
        await placements.MineAsync(stop) is { IsOver: true, ConfidenceFirst: true } && !(await logbook.ReadAsync(stop)).Units.Values.Any(u => u.DoneAt is not null);
}
