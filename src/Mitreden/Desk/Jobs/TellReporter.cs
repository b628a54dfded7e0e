using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Jobs;

/// <summary>Tells the reporter by mail that there is a word for them, or what became of it; the words stay inside.</summary>
/// <param name="DiscussionId">The discussion.</param>
/// <param name="Closed">True when it was closed.</param>
/// <param name="All">True when it concerns everybody whose report belongs to it.</param>
public sealed record TellReporter(Guid DiscussionId, bool Closed, bool All = false) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.tell-reporter";

    /// <summary>Adds the job to the save of the discussion's last step.</summary>
    public static void EnqueueFor(AppDb db, Discussion discussion, bool closed, bool all) =>
        db.Enqueue(new TellReporter(discussion.Id, closed, all), $"desk.tell:{discussion.Id}:{discussion.Version}");
}

internal sealed class TellReporterHandler(AppDb db, People people, DeskMail mail) : IJobHandler<TellReporter>
{
    public async Task RunAsync(TellReporter job, CancellationToken stop)
    {
        if (!mail.IsOn) return;
        var all = await db.Discussions.Where(d => (d.Id == job.DiscussionId || (job.All && d.MergedInto == job.DiscussionId)) && d.ReporterId != null)
            .Select(d => new { Reporter = d.ReporterId!.Value, Report = d.Id, IsDrill = d.DrillId != null }).ToListAsync(stop);
        // Whoever reported it ten times hears of it once: about the discussion itself, else about their first report.
        foreach (var one in all.OrderBy(d => d.Report == job.DiscussionId ? 0 : 1).ThenBy(d => d.Report).DistinctBy(d => d.Reporter))
        {
            if (await people.FindAsync(one.Reporter, stop) is not { } person) continue;
            await mail.SendAsync(person, job.Closed ? "Mail.Closed" : "Mail.Word", $"/desk/reports/{one.Report}", one.IsDrill, stop);
        }
    }
}
