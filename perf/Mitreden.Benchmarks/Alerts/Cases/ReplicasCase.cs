using System.Collections.Concurrent;
using Mitreden.Benchmarks.Alerts.Outside;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts.Cases;

/// <summary>Two copies of the program on one database; every five seconds one of them is killed with SIGKILL and started again. Reports go to whichever lives.</summary>
internal static class ReplicasCase
{
    private const int Rate = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Held when nothing is lost or doubled and no alert came more than five seconds after its report was acknowledged.</summary>
    public static async Task<bool> RunAsync(Scene scene)
    {
        int[] ports = [scene.Port, RunningProduct.FreePort()];
        var products = new RunningProduct[] { await scene.StartAsync(ports[0]), await scene.StartAsync(ports[1]) };
        await scene.FurnishAsync(["jana", "tobias"]);
        scene.Push.Receipts = true;
        var people = await Reporter.CrowdAsync(scene.Address, Rate * scene.Options.Number("seconds", 300));
        using var stop = new CancellationTokenSource();
        var sent = new ConcurrentBag<Sent>();
        var senders = people.Select((p, n) => Task.Run(() => SendAsync(p, ports, n, Rate / (double)people.Count, sent, stop.Token))).ToList();
        var kills = await KillAsync(scene, products, ports);
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        var reports = sent.Select(s => s.Id!.Value).ToHashSet();
        await Verdict.SettleAsync(scene, reports, TimeSpan.FromMinutes(4));
        foreach (var product in products) await product.DisposeAsync();
        return await JudgeAsync(scene, sent, reports, kills);
    }

    private static async Task<int> KillAsync(Scene scene, RunningProduct[] products, int[] ports)
    {
        var (next, end, kills) = (Arrival.Now, Arrival.Now.AddSeconds(scene.Options.Number("seconds", 300)), 0);
        for (; Arrival.Now < end; kills++)
        {
            // Whoever was killed last stands again by now, however long that took: one of the two always lives.
            next = Arrival.Now > next + Pause ? Arrival.Now : next + Pause;
            await Task.Delay(next - Arrival.Now is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            var victim = kills % 2;
            await products[victim].KillAsync();
            await products[victim].DisposeAsync();
            products[victim] = await scene.StartAsync(ports[victim]);
        }
        return kills;
    }

    /// <summary>Sends at a steady pace; what is not acknowledged goes to the other one under the same key until it is.</summary>
    private static async Task SendAsync(Reporter person, int[] ports, int first, double rate, ConcurrentBag<Sent> sent, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (key, at) = (Guid.CreateVersion7(), Arrival.Now);
            for (var attempt = first; ; attempt++)
            {
                try
                {
                    var one = await person.ReportAsync(new Uri($"http://127.0.0.1:{ports[attempt % ports.Length]}"), key, stop: CancellationToken.None);
                    if (one.Id is null) throw new HttpRequestException($"Status {one.Status}");
                    sent.Add(one with { At = at });
                    break;
                }
                catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
                {
                    await Task.Delay(50, CancellationToken.None);
                }
            }
            await Task.Delay(TimeSpan.FromSeconds(1 / rate), CancellationToken.None);
        }
    }

    private static async Task<bool> JudgeAsync(Scene scene, ConcurrentBag<Sent> sent, HashSet<Guid> reports, int kills)
    {
        var stored = (await scene.Store.ReportsAsync()).ToLookup(r => r.Key, r => r.Id);
        var twice = sent.Count(s => stored[s.Key].Count() > 1);
        var verdict = await Verdict.OfAsync(scene, reports);
        verdict = verdict with { Lost = verdict.Lost + sent.Count(s => !stored[s.Key].Contains(s.Id!.Value)), Doubled = verdict.Doubled + twice };
        var first = scene.Arrivals.Where(a => a.Way != Way.Hook).GroupBy(a => a.About).ToDictionary(g => g.Key, g => g.Min(a => a.At));
        var gaps = sent.Where(s => first.ContainsKey(s.Id!.Value)).Select(s => Math.Max(0, (first[s.Id!.Value] - s.Answered).TotalMilliseconds)).ToList();
        var longest = gaps.Count > 0 ? gaps.Max() : 0;
        scene.Print("replicas", verdict, gaps, ("kills", kills), ("longest_gap_ms", Math.Round(longest)), ("gaps_over_5_s", gaps.Count(g => g > 5000)), ("sent_again", verdict.Repeated));
        return verdict.Held && longest <= 5000;
    }
}
