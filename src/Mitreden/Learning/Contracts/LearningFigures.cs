using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Learning.Measures;
using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Contracts;

/// <summary>A share of people, rounded.</summary>
/// <param name="People">People behind it, rounded down to a multiple of <see cref="Few.Fewest"/>.</param>
/// <param name="Tens">Tens of percent, 10 (that many or fewer) to 90 (that many or more): "all" and "nobody" would speak of each one.</param>
public sealed record PartOf(int People, int Tens)
{
    /// <summary>The share of some among all.</summary>
    public static PartOf Of(int some, int all) => new(all / Few.Fewest * Few.Fewest, Math.Clamp((int)Math.Round(10.0 * some / all, MidpointRounding.AwayFromZero) * 10, Least, Most));

    /// <summary>This many percent or fewer.</summary>
    public const int Least = 10;

    /// <summary>This many percent or more.</summary>
    public const int Most = 90;
}

/// <summary>How a unit came over.</summary>
/// <param name="Title">Title in the reader's language.</param>
/// <param name="Part">Share of those who knew it already.</param>
/// <param name="ByPath">The same by order of the path, where there are enough people.</param>
public sealed record Heard(string Title, PartOf Part, IReadOnlyList<(Level Path, PartOf Part)> ByPath);

/// <summary>Whether learning bores or scares: shares of groups, never people.</summary>
/// <param name="Known">By unit: share of those who knew it already, most known first.</param>
/// <param name="WentOn">By order of the path: share of those who went on after they had read the expectations; who has only just read them is not among them yet.</param>
public sealed record LearningShares(IReadOnlyList<Heard> Known, IReadOnlyList<(Level Path, PartOf Part)> WentOn);

/// <summary>What Insights may ask about learning.</summary>
public sealed class LearningFigures(AppDb db, Catalogues catalogues, Spoken say)
{
    /// <summary>
    /// The shares of the organisation, from counts that move by five people at a time, so that one more answer does not tell how it was given.
    /// </summary>
    public async Task<LearningShares> SharesAsync(CancellationToken stop)
    {
        var counts = await db.Set<PathCount>().AsNoTracking().ToListAsync(stop);
        var units = (await catalogues.CurrentAsync(stop)).Units;
        var known = counts.GroupBy(c => c.UnitId).Where(g => units.ContainsKey(g.Key)).Select(g => (Unit: units[g.Key], Part: Known(g), Counts: g))
            .Where(u => u.Part is not null).Select(u => new Heard(say[u.Unit.Title], u.Part!, ByPath(u.Counts, Known)));
        return new LearningShares([.. known.OrderByDescending(h => h.Part.Tens).ThenBy(h => h.Title, StringComparer.CurrentCulture)],
            ByPath(counts, g => Part(g, Measure.WentOn, Sum(g, Measure.Expected))));
    }

    private static List<(Level Path, PartOf Part)> ByPath(IEnumerable<PathCount> counts, Func<IEnumerable<PathCount>, PartOf?> part) =>
        [.. counts.GroupBy(c => c.Path).OrderBy(g => g.Key).Select(g => (g.Key, Part: part(g))).Where(g => g.Part is not null).Select(g => (g.Key, g.Part!))];

    private static PartOf? Known(IEnumerable<PathCount> counts) => Part(counts, Measure.Known, Sum(counts, Measure.Known) + Sum(counts, Measure.New));

    private static PartOf? Part(IEnumerable<PathCount> counts, Measure some, int all) => all < Few.Fewest ? null : PartOf.Of(Sum(counts, some), all);

    private static int Sum(IEnumerable<PathCount> counts, Measure measure) => counts.Where(c => c.Measure == measure).Sum(c => c.Frozen);
}
