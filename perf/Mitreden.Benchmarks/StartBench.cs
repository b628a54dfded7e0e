using System.Diagnostics;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks;

/// <summary>From the start of the process to the first whole page for somebody signed in, and the memory after 100 pages.</summary>
internal static class StartBench
{
    private const int Times = 5;
    private static readonly string[] Pages = ["/", "/guideline", "/desk/share", "/desk/reports", "/me"];

    /// <summary>Prints the medians of five starts on an existing SQLite database.</summary>
    public static async Task<bool> RunAsync(Published app)
    {
        using var store = Store.Sqlite();
        var port = RunningProduct.FreePort();
        using var cem = await PrepareAsync(app, store, port);
        var (first, memory) = (new List<double>(), new List<double>());
        for (var n = 0; n < Times; n++)
        {
            var begin = Stopwatch.GetTimestamp();
            await using var product = RunningProduct.Launch(app, store, port);
            await FirstPageAsync(cem, product);
            first.Add(Figures.Milliseconds(begin, Stopwatch.GetTimestamp()));
            for (var page = 0; page < 100; page++) await cem.PageAsync(Pages[page % Pages.Length]);
            memory.Add(product.ResidentMegabytes());
            Figures.Say($"start {n + 1}: {first[^1]:0} ms, {memory[^1]:0} MB");
        }
        Figures.Print(new { bench = "start", first_page_ms = Figures.Percentile(first, 0.5), rss_mb_after_100_pages = Figures.Percentile(memory, 0.5) });
        return true;
    }

    private static async Task<Employee> PrepareAsync(Published app, Store store, int port)
    {
        await using var product = await RunningProduct.StartAsync(app, store, port);
        return await Employee.SignInAsync(product.Address, "cem");
    }

    private static async Task FirstPageAsync(Employee person, RunningProduct product)
    {
        while (true)
        {
            try
            {
                await person.PageAsync("/");
                return;
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet; a refused connection costs almost nothing.
                if (product.Ready.IsFaulted) await product.Ready;
                await Task.Delay(5);
            }
        }
    }
}
