using System.Text.RegularExpressions;

namespace Mitreden.Content.Contracts;

/// <summary>
/// How easily German is read: Flesch's formula as Amstad fitted it to German (Toni Amstad, "Wie verständlich sind unsere Zeitungen?",
/// Zürich 1978): 180 - words per sentence - 58.5 * syllables per word. 100 is very easy, below 50 hard.
/// </summary>
public static partial class Readability
{
    /// <summary>What is written for somebody who is new has at least this value.</summary>
    public const int EasyFrom = 65;

    /// <summary>The value of a text; 100 when it has no words.</summary>
    public static double Ease(string text)
    {
        var (words, sentences) = (Words(text), Sentences(text).Count);
        return words.Count == 0 ? 100 : 180 - (double)words.Count / Math.Max(1, sentences) - 58.5 * words.Sum(Syllables) / words.Count;
    }

    /// <summary>Its sentences; a colon and a line end one too, marks of Markdown are left out.</summary>
    public static IReadOnlyList<string> Sentences(string text) => [.. Ends().Split(Marks().Replace(text, " ")).Select(s => s.Trim()).Where(s => TwoLetters().IsMatch(s))];

    /// <summary>Its words.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    /// <summary>Syllables of a word, at least one: groups of vowels, in which ei, ie, au, eu, äu, ai, aa, ee and oo count as one.</summary>
    public static int Syllables(string word) => Math.Max(1, Vowels().Count(word));

    [GeneratedRegex(@"[.!?:…\n]+")]
    private static partial Regex Ends();

    [GeneratedRegex(@"[*{}]")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\w{2}")]
    private static partial Regex TwoLetters();

    [GeneratedRegex("[A-Za-zÄÖÜäöüß]+")]
    private static partial Regex Word();

    [GeneratedRegex("ei|ie|au|eu|äu|ai|aa|ee|oo|[aeiouyäöü]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Vowels();
}

/// <summary>Words of duty and sanction; the first contact of somebody who is new has none of them (rule R6).</summary>
public static partial class DutyWords
{
    /// <summary>Those in a German text.</summary>
    public static IEnumerable<string> In(string text) => Duty().Matches(text).Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\b(muss|musst|müssen|müsst|müsste\w*|pflicht\w*|verpflicht\w*|verbot\w*|abmahn\w*|kündig\w*|verstoß\w*|strafe\w*|strafbar\w*|bestraf\w*|haftung\w*|haften|haftet)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Duty();
}

/// <summary>Words that frighten somebody who is new: what courts, lawyers and employers do, and storms. They need help beside them (rule R5).</summary>
public static partial class ThreatWords
{
    /// <summary>Those in a German text.</summary>
    public static IEnumerable<string> In(string text) => Threat().Matches(text).Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>True when a German text says who helps, or what to do.</summary>
    public static bool IsHelp(string text) => Help().IsMatch(text);

    [GeneratedRegex(@"\b(abmahn\w*|kündig\w*|gekündigt\w*|entlass\w*|strafanzeige\w*|angezeigt|verklag\w*|klagen?|anwalt\w*|anwält\w*|gericht\w*|schadensersatz\w*|shitstorm\w*|rufmord\w*|droht|drohen\w*|drohung\w*|bedroht?\w*)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Threat();

    [GeneratedRegex(@"\b(team\w*|hilf\w*|helf\w*|geholfen|abgeb\w*|weitergeb\w*|übergeb\w*|meld\w*|kümmer\w*|bescheid|(gib|geb|geben)\b[^.!?]*\b(ab|weiter))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Help();
}
