namespace Mitreden.Insights;

/// <summary>How long somebody waited.</summary>
/// <param name="Length">Time waited so far.</param>
/// <param name="Over">False while the waiting goes on: then the length is a lower bound (right-censored).</param>
public sealed record Wait(TimeSpan Length, bool Over);

/// <summary>A percentile of waiting times.</summary>
/// <param name="Length">The time, or the lower bound of it.</param>
/// <param name="IsLowerBound">True when too many are still waiting to know it exactly.</param>
public sealed record Percentile(TimeSpan Length, bool IsLowerBound);

/// <summary>
/// Percentiles of waiting times in which those who still wait count as still waiting, after Kaplan and Meier (1958,
/// doi:10.1080/01621459.1958.10501452). Leaving them out, as the usual mean time to acknowledge does, would make a desk that
/// answers nobody look fast.
/// </summary>
public static class Waiting
{
    /// <summary>The shortest time within which at least the share of all waits was over.</summary>
    /// <param name="waits">The waits, in any order.</param>
    /// <param name="share">Between 0 and 1, such as 0.5 for the median.</param>
    /// <returns>The percentile; a lower bound where the estimate never reaches the share; null without waits.</returns>
    public static Percentile? At(IReadOnlyCollection<Wait> waits, double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        if (waits.Count == 0) return null;
        var (still, waiting) = (1.0, waits.Count);
        foreach (var same in waits.GroupBy(w => w.Length).OrderBy(g => g.Key))
        {
            var over = same.Count(w => w.Over);
            still *= 1 - (double)over / waiting;
            // Rounding must not push a share that is met exactly to the next wait.
            if (over > 0 && 1 - still >= share - 1e-9) return new Percentile(same.Key, false);
            waiting -= same.Count();
        }
        return new Percentile(waits.Max(w => w.Length), true);
    }
}
