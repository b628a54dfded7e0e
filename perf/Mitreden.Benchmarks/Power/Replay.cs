using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Mitreden.Benchmarks.Power;

/// <summary>What the replay of one trace found.</summary>
internal sealed class Verdict
{
    /// <summary>Answers that acknowledged something.</summary>
    public int Acknowledged { get; set; }
    /// <summary>Disk states that were opened.</summary>
    public int States { get; set; }
    /// <summary>States that lack something acknowledged before.</summary>
    public int Lost { get; set; }
    /// <summary>States that SQLite cannot open or finds damaged.</summary>
    public int Corrupt { get; set; }
}

/// <summary>Cuts the power again and again along a trace, and opens what is left with SQLite.</summary>
/// <param name="Query">Gives the ids, in lower case, of everything stored completely.</param>
/// <param name="Most">About how many states to open.</param>
/// <param name="Luck">Decides about unsynced writes.</param>
internal sealed partial record Replay(string Query, int Most, Random Luck)
{
    private readonly HashSet<string> _acknowledged = [];

    /// <summary>Follows the trace from the folder's content before it began.</summary>
    /// <param name="trace">Output of strace.</param>
    /// <param name="before">Copy of the data folder from before the trace began.</param>
    /// <param name="folder">Data folder of the traced program.</param>
    public Verdict Run(string trace, string before, string folder)
    {
        var verdict = new Verdict();
        var chances = Trace.Read(trace, folder).Count(c => c.Kind is CallKind.Write or CallKind.SyncEnds);
        var share = Math.Min(1, (double)Most / Math.Max(1, chances));
        var disk = Disk.From(before, folder);
        using var bench = new Opened();
        foreach (var call in Trace.Read(trace, folder))
        {
            disk.Follow(call);
            if (call.Kind == CallKind.Send && Answers(call) > 0)
            {
                verdict.Acknowledged = _acknowledged.Count;
                // The strictest case at every answer: whatever was not synced before it left is gone.
                Judge(verdict, bench, disk.AfterPowerCut(null));
            }
            if (call.Kind is CallKind.Write or CallKind.Send or CallKind.SyncEnds && disk.HasUnsynced && Luck.NextDouble() < share)
                Judge(verdict, bench, disk.AfterPowerCut(Luck));
        }
        return verdict;
    }

    private int Answers(Call call)
    {
        var text = Encoding.UTF8.GetString(call.Data);
        return AnswerId().Matches(text).Count(m => _acknowledged.Add(m.Groups[1].Value));
    }

    private void Judge(Verdict verdict, Opened bench, Dictionary<string, byte[]> state)
    {
        verdict.States++;
        if (verdict.States % 1000 == 0) Figures.Say(string.Create(CultureInfo.InvariantCulture, $"  {verdict.States} states, {verdict.Lost} lost, {verdict.Corrupt} corrupt"));
        try
        {
            var there = bench.Read(state, Query);
            if (!_acknowledged.IsSubsetOf(there)) verdict.Lost++;
        }
        catch (Exception damage) when (damage is SqliteException or InvalidDataException)
        {
            if (_acknowledged.Count > 0) verdict.Lost++;
            verdict.Corrupt++;
            Figures.Say("  " + damage.Message);
        }
    }

    [GeneratedRegex("\"id\":\"([0-9a-f-]{36})\"")]
    private static partial Regex AnswerId();

    /// <summary>A folder in memory where each state is laid out and opened.</summary>
    private sealed class Opened : IDisposable
    {
        private readonly string _folder = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "mitreden-power-" + Environment.ProcessId);

        public HashSet<string> Read(Dictionary<string, byte[]> state, string query)
        {
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
            Directory.CreateDirectory(_folder);
            foreach (var (path, content) in state)
                if (!path.EndsWith("-shm", StringComparison.Ordinal)) File.WriteAllBytes(Path.Combine(_folder, Path.GetFileName(path)), content);
            using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "mitreden.db")};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            if ((string?)command.ExecuteScalar() is not "ok" and var fault) throw new InvalidDataException("integrity_check: " + fault);
            command.CommandText = query;
            using var reader = command.ExecuteReader();
            var ids = new HashSet<string>();
            while (reader.Read()) ids.Add(reader.GetString(0));
            return ids;
        }

        public void Dispose()
        {
            if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        }
    }
}
