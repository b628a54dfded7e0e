using System.Text.Json.Serialization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Guidelines.Rules;

/// <summary>A rule that ships.</summary>
/// <param name="Id">Such as <c>R01</c> or <c>care-1</c>; never <c>E1</c>, which an organisation writes itself.</param>
/// <param name="Kind">What it is to people.</param>
/// <param name="Title">A few words.</param>
/// <param name="Sentence">The rule in one sentence.</param>
/// <param name="Why">Why it is there.</param>
/// <param name="Do">What to do.</param>
/// <param name="Dont">What not to do.</param>
/// <param name="Questions">Four questions, two for each tier.</param>
/// <param name="Optional">True when an organisation does not start with it.</param>
/// <param name="Industry">The line of business it is for; null for everybody.</param>
/// <param name="Unit">Unit that teaches it, or null.</param>
/// <param name="Scenario">Case in which it can be practised, or null.</param>
/// <param name="Law">The law that makes it an instruction; null for everything else, because what no law demands ships as a recommendation.</param>
public sealed record ShippedRule(
    string Id, RuleKind Kind, Wording Title, Wording Sentence, Wording Why, Wording Do, Wording Dont, IReadOnlyList<RuleQuestion> Questions,
    bool Optional = false, Industry? Industry = null, string? Unit = null, string? Scenario = null, Wording? Law = null)
{
    /// <summary>True when a new organisation starts with it.</summary>
    [JsonIgnore]
    public bool IsStarter => !Optional && Industry is null;

    /// <summary>The rule as it goes into a version.</summary>
    [JsonIgnore]
    public Rule Rule => new(Id, Kind, Title, Sentence, Why, Do, Dont, Questions, null, Unit, Scenario);
}

/// <summary>What stands around the rules that ship.</summary>
/// <param name="Top">What stands above them.</param>
/// <param name="Covers">Whom and what they cover.</param>
/// <param name="Closing">Who helps, and what happens with a report.</param>
public sealed record Frame(Wording Top, Wording Covers, Wording Closing);

/// <summary>The rules that ship, in order, with their frame.</summary>
public static class ShippedRules
{
    private const string FrameFile = "content/rules/frame.json";

    /// <summary>The rules: those for everybody first, then by line of business.</summary>
    public static IReadOnlyList<ShippedRule> All { get; } = [.. ContentFile.Shipped("rules").Where(f => f.Name != FrameFile).Select(f => ContentFile.Read<ShippedRule>(f.Name, f.Json))
        .OrderBy(r => r.Industry is null ? -1 : (int)r.Industry).ThenBy(r => r.Id.Length).ThenBy(r => r.Id, StringComparer.Ordinal)];

    /// <summary>The frame.</summary>
    public static Frame Frame { get; } = ContentFile.Shipped("rules").Where(f => f.Name == FrameFile).Select(f => ContentFile.Read<Frame>(f.Name, f.Json)).Single();

    /// <summary>What a new organisation starts with.</summary>
    public static RuleBook Starter { get; } = new(Frame.Top, Frame.Covers, Frame.Closing, [.. All.Where(r => r.IsStarter).Select(r => r.Rule)]);

    /// <summary>All texts of the frame, by name.</summary>
    public static IEnumerable<(string Path, Wording Text)> FrameTexts => [("top", Frame.Top), ("covers", Frame.Covers), ("closing", Frame.Closing)];
}
