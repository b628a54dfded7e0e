using System.Text.RegularExpressions;
using Mitreden.Foundation.Texts;
using Mitreden.Launch.Plan;

namespace Mitreden.Launch.Templates;

/// <summary>What is wrong in a template, and where.</summary>
/// <param name="Field">Path in the file, such as <c>steps[3].title</c>; steps are counted from 1. The number of a line where the file cannot be read at all.</param>
/// <param name="Key">Text that says it.</param>
/// <param name="Value">What is put into the text: a limit, or what was not known.</param>
public sealed record TemplateFault(string Field, string Key, object Value);

/// <summary>Checks templates: those that ship, and those of an organisation's own, whether somebody has written them here or brings a file.</summary>
public static partial class TemplateCheck
{
    /// <summary>Most steps.</summary>
    public const int MostSteps = 100;
    /// <summary>Most phases.</summary>
    public const int MostPhases = 12;
    /// <summary>Most weeks: a year, as with the steps of a plan.</summary>
    public const int MostWeeks = LaunchStep.LastDay / 7;

    /// <summary>Everything that keeps it from being used, in the order of the file.</summary>
    public static IEnumerable<TemplateFault> Faults(LaunchTemplate plan)
    {
        if (LaunchTemplate.Shipped.All(t => t.Id != plan.Id)) yield return new("id", "Fault.Base", string.Join(", ", LaunchTemplate.Shipped.Select(t => t.Id)));
        if (plan.Weeks is < 1 or > MostWeeks) yield return new("weeks", "Fault.Weeks", MostWeeks);
        foreach (var fault in Text("title", plan.Title, LaunchStep.LongestTitle).Concat(Text("about", plan.About, LaunchStep.LongestText, needed: false))) yield return fault;
        if (plan.Phases.Count is < 1 or > MostPhases || plan.Phases.Select(p => p.Id).Distinct().Count() < plan.Phases.Count) yield return new("phases", "Fault.Phases", MostPhases);
        for (var n = 0; n < plan.Phases.Count; n++)
            foreach (var fault in Named($"phases[{n + 1}]", plan.Phases[n].Id).Concat(Text($"phases[{n + 1}].title", plan.Phases[n].Title, LaunchStep.LongestTitle))) yield return fault;
        if (plan.Steps.Count is < 1 or > MostSteps) yield return new("steps", "Fault.Steps", MostSteps);
        foreach (var fault in plan.Steps.SelectMany((step, n) => OfStep($"steps[{n + 1}]", step, plan))) yield return fault;
    }

    private static IEnumerable<TemplateFault> OfStep(string at, StepTemplate step, LaunchTemplate plan)
    {
        foreach (var fault in Named(at, step.Id)) yield return fault;
        if (plan.Steps.Count(s => s.Id == step.Id) > 1) yield return new($"{at}.id", "Fault.Twice", step.Id);
        if (plan.Phases.All(p => p.Id != step.Phase)) yield return new($"{at}.phase", "Fault.Phase", step.Phase);
        if (step.FromDay < 0 || step.FromDay >= 7 * plan.Weeks) yield return new($"{at}.fromDay", "Fault.Day", plan.Weeks);
        if (step.ToDay < step.FromDay || step.ToDay >= 7 * plan.Weeks) yield return new($"{at}.toDay", "Fault.Day", plan.Weeks);
        if (step.Who.Count == 0) yield return new($"{at}.who", "Fault.Nobody", "");
        if (step.Who.Distinct().Count() < step.Who.Count) yield return new($"{at}.who", "Fault.Twice", step.Who.GroupBy(w => w).First(g => g.Count() > 1).Key);
        foreach (var who in step.Who.Except(LaunchTemplate.Posts)) yield return new($"{at}.who", "Fault.Who", who);
        foreach (var fault in Text($"{at}.title", step.Title, LaunchStep.LongestTitle).Concat(Text($"{at}.how", step.How, LaunchStep.LongestText, needed: false)).Concat(Text($"{at}.done", step.Done, LaunchStep.LongestText, needed: false))) yield return fault;
        if (step.Measured is { } measured && !ReadyQuestion.Measured.Contains(measured)) yield return new($"{at}.measured", "Fault.Unknown", measured);
        foreach (var need in step.Needs.Where(n => plan.Steps.All(s => s.Id != n))) yield return new($"{at}.needs", "Fault.Unknown", need);
        foreach (var need in step.Needs.Where(n => plan.Steps.Any(s => s.Id == n) && plan.Steps.All(s => s.Id != n || s.FromDay > step.FromDay))) yield return new($"{at}.needs", "Fault.Order", need);
        if (step.Text is { } text && ReadyText.Shipped.All(t => t.Id != text)) yield return new($"{at}.text", "Fault.Unknown", text);
        if (step.Link is { } link && !StepTemplate.IsPage(link)) yield return new($"{at}.link", "Fault.Link", link);
    }

    private static IEnumerable<TemplateFault> Named(string at, string id) => Name().IsMatch(id) ? [] : [new($"{at}.id", "Fault.Id", 40)];

    private static IEnumerable<TemplateFault> Text(string at, Wording text, int most, bool needed = true)
    {
        if (needed && !text.IsComplete) yield return new(at, "Fault.Empty", "");
        if (text.Forms.Any(f => f.Length > most)) yield return new(at, "Fault.Long", most);
        if (text.Forms.Any(f => f.Contains('\0', StringComparison.Ordinal))) yield return new(at, "Fault.Signs", "");
    }

    [GeneratedRegex(@"^[a-z0-9-]{1,40}\z")]
    private static partial Regex Name();
}
