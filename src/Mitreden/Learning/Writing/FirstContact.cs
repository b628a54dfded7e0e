using Mitreden.Content.Contracts;
using Mitreden.Learning.Lessons;

namespace Mitreden.Learning.Writing;

/// <summary>How a unit reads to somebody who is new: words of duty (rule R6), and how easy its German is.</summary>
/// <param name="Duties">Words of duty, with the field in which they stand.</param>
/// <param name="Ease">Flesch and Amstad's value of all its German.</param>
/// <param name="Hardest">The sentence that costs most, with its field.</param>
public sealed record FirstContact(IReadOnlyList<(string Path, string Word)> Duties, double Ease, (string Path, string Sentence)? Hardest)
{
    /// <summary>Reads a unit.</summary>
    public static FirstContact Read(Unit unit)
    {
        var texts = Draft.Of(unit).Flat().Where(t => t.Key.EndsWith(".du", StringComparison.Ordinal)).Select(t => (Path: t.Key[..^3], t.Value)).ToList();
        var sentences = texts.SelectMany(t => Readability.Sentences(t.Value).Select(s => (t.Path, Sentence: s))).ToList();
        var hardest = sentences.OrderBy(s => Readability.Ease(s.Sentence)).FirstOrDefault();
        return new FirstContact([.. texts.SelectMany(t => DutyWords.In(t.Value).Select(w => (t.Path, w)))],
            Readability.Ease(string.Join(".\n", texts.Select(t => t.Value))), hardest.Sentence is null ? null : hardest);
    }
}
