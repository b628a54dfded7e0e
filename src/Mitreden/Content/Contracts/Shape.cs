using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Mitreden.Foundation.Texts;

namespace Mitreden.Content.Contracts;

/// <summary>Why a field cannot be taken as it is.</summary>
public enum GapKind
{
    /// <summary>Forms of a text are missing.</summary>
    Missing,
    /// <summary>There is no number.</summary>
    NoNumber,
    /// <summary>Nothing is chosen.</summary>
    NotChosen,
    /// <summary>It names a kind that does not exist.</summary>
    UnknownKind,
}

/// <summary>A field that cannot be taken as it is.</summary>
/// <param name="Path">The field.</param>
/// <param name="Kind">Why.</param>
/// <param name="Forms">Which forms of a text are missing, or the kind that does not exist.</param>
public sealed record Gap(string Path, GapKind Kind, IReadOnlyList<string> Forms);

/// <summary>What an author fills in, read off the records of the content: every parameter of a record is a field.</summary>
/// <remarks>So a form follows the content: whoever adds a field to a record adds it to the editor, and gives it a label.</remarks>
public abstract record Shape
{
    private static readonly ConcurrentDictionary<Type, Shape> Known = new();

    /// <summary>The shape of a type of the content.</summary>
    public static Shape Of(Type type) => Known.GetOrAdd(type, Make);

    /// <summary>What a form has sent for it; null when there is nothing.</summary>
    internal abstract JsonNode? Read(IFormCollection form, string path);

    /// <summary>A new one to fill in.</summary>
    internal abstract JsonNode Blank();

    /// <summary>True when nothing has been filled in.</summary>
    internal abstract bool IsBlank(JsonNode? node);

    /// <summary>What is missing.</summary>
    internal abstract IEnumerable<Gap> Gaps(JsonNode? node, string path);

    /// <summary>The same in a form that can be read, with something harmless in place of what is missing.</summary>
    internal abstract JsonNode Sound(JsonNode? node);

    private static Shape Make(Type type)
    {
        if (type == typeof(Wording)) return new TextShape();
        if (type == typeof(int)) return new NumberShape();
        if (type == typeof(bool)) return new CheckShape();
        if (type == typeof(string)) return new LineShape();
        if (type.IsEnum) return new ChoiceShape(type.Name, [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return ListOf(type.GetGenericArguments()[0]);
        var kinds = type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).ToList();
        return kinds.Count == 0 ? Group(type) : new OneOfShape(kinds.ToDictionary(k => (string)k.TypeDiscriminator!, k => (GroupShape)Of(k.DerivedType)));
    }

    private static Shape ListOf(Type item) => item == typeof(int) ? new SpanShape() : item == typeof(string) ? new LinesShape() : new ListShape(Of(item));

    private static GroupShape Group(Type type)
    {
        var nullable = new NullabilityInfoContext();
        return new GroupShape(type.Name, [.. type.GetConstructors().Single().GetParameters().Select(p => new FieldShape(
            JsonNamingPolicy.CamelCase.ConvertName(p.Name!), $"{type.Name}.{p.Name}", Of(p.ParameterType),
            !p.ParameterType.IsValueType && nullable.Create(p).ReadState == NullabilityState.Nullable))]);
    }
}

/// <summary>A field of a record.</summary>
/// <param name="Name">Its name in the file, such as <c>title</c>.</param>
/// <param name="Key">Its name for labels, such as <c>Unit.Title</c>.</param>
/// <param name="Shape">What is filled in.</param>
/// <param name="Optional">True when it may be left out.</param>
public sealed record FieldShape(string Name, string Key, Shape Shape, bool Optional)
{
    /// <summary>True for the name that things have within the content; it is given once and never filled in.</summary>
    public bool IsId => Name == "id";
}

/// <summary>The fields of a record.</summary>
/// <param name="Name">Name of the record.</param>
/// <param name="Fields">Its fields.</param>
public sealed record GroupShape(string Name, IReadOnlyList<FieldShape> Fields) : Shape
{
    internal override JsonNode? Read(IFormCollection form, string path)
    {
        var group = new JsonObject();
        foreach (var field in Fields)
        {
            var node = field.Shape.Read(form, Draft.Below(path, field.Name));
            if (node is null || field.Optional && field.Shape.IsBlank(node)) continue;
            group[field.Name] = node;
        }
        return group;
    }

    internal override JsonNode Blank() => new JsonObject(Fields.Where(f => !f.Optional).Select(f => KeyValuePair.Create(f.Name, (JsonNode?)f.Shape.Blank())));

    internal override bool IsBlank(JsonNode? node) => node is not JsonObject group || Fields.All(f => f.Shape.IsBlank(group[f.Name]));

    internal override IEnumerable<Gap> Gaps(JsonNode? node, string path) => Fields.Where(f => !f.IsId && !(f.Optional && f.Shape.IsBlank(node?[f.Name])))
        .SelectMany(f => f.Shape.Gaps(node?[f.Name], Draft.Below(path, f.Name)));

    internal override JsonNode Sound(JsonNode? node) => new JsonObject(Fields.Where(f => !f.Optional || !f.Shape.IsBlank(node?[f.Name]))
        .Select(f => KeyValuePair.Create(f.Name, (JsonNode?)f.Shape.Sound(node?[f.Name]))));
}

/// <summary>One of several records, told apart by <c>kind</c>.</summary>
/// <param name="Kinds">The records by kind.</param>
public sealed record OneOfShape(IReadOnlyDictionary<string, GroupShape> Kinds) : Shape
{
    /// <summary>Tells which record it is.</summary>
    public const string Kind = "kind";

    /// <summary>The record that the node holds; null when it names none.</summary>
    public GroupShape? Of(JsonNode? node) => KindOf(node) is { } kind ? Kinds.GetValueOrDefault(kind) : null;

    /// <summary>The kind that the node names.</summary>
    public static string? KindOf(JsonNode? node) => node?[Kind]?.GetValue<string>();

    /// <summary>Most characters that are kept of a kind that does not exist.</summary>
    private const int LongestUnknown = 40;

    /// <remarks>What names no kind is kept by its name, so that its author is told and nothing is left out without a word.</remarks>
    internal override JsonNode? Read(IFormCollection form, string path)
    {
        var kind = form[Draft.Below(path, Kind)].ToString();
        if (Kinds.TryGetValue(kind, out var shape)) return With(kind, shape.Read(form, path)!.AsObject());
        var start = Draft.Below(path, "");
        return form.Keys.Any(k => k.StartsWith(start, StringComparison.Ordinal)) ? new JsonObject { [Kind] = Cut.Of(kind, LongestUnknown) } : null;
    }

    internal override JsonNode Blank() => With(Kinds.Keys.First(), Kinds.Values.First().Blank().AsObject());

    /// <summary>A new one of a kind; null when there is no such kind.</summary>
    internal JsonNode? Blank(string? kind) => kind is not null && Kinds.TryGetValue(kind, out var shape) ? With(kind, shape.Blank().AsObject()) : null;

    internal override bool IsBlank(JsonNode? node) => Of(node) is null;

    internal override IEnumerable<Gap> Gaps(JsonNode? node, string path) => Of(node)?.Gaps(node, path) ?? [new Gap(path, GapKind.UnknownKind, [KindOf(node) ?? ""])];

    internal override JsonNode Sound(JsonNode? node) => Of(node) is { } shape ? With(KindOf(node)!, shape.Sound(node).AsObject()) : Blank();

    private static JsonObject With(string kind, JsonObject group)
    {
        group.Insert(0, Kind, kind);
        return group;
    }
}
