using System.Collections.Concurrent;
using Mitreden.Benchmarks.Alerts.Outside;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts.Cases;

/// <summary>Two copies of the program on one database; every five seconds one of them is killed with SIGKILL and started again. Reports go to whichever lives.</summary>
internal static class ReplicasCase
{
    private const double AimMilliseconds = 5000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Held when nothing is lost or doubled and whoever survives goes on within five seconds: the longest time in which reports came and no alert went out.
    /// How long a single alert took, while two cores also start a copy every five seconds, is printed beside it.
    /// </summary>
    public static async Task<bool> RunAsync(Scene scene)
    {
        int[] ports = [scene.Port, RunningProduct.FreePort()];
        var products = new RunningProduct[] { await scene.StartAsync(ports[0]), await scene.StartAsync(ports[1]) };
        await scene.FurnishAsync(["jana", "tobias"]);
        scene.Push.Receipts = true;
        var rate = scene.Options.Number("rate", 10);
        var people = await Reporter.CrowdAsync(scene.Address, rate * scene.Options.Number("seconds", 300));
        using var stop = new CancellationTokenSource();
        var sent = new ConcurrentBag<Sent>();
        var senders = people.Select((p, n) => Task.Run(() => SendAsync(p, ports, n, TimeSpan.FromSeconds(1.0 / rate), people.Count, sent, stop.Token))).ToList();
        var begin = Arrival.Now;
        var kills = await KillAsync(scene, products, ports);
        var end = Arrival.Now;
        await stop.CancelAsync();
        await Task.WhenAll(senders);
        var reports = sent.Select(s => s.Id!.Value).ToHashSet();
        await Verdict.SettleAsync(scene, reports, TimeSpan.FromMinutes(4));
        foreach (var product in products) await product.DisposeAsync();
        return await JudgeAsync(scene, sent, reports, kills, Silence(scene, begin, end));
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

    /// <summary>One after the other, so that all together send at a steady pace; what is not acknowledged goes to the other one under the same key until it is.</summary>
    private static async Task SendAsync(Reporter person, int[] ports, int first, TimeSpan pace, int people, ConcurrentBag<Sent> sent, CancellationToken stop)
    {
        await RestAsync(first * pace, stop);
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
            await RestAsync(people * pace, stop);
        }
    }

    /// <summary>Ends early, and without a fault, when all is over.</summary>
    private static async Task RestAsync(TimeSpan length, CancellationToken stop) => await Task.WhenAny(Task.Delay(length, stop));

    private static async Task<bool> JudgeAsync(Scene scene, ConcurrentBag<Sent> sent, HashSet<Guid> reports, int kills, double silence)
    {
        var stored = (await scene.Store.ReportsAsync()).ToLookup(r => r.Key, r => r.Id);
        var twice = sent.Count(s => stored[s.Key].Count() > 1);
        var verdict = await Verdict.OfAsync(scene, reports);
        verdict = verdict with { Lost = verdict.Lost + sent.Count(s => !stored[s.Key].Contains(s.Id!.Value)), Doubled = verdict.Doubled + twice };
        var first = scene.Arrivals.Where(a => a.Way != Way.Hook).GroupBy(a => a.About).ToDictionary(g => g.Key, g => g.Min(a => a.At));
        var gaps = sent.Where(s => first.ContainsKey(s.Id!.Value)).Select(s => Math.Max(0, (first[s.Id!.Value] - s.Answered).TotalMilliseconds)).ToList();
        var longest = gaps.Count > 0 ? gaps.Max() : 0;
        scene.Print("replicas", verdict, gaps, ("kills", kills), ("longest_silence_ms", Math.Round(silence)), ("longest_gap_ms", Math.Round(longest)), ("gaps_over_5_s", gaps.Count(g => g > AimMilliseconds)), ("sent_again", verdict.Repeated));
        return verdict.Held && silence <= AimMilliseconds;
    }

    /// <summary>Longest time between two alerts while reports came all the time, in milliseconds.</summary>
    private static double Silence(Scene scene, DateTimeOffset begin, DateTimeOffset end)
    {
        var times = scene.Arrivals.Where(a => a.Way != Way.Hook && a.At > begin && a.At < end).Select(a => a.At).Append(begin).Append(end).Order().ToList();
        return times.Zip(times.Skip(1), (one, next) => (next - one).TotalMilliseconds).Max();
    }
}
