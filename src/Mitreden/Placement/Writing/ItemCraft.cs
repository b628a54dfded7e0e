using System.Text.Json.Nodes;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement.Writing;

/// <summary>How the situations of the placement are written.</summary>
public sealed class ItemCraft(Speech speech, Texts<PlacementTexts> texts) : Craft<ItemContent>
{
    private static readonly Lazy<HashSet<string>> Units = new(() => [.. ContentFile.Shipped("units").Select(f => System.IO.Path.GetFileNameWithoutExtension(f.Name))]);

    /// <summary>Names of the units that ship. What they are about is known further down; here their names are enough.</summary>
    internal static IReadOnlyCollection<string> UnitNames => Units.Value;

    /// <inheritdoc />
    public override ContentKind Kind => ContentKind.Item;

    /// <inheritdoc />
    public override string Address => "/learning/content/items";

    /// <inheritdoc />
    public override IReadOnlyList<Section> Sections { get; } =
        [new("Basics", ["domain", "difficulty", "unit"]), new("Situation", ["situation", "question"]), new("Options", ["options"]), new("Why", ["why"])];

    /// <inheritdoc />
    public override ItemContent? Shipped(string key) => Items.Shipped.GetValueOrDefault(key);

    /// <inheritdoc />
    public override string Title(ItemContent piece) => Shorten(piece.Situation.For(speech.Formal), 48);

    /// <inheritdoc />
    public override string? Word(string key) => texts[$"Writing.{key}"] is var word && word != $"Writing.{key}" ? word : null;

    /// <inheritdoc />
    public override IReadOnlyList<Pick>? Picks(FieldShape field, JsonNode? group) => field.Key switch
    {
        "ItemContent.Difficulty" => Numbers(Item.Easiest, Item.Hardest, "Difficulty"),
        "ItemContent.Unit" => [.. UnitNames.Order(StringComparer.Ordinal).Select(u => new Pick(u, u))],
        "Reaction.Score" => Numbers(0, Item.MostPoints, "Score"),
        _ => null,
    };

    /// <inheritdoc />
    public override IEnumerable<Remark> Faults(ItemContent piece) => piece.Faults().Where(f => f != ItemFault.Incomplete)
        .Select(f => new Remark(Place(f, piece), texts[$"Writing.Fault.{f}", ItemContent.Longest]));

    /// <summary>The beginning of a text, for lists.</summary>
    internal static string Shorten(string text, int most = 110) =>
        text.Length <= most ? text : (text.LastIndexOf(' ', most) is var gap && gap > 0 ? text[..gap] : Cut.Of(text, most)) + " …";

    private static string Place(ItemFault fault, ItemContent item) => fault switch
    {
        ItemFault.Points => "options",
        ItemFault.Difficulty => "difficulty",
        _ => Draft.Of(item).Flat().FirstOrDefault(t => t.Value.Length > ItemContent.Longest).Key is { } path ? path[..path.LastIndexOf('.')] : "",
    };

    private List<Pick> Numbers(int from, int to, string word) => [.. Enumerable.Range(from, to - from + 1).Select(n => new Pick($"{n}", Word($"{word}.{n}") ?? $"{n}"))];
}
