using System.Collections.Concurrent;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks;

/// <summary>
/// Kills the program with SIGKILL while several people report, again and again. Whatever it acknowledged must be there
/// exactly once; what it did not acknowledge is sent again under its key, as the offline queue does, and the desk must
/// be alerted once about every stored report.
/// </summary>
internal static class KillBench
{
    /// <summary>Runs the rounds on the databases asked for; true when nothing is lost, doubled or unalerted.</summary>
    public static Task<bool> RunAsync(Published app, Options options) => Databases.EachAsync(app, options.Databases, async store =>
    {
        var rounds = options.Number("rounds", store.Name == "sqlite" ? 200 : 25);
        var seed = options.Number("seed", 20261);
        Figures.Say($"{rounds} rounds on {store.Name}, seed {seed}");
        var run = new Run(app, store, RunningProduct.FreePort(), new Random(seed));
        await run.PrepareAsync();
        for (var round = 1; round <= rounds; round++)
        {
            await run.RoundAsync();
            if (round % 20 == 0) Figures.Say($"round {round}: {run.Acknowledged} acknowledged");
        }
        return await run.JudgeAsync(rounds);
    });

    private sealed class Report(Employee sender)
    {
        public Employee Sender => sender;
        public Guid Key { get; } = Guid.CreateVersion7();
        public Guid? Id { get; set; }
    }

    private sealed class Run(Published app, Store store, int port, Random random)
    {
        private const int Senders = 9;

        private readonly ConcurrentQueue<Report> _all = new();
        private readonly ConcurrentQueue<Report> _lastRound = new();
        private List<Employee> _people = [];
        private int _changedIds;

        public int Acknowledged => _all.Count(r => r.Id is not null);

        public async Task PrepareAsync()
        {
            await using var product = await RunningProduct.StartAsync(app, store, port);
            _people = await Employee.CrowdAsync(product.Address, 1200);
        }

        public async Task RoundAsync()
        {
            var product = await RunningProduct.StartAsync(app, store, port);
            await ResendAsync();
            using var stop = new CancellationTokenSource();
            var senders = _people.Chunk(1 + _people.Count / Senders).Select(some => Task.Run(() => SendAsync(some, stop.Token))).ToList();
            await Task.Delay(random.Next(30, 400));
            await product.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(senders);
            foreach (var person in _people) person.Reconnect();
        }

        private async Task SendAsync(Employee[] some, CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                var report = new Report(some[Random.Shared.Next(some.Length)]);
                _all.Enqueue(report);
                _lastRound.Enqueue(report);
                try
                {
                    report.Id = await report.Sender.ReportAsync(report.Key, stop);
                }
                catch (Exception cut) when (cut is HttpRequestException or IOException or OperationCanceledException)
                {
                    // The program died before it answered: the sender does not know, and will send again.
                    return;
                }
            }
        }

        /// <summary>Everything of the last round once more: the same key must give the same report.</summary>
        private async Task ResendAsync()
        {
            while (_lastRound.TryDequeue(out var report))
            {
                var id = await report.Sender.ReportAsync(report.Key);
                if (report.Id is not null && id != report.Id) _changedIds++;
                report.Id ??= id;
            }
        }

        public async Task<bool> JudgeAsync(int rounds)
        {
            await using (await RunningProduct.StartAsync(app, store, port))
            {
                await ResendAsync();
                await AlertsDoneAsync();
            }
            var stored = (await store.ReportsAsync()).ToLookup(r => r.Key, r => r.Id);
            var acknowledged = _all.Where(r => r.Id is not null).ToList();
            var lost = acknowledged.Count(r => !stored[r.Key].Contains(r.Id!.Value)) + _changedIds + _all.Count(r => r.Id is null);
            var doubled = stored.Count(r => r.Count() > 1);
            var (missing, doubledAlerts) = await AlertsAsync([.. _all.SelectMany(r => stored[r.Key])]);
            var integrity = store.Name == "sqlite" ? (await store.RowsAsync("PRAGMA integrity_check", r => r.GetString(0)))[0] : "ok";
            Figures.Print(new
            {
                bench = "kill",
                database = store.Name,
                rounds,
                acknowledged = acknowledged.Count,
                lost,
                doubled = doubled + doubledAlerts,
                alerts_missing = missing,
                integrity,
            });
            foreach (var person in _people) person.Dispose();
            return lost + doubled + doubledAlerts + missing == 0 && integrity == "ok";
        }

        private async Task AlertsDoneAsync()
        {
            for (var n = 0; n < 600; n++)
            {
                var open = await store.RowsAsync(
                    """SELECT count(*) FROM "Jobs" WHERE "Key" LIKE 'desk.wake:%:1:0' AND "DoneAt" IS NULL AND "DeadAt" IS NULL""", r => r.GetInt64(0));
                if (open[0] == 0) return;
                if (n % 50 == 49) Figures.Say($"{open[0]} alerts are still to come");
                await Task.Delay(300);
            }
        }

        /// <summary>
        /// How many pairs of stored report and desk member have no alert, and how many have more than one. A report that belongs to another one
        /// is alerted about with that one.
        /// </summary>
        private async Task<(int Missing, int Doubled)> AlertsAsync(List<Guid> reports)
        {
            var team = await store.RowsAsync(
                """SELECT "Id" FROM "People" WHERE ("Roles" & 1) <> 0 AND "JoinedAt" IS NOT NULL AND "LeftAt" IS NULL""", r => r.GetGuid(0));
            var alerts = await store.RowsAsync("""SELECT "DiscussionId", "PersonId" FROM "Alerts" WHERE "Step" = 0 AND "Wake" = 1""", r => (r.GetGuid(0), r.GetGuid(1)));
            var counts = alerts.CountBy(a => a).ToDictionary();
            if (team.Count == 0) throw new InvalidOperationException("Nobody is at the desk.");
            var merged = (await store.RowsAsync("""SELECT "Id", "MergedInto" FROM "Discussions" WHERE "MergedInto" IS NOT NULL""", r => (Id: r.GetGuid(0), Into: r.GetGuid(1)))).ToDictionary(m => m.Id, m => m.Into);
            Figures.Say($"{reports.Count(merged.ContainsKey)} of {reports.Count} reports belong to another one");
            var pairs = reports.Select(r => merged.GetValueOrDefault(r, r)).Distinct().SelectMany(report => team.Select(person => counts.GetValueOrDefault((report, person)))).ToList();
            return (pairs.Count(n => n == 0), pairs.Count(n => n > 1));
        }
    }
}
