using System.Globalization;
using System.Text.Json.Serialization;
using Mitreden.Foundation.Texts;

namespace Mitreden.Guidelines.Rules;

/// <summary>What a rule is to the people who read it.</summary>
public enum RuleKind
{
    /// <summary>The company promises something.</summary>
    Promise,
    /// <summary>A help that nobody has to follow.</summary>
    Recommendation,
    /// <summary>An order of the establishment; where there is a works council it has to agree (BetrVG 87(1) no. 1).</summary>
    Instruction,
}

/// <summary>For whom a question is.</summary>
public enum Tier
{
    /// <summary>Beginners, and whoever has not been placed.</summary>
    Basic,
    /// <summary>Whoever judges well already.</summary>
    Deep,
}

/// <summary>An answer to choose.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Right">True for a right one.</param>
/// <param name="Because">Why it is right or not; said in a friendly way.</param>
public sealed record RuleAnswer(Wording Text, bool Right, Wording Because);

/// <summary>A short question about a rule. Answers are not stored.</summary>
/// <param name="Id">Name within the rule.</param>
/// <param name="Tier">For whom.</param>
/// <param name="Text">The question.</param>
/// <param name="Options">Answers.</param>
public sealed record RuleQuestion(string Id, Tier Tier, Wording Text, IReadOnlyList<RuleAnswer> Options);

/// <summary>A rule of the guideline, in all forms.</summary>
/// <param name="Id">Such as <c>R01</c>, <c>care-1</c> or <c>E1</c>; what an organisation writes from scratch is E1, E2 and so on. It never changes and is never given twice.</param>
/// <param name="Kind">What it is to people.</param>
/// <param name="Title">A few words.</param>
/// <param name="Sentence">The rule in one sentence.</param>
/// <param name="Why">Why it is there.</param>
/// <param name="Do">What to do.</param>
/// <param name="Dont">What not to do.</param>
/// <param name="Questions">Short questions; none, or some for both tiers.</param>
/// <param name="AgreedOn">Day on which the works council agreed, as 2027-03-12, or null.</param>
/// <param name="Unit">Unit that teaches it, or null.</param>
/// <param name="Scenario">Case in which it can be practised, or null.</param>
public sealed record Rule(
    string Id, RuleKind Kind, Wording Title, Wording Sentence, Wording Why, Wording Do, Wording Dont, IReadOnlyList<RuleQuestion> Questions,
    string? AgreedOn = null, string? Unit = null, string? Scenario = null)
{
    /// <summary>Most characters of a title in one form.</summary>
    public const int LongestTitle = 80;
    /// <summary>Most characters of the sentence in one form.</summary>
    public const int LongestSentence = 300;
    /// <summary>Most characters of any other text in one form: a rule fits a screen.</summary>
    public const int Longest = 800;
    /// <summary>Most characters with everything in it, as it is stored.</summary>
    public const int LongestStored = 14_000;
    /// <summary>Questions that somebody is asked who acknowledges a changed rule.</summary>
    public const int Asked = 2;

    /// <summary>An own rule in which nothing stands yet.</summary>
    public static Rule Blank(string id) => new(id, RuleKind.Recommendation, Wording.Empty, Wording.Empty, Wording.Empty, Wording.Empty, Wording.Empty, []);

    /// <summary>All texts, by the path of their field.</summary>
    public IEnumerable<(string Path, Wording Text)> All() => new[] { ("title", Title), ("sentence", Sentence), ("why", Why), ("do", Do), ("dont", Dont) }
        .Concat(Questions.SelectMany((q, n) => q.Options.SelectMany((o, m) => new[] { ($"questions.{n}.options.{m}.text", o.Text), ($"questions.{n}.options.{m}.because", o.Because) })
            .Prepend(($"questions.{n}.text", q.Text))));

    /// <summary>What is asked of somebody at a tier: two questions at most.</summary>
    public IReadOnlyList<RuleQuestion> For(Tier tier) => [.. Questions.Where(q => q.Tier == tier).Take(Asked)];

    /// <summary>The day of the agreement, or null.</summary>
    [JsonIgnore]
    public DateOnly? Agreed => DateOnly.TryParseExact(AgreedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
