using Mitreden.Launch.Templates;

namespace Mitreden.Launch.Plan;

/// <summary>How a step stands today.</summary>
public enum Urgency
{
    /// <summary>Its time has not come.</summary>
    Later = 0,
    /// <summary>Its time is now.</summary>
    Now = 1,
    /// <summary>Its last day is over.</summary>
    Overdue = 2,
    /// <summary>Done or not needed.</summary>
    Over = 3,
}

/// <summary>A step with its dates.</summary>
/// <param name="Step">What is stored.</param>
/// <param name="Template">The template's text, or null for a step of the company's own.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Urgency">How it stands.</param>
public sealed record StepView(LaunchStep Step, StepTemplate? Template, DateOnly From, DateOnly To, Urgency Urgency)
{
    /// <summary>Who does it.</summary>
    public IReadOnlyList<string> Who => Step.Who.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The title in the reader's language, or the company's own.</summary>
    public string Title(bool formal) => Step.Title ?? Template?.Title.For(formal) ?? "";

    /// <summary>The explanation.</summary>
    public string How(bool formal) => Step.How ?? Template?.How.For(formal) ?? "";
}

/// <summary>The whole plan as it stands on a day.</summary>
/// <param name="Template">The template it was made from.</param>
/// <param name="Steps">All steps, by date.</param>
public sealed record PlanView(LaunchTemplate Template, IReadOnlyList<StepView> Steps)
{
    /// <summary>Steps that are over.</summary>
    public int Over => Steps.Count(s => s.Urgency == Urgency.Over);

    /// <summary>Dates the steps.</summary>
    /// <param name="project">The project.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="today">The day it is in the organisation's time zone.</param>
    public static PlanView Of(LaunchProject project, IEnumerable<LaunchStep> steps, DateOnly today)
    {
        var template = project.Source;
        var views = steps.Select(step =>
        {
            var (from, to) = (project.StartsOn.AddDays(step.FromDay), project.StartsOn.AddDays(step.ToDay));
            var urgency = step.State != StepState.Open ? Urgency.Over : to < today ? Urgency.Overdue : from <= today ? Urgency.Now : Urgency.Later;
            return new StepView(step, template.Steps.FirstOrDefault(t => t.Id == step.Key), from, to, urgency);
        });
        return new PlanView(template, [.. views.OrderBy(v => v.From).ThenBy(v => v.To).ThenBy(v => v.Step.Id)]);
    }

    /// <summary>Phases with their steps; one without steps is left out.</summary>
    public IEnumerable<(LaunchPhase Phase, IReadOnlyList<StepView> Steps)> Phases =>
        Template.Phases.Select(p => (p, (IReadOnlyList<StepView>)[.. Steps.Where(s => s.Step.Phase == p.Id)])).Where(p => p.Item2.Count > 0);

    /// <summary>What comes before a step and is still open.</summary>
    public IEnumerable<StepView> Before(StepView step) =>
        Steps.Where(s => s.Step is { Key: not null, State: StepState.Open } && step.Template?.Needs.Contains(s.Step.Key) == true);
}
