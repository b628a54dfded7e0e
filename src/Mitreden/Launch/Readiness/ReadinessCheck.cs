using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Contracts;
using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Guidelines.Contracts;
using Mitreden.Launch.Plan;
using Mitreden.Launch.Templates;
using Mitreden.Organisations.Contracts;
using Mitreden.Participation.Contracts;

namespace Mitreden.Launch.Readiness;

/// <summary>A question of the check with its answer.</summary>
/// <param name="Question">The question.</param>
/// <param name="IsYes">The answer.</param>
/// <param name="IsSeen">True when the program sees it by itself; false when people have written it down.</param>
/// <param name="Href">Where to do something about it.</param>
public sealed record Ready(ReadyQuestion Question, bool IsYes, bool IsSeen, string Href)
{
    /// <summary>Name of the question whether people know.</summary>
    public const string Informed = "informed";

    /// <summary>About how many have read what was announced before the start; null at other questions.</summary>
    public Band? Reach { get; init; }
}

/// <summary>Is everything there that employees need before the first channel opens?</summary>
public sealed class ReadinessCheck(
    AppDb db, DutyFacts duty, DrillFacts drills, GuidelineFacts guideline, AnnouncementFacts news, InvolvementFacts involvement, People people)
{
    /// <summary>All questions with their answers, in the order in which they are asked.</summary>
    public async Task<IReadOnlyList<Ready>> AskAsync(CancellationToken stop)
    {
        var project = await db.LaunchAsync(stop);
        var (answers, reach) = (new List<Ready>(), await news.ReachAsync(stop));
        foreach (var question in ReadyQuestion.Shipped)
        {
            if (question.Id == Ready.Informed)
            {
                // Ticking off the step says that a meeting is over; whether people know is seen, or written down with a day.
                answers.Add(new Ready(question, reach == Band.Most || project?.InformedOn is not null, reach == Band.Most, "/news/write") { Reach = reach });
                continue;
            }
            answers.Add(new Ready(question, await SeeAsync(question.Id, project, stop), true, Way(question.Id)!));
        }
        return answers;
    }

    /// <summary>What the program sees by itself.</summary>
    private async Task<bool> SeeAsync(string question, LaunchProject? project, CancellationToken stop) => question switch
    {
        "promise" => project?.Promise is not null,
        "contact" => await AreThereAsync([project?.ContactId, project?.DeputyId], stop),
        "guideline" => await guideline.IsPublishedAsync(stop),
        "duty" => await duty.IsCoveredAsync(stop),
        "drill" => await drills.IsPassedAsync(stop),
        "pilot-trained" => await involvement.HasPractisedAsync(stop),
        _ => throw new InvalidOperationException($"Nobody knows where to look for {question}."),
    };

    private async Task<bool> AreThereAsync(IReadOnlyList<Guid?> both, CancellationToken stop)
    {
        var ids = both.OfType<Guid>().ToList();
        return ids.Count == 2 && await people.CountJoinedAsync(ids, stop) == 2;
    }

    /// <summary>Where that is done which a question asks about, or null where it is done outside of the program.</summary>
    public static string? Way(string? question) => question switch
    {
        "promise" => "/launch/promise",
        "contact" => "/launch/people",
        "guideline" => "/guideline/edit",
        "duty" => "/desk/duty",
        "drill" => "/desk/drills",
        "pilot-trained" => InvolvementFacts.PilotAddress,
        _ => null,
    };
}
