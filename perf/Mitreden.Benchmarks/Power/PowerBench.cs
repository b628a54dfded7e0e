using System.Diagnostics;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Power;

/// <summary>
/// Power loss. Killing a process cannot tell durable from hopeful, because the system keeps what a dead process wrote. So
/// strace records every write, sync and answer while people report, and the replay cuts the power thousands of times.
/// </summary>
internal static class PowerBench
{
    private const int Reports = 400;
    private const string Query = """
        SELECT lower(d."Id") FROM "Discussions" d
        WHERE EXISTS (SELECT 1 FROM "Jobs" j WHERE j."Key" = 'desk.wake:' || lower(d."Id") || ':1:0')
        """;

    /// <summary>Prints the verdict; true when nothing is lost and the replay found the fault in the writer that has it.</summary>
    public static async Task<bool> RunAsync(Published app, Options options)
    {
        await Published.RunAsync(app.Root, "bash", "-c", "set -euo pipefail; source scripts/postgres.sh; install_missing strace >&2");
        var states = options.Number("states", 10_000);
        var program = await ProgramAsync(app, states);
        var control = await WriterAsync(app, "FULL", states / 10);
        var mutant = await WriterAsync(app, "NORMAL", states / 10);
        Figures.Print(new
        {
            bench = "power",
            states = program.States,
            acknowledged = program.Acknowledged,
            lost = program.Lost,
            corrupt = program.Corrupt,
            control_states = control.States,
            control_lost = control.Lost + control.Corrupt,
            mutant_states = mutant.States,
            mutant_lost = mutant.Lost,
        });
        return program is { Lost: 0, Corrupt: 0, Acknowledged: Reports } && control is { Lost: 0, Corrupt: 0, Acknowledged: > 0 } && mutant.Lost > 0;
    }

    private static async Task<Verdict> ProgramAsync(Published app, int states)
    {
        using var store = Store.Sqlite();
        using var recording = new Recording();
        var port = RunningProduct.FreePort();
        await (await RunningProduct.StartAsync(app, store, port)).DisposeAsync();
        recording.Copy(store.Folder);
        Figures.Say("Recording the program");
        var product = RunningProduct.Launch(app, store, port, Trace.Options(recording.File));
        await product.Ready;
        var people = await Employee.CrowdAsync(product.Address, Reports);
        await Task.WhenAll(people.Select((person, n) => Task.Run(async () =>
        {
            for (var k = n; k < Reports; k += people.Count) await person.ReportAsync(Guid.CreateVersion7());
        })));
        await product.StopAsync(traced: true);
        foreach (var person in people) person.Dispose();
        return new Replay(Query, states, new Random(1)).Run(recording.File, recording.Before, store.Folder);
    }

    private static async Task<Verdict> WriterAsync(Published app, string synchronous, int states)
    {
        using var store = Store.Sqlite();
        using var recording = new Recording();
        await SmallWriter.PrepareAsync(store.Folder);
        recording.Copy(store.Folder);
        Figures.Say($"Recording the small writer with synchronous={synchronous}");
        string[] command = [.. Trace.Options(recording.File), "dotnet", typeof(PowerBench).Assembly.Location, SmallWriter.Name, store.Folder, synchronous];
        await Published.RunAsync(app.Root, command[0], command[1..]);
        return new Replay(SmallWriter.Query, states, new Random(1)).Run(recording.File, recording.Before, store.Folder);
    }

    /// <summary>The trace and what the data folder held before it.</summary>
    private sealed class Recording : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("mitreden-trace-").FullName;

        public Recording() => Directory.CreateDirectory(Before);

        public string File => Path.Combine(_folder, "trace");
        public string Before => Path.Combine(_folder, "before");

        public void Copy(string folder)
        {
            foreach (var path in Directory.GetFiles(folder)) System.IO.File.Copy(path, Path.Combine(Before, Path.GetFileName(path)));
        }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
