using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Jobs;

/// <summary>Alerts the desk about a report. The mail says that there is something, never what.</summary>
/// <param name="DiscussionId">The discussion.</param>
/// <param name="Step">0: the desk; 1: nobody had reacted, so management and administrator as well.</param>
public sealed record AlertTeam(Guid DiscussionId, int Step) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.alert-team";

    /// <summary>How long the desk has before others are alerted: 5 minutes when it is urgent, else 10.</summary>
    public static TimeSpan Patience(Involvement involvement) => TimeSpan.FromMinutes(involvement == Involvement.Watching ? 10 : 5);

    /// <summary>Adds both steps to the save that stores the report.</summary>
    public static void EnqueueFor(AppDb db, Discussion discussion)
    {
        db.Enqueue(new AlertTeam(discussion.Id, 0), $"desk.alert:{discussion.Id}:0");
        db.Enqueue(new AlertTeam(discussion.Id, 1), $"desk.alert:{discussion.Id}:1", discussion.ReportedAt + Patience(discussion.Involvement));
    }
}

internal sealed class AlertTeamHandler(
    AppDb db, People people, Companies companies, Texts<DeskTexts> texts, Speech speech, IMailSender mail, MitredenSettings settings) : IJobHandler<AlertTeam>
{
    public async Task RunAsync(AlertTeam job, CancellationToken stop)
    {
        var discussion = await db.Discussions.SingleOrDefaultAsync(d => d.Id == job.DiscussionId, stop);
        if (discussion is not { State: DiscussionState.Reported, HandlerId: null }) return;
        var roles = job.Step == 0 ? Role.Desk : Role.Desk | Role.Management | Role.Administrator;
        var team = await people.WithRoleAsync(roles, stop);
        if (team.Count == 0) team = await people.WithRoleAsync(Role.Administrator, stop);
        var company = await companies.FindAsync(discussion.OrganisationId, stop);
        foreach (var person in team) Alert(discussion, person, job.Step, company!);
        if (job.Step == 0) return;
        discussion.Escalate(db.Time.GetUtcNow());
        DeskTopics.Announce(db, discussion);
    }

    private void Alert(Discussion discussion, PersonCard person, int step, OrganisationCard company)
    {
        db.Add(Jobs.Alert.Of(discussion, person.Id, step, db.Time.GetUtcNow()));
        if (person.Email is null || !mail.IsOn) return;
        speech.Use(person.Language, company.Formal);
        var atDesk = person.Roles.HasFlag(Role.Desk);
        var subject = texts[step == 0 ? $"Mail.Alert.Subject.{discussion.Involvement}" : "Mail.Late.Subject"];
        var link = settings.PublicUrl.TrimEnd('/') + (atDesk ? $"/desk/discussions/{discussion.Id}" : "/figures");
        var body = texts[(step, atDesk) switch { (0, _) => "Mail.Alert.Body", (_, true) => "Mail.Late.Body", _ => "Mail.Late.BodyManagement" }, person.Name, link];
        db.Enqueue(new SendMail(person.Email, person.Name, subject, body), $"desk.mail:{discussion.Id}:{person.Id}:{step}");
    }
}
