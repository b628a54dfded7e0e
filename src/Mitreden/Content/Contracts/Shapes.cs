using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mitreden.Content.Contracts;

/// <summary>A text in its three forms.</summary>
public sealed record TextShape : Shape
{
    /// <summary>Names of the forms.</summary>
    public static IReadOnlyList<string> Forms { get; } = ["du", "sie", "en"];

    /// <summary>One form of a text.</summary>
    public static string Form(JsonNode? text, string form) => (text?[form] ?? (form == "en" ? null : text?["de"]))?.GetValue<string>() ?? "";

    internal override JsonNode? Read(IFormCollection form, string path) => new JsonObject(Forms.Select(f => KeyValuePair.Create(f,
        (JsonNode?)JsonValue.Create(form[Draft.Below(path, f)].ToString().ReplaceLineEndings("\n").Trim()))));

    internal override JsonNode Blank() => new JsonObject(Forms.Select(f => KeyValuePair.Create(f, (JsonNode?)JsonValue.Create(""))));

    internal override bool IsBlank(JsonNode? node) => Forms.All(f => Form(node, f).Length == 0);

    internal override IEnumerable<Gap> Gaps(JsonNode? node, string path)
    {
        var missing = Forms.Where(f => string.IsNullOrWhiteSpace(Form(node, f))).ToList();
        if (missing.Count > 0) yield return new Gap(path, GapKind.Missing, missing);
    }

    internal override JsonNode Sound(JsonNode? node) => new JsonObject(Forms.Select(f => KeyValuePair.Create(f, (JsonNode?)JsonValue.Create(Form(node, f)))));
}

/// <summary>A whole number.</summary>
public sealed record NumberShape : Shape
{
    internal override JsonNode? Read(IFormCollection form, string path) => Number(form[path].ToString().Trim());

    internal override JsonNode Blank() => JsonValue.Create(0);

    internal override bool IsBlank(JsonNode? node) => Of(node) is null;

    internal override IEnumerable<Gap> Gaps(JsonNode? node, string path) => Of(node) is null ? [new Gap(path, GapKind.NoNumber, [])] : [];

    internal override JsonNode Sound(JsonNode? node) => JsonValue.Create(Of(node) ?? 0);

    /// <summary>A number, or what stands there in its place, so that it is not lost.</summary>
    internal static JsonNode Number(string written) => int.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? JsonValue.Create(number) : JsonValue.Create(written);

    internal static int? Of(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}

/// <summary>From and to.</summary>
public sealed record SpanShape : Shape
{
    internal override JsonNode? Read(IFormCollection form, string path) =>
        new JsonArray(NumberShape.Number(form[Draft.Below(path, "0")].ToString().Trim()), NumberShape.Number(form[Draft.Below(path, "1")].ToString().Trim()));

    internal override JsonNode Blank() => new JsonArray(1, 3);

    internal override bool IsBlank(JsonNode? node) => node is not JsonArray { Count: 2 };

    internal override IEnumerable<Gap> Gaps(JsonNode? node, string path) =>
        node is JsonArray { Count: 2 } span && span.All(n => NumberShape.Of(n) is not null) ? [] : [new Gap(path, GapKind.NoNumber, [])];

    internal override JsonNode Sound(JsonNode? node) => node is JsonArray { Count: 2 } span ? new JsonArray([.. span.Select(n => JsonValue.Create(NumberShape.Of(n) ?? 0))]) : Blank();
}

/// <summary>Yes or no.</summary>
public sealed record CheckShape : Shape
{
    internal override JsonNode? Read(IFormCollection form, string path) => JsonValue.Create(form[path].ToString() == "true");

    internal override JsonNode Blank() => JsonValue.Create(false);

    internal override bool IsBlank(JsonNode? node) => !IsSet(node);

    internal override IEnumerable<Gap> Gaps(JsonNode? node, string path) => [];

    internal override JsonNode Sound(JsonNode? node) => JsonValue.Create(IsSet(node));

