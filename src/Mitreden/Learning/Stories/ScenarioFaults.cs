namespace Mitreden.Learning.Stories;

/// <summary>What can be wrong with a scenario.</summary>
public enum ScenarioFault
{
    /// <summary>The start or the aim of an option is no node.</summary>
    LeadsNowhere,
    /// <summary>A node cannot be reached.</summary>
    Unreachable,
    /// <summary>The story runs in a circle.</summary>
    Circle,
    /// <summary>A decision has fewer than two options.</summary>
    NoChoice,
    /// <summary>A decision has not exactly one best option.</summary>
    NotOneBest,
    /// <summary>The best path does not end well.</summary>
    BestEndsBadly,
    /// <summary>Two nodes, or two options of a decision, have the same id.</summary>
    Twice,
    /// <summary>A text lacks one of its three forms.</summary>
    Incomplete,
}

/// <summary>Finds dead ends, circles, unreachable places and missing best paths.</summary>
public static class ScenarioCheck
{
    /// <summary>All faults, each with the node it concerns.</summary>
    public static IReadOnlyList<(ScenarioFault Fault, string Where)> Faults(Scenario scenario)
    {
        var faults = new List<(ScenarioFault, string)>();
        var ids = scenario.Nodes.GroupBy(n => n.Id).ToDictionary(g => g.Key, g => g.First());
        faults.AddRange(scenario.Nodes.GroupBy(n => n.Id).Where(g => g.Count() > 1).Select(g => (ScenarioFault.Twice, g.Key)));
        if (!ids.ContainsKey(scenario.Start)) faults.Add((ScenarioFault.LeadsNowhere, scenario.Start));
        foreach (var decision in scenario.Nodes.OfType<Decision>()) faults.AddRange(OfDecision(decision, ids));
        faults.AddRange(scenario.Nodes.Where(n => n.Texts.Any(t => !t.IsComplete)).Select(n => (ScenarioFault.Incomplete, n.Id)));
        if (new[] { scenario.Title, scenario.Premise, scenario.You }.Any(t => !t.IsComplete)) faults.Add((ScenarioFault.Incomplete, scenario.Id));
        if (faults.Any(f => f.Item1 is ScenarioFault.LeadsNowhere or ScenarioFault.Twice)) return faults;
        var reached = new HashSet<string>();
        if (Circle(scenario.Start, ids, [], reached) is { } circle) return [.. faults, (ScenarioFault.Circle, circle)];
        faults.AddRange(ids.Keys.Where(id => !reached.Contains(id)).Select(id => (ScenarioFault.Unreachable, id)));
        if (faults.All(f => f.Item1 != ScenarioFault.NotOneBest) && Best(scenario).End is not { Outcome: Outcome.Good } bad) faults.Add((ScenarioFault.BestEndsBadly, scenario.Id));
        return faults;
    }

    /// <summary>The story along the best options.</summary>
    public static Telling Best(Scenario scenario)
    {
        var telling = Telling.Of(scenario, []);
        while (telling.Here is Decision decision) telling = Telling.Of(scenario, [.. telling.Chosen, decision.Options.First(o => o.Best).Id]);
        return telling;
    }

    private static IEnumerable<(ScenarioFault, string)> OfDecision(Decision decision, Dictionary<string, Node> ids)
    {
        if (decision.Options.Count < 2) yield return (ScenarioFault.NoChoice, decision.Id);
        if (decision.Options.Count(o => o.Best) != 1) yield return (ScenarioFault.NotOneBest, decision.Id);
        if (decision.Options.Select(o => o.Id).Distinct().Count() < decision.Options.Count) yield return (ScenarioFault.Twice, decision.Id);
        foreach (var option in decision.Options.Where(o => !ids.ContainsKey(o.Goto))) yield return (ScenarioFault.LeadsNowhere, $"{decision.Id}/{option.Id}");
    }

    private static string? Circle(string id, Dictionary<string, Node> ids, HashSet<string> above, HashSet<string> reached)
    {
        if (above.Contains(id)) return id;
        if (!reached.Add(id) || ids[id] is not Decision decision) return null;
        above.Add(id);
        foreach (var option in decision.Options)
            if (Circle(option.Goto, ids, above, reached) is { } circle) return circle;
        above.Remove(id);
        return null;
    }
}
