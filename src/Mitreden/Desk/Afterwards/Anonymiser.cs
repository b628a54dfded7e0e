using System.Text;
using System.Text.RegularExpressions;

namespace Mitreden.Desk.Afterwards;

/// <summary>What can lead to somebody.</summary>
public enum Trace
{
    /// <summary>Somebody of the organisation.</summary>
    Colleague,
    /// <summary>The organisation.</summary>
    Company,
    /// <summary>A department of the organisation.</summary>
    Department,
    /// <summary>Somebody else.</summary>
    Person,
    /// <summary>An e-mail address.</summary>
    Mail,
    /// <summary>An address on the internet.</summary>
    Link,
    /// <summary>What somebody is called in a network.</summary>
    Handle,
    /// <summary>A hashtag.</summary>
    Topic,
    /// <summary>A telephone number.</summary>
    Phone,
    /// <summary>Three digits and more: orders, amounts, number plates.</summary>
    Number,
    /// <summary>A date, a day or a time.</summary>
    Moment,
    /// <summary>A town or an address.</summary>
    Place,
}

/// <summary>Something that was found and replaced.</summary>
/// <param name="At">Where it stood in the original, in characters from 0.</param>
/// <param name="Found">What stood there.</param>
/// <param name="Instead">What stands there now.</param>
/// <param name="Trace">What it is.</param>
public sealed record Finding(int At, string Found, string Instead, Trace Trace);

/// <summary>A text in which whatever leads to somebody was replaced.</summary>
/// <param name="Text">The text now.</param>
/// <param name="Findings">What was replaced, in the order of the text.</param>
public sealed record Anonymised(string Text, IReadOnlyList<Finding> Findings);

/// <summary>What the program knows of the organisation anyway.</summary>
/// <param name="Company">Its name.</param>
/// <param name="Departments">Its departments.</param>
/// <param name="People">Names of everybody in it, and of those who have left and are not erased yet.</param>
public sealed record Known(string Company, IReadOnlyList<string> Departments, IReadOnlyList<string> People);

/// <summary>
/// Replaces in a text whatever leads to somebody, German or English. It finds by rules and lists, so it takes rather too much than too little,
/// and still not everything: whoever uses it looks at each finding and at the rest.
/// </summary>
public sealed partial class Anonymiser
{
    private readonly IReadOnlyList<(Trace Trace, Regex Pattern)> _rules;

    /// <summary>For texts of one organisation.</summary>
    public Anonymiser(Known known) => _rules = [.. KnownNames.Rules(known), .. Traces.Rules];

    /// <summary>The text with neutral words in place of what was found. Doing it again finds nothing new.</summary>
    public Anonymised Of(string text)
    {
        var (spans, english) = (Joined(text, Found(text)), Neutral.IsEnglish(text));
        var findings = spans.Select(s => new Finding(s.Start, text[s.Start..s.End], Begun(text[..s.Start], Neutral.Word(s.Trace, english, text[s.Start..s.End], text[..s.Start])), s.Trace)).ToList();
        var (clean, at) = (new StringBuilder(), 0);
        foreach (var finding in findings)
        {
            clean.Append(text, at, finding.At - at).Append(finding.Instead);
            at = finding.At + finding.Found.Length;
        }
        return new Anonymised(clean.Append(text, at, text.Length - at).ToString(), findings);
    }

    /// <summary>Names of people of the organisation in a text, each once.</summary>
    public IReadOnlyList<string> Colleagues(string text) => [.. Of(text).Findings.Where(f => f.Trace == Trace.Colleague).Select(f => f.Found).Distinct()];

    /// <summary>All that the rules find. What overlaps becomes one: half a name left over would still be one.</summary>
    private List<(int Start, int End, Trace Trace)> Found(string text)
    {
        var all = _rules.SelectMany(rule => rule.Pattern.Matches(text).Select(match => match.Groups["it"] is { Success: true } it ? it : match)
            .Where(g => g.Length > 0).Select(g => (Start: g.Index, End: g.Index + g.Length, rule.Trace))).OrderBy(s => s.Start).ThenByDescending(s => s.End);
        var spans = new List<(int Start, int End, Trace Trace)>();
        var longest = 0;
        foreach (var span in all)
        {
            if (spans.Count == 0 || span.Start >= spans[^1].End)
            {
                spans.Add(span);
                longest = span.End - span.Start;
                continue;
            }
            var longer = span.End - span.Start > longest || span.End - span.Start == longest && span.Trace < spans[^1].Trace;
            spans[^1] = (spans[^1].Start, Math.Max(spans[^1].End, span.End), longer ? span.Trace : spans[^1].Trace);
            longest = Math.Max(longest, span.End - span.Start);
        }
        return spans;
    }

    /// <summary>A day and its time, or a first and a last name, side by side are one.</summary>
    private static List<(int Start, int End, Trace Trace)> Joined(string text, List<(int Start, int End, Trace Trace)> spans)
    {
        var joined = new List<(int Start, int End, Trace Trace)>();
        foreach (var span in spans)
        {
            if (joined.Count > 0 && joined[^1].Trace == span.Trace && Together(span.Trace).IsMatch(text[joined[^1].End..span.Start])) joined[^1] = joined[^1] with { End = span.End };
            else joined.Add(span);
        }
        return joined;
    }

    /// <summary>With a capital where a sentence begins.</summary>
    private static string Begun(string before, string word) => before.TrimEnd() is "" or [.., '.' or '!' or '?'] ? char.ToUpperInvariant(word[0]) + word[1..] : word;

    private static Regex Together(Trace trace) => trace switch { Trace.Moment => Comma(), Trace.Person or Trace.Colleague or Trace.Place => Blank(), _ => Never() };

    [GeneratedRegex(@"^[ \t,]*$")]
    private static partial Regex Comma();

    [GeneratedRegex(@"^[ \t]*$")]
    private static partial Regex Blank();

    [GeneratedRegex(@"(?!)")]
    private static partial Regex Never();
}
