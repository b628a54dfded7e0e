using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Jobs;

/// <summary>Tells whoever has the discussion by mail that its reporter has written; the words stay inside.</summary>
/// <param name="DiscussionId">The discussion.</param>
public sealed record TellHandler(Guid DiscussionId) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.tell-handler";

    /// <summary>Adds the job to the save of the reporter's words. Nobody has it yet: then the alerts are still under way.</summary>
    public static void EnqueueFor(AppDb db, Discussion discussion)
    {
        if (discussion.HandlerId is not null) db.Enqueue(new TellHandler(discussion.Id), $"desk.tell-handler:{discussion.Id}:{discussion.Version}");
    }
}

internal sealed class TellHandlerHandler(
    AppDb db, People people, Companies companies, Texts<DeskTexts> texts, Speech speech, IMailSender mail, MitredenSettings settings) : IJobHandler<TellHandler>
{
    public async Task RunAsync(TellHandler job, CancellationToken stop)
    {
        if (!mail.IsOn) return;
        var found = await db.Discussions.Where(d => d.Id == job.DiscussionId).Select(d => new { d.HandlerId, d.OrganisationId }).SingleOrDefaultAsync(stop);
        if (found?.HandlerId is not { } id || await people.FindAsync(id, stop) is not { Email: { } address, LeftAt: null } person) return;
        var company = await companies.FindAsync(found.OrganisationId, stop);
        speech.Use(person.Language, company!.Formal);
        var link = $"{settings.PublicUrl.TrimEnd('/')}/desk/discussions/{job.DiscussionId}";
        db.Enqueue(new SendMail(address, person.Name, texts["Mail.Answer.Subject"], texts["Mail.Answer.Body", person.Name, link]), $"desk.mail:{Guid.CreateVersion7()}");
    }
}
