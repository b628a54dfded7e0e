using Microsoft.EntityFrameworkCore;
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
public sealed record TellReporter(Guid DiscussionId, bool Closed) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.tell-reporter";

    /// <summary>Adds the job to the save of the discussion's last step.</summary>
    public static void EnqueueFor(AppDb db, Discussion discussion, bool closed) =>
        db.Enqueue(new TellReporter(discussion.Id, closed), $"desk.tell:{discussion.Id}:{discussion.Version}");
}

internal sealed class TellReporterHandler(
    AppDb db, People people, Companies companies, Texts<DeskTexts> texts, Speech speech, IMailSender mail, MitredenSettings settings) : IJobHandler<TellReporter>
{
    public async Task RunAsync(TellReporter job, CancellationToken stop)
    {
        if (!mail.IsOn) return;
        var found = await db.Discussions.Where(d => d.Id == job.DiscussionId).Select(d => new { d.ReporterId, d.OrganisationId }).SingleOrDefaultAsync(stop);
        if (found?.ReporterId is not { } id || await people.FindAsync(id, stop) is not { Email: { } address, LeftAt: null } person) return;
        var company = await companies.FindAsync(found.OrganisationId, stop);
        speech.Use(person.Language, company!.Formal);
        var key = job.Closed ? "Mail.Closed" : "Mail.Word";
        var link = $"{settings.PublicUrl.TrimEnd('/')}/desk/reports/{job.DiscussionId}";
        db.Enqueue(new SendMail(address, person.Name, texts[key + ".Subject"], texts[key + ".Body", person.Name, link]), $"desk.mail:{Guid.CreateVersion7()}");
    }
}
