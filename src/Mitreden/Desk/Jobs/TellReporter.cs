using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Drills;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
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

internal sealed class TellReporterHandler(
    AppDb db, People people, Companies companies, Texts<DeskTexts> texts, DrillMark mark, Speech speech, IMailSender mail, MitredenSettings settings) : IJobHandler<TellReporter>
{
    public async Task RunAsync(TellReporter job, CancellationToken stop)
    {
        if (!mail.IsOn) return;
        var all = await db.Discussions.Where(d => (d.Id == job.DiscussionId || (job.All && d.MergedInto == job.DiscussionId)) && d.ReporterId != null)
            .Select(d => new { Reporter = d.ReporterId!.Value, Report = d.Id, d.OrganisationId, IsDrill = d.DrillId != null }).ToListAsync(stop);
        if (all.Count == 0) return;
        var company = (await companies.FindAsync(all[0].OrganisationId, stop))!;
        // Whoever reported it ten times hears of it once: about the discussion itself, else about their first report.
        var found = all.OrderBy(d => d.Report == job.DiscussionId ? 0 : 1).ThenBy(d => d.Report).DistinctBy(d => d.Reporter);
        foreach (var one in found)
        {
            if (await people.FindAsync(one.Reporter, stop) is not { Email: { } address, LeftAt: null } person) continue;
            speech.Use(person.Language, company.Formal);
            var key = job.Closed ? "Mail.Closed" : "Mail.Word";
            var link = settings.Address($"/desk/reports/{one.Report}");
            var (subject, body) = (mark.Title(one.IsDrill, texts[key + ".Subject"]), mark.Body(one.IsDrill, texts[key + ".Body", person.Name, link]));
            db.Enqueue(new SendMail(address, person.Name, subject, body), Job.KeyOf(one.IsDrill, $"desk.mail:{Guid.CreateVersion7(db.Time.GetUtcNow())}"));
        }
    }
}
