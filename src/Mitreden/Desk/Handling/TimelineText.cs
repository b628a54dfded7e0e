using System.Text.Json;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Handling;

/// <summary>Steps of the timeline in words.</summary>
internal static class TimelineText
{
    /// <summary>One sentence for the step.</summary>
    public static string Of(Step step, DiscussionView view, Texts<DeskTexts> texts)
    {
        var who = step.Actor == Actor.Reporter ? view.Reporter ?? texts["Reporter.Forgotten"] : step.Name ?? texts["Somebody.Begins"];
        return step.Kind switch
        {
            EventKind.Escalated => texts[$"Step.Escalated.{step.Detail}"],
            EventKind.HandedBack when step.Actor == Actor.Program => texts[step.Detail == Discussion.Expired ? "Step.HandedBack.Expired" : "Step.HandedBack.Alone"],
            EventKind.HandedOver => texts[$"Step.HandedOver.{step.Detail}", who],
            EventKind.Merged or EventKind.Split when step.Actor == Actor.Program => texts[$"Step.{step.Kind}.Alone"],
            EventKind.Raised => texts["Step.Raised", who, step.Detail ?? ""],
            EventKind.Measured => texts[$"Step.Measured.{step.Detail}", who],
            EventKind.Triaged when step.Detail is not null => Triage(step, who, texts),
            EventKind.Reported or EventKind.InvolvementChanged => texts[$"Step.{step.Kind}", who, texts[$"Involvement.{step.Detail}"]],
            EventKind.Resolved => texts["Step.Resolved", who, texts[$"Outcome.{step.Detail}"]],
            _ => texts[$"Step.{step.Kind}", who],
        };
    }

    /// <summary>Colour of the step's dot.</summary>
    public static string Class(Step step) => step.Kind switch
    {
        EventKind.Resolved or EventKind.Withdrawn or EventKind.Learned or EventKind.DrillOver => "timeline__item--done",
        EventKind.Escalated or EventKind.Major or EventKind.PostingHeld => "timeline__item--hot",
        EventKind.TakenOver or EventKind.PublicWord => "timeline__item--active",
        _ => "",
    };

    private static string Triage(Step step, string who, Texts<DeskTexts> texts)
    {
        var detail = JsonSerializer.Deserialize<TriageDetail>(step.Detail!)!;
        return texts["Step.Triaged", who, texts[$"Truth.{detail.Truth}"], texts[$"Voice.{detail.Voice}"], detail.Severity];
    }
}
