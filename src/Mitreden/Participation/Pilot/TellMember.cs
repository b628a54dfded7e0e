using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Participation.Pilot;

/// <summary>Tells somebody by mail that they are in the pilot group, and how to get out of it again.</summary>
/// <param name="PersonId">Who.</param>
public sealed record TellMember(Guid PersonId) : IJob
{
    /// <inheritdoc />
    public static string Kind => "participation.tell-member";
}

internal sealed class TellMemberHandler(AppDb db, People people, PersonMails mails, Texts<ParticipationTexts> texts) : IJobHandler<TellMember>
{
    public async Task RunAsync(TellMember job, CancellationToken stop)
    {
        if (!await db.PilotMembers.AnyAsync(m => m.PersonId == job.PersonId, stop)) return;
        if (await mails.ToAsync(await people.FindAsync(job.PersonId, stop), stop) is not { } mail) return;
        mail.Send(() => (texts["Mail.Pilot.Subject"], texts["Mail.Pilot.Body", mail.Name, mail.Link("/involvement")]), $"pilot.mail:{Guid.CreateVersion7(db.Time.GetUtcNow())}");
    }
}
