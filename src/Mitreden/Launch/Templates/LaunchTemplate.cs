using System.Text.Json.Serialization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;

namespace Mitreden.Launch.Templates;

/// <summary>A stretch of the project.</summary>
/// <param name="Id">Name within the template.</param>
/// <param name="Title">Heading.</param>
public sealed record LaunchPhase(string Id, Wording Title);

/// <summary>One thing to do.</summary>
/// <param name="Id">Name within the template; it never changes.</param>
/// <param name="Phase">The phase.</param>
/// <param name="FromDay">First day, counted from the first day of the project, which is 0.</param>
/// <param name="ToDay">Last day; it still belongs to it.</param>
/// <param name="Who">Who does it, the first one leads; see <see cref="LaunchTemplate.Posts"/>.</param>
/// <param name="Title">What.</param>
/// <param name="How">How, in a few sentences.</param>
/// <param name="Done">How one sees that it is done.</param>
/// <param name="Measured">What of the readiness check it stands for, or null.</param>
/// <param name="Needs">Steps that come before.</param>
/// <param name="Text">Id of the ready text that helps, or null.</param>
/// <param name="Link">Address within the program of the page where it is done, or null.</param>
public sealed record StepTemplate(
    string Id, string Phase, int FromDay, int ToDay, IReadOnlyList<string> Who, Wording Title, Wording How, Wording Done,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Measured, IReadOnlyList<string> Needs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Text, string? Link = null);

/// <summary>A plan for the launch, to be dated and changed.</summary>
/// <param name="Id">Name.</param>
/// <param name="Weeks">Its length.</param>
/// <param name="Title">Title.</param>
/// <param name="About">For whom it is.</param>
/// <param name="Phases">Its phases in order.</param>
/// <param name="Steps">Its steps.</param>
public sealed record LaunchTemplate(string Id, int Weeks, Wording Title, Wording About, IReadOnlyList<LaunchPhase> Phases, IReadOnlyList<StepTemplate> Steps)
{
    /// <summary>The plan for companies with fewer people than <see cref="SmallBelow"/>.</summary>
    public const string Small = "small";
    /// <summary>From this many people on the long plan is proposed.</summary>
    public const int SmallBelow = 30;

    /// <summary>Who can have something to do.</summary>
    public static readonly IReadOnlyList<string> Posts =
        ["management", "lead", "team", "workscouncil", "dataprotection", "hr", "pilot", "linemanagers", "it", "consultant", "everybody"];

    /// <summary>Those that ship, the long one first.</summary>
    public static IReadOnlyList<LaunchTemplate> Shipped { get; } = [.. new[] { "standard", Small }.Select(ReadOne)];

    /// <summary>What is wrong with it, in English; empty for what ships.</summary>
    public IEnumerable<string> Faults()
    {
        var ids = Steps.Select(s => s.Id).ToList();
        if (ids.Distinct().Count() < ids.Count) yield return "two steps have the same id";
        foreach (var step in Steps)
        {
            if (!step.Title.IsComplete || !step.How.IsComplete || !step.Done.IsComplete) yield return $"step {step.Id} lacks one of its forms";
            if (Phases.All(p => p.Id != step.Phase)) yield return $"step {step.Id} stands in phase {step.Phase}, which does not exist";
            if (step.FromDay < 0 || step.ToDay < step.FromDay || step.ToDay >= 7 * Weeks) yield return $"step {step.Id} does not lie within the {Weeks} weeks";
            foreach (var who in step.Who.Except(Posts)) yield return $"step {step.Id} is for {who}, whom nobody knows";
            if (step.Who.Count == 0) yield return $"step {step.Id} is for nobody";
            if (step.Measured is { } measured && !ReadyQuestion.Measured.Contains(measured)) yield return $"step {step.Id} measures {measured}, which does not exist";
            foreach (var need in step.Needs.Where(n => Steps.All(s => s.Id != n || s.FromDay > step.FromDay))) yield return $"step {step.Id} needs {need}, which does not come before it";
            if (step.Text is { } text && ReadyText.Shipped.All(t => t.Id != text)) yield return $"step {step.Id} names the text {text}, which does not exist";
            if (step.Link is { } link && (link.Length < 2 || link[0] != '/' || link[1] == '/')) yield return $"step {step.Id} leads to {link}, which is not a page of the program";
        }
    }

    private static LaunchTemplate ReadOne(string name)
    {
        var (file, json) = ContentFile.Shipped("launch").Single(f => f.Name == $"content/launch/{name}.json");
        return ContentFile.Read<LaunchTemplate>(file, json);
    }
}
