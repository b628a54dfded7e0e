using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts.Cases;

/// <summary>One person shares without end. The inbox must not drown, and others must be heard nearly as fast as without it.</summary>
internal static partial class FloodCase
{
    private const int Others = 40;
    private const int MostItems = 5;
    private const int Rate = 4;

    /// <summary>Both runs, first without the flood; held when at most five items are left of it and the others' p99 has less than doubled.</summary>
    public static async Task<bool> RunAsync(Scene scene)
    {
        await using var product = await scene.StartAsync();
        await scene.FurnishAsync(["jana", "tobias"]);
        scene.Push.Receipts = true;
        var flooder = await Reporter.SignInAsync(scene.Address, "anna");
        var others = await Reporter.CrowdAsync(scene.Address, Others * (Desk.Reporting.Gathering.Flood - 3));
        var rounds = scene.Options.Number("rounds", 3);
        await Reporter.SendAsync(others, scene.Address, Others, 20);
        var calm = await Reporter.SendAsync(others, scene.Address, rounds * Others, Rate);
        var before = await OpenAsync(scene.Address);
        var flood = FloodAsync(scene, flooder, scene.Options.Number("alerts", 10_000));
        var loud = await Reporter.SendAsync(others, scene.Address, rounds * Others, Rate);
        var flooded = await flood;
        var items = await OpenAsync(scene.Address) - before - loud.Count;
        await Verdict.SettleAsync(scene, loud.Select(s => s.Id ?? Guid.Empty).ToHashSet(), TimeSpan.FromSeconds(scene.Options.Number("seconds", 300)));
        return await JudgeAsync(scene, calm, loud, flooded, items);
    }

    private static async Task<bool> JudgeAsync(Scene scene, List<Sent> calm, List<Sent> loud, List<Sent> flooded, int items)
    {
        var verdict = await Verdict.OfAsync(scene, loud.Where(s => s.Id is not null).Select(s => s.Id!.Value).ToHashSet());
        var (without, with) = (HealthyCase.FirstTimes(scene, calm), HealthyCase.FirstTimes(scene, loud));
        var during = loud.Where(s => s.At <= flooded.Max(f => f.Answered)).ToList();
        scene.Print("flood", verdict, with, ("shared", flooded.Count), ("taken", flooded.Count(f => f.Id is not null)), ("refused_429", flooded.Count(f => f.Status == 429)), ("items_of_the_flood", items),
            ("flood_s", Math.Round((flooded.Max(f => f.Answered) - flooded.Min(f => f.At)).TotalSeconds)),
            ("p99_ms_without", Figures.Percentile(without, 0.99)), ("p99_ms_during", Figures.Percentile(HealthyCase.FirstTimes(scene, during), 0.99)),
            ("answer_p99_ms_without", Figures.Percentile([.. calm.Select(s => s.Milliseconds)], 0.99)), ("answer_p99_ms_with", Figures.Percentile([.. loud.Select(s => s.Milliseconds)], 0.99)));
        return verdict.Held && items <= MostItems && Figures.Percentile(with, 0.99) < 2 * Figures.Percentile(without, 0.99);
    }

    /// <summary>Eight taps at a time, as fast as they are answered.</summary>
    private static async Task<List<Sent>> FloodAsync(Scene scene, Reporter person, int shares)
    {
        var sent = new ConcurrentBag<Sent>();
        await Parallel.ForAsync(0, shares, new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (_, stop) => sent.Add(await person.ReportAsync(scene.Address, Guid.CreateVersion7(), stop: stop)));
        return [.. sent];
    }

    /// <summary>How many open items the inbox says that it has.</summary>
    private static async Task<int> OpenAsync(Uri address)
    {
        using var jana = await Employee.SignInAsync(address, "jana");
        return int.Parse(Count().Match(await jana.PageAsync("/desk")).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("data-count=\"(\\d+)\"")]
    private static partial Regex Count();
}
