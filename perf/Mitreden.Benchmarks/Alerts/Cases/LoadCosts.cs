using System.Diagnostics;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts.Cases;

/// <summary>Where the time of a report goes: the same clients ask for less and less of it. What one line costs more than the line before is what it adds.</summary>
internal static class LoadCosts
{
    /// <summary>Prints processor time of the program and requests a second for each part.</summary>
    /// <param name="scene">The world.</param>
    /// <param name="product">The program.</param>
    /// <param name="people">Who reports.</param>
    /// <param name="clients">Requests at the same time.</param>
    public static async Task MeasureAsync(Scene scene, RunningProduct product, List<Reporter> people, int clients)
    {
        var keys = people.Select(_ => Guid.CreateVersion7()).ToList();
        foreach (var (person, key) in people.Zip(keys)) await person.ReportAsync(scene.Address, key);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = clients }) { BaseAddress = scene.Address };
        await RestAsync(scene);
        await CostAsync(scene, product, clients, "answer nothing (/health/live)", async n => (await http.GetAsync("/health/live")).Dispose());
        await CostAsync(scene, product, clients, "session (/health/live, signed in)", n => people[n % people.Count].GetAsync(scene.Address, "/health/live"));
        await CostAsync(scene, product, clients, "session, form token made (/desk/share/token)", n => people[n % people.Count].GetAsync(scene.Address, "/desk/share/token"));
        await CostAsync(scene, product, clients, "session, form read, form token checked, looked up (same key again)", n => people[n % people.Count].ReportAsync(scene.Address, keys[n % keys.Count]));
        await CostAsync(scene, product, clients, "all of it, with the alerts that follow (new key)", n => people[n % people.Count].ReportAsync(scene.Address, Guid.CreateVersion7()));
    }

    private static async Task CostAsync(Scene scene, RunningProduct product, int clients, string what, Func<int, Task> ask)
    {
        var (count, cpu, begin) = (0, product.CpuMilliseconds(), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(n => Task.Run(async () =>
        {
            for (; Stopwatch.GetElapsedTime(begin).TotalSeconds < 4; Interlocked.Increment(ref count)) await ask(n);
        })));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Figures.Print(new { bench = "alerts", @case = "load", part = what, database = scene.Store.Name, per_second = Math.Round(count / seconds), program_cpu_ms = Math.Round((product.CpuMilliseconds() - cpu) / count, 2) });
    }

    /// <summary>Waits until the program has done its jobs, so that they are not counted with what comes next.</summary>
    private static async Task RestAsync(Scene scene)
    {
        for (var n = 0; n < 60; n++)
        {
            var due = await scene.Store.RowsAsync("""SELECT count(*) FROM "Jobs" WHERE "DoneAt" IS NULL AND "DeadAt" IS NULL AND "Kind" LIKE 'desk.call%'""", r => r.GetInt64(0));
            if (due[0] == 0) return;
            await Task.Delay(1000);
        }
    }
}
