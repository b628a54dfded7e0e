using System.Text;
using CsCheck;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Import;

namespace Mitreden.Tests.Organisations;

/// <summary>Whatever is written as CSV comes back; whatever is no CSV does no harm.</summary>
public sealed class CsvRowsTests
{
    private static readonly Gen<string> Cell = Gen.Char["aZ0äßÉ \"',;\t\r\n€="].Array[0, 8].Select(c => new string(c));

    [Fact]
    public void Rows_come_back_with_any_separator_quoting_and_line_end() =>
        Gen.Select(Cell.Array[1, 5].Array[1, 12], Gen.Char[";,\t"], Gen.Bool.Array[60], Gen.Bool, Gen.Bool)
            .Sample((rows, delimiter, quoted, windows, ends) =>
            {
                var (number, end) = (0, windows ? "\r\n" : "\n");
                string Write(string cell) => Needs(cell, delimiter) || quoted[number++ % quoted.Length] ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
                var written = rows.Select(row => string.Join(delimiter, row.Select(Write))).ToList();
                var read = CsvRows.Read(string.Join(end, written) + (ends ? end : ""), delimiter).ToList();
                var expected = rows.Where(row => row.Any(cell => !string.IsNullOrWhiteSpace(cell))).ToList();
                Assert.Equal(expected, read.Select(r => r.Cells.ToArray()));
                Assert.Equal(Lines(rows, written), read.Select(r => r.Line));
                Assert.DoesNotContain(read, row => row.Torn);
            }, iter: 5_000);

    [Fact]
    public void Random_bytes_never_throw() => Gen.Byte.Array[0, 400].Sample(bytes =>
    {
        _ = PeopleFile.Read(bytes, TestApp.Beginning);
        foreach (var delimiter in CsvRows.Delimiters) Assert.All(CsvRows.Read(Letters.Decode(bytes), delimiter), row => Assert.NotEmpty(row.Cells));
    }, iter: 5_000);

    [Fact]
    public void Random_lines_below_a_heading_never_throw_and_every_line_is_accounted_for() =>
        Gen.Char["abÄ@.;,\t\"= \n\r\0\uFFFD\uD800"].Array[0, 200].Sample(signs =>
        {
            var (preview, problem) = PeopleFile.Read("Name;E-Mail;Abteilung\n" + new string(signs), TestApp.Beginning);
            Assert.True(preview is null ^ problem is null);
            if (preview is null) return;
            var rows = CsvRows.Read("Name;E-Mail;Abteilung\n" + new string(signs), ';').Skip(1).Select(r => r.Line).ToList();
            Assert.Equal(rows, preview.Good.Select(g => g.Line).Concat(preview.Bad.Select(b => b.Line)).Order());
            Assert.All(preview.Bad, bad => Assert.NotEmpty(bad.Reasons));
        }, iter: 5_000);

    [Fact]
    public void Text_in_any_of_the_encodings_comes_back() => Gen.Char["aäöüßÄÖÜé€ „“;\n"].Array[0, 60].Sample(signs =>
    {
        var text = new string(signs);
        var latin = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        Assert.Equal(text, Letters.Decode(new UTF8Encoding(false).GetBytes(text)));
        foreach (var marked in new Encoding[] { new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
            Assert.Equal(text, Letters.Decode([.. marked.GetPreamble(), .. marked.GetBytes(text)]));
        var old = latin.GetBytes(text + "ä\n");
        Assert.Equal(text + "ä\n", Letters.Decode(old));
    });

    private static bool Needs(string cell, char delimiter) => cell.IndexOfAny([delimiter, '"', '\r', '\n']) >= 0 || cell != cell.Trim(' ', '\t');

    /// <summary>The line where each row that is not blank begins, as an editor counts.</summary>
    private static IEnumerable<int> Lines(string[][] rows, List<string> written)
    {
        var line = 1;
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Any(cell => !string.IsNullOrWhiteSpace(cell))) yield return line;
            line += 1 + Breaks(written[i]);
        }
    }

    private static int Breaks(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\r' or '\n');
}
