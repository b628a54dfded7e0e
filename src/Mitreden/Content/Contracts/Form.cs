using System.Text.Json.Nodes;

namespace Mitreden.Content.Contracts;

/// <summary>A draft as an author sees it: its fields with labels, choices and what is wrong with them.</summary>
/// <param name="Craft">How it is written.</param>
/// <param name="Draft">What is written.</param>
/// <param name="Key">Name of the piece.</param>
/// <param name="Basis">Number of the version on which the draft stands.</param>
public sealed record Form(Craft Craft, Draft Draft, string Key, int Basis)
{
    /// <summary>What keeps it from being published.</summary>
    public IReadOnlyList<Remark> Faults { get; init; } = [];
    /// <summary>What the author should have another look at.</summary>
    public IReadOnlyList<Remark> Advice { get; init; } = [];
    /// <summary>Paths of entries that stand open.</summary>
    public IReadOnlyList<string> Open { get; init; } = [];
    /// <summary>What somebody else has published meanwhile: what differs, mine and theirs.</summary>
    public IReadOnlyList<Difference>? Conflict { get; init; }

    /// <summary>True when the draft has come from an author and not from a version.</summary>
    public bool IsChanged { get; init; }

    /// <summary>Where the form is sent.</summary>
    public string Address => $"{Craft.Address}/{Key}";

    /// <summary>The parts with their fields, in order.</summary>
    public IEnumerable<(string Heading, IReadOnlyList<FieldView> Fields)> Parts
    {
        get
        {
            var all = Fields(Draft.Shape, Draft.Root, "").Where(f => !f.Field.IsId).ToList();
            var named = Craft.Sections.SelectMany(s => s.Fields).ToHashSet(StringComparer.Ordinal);
            return Craft.Sections.Select((section, n) => (Craft.Word($"Section.{section.Key}") ?? section.Key, (IReadOnlyList<FieldView>)[
                .. section.Fields.Select(name => all.First(f => f.Field.Name == name)),
                .. n == Craft.Sections.Count - 1 ? all.Where(f => !named.Contains(f.Field.Name)) : []]));
        }
    }

    /// <summary>True when the entry is to stand open: it was touched, or something in it is wrong.</summary>
    public bool IsOpen(string path) => Open.Any(o => o == path || o.StartsWith(path + ".", StringComparison.Ordinal))
        || Faults.Any(f => f.Path == path || f.Path.StartsWith(path + ".", StringComparison.Ordinal));

    /// <summary>What people call the entries of a list.</summary>
    public string EntryWord(FieldView list) => Word($"Entry.{list.Field.Key}", $"Entry.{list.Field.Key.Split('.')[1]}") ?? list.Label;

    /// <summary>The fields of a group.</summary>
    internal IEnumerable<FieldView> Fields(GroupShape group, JsonNode? node, string path) =>
        group.Fields.Select(f => new FieldView(this, f, f.Shape, Draft.Below(path, f.Name), node?[f.Name], node));

    /// <summary>A text of the module under the first of two keys that has one; null when neither has.</summary>
    internal string? Word(string first, string? second = null) =>
        Craft.Word(first) ?? (second is null ? null : Craft.Word(second));
}

/// <summary>Where two texts differ.</summary>
/// <param name="Path">The field.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Mine">In the draft.</param>
/// <param name="Theirs">In the version that holds.</param>
public sealed record Difference(string Path, string Label, string Mine, string Theirs);

/// <summary>A field of a form, or an entry of a list in it.</summary>
/// <param name="Form">The form.</param>
/// <param name="Field">The field; an entry has that of its list.</param>
/// <param name="Shape">What is filled in.</param>
/// <param name="Path">Where.</param>
/// <param name="Node">What stands there.</param>
/// <param name="Group">What it stands in.</param>
public sealed record FieldView(Form Form, FieldShape Field, Shape Shape, string Path, JsonNode? Node, JsonNode? Group)
{
    /// <summary>Id of its element.</summary>
    public string Id => IdOf(Path);
    /// <summary>What people call it.</summary>
    public string Label => Form.Word($"Field.{Field.Key}", $"Field.{Short}") ?? Field.Key;
    /// <summary>What helps to fill it in.</summary>
    public string? Hint => Form.Word($"Field.{Field.Key}.Hint");
    /// <summary>What is wrong with it.</summary>
    public string? Error => Form.Faults.FirstOrDefault(f => f.Path == Path)?.Text;
    /// <summary>True when it holds Markdown.</summary>
    public bool IsProse => Form.Craft.Prose.Contains(Field.Key);
    /// <summary>What can be chosen; null when it is filled in freely.</summary>
    public IReadOnlyList<Pick>? Picks => Form.Craft.Picks(Field, Group);
    /// <summary>What is written there, as a form shows it.</summary>
    public string Text => Node is JsonValue value ? value.ToString() : "";

    /// <summary>Fields of a group, or of the record that an entry is.</summary>
    public IEnumerable<FieldView> Fields => (Shape is OneOfShape one ? one.Of(Node) : Shape as GroupShape) is { } group ? Form.Fields(group, Node, Path) : [];

    /// <summary>Entries of a list.</summary>
    public IReadOnlyList<FieldView> Entries => Shape is ListShape list && Node is JsonArray nodes
        ? [.. nodes.Select((n, place) => new FieldView(Form, Field, list.Item, Draft.Below(Path, place), n, Group))] : [];

    /// <summary>True when an entry names a kind that does not exist.</summary>
    public bool IsUnknown => Shape is OneOfShape one && one.Of(Node) is null;

    /// <summary>What people call an entry: what it is, such as a card or an option.</summary>
    public string EntryName => Shape is OneOfShape ? Form.Craft.Word($"Kind.{OneOfShape.KindOf(Node)}") ?? "" : Form.EntryWord(this);

    /// <summary>The first text in an entry, in the author's language.</summary>
    /// <param name="form">Which form, such as <c>sie</c>.</param>
    public string Excerpt(string form) => Fields.Where(f => f.Shape is TextShape).Select(f => TextShape.Form(f.Node, form)).FirstOrDefault(t => t.Length > 0) ?? "";

    /// <summary>Id of the element of a path.</summary>
    public static string IdOf(string path) => "f-" + path.Replace('.', '-');

    private string Short => Field.Key.Split('.')[1];
}
