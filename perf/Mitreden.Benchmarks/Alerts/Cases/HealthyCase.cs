using Mitreden.Benchmarks.Alerts.Outside;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts.Cases;

/// <summary>Nothing fails: from the tap to the first channel that has taken the alert.</summary>
internal static class HealthyCase
{
    private const int WarmUp = 100;
    private const int Rate = 10;
    private const double Aim = 1000;

    /// <summary>Reports at 10 a second; held when p99 is at most a second.</summary>
    public static async Task<bool> RunAsync(Scene scene)
    {
        await using var product = await scene.StartAsync();
        await scene.FurnishAsync(["jana", "tobias"]);
        scene.Push.Receipts = true;
        var people = await Reporter.CrowdAsync(scene.Address, WarmUp + scene.Options.Number("alerts", 300));
        await Reporter.SendAsync(people, scene.Address, WarmUp, 20);
        var sent = await Reporter.SendAsync(people, scene.Address, scene.Options.Number("alerts", 300), Rate);
        var reports = sent.Where(s => s.Id is not null).Select(s => s.Id!.Value).ToHashSet();
        await Verdict.SettleAsync(scene, reports, TimeSpan.FromSeconds(60));
        var verdict = await Verdict.OfAsync(scene, reports);
        var times = FirstTimes(scene, sent);
        scene.Print("healthy", verdict, times, ("rate", Rate), ("answer_p99_ms", Figures.Percentile([.. sent.Select(s => s.Milliseconds)], 0.99)),
            ("woken_p50_ms", Figures.Percentile(await WokenAsync(scene, sent), 0.5)), ("unacknowledged", sent.Count - reports.Count),
            ("push_p99_ms", Figures.Percentile(FirstTimes(scene, sent, Way.Push), 0.99)), ("webhook_p99_ms", Figures.Percentile(FirstTimes(scene, sent, Way.Hook), 0.99)),
            ("mails", scene.Arrivals.Count(a => a.Way == Way.Mail && reports.Contains(a.About))));
        return verdict.Held && sent.Count == reports.Count && Figures.Percentile(times, 0.99) <= Aim;
    }

    /// <summary>Milliseconds from each tap until the discussion had woken up and knew whom to call.</summary>
    private static async Task<List<double>> WokenAsync(Scene scene, IEnumerable<Sent> sent)
    {
        var at = (await scene.Store.RowsAsync("""SELECT "DiscussionId", "At" FROM "Alerts" WHERE "Wake" = 1""", r => (Id: r.GetGuid(0), At: Verdict.Time(r, 1)))).GroupBy(a => a.Id).ToDictionary(g => g.Key, g => g.Min(a => a.At));
        return [.. sent.Where(s => s.Id is { } id && at.ContainsKey(id)).Select(s => (at[s.Id!.Value] - s.At).TotalMilliseconds)];
    }

    /// <summary>Milliseconds from each tap to the first thing that arrived about it.</summary>
    /// <param name="scene">The world.</param>
    /// <param name="sent">The reports.</param>
    /// <param name="way">Only this way, or any.</param>
    public static List<double> FirstTimes(Scene scene, IEnumerable<Sent> sent, Way? way = null)
    {
        var first = scene.Arrivals.Where(a => way is null || a.Way == way).GroupBy(a => a.About).ToDictionary(g => g.Key, g => g.Min(a => a.At));
        return [.. sent.Where(s => s.Id is { } id && first.ContainsKey(id)).Select(s => (first[s.Id!.Value] - s.At).TotalMilliseconds)];
    }
}
