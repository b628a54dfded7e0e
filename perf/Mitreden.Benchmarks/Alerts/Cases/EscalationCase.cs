using Mitreden.Benchmarks.Alerts.Outside;
using Mitreden.Benchmarks.Product;
using Mitreden.Desk.Watch;

namespace Mitreden.Benchmarks.Alerts.Cases;

/// <summary>Nobody takes anything. The steps after 5, 10 and 15 minutes must begin on time; nothing is sped up, so the case takes as long as that.</summary>
internal static class EscalationCase
{
    private const double Aim = 1000;

    /// <summary>Urgent reports at once; held when the steps that fit into <c>--seconds</c> begin within a second (p99).</summary>
    public static async Task<bool> RunAsync(Scene scene)
    {
        await using var product = await scene.StartAsync();
        await scene.FurnishAsync(["jana", "tobias"]);
        scene.Push.Receipts = true;
        var people = await Reporter.CrowdAsync(scene.Address, 50 + scene.Options.Number("alerts", 200));
        await Reporter.SendAsync(people, scene.Address, 50, 20);
        var sent = await Reporter.SendAsync(people, scene.Address, scene.Options.Number("alerts", 200), rate: 0, "heated");
        var reports = sent.Where(s => s.Id is not null).Select(s => s.Id!.Value).ToHashSet();
        var steps = Timetable.For(Urgency.Urgent).Steps.Index().Skip(1).Where(s => s.Item.TotalSeconds + 10 <= scene.Options.Number("seconds", 320)).ToList();
        var held = sent.Count == reports.Count && steps.Count > 0;
        foreach (var (step, after) in steps)
        {
            var end = sent.Max(s => s.Answered) + after + TimeSpan.FromSeconds(10);
            Figures.Say($"{sent.Count} reports wait for step {step} after {after.TotalMinutes} minutes");
            if (end > Arrival.Now) await Task.Delay(end - Arrival.Now);
            held &= await MeasureAsync(scene, reports, step, after);
        }
        return held;
    }

    private static async Task<bool> MeasureAsync(Scene scene, HashSet<Guid> reports, int step, TimeSpan after)
    {
        var asked = (await scene.Store.RowsAsync("""SELECT "Id", "AskedAt" FROM "Discussions" """, r => (Id: r.GetGuid(0), At: Verdict.Time(r, 1)))).Where(d => reports.Contains(d.Id)).ToDictionary(d => d.Id, d => d.At);
        var fired = (await scene.Store.RowsAsync("""SELECT "Id", "At" FROM "Alerts" """, r => (Id: r.GetGuid(0), At: Verdict.Time(r, 1)))).ToDictionary(a => a.Id, a => a.At);
        var begun = (await Verdict.AlertsAsync(scene.Store)).Where(a => a.Step == step && asked.ContainsKey(a.Discussion)).GroupBy(a => (a.Discussion, a.Person)).Select(g => g.MinBy(a => a.Wake)!).ToList();
        var pushed = scene.Arrivals.Where(a => a.Way == Way.Push).GroupBy(a => a.Secret).ToDictionary(g => g.Key, g => g.Min(a => a.At));
        var late = begun.Where(a => pushed.ContainsKey(a.Secret)).Select(a => (pushed[a.Secret] - asked[a.Discussion] - after).TotalMilliseconds).ToList();
        var mails = scene.Arrivals.Where(a => a is { Way: Way.Mail, Late: true } && reports.Contains(a.About)).GroupBy(a => (a.To, a.About)).Sum(g => Math.Max(0, g.Count() - step));
        var verdict = new Verdict(begun.Count, reports.Count - begun.Select(a => a.Discussion).Distinct().Count(), mails, 0);
        scene.Print("escalation", verdict, late, ("step", step), ("begun_p99_ms", Figures.Percentile([.. begun.Select(a => (fired[a.Id] - asked[a.Discussion] - after).TotalMilliseconds)], 0.99)), ("after_s", after.TotalSeconds), ("pushes", late.Count), ("earliest_ms", late.Count > 0 ? Math.Round(late.Min(), 1) : 0));
        return verdict.Held && late.Count > 0 && Figures.Percentile(late, 0.99) <= Aim;
    }
}
