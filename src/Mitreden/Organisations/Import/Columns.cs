using Mitreden.Organisations.Contracts;

namespace Mitreden.Organisations.Import;

/// <summary>What a column holds.</summary>
internal enum Column
{
    Name,
    FirstName,
    LastName,
    Email,
    Department,
    Language,
}

/// <summary>Which column of a file holds what, read from its first line in German or English, in any order and case.</summary>
internal sealed class Columns
{
    private static readonly Dictionary<string, Column> Words = new(StringComparer.Ordinal)
    {
        ["name"] = Column.Name, ["vollständigername"] = Column.Name, ["fullname"] = Column.Name, ["mitarbeiter"] = Column.Name,
        ["mitarbeiterin"] = Column.Name, ["employee"] = Column.Name, ["person"] = Column.Name, ["vorundnachname"] = Column.Name,
        ["vorname"] = Column.FirstName, ["rufname"] = Column.FirstName, ["firstname"] = Column.FirstName, ["givenname"] = Column.FirstName,
        ["nachname"] = Column.LastName, ["familienname"] = Column.LastName, ["zuname"] = Column.LastName, ["lastname"] = Column.LastName,
        ["surname"] = Column.LastName, ["familyname"] = Column.LastName,
        ["email"] = Column.Email, ["mail"] = Column.Email, ["emailadresse"] = Column.Email, ["mailadresse"] = Column.Email,
        ["emailaddress"] = Column.Email, ["mailaddress"] = Column.Email, ["workemail"] = Column.Email, ["dienstlicheemail"] = Column.Email,
        ["abteilung"] = Column.Department, ["department"] = Column.Department, ["bereich"] = Column.Department, ["team"] = Column.Department,
        ["sprache"] = Column.Language, ["language"] = Column.Language,
    };
    private readonly Dictionary<Column, int> _places = [];

    private Columns(IReadOnlyList<string> header)
    {
        Count = header.Count;
        for (var i = 0; i < header.Count; i++)
        {
            if (!Words.TryGetValue(Key(header[i]), out var column)) Ignored.Add(PersonRules.Tidy(header[i]));
            else if (!_places.TryAdd(column, i)) Doubled ??= PersonRules.Tidy(header[i]);
        }
        Ignored.RemoveAll(string.IsNullOrEmpty);
    }

    /// <summary>How many columns the file has.</summary>
    public int Count { get; }
    /// <summary>How many of them hold something that is taken over.</summary>
    public int Known => _places.Count;
    /// <summary>Headings that are not taken over.</summary>
    public List<string> Ignored { get; } = [];
    /// <summary>A heading that means the same as one before it.</summary>
    public string? Doubled { get; }
    /// <summary>True when every line can have a name.</summary>
    public bool HaveName => _places.ContainsKey(Column.Name) || _places.ContainsKey(Column.LastName);

    /// <summary>Reads the first line.</summary>
    public static Columns Of(IReadOnlyList<string> header) => new(header);

    /// <summary>What the row says in this column.</summary>
    public string In(CsvRow row, Column column) => row.Cell(_places.GetValueOrDefault(column, -1));

    /// <summary>First and last name together. With "Name" and "Vorname" only, "Name" is the family name.</summary>
    public string NameIn(CsvRow row)
    {
        var (whole, first, last) = (In(row, Column.Name), In(row, Column.FirstName), In(row, Column.LastName));
        if (last.Length > 0) return $"{first} {last}";
        var contained = whole.Contains(first, StringComparison.OrdinalIgnoreCase);
        return whole.Length == 0 || contained ? whole : $"{first} {whole}";
    }

    private static string Key(string heading) => string.Concat(PersonRules.Tidy(heading).ToLowerInvariant().Where(char.IsLetterOrDigit));
}
