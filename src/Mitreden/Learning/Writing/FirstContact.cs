using System.Globalization;
using Mitreden.Content.Contracts;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Stories;

namespace Mitreden.Learning.Writing;

/// <summary>
/// How a unit or a case reads to somebody who is new: words of duty (rule R6), words that frighten without help beside them (rule R5), in both
/// forms of address; and how easy its German is.
/// </summary>
/// <param name="Duties">Words of duty, with the field in which they stand.</param>
/// <param name="Threats">Words that frighten, where nothing in the same step, or in what helps with the unit, says what to do.</param>
/// <param name="Hard">Texts that are not easy to read, in German with Du.</param>
public sealed record FirstContact(
    IReadOnlyList<(string Path, string Word)> Duties, IReadOnlyList<(string Path, string Word)> Threats, IReadOnlyList<HardText> Hard)
{
    private static readonly string[] Forms = [".du", ".sie"];

    /// <summary>Reads a unit.</summary>
    public static FirstContact Read(Unit unit) => Read(Draft.Of(unit), unit.Efficacy is not null);

    /// <summary>Reads a case.</summary>
    public static FirstContact Read(Scenario scenario) => Read(Draft.Of(scenario), false);

    private static FirstContact Read(Draft draft, bool hasHelp)
    {
        var all = draft.Flat();
        var (duties, threats) = (new List<(string, string)>(), new List<(string, string)>());
        foreach (var form in Forms)
        {
            var texts = all.Where(t => t.Key.EndsWith(form, StringComparison.Ordinal)).Select(t => (Path: t.Key[..^form.Length], t.Value)).ToList();
            duties.AddRange(texts.SelectMany(t => DutyWords.In(t.Value).Select(w => (t.Path, w))));
            if (hasHelp) continue;
            var helped = texts.Where(t => ThreatWords.IsHelp(t.Value)).Select(t => Step(t.Path)).ToHashSet(StringComparer.Ordinal);
            threats.AddRange(texts.Where(t => !helped.Contains(Step(t.Path))).SelectMany(t => ThreatWords.In(t.Value).Select(w => (t.Path, w))));
        }
        var plain = all.Where(t => t.Key.EndsWith(Forms[0], StringComparison.Ordinal)).Select(t => (Path: t.Key[..^Forms[0].Length], t.Value)).ToList();
        // Who writes in a thread is a name and nothing to read.
        return new FirstContact([.. duties.Distinct()], [.. threats.Distinct()], [.. Readability.Hard(plain.Where(t => !t.Path.EndsWith(".who", StringComparison.Ordinal)))]);
    }

    /// <summary>What stands on one screen: a step, a place of a case, or what frames them.</summary>
    private static string Step(string path) => path.Split('.') is [var list, var place, ..] && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"{list}.{place}" : "";
}
