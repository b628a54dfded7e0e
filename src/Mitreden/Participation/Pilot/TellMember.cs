using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
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

internal sealed class TellMemberHandler(
    AppDb db, CurrentOrganisation current, People people, Companies companies, Texts<ParticipationTexts> texts, Speech speech, IMailSender mail, MitredenSettings settings) : IJobHandler<TellMember>
{
    public async Task RunAsync(TellMember job, CancellationToken stop)
    {
        if (!mail.IsOn || !await db.PilotMembers.AnyAsync(m => m.PersonId == job.PersonId, stop)) return;
        if (await people.FindAsync(job.PersonId, stop) is not { Email: { } address, LeftAt: null } person) return;
        speech.Use(person.Language, (await companies.FindAsync(current.Id!.Value, stop))!.Formal);
        var body = texts["Mail.Pilot.Body", person.Name, settings.Address("/involvement")];
        db.Enqueue(new SendMail(address, person.Name, texts["Mail.Pilot.Subject"], body), $"pilot.mail:{Guid.CreateVersion7(db.Time.GetUtcNow())}");
    }
}
