using System.Text.Json.Nodes;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Guidelines.Rules;
using Mitreden.Learning.Contracts;

namespace Mitreden.Guidelines.Drafts;

/// <summary>How a rule is written.</summary>
public sealed class RuleCraft(LearningLinks learning, Texts<DraftingTexts> texts) : Craft<Rule>
{
    private IReadOnlyList<LearningLink> _units = [];
    private IReadOnlyList<LearningLink> _scenarios = [];

    /// <inheritdoc />
    public override ContentKind Kind => ContentKind.Unit;

    /// <inheritdoc />
    public override string Address => "/guideline/edit/rules";

    /// <inheritdoc />
    public override string List => "/guideline/edit";

    /// <inheritdoc />
    public override IReadOnlyList<Section> Sections { get; } =
        [new("Rule", ["title", "sentence", "kind", "agreedOn"]), new("Help", ["why", "do", "dont"]), new("Practice", ["unit", "scenario", "questions"])];

    /// <inheritdoc />
    public override Rule? Shipped(string key) => ShippedRules.All.FirstOrDefault(r => r.Id == key)?.Rule;

    /// <inheritdoc />
    public override string Title(Rule piece) => piece.Title.For(false);

    /// <inheritdoc />
    public override string? Word(string key) => texts[$"Writing.{key}"] is var word && word != $"Writing.{key}" ? word : null;

    /// <inheritdoc />
    public override IReadOnlyList<Pick>? Picks(FieldShape field, JsonNode? group) => field.Key switch
    {
        "Rule.Unit" => Picks(_units),
        "Rule.Scenario" => Picks(_scenarios),
        _ => null,
    };

    /// <inheritdoc />
    public override async Task PrepareAsync(CancellationToken stop) => (_units, _scenarios) = (await learning.UnitsAsync(stop), await learning.ScenariosAsync(stop));

    /// <inheritdoc />
    public override IEnumerable<Remark> Faults(Rule piece)
    {
        foreach (var (path, text) in piece.All().Where(t => t.Text.Forms.Any(f => f.Length > RuleCheck.Most(t.Path)))) yield return new Remark(path, texts["Fault.Long", RuleCheck.Most(path)]);
        if (piece.AgreedOn is { Length: > 0 } && piece.Agreed is null) yield return new Remark("agreedOn", texts["Fault.Day"]);
        for (var n = 0; n < piece.Questions.Count; n++)
            if (piece.Questions[n].Options.All(o => !o.Right)) yield return new Remark($"questions.{n}", texts["Fault.NoneRight"]);
    }

    /// <inheritdoc />
    public override IEnumerable<Remark> Advice(Rule piece)
    {
        if (piece is { Kind: RuleKind.Instruction, Agreed: null }) yield return new Remark("kind", texts["Advice.Instruction"]);
        foreach (var tier in Enum.GetValues<Tier>().Where(t => piece.For(t).Count < Rule.Asked)) yield return new Remark("questions", texts[$"Advice.Questions.{tier}"]);
    }

    private IReadOnlyList<Pick> Picks(IReadOnlyList<LearningLink> links) => [new("", texts["Writing.Nothing"]), .. links.Select(l => new Pick(l.Id, $"{l.Id} · {l.Title}"))];
}

/// <summary>How the three sentences and the frame are written.</summary>
public sealed class WordsCraft(Texts<DraftingTexts> texts) : Craft<GuideWords>
{
    /// <inheritdoc />
    public override ContentKind Kind => ContentKind.Unit;

    /// <inheritdoc />
    public override string Address => "/guideline/edit";

    /// <inheritdoc />
    public override IReadOnlyList<Section> Sections { get; } = [new("Sentences", ["first", "second", "third"]), new("Frame", ["top", "covers", "closing"])];

    /// <inheritdoc />
    public override GuideWords? Shipped(string key) => null;

    /// <inheritdoc />
    public override string Title(GuideWords piece) => texts["Words.Title"];

    /// <inheritdoc />
    public override string? Word(string key) => texts[$"Writing.{key}"] is var word && word != $"Writing.{key}" ? word : null;

    /// <inheritdoc />
    public override IEnumerable<Remark> Faults(GuideWords piece)
    {
        foreach (var (path, text) in piece.Sentences)
        {
            if (text.Forms.Any(f => f.Length > ShortForm.LongestSentence)) yield return new Remark(path, texts["Fault.Long", ShortForm.LongestSentence]);
            else if (text.Forms.Any(f => f.Length > 0 && !Ends(f))) yield return new Remark(path, texts["Fault.End"]);
        }
        foreach (var (path, text) in new[] { ("top", piece.Top), ("covers", piece.Covers), ("closing", piece.Closing) }.Where(t => t.Item2.Forms.Any(f => f.Length > Rule.Longest)))
            yield return new Remark(path, texts["Fault.Long", Rule.Longest]);
    }

    private static bool Ends(string sentence) => sentence.TrimEnd().TrimEnd('"', '“', '”', '«', '»', ')') is { Length: > 0 } said && said[^1] is '.' or '!' or '?' or '…';
}
