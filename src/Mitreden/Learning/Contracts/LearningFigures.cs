using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Learning.Measures;
using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Contracts;

/// <summary>How a unit came over, as a rounded share of at least five people.</summary>
/// <param name="Title">Title in the reader's language.</param>
/// <param name="People">People behind it, rounded down to fives.</param>
/// <param name="Share">Share in tens of percent, 0 to 100.</param>
public sealed record Heard(string Title, int People, int Share);

/// <summary>Whether learning bores or scares: shares of groups, never people.</summary>
/// <param name="Known">By unit: share of those who knew it already, most known first.</param>
/// <param name="WentOn">By order of the path: share of those who went on after they had read the expectations.</param>
public sealed record LearningShares(IReadOnlyList<Heard> Known, IReadOnlyList<(Level Path, int People, int Share)> WentOn)
{
    /// <summary>Fewest people behind a share.</summary>
    public const int Fewest = 5;
}

/// <summary>What Insights may ask about learning.</summary>
public sealed class LearningFigures(AppDb db, Catalogues catalogues, Spoken say)
{
    /// <summary>The shares of the organisation. Rounded, so that one more answer does not tell how it was given.</summary>
    public async Task<LearningShares> SharesAsync(CancellationToken stop)
    {
        var counts = await db.Set<PathCount>().AsNoTracking().ToListAsync(stop);
        var units = (await catalogues.CurrentAsync(stop)).Units;
        var known = counts.GroupBy(c => c.UnitId).Where(g => units.ContainsKey(g.Key))
            .Select(g => (units[g.Key], Known: Sum(g, Measure.Known), All: Sum(g, Measure.Known) + Sum(g, Measure.New))).Where(u => u.All >= LearningShares.Fewest)
            .Select(u => new Heard(say[u.Item1.Title], Fives(u.All), Tens(u.Known, u.All)));
        var wentOn = counts.GroupBy(c => c.Path).OrderBy(g => g.Key)
            .Select(g => (g.Key, WentOn: Sum(g, Measure.WentOn), All: Sum(g, Measure.Expected))).Where(p => p.All >= LearningShares.Fewest)
            .Select(p => (p.Key, Fives(p.All), Tens(Math.Min(p.WentOn, p.All), p.All)));
        return new LearningShares([.. known.OrderByDescending(h => h.Share).ThenBy(h => h.Title, StringComparer.CurrentCulture)], [.. wentOn]);
    }

    private static int Sum(IEnumerable<PathCount> counts, Measure measure) => counts.Where(c => c.Measure == measure).Sum(c => c.Count);

    private static int Fives(int count) => count / 5 * 5;

    private static int Tens(int part, int all) => (int)Math.Round(10.0 * part / all, MidpointRounding.AwayFromZero) * 10;
}
