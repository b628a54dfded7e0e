using System.Data.Common;
using Mitreden.Benchmarks.Alerts.Outside;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts;

/// <summary>An alert as the program has stored it: one person, one discussion, one wake-up.</summary>
/// <param name="Id">Key.</param>
/// <param name="Discussion">The discussion.</param>
/// <param name="Person">Key of the demo person.</param>
/// <param name="Step">0 on duty, 1 backup, 2 the whole desk, 3 management.</param>
/// <param name="Wake">The wake-up that caused it.</param>
/// <param name="Secret">Hash of the secret with which a device answers.</param>
internal sealed record StoredAlert(Guid Id, Guid Discussion, string Person, int Step, int Wake, string Secret);

/// <summary>What became of the first alerts about some reports.</summary>
/// <param name="Alerts">How many there should be.</param>
/// <param name="Lost">Of those, how many have reached their person in no way; a report without any alert counts as one.</param>
/// <param name="Doubled">How many somebody would see twice in the same way: two mails, or two notifications that do not replace each other.</param>
/// <param name="Repeated">How many times something was sent again and replaced what was there.</param>
internal sealed record Verdict(int Alerts, int Lost, int Doubled, int Repeated)
{
    /// <summary>True when nothing was lost and nothing doubled.</summary>
    public bool Held => Lost == 0 && Doubled == 0;

    /// <summary>Compares what is stored with what has arrived.</summary>
    /// <param name="scene">The world, with everything that arrived.</param>
    /// <param name="reports">The reports.</param>
    public static async Task<Verdict> OfAsync(Scene scene, IReadOnlySet<Guid> reports)
    {
        var alerts = (await AlertsAsync(scene.Store)).Where(a => a.Wake == 1 && reports.Contains(a.Discussion)).ToList();
        var pushed = scene.Arrivals.Where(a => a.Way == Way.Push).ToLookup(a => a.Secret);
        var mailed = scene.Arrivals.Where(a => a is { Way: Way.Mail, Late: false }).ToLookup(a => (a.To, a.About));
        var silent = reports.Count - alerts.Select(a => a.Discussion).Distinct().Count();
        var unreached = alerts.Count(a => !pushed.Contains(a.Secret) && !mailed.Contains((a.Person, a.Discussion)));
        var doubled = alerts.GroupBy(a => (a.Discussion, a.Person)).Sum(g => g.Count() - 1)
            + mailed.Where(g => reports.Contains(g.Key.About)).Sum(g => g.DistinctBy(m => m.Mark).Count() - 1)
            + alerts.Sum(a => Math.Max(0, pushed[a.Secret].DistinctBy(p => p.Mark).Count() - 1));
        var repeated = alerts.Sum(a => Math.Max(0, pushed[a.Secret].Count() - 1)) + mailed.Where(g => reports.Contains(g.Key.About)).Sum(g => g.Count() - g.DistinctBy(m => m.Mark).Count());
        return new Verdict(alerts.Count + silent, silent + unreached, doubled, repeated);
    }

    /// <summary>All alerts that are stored.</summary>
    public static async Task<List<StoredAlert>> AlertsAsync(Store store)
    {
        var people = (await store.RowsAsync("""SELECT "Id", "Email" FROM "People" WHERE "Email" IS NOT NULL""", r => (r.GetGuid(0), r.GetString(1).Split('@')[0]))).ToDictionary(p => p.Item1, p => p.Item2);
        return await store.RowsAsync("""SELECT "Id", "DiscussionId", "PersonId", "Step", "Wake", "ReceiptHash" FROM "Alerts" """,
            r => new StoredAlert(r.GetGuid(0), r.GetGuid(1), people.GetValueOrDefault(r.GetGuid(2), ""), r.GetInt32(3), r.GetInt32(4), r.GetString(5)));
    }

    /// <summary>Waits until no job is left that belongs to the first alerts about the reports.</summary>
    /// <param name="scene">The world.</param>
    /// <param name="reports">The reports.</param>
    /// <param name="longest">Longest wait.</param>
    /// <returns>Jobs that are still to be done.</returns>
    public static async Task<int> SettleAsync(Scene scene, IReadOnlySet<Guid> reports, TimeSpan longest)
    {
        for (var (begin, said) = (Arrival.Now, 0); ; said++)
        {
            var alerts = (await AlertsAsync(scene.Store)).Where(a => a.Wake == 1).Select(a => a.Id.ToString()).ToHashSet();
            var open = (await scene.Store.RowsAsync("""SELECT "Key" FROM "Jobs" WHERE "DoneAt" IS NULL AND "DeadAt" IS NULL AND "Key" LIKE 'desk.%'""", r => r.GetString(0))).Count(key => IsOurs(key.Split(':'), reports, alerts));
            if (open == 0 || Arrival.Now - begin > longest) return open;
            if (said % 10 == 9) Figures.Say($"{open} jobs of first alerts are still to come");
            await Task.Delay(1000);
        }
    }

    /// <summary>Times are stored in microseconds since 1970 on SQLite and as such on PostgreSQL.</summary>
    public static DateTimeOffset Time(DbDataReader row, int column) =>
        row.GetValue(column) is long micros ? DateTimeOffset.UnixEpoch.AddMicroseconds(micros) : row.GetFieldValue<DateTimeOffset>(column);

    private static bool IsOurs(string[] key, IReadOnlySet<Guid> reports, HashSet<string> alerts) => key[0] switch
    {
        "desk.wake" => key is [_, _, "1", "0"] && reports.Contains(Guid.Parse(key[1])),
        "desk.team" => key is [_, _, "1"] && reports.Contains(Guid.Parse(key[1])),
        "desk.call" or "desk.unless" or "desk.mail" => alerts.Contains(key[1]),
        _ => false,
    };
}
