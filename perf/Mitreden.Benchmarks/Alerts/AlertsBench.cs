using Mitreden.Benchmarks.Alerts.Cases;
using Mitreden.Benchmarks.Product;

namespace Mitreden.Benchmarks.Alerts;

/// <summary>Whether alerts reach people: how fast, through channels that fail, on time, while replicas die, under load and while one person shares without end.</summary>
internal static class AlertsBench
{
    private static readonly string[] Both = ["sqlite", "postgres"];

    private static readonly List<(string Name, string[] Databases, Func<Scene, Task<bool>> RunAsync)> Cases =
    [
        ("healthy", Both, HealthyCase.RunAsync),
        ("faulty-channel", Both, FaultyCase.RunAsync),
        ("fallback", Both, FallbackCase.RunAsync),
        ("escalation", Both, EscalationCase.RunAsync),
        ("replicas", ["postgres"], ReplicasCase.RunAsync),
        ("load", Both, LoadCase.RunAsync),
        ("flood", Both, FloodCase.RunAsync),
    ];

    /// <summary>Runs the case of <c>--case</c>, or all of them, each on a database and in a world of its own; true when all held.</summary>
    public static async Task<bool> RunAsync(Published app, Options options)
    {
        var chosen = options.Text("case");
        var cases = Cases.Where(c => chosen is null || c.Name == chosen).ToList();
        if (cases.Count == 0)
        {
            Figures.Say("./dev bench alerts --case " + string.Join(" | ", Cases.Select(c => c.Name)));
            return false;
        }
        var held = true;
        foreach (var one in cases)
            held &= await Databases.EachAsync(app, [.. options.Databases.Intersect(one.Databases)], async store =>
            {
                await using var scene = await Scene.OpenAsync(app, store, options);
                return await one.RunAsync(scene);
            });
        return held;
    }
}
