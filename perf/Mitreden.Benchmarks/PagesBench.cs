using System.Collections.Concurrent;
using System.Diagnostics;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks;

/// <summary>What a page costs the server: processor time a request, requests a second and how long the slow ones take.</summary>
internal static class PagesBench
{
    private const int Connections = 4;
    private const int Rows = 50;

    /// <summary>Measures each page on the databases asked for.</summary>
    public static Task<bool> RunAsync(Published app, Options options) => Databases.EachAsync(app, options.Databases, async store =>
    {
        await using var product = await RunningProduct.StartAsync(app, store, RunningProduct.FreePort());
        using var jana = await Employee.SignInAsync(product.Address, "jana");
        using var cem = await Employee.SignInAsync(product.Address, "cem");
        var reporters = await Employee.CrowdAsync(product.Address, Rows);
        for (var n = 0; n < Rows; n++) await reporters[n % reporters.Count].ReportAsync(Guid.CreateVersion7());
        foreach (var reporter in reporters) reporter.Dispose();
        var rows = (await jana.PageAsync("/desk")).Split("id=\"d-").Length - 1;
        if (rows != Rows) throw new InvalidOperationException($"The inbox shows {rows} rows, not {Rows}.");
        foreach (var (page, path, person) in new[] { ("start", "/", cem), ("inbox", "/desk", jana), ("guideline", "/guideline", cem) })
        {
            await LoadAsync(person, path, TimeSpan.FromSeconds(options.Number("warm-up", 5)));
            await MeasureAsync(product, store, page, path, person, TimeSpan.FromSeconds(options.Number("seconds", 10)));
        }
        return true;
    });

    private static async Task MeasureAsync(RunningProduct product, Store store, string page, string path, Employee person, TimeSpan length)
    {
        var (cpu, begin) = (product.CpuMilliseconds(), Stopwatch.GetTimestamp());
        var times = await LoadAsync(person, path, length);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Figures.Print(new
        {
            bench = "pages",
            page,
            database = store.Name,
            cpu_ms = Math.Round((product.CpuMilliseconds() - cpu) / times.Count, 2),
            rps = Math.Round(times.Count / seconds),
            p99_ms = Figures.Percentile(times, 0.99),
        });
    }

    /// <summary>Closed loop: each connection asks again as soon as it has the whole page.</summary>
    private static async Task<ConcurrentBag<double>> LoadAsync(Employee person, string path, TimeSpan length)
    {
        var times = new ConcurrentBag<double>();
        var begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(begin) < length)
            {
                var asked = Stopwatch.GetTimestamp();
                await person.PageAsync(path);
                times.Add(Figures.Milliseconds(asked, Stopwatch.GetTimestamp()));
            }
        })));
        return times;
    }
}
