using System.Globalization;
using System.Text.Json.Nodes;

namespace Mitreden.Content.Contracts;

/// <summary>A piece of content while it is written: whatever a form has sent, complete or not, without loss.</summary>
public sealed class Draft
{
    /// <summary>Most entries of a list.</summary>
    public const int MostEntries = 60;

    private readonly Shape _shape;

    private Draft(Shape shape, JsonObject root) => (_shape, Root) = (shape, root);

    /// <summary>What is written so far.</summary>
    public JsonObject Root { get; }

    /// <summary>What there is to fill in.</summary>
    public GroupShape Shape => (GroupShape)_shape;

    /// <summary>What is missing.</summary>
    public IEnumerable<Gap> Gaps => _shape.Gaps(Root, "");

    /// <summary>A draft that begins with a piece of content.</summary>
    public static Draft Of<T>(T value) => new(Contracts.Shape.Of(typeof(T)), JsonNode.Parse(ContentFile.Write(value))!.AsObject());

    /// <summary>A draft in which nothing stands yet.</summary>
    /// <param name="key">The name of the piece.</param>
    public static Draft Blank<T>(string key)
    {
        var shape = Contracts.Shape.Of(typeof(T));
        var root = shape.Blank().AsObject();
        root["id"] = key;
        return new Draft(shape, root);
    }

    /// <summary>What a form has sent.</summary>
    /// <param name="form">The form.</param>
    /// <param name="key">The name of the piece; a form cannot change it.</param>
    public static Draft Of<T>(IFormCollection form, string key)
    {
        var shape = Contracts.Shape.Of(typeof(T));
        var root = shape.Read(form, "")!.AsObject();
        root["id"] = key;
        return new Draft(shape, root);
    }

    /// <summary>The piece of content, with something harmless in place of what is missing.</summary>
    /// <exception cref="ContentException">It cannot be read all the same.</exception>
    public T Make<T>() => ContentFile.Read<T>(LineShape.Text(Root["id"]), _shape.Sound(Root).ToJsonString());

    /// <summary>Adds, removes or moves an entry of a list.</summary>
    /// <param name="action">Such as <c>add steps card</c>, <c>remove steps.2</c>, <c>up steps.2</c>, <c>down steps.2</c>; anything else does nothing.</param>
    /// <returns>The path of what was touched, or null.</returns>
    public string? Do(string? action) => action?.Split(' ') switch
    {
        ["add", var path] => Add(path, null),
        ["add", var path, var kind] => Add(path, kind),
        ["remove", var path] => Move(path, (list, place) => { list.RemoveAt(place); return Math.Min(place, list.Count - 1); }),
        ["up", var path] => Move(path, (list, place) => Swap(list, place, place - 1)),
        ["down", var path] => Move(path, (list, place) => Swap(list, place, place + 1)),
        _ => null,
    };

    /// <summary>All that is written, by path, for comparing.</summary>
    public IReadOnlyDictionary<string, string> Flat()
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        Walk(_shape.Sound(Root), "");
        return flat;
        void Walk(JsonNode? node, string path)
        {
            if (node is JsonObject group) foreach (var (name, below) in group) Walk(below, Below(path, name));
            else if (node is JsonArray list) for (var place = 0; place < list.Count; place++) Walk(list[place], Below(path, place));
            else if (node is not null) flat[path] = node.ToString();
        }
    }

    /// <summary>What stands at a path.</summary>
    public JsonNode? At(string path) => Find(path).Node;

    /// <summary>A path below another.</summary>
    internal static string Below(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>A place in a list.</summary>
    internal static string Below(string path, int place) => Below(path, place.ToString(CultureInfo.InvariantCulture));

    private string? Add(string path, string? kind)
    {
        if (Find(path) is not { Shape: ListShape shape } found) return null;
        if (found.Node is not JsonArray list)
        {
            if (found.Parent is not JsonObject parent) return null;
            parent[path.Split('.')[^1]] = list = [];
        }
        if (list.Count >= MostEntries || (shape.Item is OneOfShape one ? one.Blank(kind) : shape.Item.Blank()) is not { } entry) return null;
        if (entry is JsonObject group && group.ContainsKey("id")) group["id"] = Free(list, kind);
        list.Add(entry);
        foreach (var (name, inner) in (entry as JsonObject ?? []).ToList())
            if (inner is JsonArray fresh) Name(fresh, name);
        return Below(path, list.Count - 1);
    }

    /// <summary>Entries of a new list get names of their own.</summary>
    private static void Name(JsonArray fresh, string name)
    {
        foreach (var entry in fresh.OfType<JsonObject>().Where(e => e.ContainsKey("id"))) entry["id"] = Free(fresh, name);
    }

    /// <summary>A name that nothing in the list has: the letter of its kind, and a number.</summary>
    private static string Free(JsonArray list, string? kind)
    {
        var taken = list.Select(n => LineShape.Text(n?["id"])).ToHashSet(StringComparer.Ordinal);
        var like = list.FirstOrDefault(n => OneOfShape.KindOf(n) == kind && LineShape.Text(n?["id"]).Length > 0);
        var letters = (like is null ? kind?[..1] ?? "" : LineShape.Text(like["id"])).TrimEnd("0123456789".ToCharArray());
        return Enumerable.Range(1, MostEntries + 1).Select(n => string.Create(CultureInfo.InvariantCulture, $"{letters}{n}")).First(id => !taken.Contains(id));
    }

    private string? Move(string path, Func<JsonArray, int, int> move)
    {
        var above = path.LastIndexOf('.');
        if (above < 0 || !int.TryParse(path[(above + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var place)) return null;
        if (Find(path[..above]) is not { Shape: ListShape, Node: JsonArray list } || place >= list.Count) return null;
        return move(list, place) is var now && now >= 0 ? Below(path[..above], now) : path[..above];
    }

    private static int Swap(JsonArray list, int place, int with)
    {
        if (with < 0 || with >= list.Count) return place;
        var entry = list[place];
        list.RemoveAt(place);
        list.Insert(with, entry);
        return with;
    }

    private (Shape? Shape, JsonNode? Node, JsonNode? Parent) Find(string path)
    {
        (Shape? Shape, JsonNode? Node, JsonNode? Parent) here = (_shape, Root, null);
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var group = here.Shape is OneOfShape one ? one.Of(here.Node) : here.Shape as GroupShape;
            if (group?.Fields.FirstOrDefault(f => f.Name == name) is { } field) here = (field.Shape, here.Node?[name], here.Node);
            else if (here is { Shape: ListShape list, Node: JsonArray entries } && int.TryParse(name, out var place) && place >= 0 && place < entries.Count) here = (list.Item, entries[place], entries);
            else return (null, null, null);
        }
        return here;
    }
}
