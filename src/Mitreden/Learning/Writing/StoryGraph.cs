using Mitreden.Learning.Stories;

namespace Mitreden.Learning.Writing;

/// <summary>A node in the picture of a story.</summary>
/// <param name="Node">The node.</param>
/// <param name="Place">Its place among the nodes of the scenario, from 0.</param>
/// <param name="X">Middle of its box.</param>
/// <param name="Y">Top of its box.</param>
/// <param name="IsBest">True on the best path.</param>
/// <param name="IsReached">False when no way leads to it.</param>
public sealed record GraphNode(Node Node, int Place, int X, int Y, bool IsBest, bool IsReached)
{
    /// <summary>How an ending turns out, as a name for style sheets; "decision" for the others.</summary>
    public string Tone => Node is Ending ending ? ending.Outcome.ToString().ToLowerInvariant() : "decision";
}

/// <summary>A way from one node to another.</summary>
/// <param name="From">Where it begins.</param>
/// <param name="To">Where it leads.</param>
/// <param name="IsBest">True on the best path.</param>
/// <param name="Line">The curve, for SVG.</param>
public sealed record GraphWay(GraphNode From, GraphNode To, bool IsBest, string Line);

/// <summary>
/// The picture of a story: nodes in layers by their longest distance from the start, what cannot be reached below. It also draws stories
/// that are not right yet: that is when it is needed.
/// </summary>
public sealed class StoryGraph
{
    /// <summary>Width of a box.</summary>
    public const int BoxWidth = 156;
    /// <summary>Height of a box.</summary>
    public const int BoxHeight = 44;
    private const int StepX = 176;
    private const int StepY = 84;
    private const int Edge = 12;

    private StoryGraph(Scenario scenario)
    {
        var layers = Layers(scenario);
        var widest = layers.Max(l => l.Count);
        (Width, Height) = (Math.Max(2, widest) * StepX + Edge, layers.Count * StepY + Edge);
        var best = Best(scenario).ToHashSet();
        var reached = Distances(scenario);
        Nodes = [.. layers.SelectMany((layer, y) => layer.Select((place, x) => new GraphNode(scenario.Nodes[place], place,
            (Width - (layer.Count - 1) * StepX) / 2 + x * StepX, Edge + y * StepY, best.Contains(scenario.Nodes[place].Id), reached.ContainsKey(scenario.Nodes[place].Id))))];
        var byId = Nodes.GroupBy(n => n.Node.Id).ToDictionary(g => g.Key, g => g.First());
        Ways = [.. Nodes.SelectMany(n => n.Node is not Decision decision ? [] : decision.Options.Where(o => byId.ContainsKey(o.Goto))
            .GroupBy(o => o.Goto).Select(g => Way(n, byId[g.Key], n.IsBest && g.Any(o => o.Best))))];
    }

    /// <summary>Width of the picture.</summary>
    public int Width { get; }
    /// <summary>Height of the picture.</summary>
    public int Height { get; }
    /// <summary>The nodes, from top to bottom.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }
    /// <summary>The ways; the best path last, so that it lies on top.</summary>
    public IReadOnlyList<GraphWay> Ways { get => field; private init => field = [.. value.OrderBy(w => w.IsBest)]; } = [];

    /// <summary>Draws a story; null when it has no nodes.</summary>
    public static StoryGraph? Of(Scenario scenario) => scenario.Nodes.Count == 0 ? null : new StoryGraph(scenario);

    private static List<List<int>> Layers(Scenario scenario)
    {
        var distances = Distances(scenario);
        var lost = distances.Count == 0 ? 0 : distances.Values.Max() + 1;
        return [.. scenario.Nodes.Select((node, place) => (Place: place, Layer: distances.GetValueOrDefault(node.Id, lost))).GroupBy(n => n.Layer).OrderBy(g => g.Key)
            .Select(g => g.Select(n => n.Place).ToList())];
    }

    /// <summary>The longest way to each node that can be reached, so that every way leads down; a circle is cut off.</summary>
    private static Dictionary<string, int> Distances(Scenario scenario)
    {
        var (found, next) = (new Dictionary<string, int>(StringComparer.Ordinal), new Queue<(string Id, int Steps)>([(scenario.Start, 0)]));
        while (next.TryDequeue(out var here))
        {
            if (here.Steps >= scenario.Nodes.Count || found.TryGetValue(here.Id, out var known) && known >= here.Steps) continue;
            if (scenario.Nodes.FirstOrDefault(n => n.Id == here.Id) is not { } node) continue;
            found[here.Id] = here.Steps;
            if (node is Decision decision) foreach (var option in decision.Options) next.Enqueue((option.Goto, here.Steps + 1));
        }
        return found;
    }

    /// <summary>The best path as far as it goes; it may end nowhere or in a circle.</summary>
    private static IEnumerable<string> Best(Scenario scenario)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var id = scenario.Start; id is not null && seen.Add(id);)
        {
            yield return id;
            id = (scenario.Nodes.FirstOrDefault(n => n.Id == id) as Decision)?.Options.FirstOrDefault(o => o.Best)?.Goto;
        }
    }

    private static GraphWay Way(GraphNode from, GraphNode to, bool best)
    {
        var (x1, y1, x2, y2) = (from.X, from.Y + BoxHeight, to.X, to.Y);
        if (to.Y <= from.Y) return new GraphWay(from, to, best, FormattableString.Invariant($"M {x1} {y1} C {x1 + StepX} {y1 + StepY / 2}, {x2 + StepX} {y2 - StepY / 2}, {x2} {y2}"));
        var bend = (y2 - y1) / 2;
        return new GraphWay(from, to, best, FormattableString.Invariant($"M {x1} {y1} C {x1} {y1 + bend}, {x2} {y2 - bend}, {x2} {y2}"));
    }
}
