using System.Text.RegularExpressions;
using Mitreden.Foundation.Texts;
using Mitreden.Launch.Plan;

namespace Mitreden.Launch.Templates;

/// <summary>Makes a template of a plan: words, order and distances stay; names, notes, reasons, dates and what was dropped are left behind.</summary>
public static class PlanKeeping
{
    /// <summary>The template.</summary>
    /// <param name="plan">The plan as it stands.</param>
    /// <param name="title">What the template is called.</param>
    /// <param name="company">Name of the company.</param>
    /// <param name="people">Names of everybody in it.</param>
    /// <param name="gaps">What stands in the place of the company, and of a person.</param>
    public static LaunchTemplate Keep(PlanView plan, string title, string company, IReadOnlyCollection<string> people, (string Company, string Person) gaps)
    {
        string Clean(string text) => Without(text, company, people, gaps);
        var kept = plan.Steps.Where(s => s.Step.State != StepState.Dropped).ToList();
        var weeks = Math.Max(1, kept.Select(s => s.Step.ToDay / 7 + 1).DefaultIfEmpty(1).Max());
        var given = new HashSet<string>();
        var steps = kept.Select(s => Step(s, s.Step.Key ?? FreeName(plan, given), Clean)).ToList();
        return plan.Template with
        {
            // A step in the last day or two of the year lies in no week: then the check names it, and not the length, which nobody has set.
            Weeks = Math.Min(Math.Max(weeks, plan.Template.Weeks), TemplateCheck.MostWeeks),
            Title = Same(Cut.Of(Clean(title), LaunchStep.LongestTitle)),
            About = Wording.Empty,
            Steps = LaunchTemplate.Settled(steps),
        };
    }

    /// <summary>A text without the names of the company and its people: full names, surnames behind Herr and Frau, first names.</summary>
    public static string Without(string text, string company, IReadOnlyCollection<string> people, (string Company, string Person) gaps)
    {
        // "Dr. Anna Koch" is written without the title as well.
        var parts = people.Select(p => (string[])[.. p.Split(' ').Where(n => n.Length > 0 && !n.EndsWith('.'))]).Where(p => p.Length > 0).ToList();
        var clean = Replace(text, [company], gaps.Company);
        clean = Replace(clean, people.Concat(parts.Where(p => p.Length > 1).Select(p => string.Join(' ', p))), gaps.Person);
        clean = Replace(clean, parts.Select(p => p[^1]).SelectMany(n => new[] { $"Herr {n}", $"Herrn {n}", $"Frau {n}", $"Mr {n}", $"Mrs {n}", $"Ms {n}" }), gaps.Person);
        return Replace(clean, parts.Select(p => p[0]).Where(n => n.Length > 2), gaps.Person);
    }

    private static StepTemplate Step(StepView view, string id, Func<string, string> clean)
    {
        // Cut, because a gap may be longer than the name that stood there.
        var (step, template) = (view.Step, view.Template ?? StepTemplate.Blank);
        return template with
        {
            Id = id,
            Phase = step.Phase,
            FromDay = step.FromDay,
            ToDay = step.ToDay,
            Who = view.Who,
            Title = step.Title is { } title ? Same(Cut.Of(clean(title), LaunchStep.LongestTitle)) : template.Title,
            How = step.How is { } how ? Same(Cut.Of(clean(how), LaunchStep.LongestText)) : template.How,
        };
    }

    /// <summary>A name for a step of the company's own that no other step has.</summary>
    private static string FreeName(PlanView plan, HashSet<string> given) =>
        Enumerable.Range(1, int.MaxValue).Select(n => $"own-{n}").First(n => plan.Steps.All(s => s.Step.Key != n) && given.Add(n));

    private static string Replace(string text, IEnumerable<string> names, string gap)
    {
        var longest = names.Where(n => n.Length > 1).Distinct().OrderByDescending(n => n.Length).Select(Regex.Escape).ToList();
        return longest.Count == 0 ? text : Regex.Replace(text, $@"(?<![\p{{L}}\d])({string.Join('|', longest)})(?![\p{{L}}\d])", gap.Replace("$", "$$", StringComparison.Ordinal));
    }

    private static Wording Same(string text) => new(text, text, text);
}
