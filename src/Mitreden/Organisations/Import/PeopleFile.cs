using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations.Import;

/// <summary>Reads a list of people from a file or from pasted text. Stores nothing and never throws.</summary>
internal static class PeopleFile
{
    /// <summary>Most megabytes of a file.</summary>
    public const int MostMegabytes = 1;
    /// <summary>Most bytes of a file.</summary>
    public const int LargestFile = MostMegabytes * 1024 * 1024;
    /// <summary>Most people in one file.</summary>
    public const int MostLines = 5000;

    /// <summary>What the file would bring, or why it cannot be read.</summary>
    /// <param name="bytes">The file as uploaded.</param>
    /// <param name="now">Time for the keys.</param>
    public static (Preview? Preview, Unreadable? Problem) Read(byte[] bytes, DateTimeOffset now)
    {
        if (bytes.Length > LargestFile) return (null, new Unreadable("Import.TooLarge", MostMegabytes));
        return CsvText.IsWorkbook(bytes) ? (null, new Unreadable("Import.Workbook")) : Read(Letters.Decode(bytes), now);
    }

    /// <summary>What the text would bring, or why it cannot be read.</summary>
    public static (Preview? Preview, Unreadable? Problem) Read(string text, DateTimeOffset now)
    {
        var (delimiter, columns) = Recognise(text);
        if (columns is null || !text.Any(char.IsLetterOrDigit)) return (null, new Unreadable("Import.Empty"));
        if (!columns.HaveName) return (null, new Unreadable(columns.Known == 0 ? "Import.NoHeader" : "Import.NoNameColumn"));
        if (columns.Doubled is { } doubled) return (null, new Unreadable("Import.Doubled", doubled));
        var rows = CsvRows.Read(text, delimiter).Skip(1).Take(MostLines + 1).ToList();
        if (rows.Count > MostLines) return (null, new Unreadable("Import.TooMany", MostLines));
        if (rows.Count == 0) return (null, new Unreadable("Import.NoLines"));
        return (new LineChecks(columns, now).Check(rows, delimiter), null);
    }

    /// <summary>The separator under which the first line makes most sense.</summary>
    private static (char Delimiter, Columns? Columns) Recognise(string text) => CsvRows.Delimiters
        .Select(d => (Delimiter: d, Columns: CsvRows.Read(text, d).FirstOrDefault() is { } row ? Columns.Of(row.Cells) : null))
        .OrderByDescending(c => c.Columns?.Known ?? -1).ThenByDescending(c => c.Columns?.Count ?? 0).First();
}
