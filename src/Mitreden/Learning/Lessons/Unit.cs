using System.Text.Json.Serialization;
using Mitreden.Foundation.Texts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Lessons;

/// <summary>What a unit is for.</summary>
public enum UnitKind
{
    /// <summary>Takes fear away; comes first for whoever is new.</summary>
    Confidence,
    /// <summary>How networks work; skipped by whoever knows.</summary>
    Basics,
    /// <summary>Everybody passes it, in the form that fits (rule R2).</summary>
    Core,
    /// <summary>Goes further.</summary>
    Deepening,
    /// <summary>What somebody could contribute; waits until confidence is there (rule R4).</summary>
    Expectations,
    /// <summary>For managers.</summary>
    Manager,
    /// <summary>For the social media team.</summary>
    Team,
}

/// <summary>A case that somebody has solved, from beginning to end.</summary>
/// <param name="Title">Title.</param>
/// <param name="Text">Markdown.</param>
public sealed record Example(Wording Title, Wording Text);

/// <summary>A unit of three to five minutes (those for the team take fifteen).</summary>
/// <param name="Id">Such as <c>K1</c>.</param>
/// <param name="Title">Title.</param>
/// <param name="Aim">What one can do afterwards.</param>
/// <param name="Levels">From and to: 1 new to networks, 2 occasional, 3 at home there.</param>
/// <param name="Minutes">How long it takes.</param>
/// <param name="Domain">What it teaches.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Threat">True when it speaks of harm; then it also says what helps (rule R5).</param>
/// <param name="Steps">One screen each.</param>
/// <param name="Done">Closing sentence: what has been achieved.</param>
/// <param name="LeadsTo">Units it leads to.</param>
/// <param name="Leads">What comes next and why.</param>
/// <param name="Efficacy">What helps, whom to ask; a unit that speaks of harm or of what is expected has it (rule R5).</param>
/// <param name="Example">A worked example; every core unit has one.</param>
public sealed record Unit(
    string Id, Wording Title, Wording Aim, IReadOnlyList<int> Levels, int Minutes, Domain Domain, UnitKind Kind, bool Threat,
    IReadOnlyList<Step> Steps, Wording Done, IReadOnlyList<string> LeadsTo, Wording Leads, Wording? Efficacy = null, Example? Example = null)
{
    /// <summary>All texts of the unit.</summary>
    [JsonIgnore]
    public IEnumerable<Wording> Texts => new[] { Title, Aim, Done, Leads }
        .Concat(Efficacy is null ? [] : [Efficacy]).Concat(Example is null ? [] : [Example.Title, Example.Text]).Concat(Steps.SelectMany(s => s.Texts));
}
