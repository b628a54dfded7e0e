using System.Text.RegularExpressions;

namespace Mitreden.Content.Contracts;

/// <summary>German that is hard to read.</summary>
/// <param name="Path">The field of its hardest sentence.</param>
/// <param name="Ease">Flesch and Amstad's value.</param>
/// <param name="Sentence">The sentence that costs most.</param>
public sealed record HardText(string Path, double Ease, string Sentence);

/// <summary>
/// How easily German is read: Flesch's formula as Amstad fitted it to German (Toni Amstad, "Wie verständlich sind unsere Zeitungen?",
/// Zürich 1978): 180 - words per sentence - 58.5 * syllables per word. 100 is very easy, below 50 hard.
/// </summary>
public static partial class Readability
{
    /// <summary>What is written for somebody who is new has at least this value.</summary>
    public const int EasyFrom = 65;

    /// <summary>Fewest words that are measured: below, one long word decides.</summary>
    public const int FewestWords = 20;

    /// <summary>The texts of a piece that are not easy, each measured for itself; those that are too short for that, together with the next short ones.</summary>
    /// <param name="texts">Field and text, in the order in which they are read.</param>
    public static IEnumerable<HardText> Hard(IEnumerable<(string Path, string Text)> texts)
    {
        var (measured, brief) = (new List<List<(string Path, string Text)>>(), new List<(string Path, string Text)>());
        List<(string Path, string Text)>? last = null;
        foreach (var text in texts.Where(t => Words(t.Text).Count > 0))
        {
            if (Words(text.Text).Count >= FewestWords)
            {
                measured.Add([text]);
                continue;
            }
            brief.Add(text);
            if (brief.Sum(t => Words(t.Text).Count) < FewestWords) continue;
            measured.Add(last = brief);
            brief = [];
        }
        // What is left over in the end goes to those before it; a piece that has nothing else is measured all the same.
        if (brief.Count > 0 && (last ?? measured.LastOrDefault()) is { } before) before.AddRange(brief);
        else if (brief.Count > 0) measured.Add(brief);
        return measured.Select(Measure).Where(t => t.Ease < EasyFrom);
    }

    private static HardText Measure(List<(string Path, string Text)> texts)
    {
        var (path, sentence) = texts.SelectMany(t => Sentences(t.Text).Select(s => (t.Path, Sentence: s))).DefaultIfEmpty((texts[0].Path, texts[0].Text)).MinBy(s => Ease(s.Item2));
        return new HardText(path, Ease(string.Join(".\n", texts.Select(t => t.Text))), sentence);
    }

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
