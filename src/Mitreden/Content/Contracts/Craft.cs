using System.Text.Json.Nodes;

namespace Mitreden.Content.Contracts;

/// <summary>Something to choose.</summary>
/// <param name="Value">Its name in the file.</param>
/// <param name="Label">What people read.</param>
public sealed record Pick(string Value, string Label);

/// <summary>Something to say about a place in a draft.</summary>
/// <param name="Path">The field; empty for the whole piece.</param>
/// <param name="Text">What, why, and what to do.</param>
/// <param name="Place">The field in words.</param>
public sealed record Remark(string Path, string Text, string Place = "");

/// <summary>A part of a form.</summary>
/// <param name="Key">Key of its heading.</param>
/// <param name="Fields">Names of its fields, in order.</param>
public sealed record Section(string Key, IReadOnlyList<string> Fields);

/// <summary>How a kind of content is written: its words, the order of its fields, what can be chosen, what can be wrong.</summary>
public abstract class Craft
{
    /// <summary>The kind of content.</summary>
    public abstract ContentKind Kind { get; }

    /// <summary>Where a piece is written, without its name.</summary>
    public abstract string Address { get; }

    /// <summary>Where the list of all pieces is.</summary>
    public virtual string List => Address;

    /// <summary>The parts of the form. Fields that none of them names come at the end.</summary>
    public abstract IReadOnlyList<Section> Sections { get; }

    /// <summary>Fields that hold Markdown, by <see cref="FieldShape.Key"/>.</summary>
    public virtual IReadOnlySet<string> Prose { get; } = new HashSet<string>();

    /// <summary>A text of the module; null when there is none.</summary>
    public abstract string? Word(string key);

    /// <summary>What can be chosen for a field; null when it is filled in freely.</summary>
    /// <param name="field">The field.</param>
    /// <param name="group">What it stands in.</param>
    public virtual IReadOnlyList<Pick>? Picks(FieldShape field, JsonNode? group) => null;

    /// <summary>What an entry is called within the piece, such as the id of a node; empty when it has no name that people see.</summary>
    public virtual string Name(JsonNode? entry) => "";

    /// <summary>Looks up what the form needs to know.</summary>
    public virtual Task PrepareAsync(CancellationToken stop) => Task.CompletedTask;
}

/// <summary>How pieces of a type are written.</summary>
public abstract class Craft<T> : Craft where T : class
{
    /// <summary>The piece that ships; null when there is none of that name.</summary>
    public abstract T? Shipped(string key);

    /// <summary>What people call the piece.</summary>
    public abstract string Title(T piece);

    /// <summary>What keeps the piece from being published, beside missing texts.</summary>
    public abstract IEnumerable<Remark> Faults(T piece);

    /// <summary>What the author should have another look at; it keeps nobody from anything.</summary>
    public virtual IEnumerable<Remark> Advice(T piece) => [];
}
