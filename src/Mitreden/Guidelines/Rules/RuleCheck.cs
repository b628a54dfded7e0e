using Mitreden.Foundation.Texts;

namespace Mitreden.Guidelines.Rules;

/// <summary>Finds what must not ship.</summary>
public static class RuleCheck
{
    private const int Questions = 4;
    private const int Answers = 3;

    /// <summary>What is wrong, a line each, with rule and place.</summary>
    /// <param name="units">Names of the units that ship.</param>
    /// <param name="scenarios">Names of the scenarios that ship.</param>
    public static IEnumerable<string> Faults(IReadOnlyCollection<string> units, IReadOnlyCollection<string> scenarios) =>
    [
        .. ShippedRules.All.GroupBy(r => r.Id).Where(g => g.Count() > 1).Select(g => $"{g.Key} exists {g.Count()} times"),
        .. ShippedRules.All.SelectMany(r => Faults(r).Select(f => $"{r.Id} {f}")),
        .. ShippedRules.All.Where(r => r.Unit is not null && !units.Contains(r.Unit)).Select(r => $"{r.Id} unit {r.Unit} does not exist"),
        .. ShippedRules.All.Where(r => r.Scenario is not null && !scenarios.Contains(r.Scenario)).Select(r => $"{r.Id} scenario {r.Scenario} does not exist"),
        .. ShippedRules.FrameTexts.Where(t => !t.Text.IsComplete).Select(t => $"frame {t.Path} lacks one of its forms"),
    ];

    /// <summary>What is wrong with one rule; each line begins with the place.</summary>
    public static IEnumerable<string> Faults(ShippedRule rule)
    {
        foreach (var (path, text) in rule.Rule.All())
        {
            if (!text.IsComplete) yield return $"{path} lacks one of its forms";
            if (text.Forms.FirstOrDefault(f => f.Length > Most(path)) is { } longer) yield return $"{path} has {longer.Length} characters, more than {Most(path)}";
        }
        if ((rule.Kind == RuleKind.Instruction) != (rule.Law is not null)) yield return rule.Law is null ? "kind: an instruction that ships names the law that demands it" : "law: what a law demands is an instruction";
        if (rule.Law is { IsComplete: false }) yield return "law lacks one of its forms";
        if (rule.Questions.Count != Questions) yield return $"questions: {rule.Questions.Count}, not {Questions}";
        foreach (var tier in Enum.GetValues<Tier>().Where(t => rule.Questions.Count(q => q.Tier == t) != Rule.Asked)) yield return $"questions: not {Rule.Asked} of tier {tier.ToString().ToLowerInvariant()}";
        if (rule.Questions.Select(q => q.Id).Distinct().Count() < rule.Questions.Count) yield return "questions: two have the same id";
        foreach (var question in rule.Questions)
        {
            if (question.Options.Count != Answers) yield return $"questions.{question.Id} has {question.Options.Count} options, not {Answers}";
            if (question.Options.Count(o => o.Right) != 1) yield return $"questions.{question.Id} has {question.Options.Count(o => o.Right)} right options, not 1";
        }
    }

    /// <summary>Most characters of one form of the text at a path.</summary>
    public static int Most(string path) => path switch { "title" => Rule.LongestTitle, "sentence" => Rule.LongestSentence, _ => Rule.Longest };
}
