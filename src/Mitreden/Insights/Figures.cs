using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Nameless;

namespace Mitreden.Insights;

/// <summary>What happened at the desk in a period: counts and times. Nobody is in it.</summary>
/// <param name="Days">Length of the period in days, up to now.</param>
/// <param name="Reported">Discussions reported in the period.</param>
/// <param name="Open">Of these, open now.</param>
/// <param name="Closed">Of these, brought to an end.</param>
/// <param name="Withdrawn">Of these, taken back.</param>
/// <param name="Seen50">Half of the reports were seen within this time.</param>
/// <param name="Seen90">Nine of ten were.</param>
/// <param name="Word50">Half of the reporters had a human word within this time.</param>
/// <param name="Word90">Nine of ten had.</param>
/// <param name="Seen95">19 of 20 were.</param>
/// <param name="OnDuty">Half of those that came in duty hours were seen within this time.</param>
/// <param name="OffDuty">Half of the others were.</param>
/// <param name="Escalated">Share about which more people had to be called, or null below <see cref="Few.Fewest"/>.</param>
/// <param name="FalseAlarms">Share of the closed ones that turned out to be nothing, or null below <see cref="Few.Fewest"/>.</param>
/// <param name="BySeverity">Counts at severity 0 to 6; null when too few to show.</param>
public sealed record Figures(
    int Days, int Reported, int Open, int Closed, int Withdrawn, Percentile? Seen50, Percentile? Seen90, Percentile? Word50, Percentile? Word90,
    Percentile? Seen95, Percentile? OnDuty, Percentile? OffDuty, double? Escalated, double? FalseAlarms, IReadOnlyList<int>? BySeverity)
{
    /// <summary>Periods on offer, in days. The desk keeps discussions for 90 days after their end.</summary>
    public static readonly int[] Periods = [7, 30, 90];

    /// <summary>Counts what was reported since then.</summary>
    public static Figures Of(IReadOnlyList<DiscussionTimes> all, int days, DateTimeOffset now)
    {
        var closed = all.Where(d => d.ClosedAt is not null && !d.Withdrawn).ToList();
        var seen = all.Select(d => Waited(d, d.SeenAt, now)).ToList();
        var word = all.Select(d => Waited(d, d.FirstWordAt, now)).ToList();
        var assessed = all.Where(d => d.Severity is not null).ToList();
        return new Figures(days, all.Count, all.Count(d => d.ClosedAt is null), closed.Count, all.Count(d => d.Withdrawn),
            Waiting.At(seen, 0.5), Waiting.At(seen, 0.9), Waiting.At(word, 0.5), Waiting.At(word, 0.9),
            Waiting.At(seen, 0.95), Median(all, onDuty: true, now), Median(all, onDuty: false, now),
            all.Count < Few.Fewest ? null : (double)all.Count(d => d.Escalated) / all.Count,
            closed.Count < Few.Fewest ? null : (double)closed.Count(d => d.FalseAlarm) / closed.Count,
            assessed.Count < Few.Fewest ? null : [.. Enumerable.Range(0, 7).Select(severity => assessed.Count(d => d.Severity == severity))]);
    }

    private static Percentile? Median(IReadOnlyList<DiscussionTimes> all, bool onDuty, DateTimeOffset now) =>
        Waiting.At([.. all.Where(d => d.OnDuty == onDuty).Select(d => Waited(d, d.SeenAt, now))], 0.5);

    private static Wait Waited(DiscussionTimes of, DateTimeOffset? end, DateTimeOffset now) =>
        new((end ?? of.ClosedAt ?? now) - of.ReportedAt, end is not null);
}
