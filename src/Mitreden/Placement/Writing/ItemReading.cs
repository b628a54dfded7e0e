using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement.Writing;

/// <summary>Why something in a file cannot be taken over.</summary>
/// <param name="Key">Key of the text.</param>
/// <param name="Values">What the text names.</param>
public sealed record FileFault(string Key, params object[] Values)
{
    /// <summary>What the reader itself says, in English and for the log alone.</summary>
    public string? Raw { get; init; }
}

/// <summary>A situation in a file.</summary>
/// <param name="Line">Its line; 0 in a JSON file, where it is named by its id.</param>
/// <param name="Item">The situation, or what can be read of it.</param>
/// <param name="Faults">What is wrong; empty when it can be taken over.</param>
public sealed record FileItem(int Line, ItemContent Item, IReadOnlyList<FileFault> Faults);

/// <summary>Reads situations from a table or from a file in the format in which they ship. Stores nothing and never throws.</summary>
public static partial class ItemReading
{
    /// <summary>Most characters of a file.</summary>
    public const int Longest = 1_000_000;

    private static readonly char[] Delimiters = [';', ',', '\t'];

    /// <summary>What stands in the file, or why it cannot be read at all.</summary>
    /// <param name="text">The file.</param>
    /// <param name="units">Units that there are.</param>
    public static (IReadOnlyList<FileItem> Items, FileFault? Problem) Read(string text, IReadOnlyCollection<string> units)
    {
        if (string.IsNullOrWhiteSpace(text)) return ([], new FileFault("Import.Empty"));
        if (text.Length > Longest) return ([], new FileFault("Import.TooLarge", Longest));
        var (items, problem) = text.TrimStart().StartsWith('{') ? Json(text) : Table(text);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return ([.. items.Select(i => i with { Faults = [.. i.Faults, .. Faults(i.Item, units, seen).Where(f => !(IsOfNumber(f) && i.Faults.Any(g => g.Key == "Import.NoNumber")))] })], problem);
    }

    /// <summary>Follows from a number that is none, which has been named already.</summary>
    private static bool IsOfNumber(FileFault fault) => fault.Key is "Writing.Fault.Difficulty" or "Writing.Fault.Points";

    private static IEnumerable<FileFault> Faults(ItemContent item, IReadOnlyCollection<string> units, HashSet<string> seen)
    {
        if (!Name().IsMatch(item.Id)) yield return new FileFault("Import.BadId", item.Id);
        else if (!seen.Add(item.Id)) yield return new FileFault("Import.Twice", item.Id);
        if (!units.Contains(item.Unit)) yield return new FileFault("Import.NoUnit", item.Unit);
        foreach (var fault in item.Faults()) yield return fault == ItemFault.Incomplete ? new FileFault("Import.Incomplete", Missing(item)) : new FileFault($"Writing.Fault.{fault}", ItemContent.Longest);
    }

    private static (IReadOnlyList<FileItem> Items, FileFault? Problem) Json(string text)
    {
        try
        {
            return ([.. Items.Read("JSON", text).Select(i => new FileItem(0, i, []))], null);
        }
        catch (ContentException failure)
        {
            return ([], new FileFault(failure.Place.Length == 0 ? "Import.BadJson" : "Import.BadJson.At", failure.Line, failure.Place) { Raw = failure.Message });
        }
    }

    private static (IReadOnlyList<FileItem> Items, FileFault? Problem) Table(string text)
    {
        var delimiter = Delimiters.MaxBy(d => text.AsSpan(0, Math.Max(0, text.IndexOf('\n', StringComparison.Ordinal))).Count(d));
        var rows = Rows(text, delimiter).ToList();
        if (rows.Count < 2) return ([], new FileFault("Import.Empty"));
        var heading = rows[0].Cells.Select(c => c.Trim().TrimStart('\uFEFF').ToLowerInvariant()).ToList();
        var missing = ItemTable.Columns.Where(c => !heading.Contains(c)).ToList();
        if (missing.Count > 0) return ([], new FileFault("Import.NoColumns", string.Join(", ", missing)));
        return ([.. rows.Skip(1).Select(row => Item(row.Line, row.Cells, heading))], null);
    }

    private static IEnumerable<(int Line, string[] Cells)> Rows(string text, char delimiter)
    {
        using var reader = CsvReader.FromText(text, new CsvReaderOptions { Separator = delimiter, HasHeader = false, TrackLineNumbers = true, IncludeValuesInExceptions = false, OnMalformedRecord = _ => { } });
        while (reader.Read())
            if (reader.Current.ToArray() is var cells && cells.Any(c => !string.IsNullOrWhiteSpace(c))) yield return ((int)reader.LineNumber, cells);
    }

    private static FileItem Item(int line, string[] cells, List<string> heading)
    {
        var faults = new List<FileFault>();
        if (cells.Length != heading.Count) faults.Add(new FileFault("Import.Cells", cells.Length, heading.Count));
        string Cell(string column) => ItemTable.AsWritten(Typed.Of(cells.ElementAtOrDefault(heading.IndexOf(column))));
        Wording Words(string name) => ItemTable.Of(name).Select(Cell).ToList() is [var du, var sie, var english] ? new Wording(du, sie, english) : Wording.Empty;
        int Number(string column)
        {
            if (int.TryParse(Cell(column), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
            faults.Add(new FileFault("Import.NoNumber", column, Cell(column)));
            return -1;
        }
        if (!Enum.TryParse<Domain>(Cell("domain"), ignoreCase: true, out var domain) || !Enum.IsDefined(domain)) faults.Add(new FileFault("Import.NoDomain", Cell("domain")));
        var item = new ItemContent(Cell("id"), Number("difficulty"), Cell("unit"), Words("situation"), Words("question"),
            [.. Enumerable.Range(1, ItemTable.Options).Select(n => new Reaction(Number($"score{n}"), Words($"option{n}")))], Words("why"), domain);
        return new FileItem(line, item, faults);
    }

    /// <summary>The columns that are empty, as far as a text lacks some of its forms.</summary>
    private static string Missing(ItemContent item)
    {
        IEnumerable<string> names = ["situation", "question", .. item.Options.Select((_, n) => $"option{n + 1}"), "why"];
        return string.Join(", ", names.Zip(item.Texts).SelectMany(t => ItemTable.Of(t.First).Zip(t.Second.Forms).Where(f => string.IsNullOrWhiteSpace(f.Second)).Select(f => f.First)));
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{0,11}$")]
    private static partial Regex Name();
}
