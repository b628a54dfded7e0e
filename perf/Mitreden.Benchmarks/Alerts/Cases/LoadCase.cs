using System.Collections.Concurrent;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts.Cases;

/// <summary>64 clients report as fast as they are answered, while the alerts about it all go out. The aim is for SQLite with synchronous=FULL.</summary>
internal static class LoadCase
{
    private const int Clients = 64;
    private const int AimRate = 2000;
    private const double AimMilliseconds = 150;

    /// <summary>Held when the rate and p99 are reached and every acknowledged report is stored.</summary>
    public static async Task<bool> RunAsync(Scene scene)
    {
        await using var product = await scene.StartAsync();
        await scene.FurnishAsync(["jana", "tobias"]);
        // Enough people that none of them is taken for a flood, and whose requests need not wait for each other.
        var people = await Reporter.CrowdAsync(scene.Address, scene.Options.Number("alerts", 30_000));
        if (scene.Options.Has("costs")) await LoadCosts.MeasureAsync(scene, product, people, Clients);
        await LoadAsync(scene, people, TimeSpan.FromSeconds(scene.Options.Number("warm-up", 5)));
        Figures.Say($"{people.Count} people report as fast as they are answered");
        var (length, program, clients) = (TimeSpan.FromSeconds(scene.Options.Number("seconds", 20)), product.CpuMilliseconds(), Cpu());
        var sent = await LoadAsync(scene, people, length);
        (program, clients) = (product.CpuMilliseconds() - program, Cpu() - clients);
        var stored = (await scene.Store.ReportsAsync()).Select(r => r.Id).ToHashSet();
        var acknowledged = sent.Where(s => s.Id is not null).ToList();
        var rate = acknowledged.Count / length.TotalSeconds;
        var times = acknowledged.Select(s => s.Milliseconds).ToList();
        var waiting = (await scene.Store.RowsAsync("""SELECT count(*) FROM "Jobs" WHERE "DoneAt" IS NULL AND "DeadAt" IS NULL AND ("Key" LIKE 'desk.wake:%:1:0' OR "Kind" LIKE 'desk.call%')""", r => r.GetInt64(0)))[0];
        var verdict = new Verdict(acknowledged.Count, acknowledged.Count(s => !stored.Contains(s.Id!.Value)), acknowledged.Count - acknowledged.DistinctBy(s => s.Id).Count(), 0);
        scene.Print("load", verdict, times, ("clients", Clients), ("per_second", Math.Round(rate)), ("unacknowledged", sent.Count - acknowledged.Count), ("alerts_waiting", waiting),
            ("program_cpu_ms_per_report", Math.Round(program / acknowledged.Count, 2)), ("clients_cpu_ms_per_report", Math.Round(clients / acknowledged.Count, 2)));
        return verdict.Held && rate >= AimRate && Figures.Percentile(times, 0.99) <= AimMilliseconds;
    }

    private static double Cpu() => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    private static async Task<List<Sent>> LoadAsync(Scene scene, List<Reporter> people, TimeSpan length)
    {
        var (sent, end) = (new ConcurrentBag<Sent>(), Outside.Arrival.Now + length);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(n => Task.Run(async () =>
        {
            for (var turn = n; Outside.Arrival.Now < end; turn += Clients) sent.Add(await people[turn % people.Count].ReportAsync(scene.Address, Guid.CreateVersion7()));
        })));
        return [.. sent];
    }
}
