using System.Collections.Concurrent;
using System.Diagnostics;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks;

/// <summary>
/// From the report to the row in another person's open inbox. Open loop: reports leave on a fixed schedule whether or not
/// earlier ones have been answered, and the time runs from the scheduled moment, so that a stall is not hidden.
/// </summary>
internal static class DeskBench
{
    private const int WarmUp = 300;

    /// <summary>Measures both rates on the databases asked for; true when nothing was lost or doubled.</summary>
    public static Task<bool> RunAsync(Published app, Options options) => Databases.EachAsync(app, options.Databases, async store =>
    {
        await using var product = await RunningProduct.StartAsync(app, store, RunningProduct.FreePort());
        using var jana = await Employee.SignInAsync(product.Address, "jana");
        var reporters = await Employee.CrowdAsync(product.Address, WarmUp + options.Number("repeat", 1) * 51 * options.Number("seconds", 30));
        var held = true;
        await MeasureAsync(store, jana, reporters, rate: 50, WarmUp);
        for (var round = 0; round < options.Number("repeat", 1); round++)
            foreach (var (rate, reports) in new[] { (1, options.Number("seconds", 30)), (50, 50 * options.Number("seconds", 30)) })
                held &= Print(store, rate, await MeasureAsync(store, jana, reporters, rate, reports));
        foreach (var reporter in reporters) reporter.Dispose();
        return held;
    });

    private static bool Print(Store store, int rate, Result result)
    {
        Figures.Print(new
        {
            bench = "desk",
            database = store.Name,
            rate,
            reports = result.Reports,
            p50_ms = Figures.Percentile(result.Latencies, 0.5),
            p99_ms = Figures.Percentile(result.Latencies, 0.99),
            lost = result.Lost,
            doubled = result.Doubled,
        });
        return result is { Lost: 0, Doubled: 0 };
    }

    private static async Task<Result> MeasureAsync(Store store, Employee jana, List<Employee> reporters, int rate, int reports)
    {
        await using var inbox = await OpenInbox.OpenAsync(jana);
        var sent = new ConcurrentBag<Sent>();
        var tasks = new List<Task>(reports);
        var start = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 10;
        for (var n = 0; n < reports; n++)
        {
            var due = start + n * Stopwatch.Frequency / rate;
            var early = Figures.Milliseconds(Stopwatch.GetTimestamp(), due);
            if (early >= 1) await Task.Delay((int)early);
            tasks.Add(SendAsync(reporters[n % reporters.Count], due, sent));
        }
        await Task.WhenAll(tasks);
        await ArriveAsync(inbox, sent);
        return await JudgeAsync(store, inbox, sent, reports);
    }

    private static async Task SendAsync(Employee reporter, long due, ConcurrentBag<Sent> sent)
    {
        var key = Guid.CreateVersion7();
        if (await reporter.ReportAsync(key) is { } id) sent.Add(new Sent(key, id, due));
    }

    /// <summary>Waits for the last rows, at most ten seconds.</summary>
    private static async Task ArriveAsync(OpenInbox inbox, ConcurrentBag<Sent> sent)
    {
        for (var n = 0; n < 100 && sent.Any(s => !inbox.Arrivals.ContainsKey(s.Id)); n++) await Task.Delay(100);
    }

    private static async Task<Result> JudgeAsync(Store store, OpenInbox inbox, ConcurrentBag<Sent> sent, int reports)
    {
        var stored = (await store.ReportsAsync()).ToLookup(r => r.Key, r => r.Id);
        var result = new Result { Reports = reports, Lost = reports - sent.Count };
        if (result.Lost > 0) Figures.Say($"{result.Lost} reports were not acknowledged");
        foreach (var report in sent)
        {
            inbox.Arrivals.TryGetValue(report.Id, out var arrivals);
            if (arrivals is null || !stored[report.Key].Contains(report.Id)) result.Lost++;
            else result.Latencies.Add(Figures.Milliseconds(report.Due, arrivals.First()));
            // A row that arrives again tells what has changed, such as that the team has been called: the page replaces it by its id.
            if (stored[report.Key].Count() > 1) result.Doubled++;
        }
        return result;
    }

    private sealed record Sent(Guid Key, Guid Id, long Due);

    private sealed class Result
    {
        public int Reports { get; init; }
        public int Lost { get; set; }
        public int Doubled { get; set; }
        public List<double> Latencies { get; } = [];
    }
}
