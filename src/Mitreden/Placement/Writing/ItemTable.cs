using System.Globalization;
using System.Text;
using CsvHelper;
using Mitreden.Foundation.Texts;

namespace Mitreden.Placement.Writing;

/// <summary>Situations as a table: a line each, a column for every form of every text. Written the way Excel reads it.</summary>
internal static class ItemTable
{
    /// <summary>Reactions of a situation.</summary>
    public const int Options = 4;

    private static readonly string[] Forms = ["du", "sie", "en"];

    /// <summary>Headings of all columns, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "id", "domain", "difficulty", "unit", .. Of("situation"), .. Of("question"),
        .. Enumerable.Range(1, Options).SelectMany(n => Of($"option{n}").Append($"score{n}")), .. Of("why"),
    ];

    /// <summary>The headings of a text's three forms.</summary>
    public static IEnumerable<string> Of(string text) => Forms.Select(form => $"{text}_{form}");

    /// <summary>The table as a file: semicolons, UTF-8 with its mark.</summary>
    public static byte[] Write(IEnumerable<ItemContent> items)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = CsvWriter.Create(text, new CsvWriterOptions { Separator = ';', NewLine = "\r\n" }, leaveOpen: true))
        {
            writer.WriteRecord([.. Columns]);
            foreach (var item in items) writer.WriteRecord([.. Cells(item).Select(Harmless)]);
        }
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static IEnumerable<string> Cells(ItemContent item) =>
    [
        item.Id, item.Domain.ToString().ToLowerInvariant(), Number(item.Difficulty), item.Unit, .. item.Situation.Forms, .. item.Question.Forms,
        .. item.Options.Take(Options).SelectMany(o => o.Text.Forms.Append(Number(o.Score))), .. item.Why.Forms,
    ];

    /// <summary>A spreadsheet would take such a beginning for a formula; an apostrophe tells it that it is text.</summary>
    private static string Harmless(string cell) => cell.Length > 0 && "=+-@\t\r".Contains(cell[0], StringComparison.Ordinal) ? "'" + cell : cell;

    /// <summary>A cell as it was before <see cref="Write"/>.</summary>
    internal static string AsWritten(string cell) => cell.Length > 1 && cell[0] == '\'' && Harmless(cell[1..]) == cell ? cell[1..] : cell;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
