using Mitreden.Benchmarks.Alerts.Outside;

namespace Mitreden.Benchmarks.Alerts.Cases;

/// <summary>
/// One message in five goes wrong in every channel: never answered, slow, refused with 503, 429 or their like, or taken without an answer. Each alert
/// must reach its person in the end, and be seen once in each way.
/// </summary>
internal static class FaultyCase
{
    /// <summary>Eight at the desk: each report makes eight alerts.</summary>
    private static readonly string[] Desk = ["jana", "tobias", "miriam", "ralf", "sabine", "karin", "stefan", "emily"];

    /// <summary>Held when nothing is lost or doubled.</summary>
    public static async Task<bool> RunAsync(Scene scene)
    {
        await using var product = await scene.StartAsync();
        await scene.FurnishAsync(Desk, everybody: true);
        var people = await Reporter.CrowdAsync(scene.Address, scene.Options.Number("alerts", 10_000) / Desk.Length);
        scene.Push.Receipts = true;
        var (seed, share) = (scene.Options.Number("seed", 20261), scene.Options.Number("faults", 20) / 100.0);
        (scene.Push.Faults, scene.Hook.Faults, scene.Mail.Faults) = (new Faults(seed, share), new Faults(seed + 1, share), new Faults(seed + 2, share));
        var sent = await Reporter.SendAsync(people, scene.Address, scene.Options.Number("alerts", 10_000) / Desk.Length, scene.Options.Number("rate", 5));
        var reports = sent.Where(s => s.Id is not null).Select(s => s.Id!.Value).ToHashSet();
        var open = await Verdict.SettleAsync(scene, reports, TimeSpan.FromSeconds(scene.Options.Number("seconds", 1800)));
        Figures.Say($"push: {scene.Push.Faults.Summary}; webhook: {scene.Hook.Faults.Summary}; mail: {scene.Mail.Faults.Summary}");
        var verdict = await Verdict.OfAsync(scene, reports);
        scene.Print("faulty-channel", verdict, await TimesAsync(scene, sent), ("unacknowledged", sent.Count - reports.Count), ("jobs_open", open), ("sent_again", verdict.Repeated),
            ("webhook_missed", reports.Count - scene.Arrivals.Where(a => a.Way == Way.Hook).Select(a => a.About).Where(reports.Contains).Distinct().Count()),
            ("push_and_mail", await BothAsync(scene, reports)));
        return verdict.Held && open == 0 && sent.Count == reports.Count;
    }

    /// <summary>Milliseconds from the tap until each person had something.</summary>
    private static async Task<List<double>> TimesAsync(Scene scene, List<Sent> sent)
    {
        var taps = sent.Where(s => s.Id is not null).ToDictionary(s => s.Id!.Value, s => s.At);
        var first = scene.Arrivals.Where(a => a.Way != Way.Hook).GroupBy(a => (a.To, a.About)).ToDictionary(g => g.Key, g => g.Min(a => a.At));
        var alerts = (await Verdict.AlertsAsync(scene.Store)).Where(a => a.Wake == 1 && taps.ContainsKey(a.Discussion) && first.ContainsKey((a.Person, a.Discussion)));
        return [.. alerts.Select(a => (first[(a.Person, a.Discussion)] - taps[a.Discussion]).TotalMilliseconds)];
    }

    /// <summary>Alerts that came both ways: the push service took it and did not say so, so the mail went as well.</summary>
    private static async Task<int> BothAsync(Scene scene, HashSet<Guid> reports)
    {
        var pushed = scene.Arrivals.Where(a => a.Way == Way.Push).Select(a => a.Secret).ToHashSet();
        var mailed = scene.Arrivals.Where(a => a is { Way: Way.Mail, Late: false }).Select(a => (a.To, a.About)).ToHashSet();
        return (await Verdict.AlertsAsync(scene.Store)).Count(a => a.Wake == 1 && reports.Contains(a.Discussion) && pushed.Contains(a.Secret) && mailed.Contains((a.Person, a.Discussion)));
    }
}
