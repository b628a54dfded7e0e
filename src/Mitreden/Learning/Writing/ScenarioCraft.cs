using System.Text.Json.Nodes;
using Mitreden.Content.Contracts;
using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Learning.Stories;

namespace Mitreden.Learning.Writing;

/// <summary>How scenarios are written.</summary>
public sealed class ScenarioCraft(Spoken say, OwnExercises exercises, Texts<LearningTexts> texts) : Craft<Scenario>
{
    private IReadOnlySet<string> _guarded = new HashSet<string>();

    /// <inheritdoc />
    public override ContentKind Kind => ContentKind.Scenario;

    /// <inheritdoc />
    public override string Address => "/learning/content/scenarios";

    /// <inheritdoc />
    public override IReadOnlyList<Section> Sections { get; } =
        [new("Basics", ["title", "premise", "you", "domain", "levels", "minutes", "core"]), new("Story", ["meters", "start"]), new("Nodes", ["nodes"])];

    /// <inheritdoc />
    public override IReadOnlySet<string> Prose { get; } = new HashSet<string> { "Decision.Text" };

    /// <inheritdoc />
    public override Scenario? Shipped(string key) => Catalogue.Shipped.Scenarios.GetValueOrDefault(key);

    /// <inheritdoc />
    public override string Title(Scenario piece) => say[piece.Title];

    /// <inheritdoc />
    public override string? Word(string key) => texts[$"Writing.{key}"] is var word && word != $"Writing.{key}" ? word : null;

    /// <inheritdoc />
    public override string Name(JsonNode? entry) => entry?["id"]?.ToString() ?? "";

    /// <inheritdoc />
    public override async Task PrepareAsync(CancellationToken stop)
    {
        await say.PrepareAsync(stop);
        _guarded = await exercises.GuardedAsync(stop);
    }

    /// <inheritdoc />
    public override IReadOnlyList<Pick>? Picks(FieldShape field, JsonNode? group) => field.Key switch
    {
        "Scenario.Levels" => UnitCraft.Levels(texts),
        "Scenario.Start" or "Option.Goto" => [.. (group?.Root["nodes"] as JsonArray ?? []).Select(n => new Pick(Name(n), $"{Name(n)} · {Word($"Kind.{OneOfShape.KindOf(n)}")}"))],
        _ => null,
    };

    /// <inheritdoc />
    public override IEnumerable<Remark> Faults(Scenario piece) => ScenarioCheck.Faults(piece).Where(f => f.Fault != ScenarioFault.Incomplete)
        .Select(f => new Remark(Place(piece, f.Where), texts[$"Scenario.Fault.{f.Fault}", f.Where]))
        .Concat(_guarded.Contains(piece.Id) ? [new Remark("", texts["Scenario.Guarded"])] : []);

    /// <inheritdoc />
    public override IEnumerable<Remark> Advice(Scenario piece) => piece.Levels is [1, ..] ? UnitCraft.Words(FirstContact.Read(piece), texts) : [];

    /// <summary>The field of a node, or of one of its options when it is named as <c>n1/a</c>.</summary>
    private static string Place(Scenario scenario, string where)
    {
        var names = where.Split('/');
        var node = scenario.Nodes.ToList().FindIndex(n => n.Id == names[0]);
        if (node < 0) return names[0] == scenario.Id ? "" : "start";
        var option = names.Length < 2 ? -1 : (scenario.Nodes[node] as Decision)?.Options.ToList().FindIndex(o => o.Id == names[1]) ?? -1;
        return option < 0 ? $"nodes.{node}" : $"nodes.{node}.options.{option}.goto";
    }
}