    /// <summary>True for yes.</summary>
    public static bool IsSet(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var set) && set;
}

/// <summary>One of some values.</summary>
/// <param name="Name">Name of the choice, for labels.</param>
/// <param name="Values">The values.</param>
public sealed record ChoiceShape(string Name, IReadOnlyList<string> Values) : Shape
{
    internal override JsonNode? Read(IFormCollection form, string path) => JsonValue.Create(form[path].ToString());

    internal override JsonNode Blank() => JsonValue.Create(Values[0]);

    internal override bool IsBlank(JsonNode? node) => LineShape.Text(node).Length == 0;

    internal override IEnumerable<Gap> Gaps(JsonNode? node, string path) => Values.Contains(LineShape.Text(node)) ? [] : [new Gap(path, GapKind.NotChosen, [])];

    internal override JsonNode Sound(JsonNode? node) => JsonValue.Create(Values.Contains(LineShape.Text(node)) ? LineShape.Text(node) : Values[0]);
}

/// <summary>The name of something else in the content: letters, digits, dash and underscore.</summary>
public sealed partial record LineShape : Shape
{
    internal override JsonNode? Read(IFormCollection form, string path) => JsonValue.Create(form[path].ToString().Trim());

    internal override JsonNode Blank() => JsonValue.Create("");

    internal override bool IsBlank(JsonNode? node) => Text(node).Length == 0;

    internal override IEnumerable<Gap> Gaps(JsonNode? node, string path) => IsName(Text(node)) ? [] : [new Gap(path, GapKind.NotChosen, [])];

    internal override JsonNode Sound(JsonNode? node) => JsonValue.Create(Text(node));

    /// <summary>True for what can be a name; anything else would find nothing, at best.</summary>
    internal static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex("^[A-Za-z0-9_-]{1,60}$")]
    private static partial Regex Name();

    internal static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}

/// <summary>Names of other things in the content.</summary>
public sealed record LinesShape : Shape
{
    internal override JsonNode? Read(IFormCollection form, string path) =>
        new JsonArray([.. form[path].OfType<string>().Select(t => t.Trim()).Where(t => t.Length > 0).Distinct().Take(Draft.MostEntries).Select(t => JsonValue.Create(t))]);

    internal override JsonNode Blank() => new JsonArray();

    internal override bool IsBlank(JsonNode? node) => node is not JsonArray { Count: > 0 };

    internal override IEnumerable<Gap> Gaps(JsonNode? node, string path) =>
        node is JsonArray lines && !lines.All(l => LineShape.IsName(LineShape.Text(l))) ? [new Gap(path, GapKind.NotChosen, [])] : [];

    internal override JsonNode Sound(JsonNode? node) => node is JsonArray lines ? new JsonArray([.. lines.Select(l => JsonValue.Create(LineShape.Text(l)))]) : Blank();
}

/// <summary>Entries in order.</summary>
/// <param name="Item">What an entry is.</param>
public sealed record ListShape(Shape Item) : Shape
{
    /// <summary>Field that says how many entries a form has.</summary>
    public const string Count = "count";

    /// <summary>Entries with which a new list begins: most lists make no sense with fewer.</summary>
    private const int Fresh = 2;

    internal override JsonNode? Read(IFormCollection form, string path)
    {
        var count = NumberShape.Of(NumberShape.Number(form[Draft.Below(path, Count)].ToString())) ?? 0;
        return new JsonArray([.. Enumerable.Range(0, Math.Clamp(count, 0, Draft.MostEntries)).Select(n => Item.Read(form, Draft.Below(path, n))).OfType<JsonNode>()]);
    }

    internal override JsonNode Blank() => Item is OneOfShape ? new JsonArray() : new JsonArray([.. Enumerable.Range(0, Fresh).Select(_ => Item.Blank())]);

    internal override bool IsBlank(JsonNode? node) => node is not JsonArray { Count: > 0 };

    internal override IEnumerable<Gap> Gaps(JsonNode? node, string path) => (node as JsonArray ?? []).SelectMany((n, place) => Item.Gaps(n, Draft.Below(path, place)));

    internal override JsonNode Sound(JsonNode? node) => new JsonArray([.. (node as JsonArray ?? []).Select(Item.Sound)]);
}
