using System.Globalization;
using System.Text.RegularExpressions;

namespace Mitreden.Desk.Afterwards;

/// <summary>Rules that find the organisation, its departments and its people, as they are written in a hurry.</summary>
internal static partial class KnownNames
{
    /// <summary>Shorter parts of a name stand in every text.</summary>
    private const int Shortest = 3;

    /// <summary>Names that are words as well: found only with a capital.</summary>
    private static readonly HashSet<string> Ordinary = new(StringComparer.OrdinalIgnoreCase)
    {
        "klein", "lang", "kurz", "weiß", "weiss", "groß", "stark", "jung", "ernst", "schwarz", "braun", "roth", "alt", "gut", "reich", "frei", "neu", "sommer", "winter",
        "may", "mark", "will", "young", "brown", "green", "white", "black", "king", "long", "short", "hill", "wood", "stone", "day", "rose", "der", "von", "van", "the",
    };

    /// <summary>The rules for an organisation.</summary>
    public static IEnumerable<(Trace Trace, Regex Pattern)> Rules(Known known)
    {
        var names = known.People.Select(p => Title().Replace(p, "").Trim()).Where(n => n.Length >= Shortest).Distinct().ToList();
        var companies = Companies(known.Company).Distinct().ToList();
        var parts = names.SelectMany(n => n.Split([' ', '-', '.'], StringSplitOptions.RemoveEmptyEntries)).Where(p => p.Length >= Shortest && char.IsUpper(p[0]) && !companies.Contains(p)).Distinct().ToList();
        if (Rule(names, RegexOptions.IgnoreCase) is { } whole) yield return (Trace.Colleague, whole);
        if (Rule(parts.Where(p => !Ordinary.Contains(p)), RegexOptions.IgnoreCase) is { } part) yield return (Trace.Colleague, part);
        if (Rule(parts.Where(Ordinary.Contains).SelectMany(p => new[] { p, p.ToUpper(CultureInfo.InvariantCulture) }), RegexOptions.None) is { } word) yield return (Trace.Colleague, word);
        if (Rule(companies, RegexOptions.None) is { } company) yield return (Trace.Company, company);
        if (Rule(known.Departments.Select(d => d.Trim()).Where(d => d.Length >= Shortest), RegexOptions.None, @"(?:Abteilung\s+)?") is { } department) yield return (Trace.Department, department);
    }

    /// <summary>The company with its legal form, without it, and by its first word.</summary>
    private static IEnumerable<string> Companies(string name)
    {
        var plain = LegalForm().Replace(name, "").Trim();
        return new[] { name.Trim(), plain, plain.Split(' ')[0] }.SelectMany(n => new[] { n, n.ToUpper(CultureInfo.InvariantCulture) }).Where(n => n.Length >= Shortest && !Article().IsMatch(n));
    }

    /// <summary>Whole words, with a title or an initial before them, with what is hung on behind, and with umlauts written out.</summary>
    private static Regex? Rule(IEnumerable<string> words, RegexOptions options, string before = "")
    {
        var all = words.SelectMany(w => new[] { w, Plain(w) }).Where(w => w.Length > 0).Distinct().OrderByDescending(w => w.Length).Select(w => Regex.Escape(w).Replace(@"\ ", @"\s+", StringComparison.Ordinal)).ToList();
        return all.Count == 0 ? null : new Regex(
            $@"(?<![\w])(?:(?:[Dd]er|[Dd]ie|[Dd]em|[Dd]en|[Dd]as|[Vv]om|[Ii]m|[Zz]um|[Zz]ur|[Bb]eim|[Tt]he)\s+)?{before}(?:(?:Herrn?|Frau|Mr|Mrs|Ms|Dr)\.?\s+)*(?:[A-ZÄÖÜ]\.\s?)?(?:{string.Join('|', all)})(?:['’]?s|['’])?(?:-\w+)*(?!\w)", options | RegexOptions.CultureInvariant);
    }

    private static string Plain(string word) => word.Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal)
        .Replace("Ä", "Ae", StringComparison.Ordinal).Replace("Ö", "Oe", StringComparison.Ordinal).Replace("Ü", "Ue", StringComparison.Ordinal).Replace("ß", "ss", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:Dr|Prof|Dipl|Ing|med|phil|rer|nat|Mag)\b\.?(?:-Ing\.)?")]
    private static partial Regex Title();

    [GeneratedRegex(@"\b(?:GmbH\s*&\s*Co\.?\s*KG|gGmbH|GmbH|mbH|AG|KG|SE|OHG|UG|GbR|e\.\s?K\.|e\.\s?V\.|Ltd|Limited|Inc|LLC|PLC)\b\.?")]
    private static partial Regex LegalForm();

    [GeneratedRegex("^(?:der|die|das|the|stadt|firma|haus)$", RegexOptions.IgnoreCase)]
    private static partial Regex Article();
}
