using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations.Import;

/// <summary>Checks line after line of one file, each for itself and against those before it.</summary>
internal sealed class LineChecks(Columns columns, DateTimeOffset now)
{
    private const int LongestExcerpt = 160;
    private readonly Dictionary<string, int> _addresses = [];
    private readonly Dictionary<(string Name, string Department), int> _nameless = [];
    private readonly List<GoodLine> _good = [];
    private readonly List<BadLine> _bad = [];

    /// <summary>Sorts the rows into good and bad.</summary>
    public Preview Check(IEnumerable<CsvRow> rows, char delimiter)
    {
        foreach (var row in rows)
        {
            var line = new GoodLine(row.Line, Guid.CreateVersion7(now), PersonRules.Tidy(columns.NameIn(row)), PersonRules.TidyEmail(columns.In(row, Column.Email)),
                PersonRules.Tidy(columns.In(row, Column.Department)), PersonRules.Language(columns.In(row, Column.Language)) ?? "");
            var reasons = Reasons(row, line).ToList();
            if (reasons.Count == 0 && Twin(line) is { } twin) reasons.Add(twin);
            if (reasons.Count == 0) _good.Add(line);
            else _bad.Add(new BadLine(row.Line, Excerpt(row, delimiter), reasons));
        }
        return new Preview(_good, _bad, columns.Ignored);
    }

    private IEnumerable<Reason> Reasons(CsvRow row, GoodLine line)
    {
        if (row.Torn) yield return new Reason("Import.Torn");
        if (row.Cells.Skip(columns.Count).Any(c => !string.IsNullOrWhiteSpace(c))) yield return new Reason("Import.TooManyCells", row.Cells.Count, columns.Count);
        if (PersonRules.Name(line.Name) is { } name) yield return Reason.Of(name);
        if (PersonRules.Email(line.Email) is { } email) yield return Reason.Of(email);
        if (PersonRules.Department(line.Department) is { } department) yield return Reason.Of(department);
        if (line.Language.Length == 0) yield return Reason.Of(PersonFault.LanguageUnknown);
    }

    /// <summary>The first of two equal lines is good, the second names it.</summary>
    private Reason? Twin(GoodLine line)
    {
        if (line.Email is { } email) return _addresses.TryAdd(email, line.Line) ? null : new Reason("Import.EmailTwice", _addresses[email]);
        var key = (line.Name.ToLowerInvariant(), line.Department.ToLowerInvariant());
        return _nameless.TryAdd(key, line.Line) ? null : new Reason("Import.SameTwice", _nameless[key]);
    }

    private static string Excerpt(CsvRow row, char delimiter)
    {
        var text = PersonRules.Tidy(string.Join(delimiter == '\t' ? "; " : $"{delimiter} ", row.Cells));
        return text.Length <= LongestExcerpt ? text : Cut.Of(text, LongestExcerpt) + " …";
    }
}
