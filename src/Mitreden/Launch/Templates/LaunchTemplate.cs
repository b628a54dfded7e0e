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
/// <param name="Link">Address within the program of the page where it is done (<see cref="IsPage"/>), or null; files leave it out then, so it may be missing.</param>
public sealed record StepTemplate(
    string Id, string Phase, int FromDay, int ToDay, IReadOnlyList<string> Who, Wording Title, Wording How, Wording Done,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Measured, IReadOnlyList<string> Needs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Text, string? Link = null)
{
    /// <summary>A step in which nothing stands yet. Whoever makes a step of another changes that one or this: what they do not know of is kept.</summary>
    internal static StepTemplate Blank { get; } = new("", "", 0, 0, [], Wording.Empty, Wording.Empty, Wording.Empty, null, [], null);

    /// <summary>True for the address of a page of this program: no other host, no script, nothing that a browser would read as one.</summary>
    public static bool IsPage(string link) => link is ['/', not ('/' or '\\'), ..] && !link.Any(char.IsControl);
}

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

    /// <summary>What keeps it from shipping, a line each that begins with the place: what no template may have, and a text that lacks a form.</summary>
    public IEnumerable<string> Faults() => TemplateCheck.Faults(this).Select(f => $"{f.Field} {f.Key} {f.Value}")
        .Concat(Steps.Where(s => !s.How.IsComplete || !s.Done.IsComplete).Select(s => $"{s.Id} lacks one of its forms"));

    /// <summary>Steps whose needs hold: what is not among them any more, or begins later than the step, comes before it no longer.</summary>
    internal static IReadOnlyList<StepTemplate> Settled(IReadOnlyList<StepTemplate> steps) =>
        [.. steps.Select(s => s with { Needs = [.. s.Needs.Where(n => steps.Any(before => before.Id == n && before.FromDay <= s.FromDay))] })];

    private static LaunchTemplate ReadOne(string name)
    {
        var (file, json) = ContentFile.Shipped("launch").Single(f => f.Name == $"content/launch/{name}.json");
        return ContentFile.Read<LaunchTemplate>(file, json);
    }
}
