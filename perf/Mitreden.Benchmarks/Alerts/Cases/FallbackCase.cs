using Mitreden.Benchmarks.Alerts.Outside;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts.Cases;

/// <summary>The push service takes everything and no phone ever says that it has shown it: the mail must follow.</summary>
internal static class FallbackCase
{
    private const double Tolerance = 1000;

    /// <summary>Reports of both urgencies; held when no mail is more than a second off, or, when it is urgent, later than that.</summary>
    public static async Task<bool> RunAsync(Scene scene)
    {
        await using var product = await scene.StartAsync();
        await scene.FurnishAsync(["jana", "tobias"]);
        var people = await Reporter.CrowdAsync(scene.Address, 50 + 2 * scene.Options.Number("alerts", 60));
        await Reporter.SendAsync(people, scene.Address, 50, 20);
        var normal = await MeasureAsync(scene, people, "watching", 30_000);
        var urgent = await MeasureAsync(scene, people, "heated", 20_000);
        return normal.TrueForAll(d => Math.Abs(d) <= Tolerance) && urgent.TrueForAll(d => d <= Tolerance);
    }

    private static async Task<List<double>> MeasureAsync(Scene scene, List<Reporter> people, string involvement, double patience)
    {
        var sent = await Reporter.SendAsync(people, scene.Address, scene.Options.Number("alerts", 60), 4, involvement);
        var reports = sent.Where(s => s.Id is not null).Select(s => s.Id!.Value).ToHashSet();
        await Task.Delay(TimeSpan.FromSeconds(32));
        await Verdict.SettleAsync(scene, reports, TimeSpan.FromSeconds(30));
        var pushed = scene.Arrivals.Where(a => a.Way == Way.Push && reports.Contains(a.About)).GroupBy(a => a.About).ToDictionary(g => g.Key, g => g.Min(a => a.At));
        var off = scene.Arrivals.Where(a => a.Way == Way.Mail && pushed.ContainsKey(a.About)).Select(m => (m.At - pushed[m.About]).TotalMilliseconds - patience).ToList();
        var verdict = await Verdict.OfAsync(scene, reports);
        scene.Print("fallback", verdict, [.. off.Select(Math.Abs)], ("involvement", involvement), ("wanted_ms", patience), ("unacknowledged", sent.Count - reports.Count), ("mails", off.Count),
            ("mail_after_push_p50_ms", Figures.Percentile([.. off.Select(d => d + patience)], 0.5)));
        return off.Count == sent.Count && verdict.Held ? off : [double.MaxValue];
    }
}
