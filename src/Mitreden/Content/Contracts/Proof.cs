using Mitreden.Foundation.Texts;

namespace Mitreden.Content.Contracts;

/// <summary>Says what is wrong with a draft, and where.</summary>
public sealed class Proof(Texts<ContentTexts> texts, ILogger<Proof> log)
{
    /// <summary>There is nothing new to publish.</summary>
    public Remark Unchanged => new("", texts["Fault.Unchanged"]);

    /// <summary>The next version holds.</summary>
    public string Published(int number) => texts["Published", number];

    /// <summary>What ships holds again.</summary>
    public string Shipped => texts["Published.Shipped"];

    /// <summary>A piece of the organisation's own is seen no more.</summary>
    public string TakenOut => texts["TakenOut"];

    /// <summary>What held before holds again, as a version of its own.</summary>
    /// <param name="number">Number of the version that holds now.</param>
    /// <param name="before">Number of the version that says the same.</param>
    public string Undone(int number, int before) => texts["Undone", number, before];

    /// <summary>What ships holds again, because it did before.</summary>
    public string UndoneShipped => texts["Undone.Shipped"];

    /// <summary>A piece of the organisation's own is seen no more, because it was not before.</summary>
    public string UndoneOut => texts["Undone.Out"];

    /// <summary>Something newer was published, so that nothing was undone.</summary>
    public string NotUndone => texts["NotUndone"];

    /// <summary>Name of a piece without a title.</summary>
    public string Untitled => texts["Untitled"];

    /// <summary>Somebody else has published meanwhile.</summary>
    public string Meanwhile => texts["Meanwhile"];

    /// <summary>A version no longer reads: says where. What the reader itself says is English and goes into the log.</summary>
    public string Unreadable(ContentException failure)
    {
        log.LogInformation("A version of a piece cannot be read: {Why}", failure.Message);
        return failure.Place.Length == 0 ? texts["Unreadable", failure.Line] : texts["Unreadable.At", failure.Line, failure.Place];
    }

    /// <summary>Everything that keeps a draft from being published.</summary>
    public IReadOnlyList<Remark> Faults<T>(Craft<T> craft, Draft draft, T written) where T : class
    {
        var named = craft.Faults(written).ToList();
        var gaps = draft.Gaps.ToList();
        // Where both speak of a field, the craft knows better what to choose, and the gap what is no number.
        var faults = gaps.Where(g => g.Kind != GapKind.NotChosen || named.All(f => f.Path != g.Path))
            .Select(g => new Remark(g.Path, texts[$"Fault.{g.Kind}", g.Kind == GapKind.UnknownKind ? g.Forms[0] : string.Join(", ", g.Forms.Select(f => texts[$"Form.{f}"]))]))
            .Concat(named.Where(f => !gaps.Any(g => g.Path == f.Path && g.Kind == GapKind.NoNumber))).Select(f => f with { Place = Place(craft, f.Path) }).ToList();
        if (ContentFile.Write(written).Length > ContentVersion.Longest) faults.Add(new Remark("", texts["Fault.TooLong", ContentVersion.Longest]));
        return faults;
    }

    /// <summary>What the author should have another look at.</summary>
    public IReadOnlyList<Remark> Advice<T>(Craft<T> craft, T written) where T : class => [.. craft.Advice(written).Select(a => a with { Place = Place(craft, a.Path) })];

    /// <summary>Where a draft differs from what holds.</summary>
    public IReadOnlyList<Difference> Differences(Form mine, Draft theirs)
    {
        var (here, there) = (mine.Draft.Flat(), theirs.Flat());
        return [.. here.Keys.Union(there.Keys).Where(path => here.GetValueOrDefault(path) != there.GetValueOrDefault(path)).Order(StringComparer.Ordinal)
            .Select(path => new Difference(path, Place(mine.Craft, path), here.GetValueOrDefault(path, ""), there.GetValueOrDefault(path, "")))];
    }

    /// <summary>The way to a field in words, such as "Schritte · 3 · Text · Englisch".</summary>
    private string Place(Craft craft, string path)
    {
        var words = path.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(part => int.TryParse(part, out var place) ? $"{place + 1}" : TextShape.Forms.Contains(part) ? texts[$"Form.{part}"]
            : craft.Word($"Field.{char.ToUpperInvariant(part[0])}{part[1..]}") ?? part);
        return string.Join(" · ", words);
    }
}
