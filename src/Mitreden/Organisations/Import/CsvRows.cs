using CsvHelper;

namespace Mitreden.Organisations.Import;

/// <summary>One record of a file.</summary>
/// <param name="Line">Line of the file where it begins, from 1.</param>
/// <param name="Cells">Its cells as written, without quotes.</param>
/// <param name="Torn">True when a quote was opened and never closed, so that the rest of the file lies in this record.</param>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells, bool Torn)
{
    /// <summary>True when there is nothing in it.</summary>
    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);

    /// <summary>The cell, or nothing when the row is shorter.</summary>
    public string Cell(int column) => column >= 0 && column < Cells.Count ? Cells[column] : "";
}

/// <summary>Splits text into records with their line numbers. Understands any text: what is no record is one with odd cells.</summary>
internal static class CsvRows
{
    /// <summary>The separators that spreadsheets write.</summary>
    public static IReadOnlyList<char> Delimiters { get; } = [';', ',', '\t'];

    /// <summary>Every record that is not blank.</summary>
    /// <param name="text">The whole file.</param>
    /// <param name="delimiter">One of <see cref="Delimiters"/>.</param>
    public static IEnumerable<CsvRow> Read(string text, char delimiter)
    {
        var torn = 0L;
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = delimiter, HasHeader = false, TrimWhitespace = true, TrackLineNumbers = true, IncludeValuesInExceptions = false,
            OnMalformedRecord = record => torn = Tears(record) ? record.LineNumber : torn,
        });
        while (reader.Read())
        {
            var row = new CsvRow((int)reader.LineNumber, reader.Current.ToArray(), torn == reader.LineNumber);
            if (!row.IsBlank && !IsHint(row)) yield return row;
        }
    }

    private static bool Tears(CsvMalformedRecord record) =>
        record.Reason == CsvMalformedReason.UnterminatedQuote || record.RawRecord.AsSpan().ContainsAny('\r', '\n');

    /// <summary>Excel may write a line <c>sep=;</c> before everything else; the separator is found without it.</summary>
    private static bool IsHint(CsvRow row) => row.Line == 1 && row.Cells[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase);
}
