using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Jobs;

/// <summary>Alerts the desk that somebody is looked for. The mail says that there is something, never what.</summary>
/// <param name="DiscussionId">The discussion.</param>
/// <param name="Round">The <see cref="Discussion.Round"/> it was made for; in a later one it has nothing to say.</param>
/// <param name="Step">0: the desk; 1: nobody had reacted, so management and administrator as well.</param>
/// <param name="Except">Who has just given it back, and need not be asked at once.</param>
public sealed record AlertTeam(Guid DiscussionId, int Round, int Step, Guid? Except) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.alert-team";

    /// <summary>How long the desk has before others are alerted: 5 minutes when it is urgent, else 10.</summary>
    public static TimeSpan Patience(Involvement involvement) => TimeSpan.FromMinutes(involvement == Involvement.Watching ? 10 : 5);

    /// <summary>Adds both steps to the save after which nobody has the discussion: a report, or giving it back.</summary>
    public static void EnqueueFor(AppDb db, Discussion discussion, Guid? except = null)
    {
        var (id, round) = (discussion.Id, discussion.Round);
        db.Enqueue(new AlertTeam(id, round, 0, except), $"desk.alert:{id}:{round}:0");
        db.Enqueue(new AlertTeam(id, round, 1, null), $"desk.alert:{id}:{round}:1", discussion.ChangedAt + Patience(discussion.Involvement));
    }

    /// <summary>It has become more urgent while nobody has it: others are alerted sooner.</summary>
    public static void HurryFor(AppDb db, Discussion discussion)
    {
        if (discussion.HandlerId is not null) return;
        db.Enqueue(new AlertTeam(discussion.Id, discussion.Round, 1, null), $"desk.alert:{discussion.Id}:{discussion.Round}:1:{discussion.Version}",
            discussion.ChangedAt + Patience(discussion.Involvement));
    }
}

internal sealed class AlertTeamHandler(
    AppDb db, People people, Companies companies, Texts<DeskTexts> texts, Speech speech, IMailSender mail, MitredenSettings settings) : IJobHandler<AlertTeam>
{
    public async Task RunAsync(AlertTeam job, CancellationToken stop)
    {
        var discussion = await db.Discussions.SingleOrDefaultAsync(d => d.Id == job.DiscussionId, stop);
        if (discussion is not { IsOpen: true, HandlerId: null } || discussion.Round != job.Round) return;
        if (await db.Alerts.AnyAsync(a => a.DiscussionId == job.DiscussionId && a.Round == job.Round && a.Step == job.Step, stop)) return;
        var company = await companies.FindAsync(discussion.OrganisationId, stop);
        var noDesk = !await people.AnyWithRoleAsync(Role.Desk, stop);
        var team = await TeamAsync(job, noDesk, stop);
        foreach (var person in team) Alert(discussion, person, job.Step, company!, noDesk);
        if (job.Step == 0) return;
        discussion.Escalate(Whom(team), db.Time.GetUtcNow());
        DeskTopics.Announce(db, discussion);
    }

    private async Task<List<PersonCard>> TeamAsync(AlertTeam job, bool noDesk, CancellationToken stop)
    {
        var roles = job.Step == 0 ? Role.Desk : Role.Desk | Role.Management | Role.Administrator;
        var team = (await people.WithRoleAsync(roles, stop)).Where(p => p.Id != job.Except).ToList();
        if (team.Count > 0) return team;
        // Whoever gave it back alone knows; whoever has left the desk may still be the one who can fill it again.
        return [.. (await people.WithRoleAsync(Role.Administrator, stop)).Where(p => noDesk || p.Id != job.Except)];
    }

    private Reached Whom(List<PersonCard> team)
    {
        var others = team.Where(p => p.Email is not null && !p.Roles.HasFlag(Role.Desk)).ToList();
        if (!mail.IsOn) return Reached.NoMail;
        if (team.TrueForAll(p => p.Email is null)) return Reached.NoAddress;
        return others.Count == 0 ? Reached.DeskAgain : others.Exists(p => p.Roles.HasFlag(Role.Management)) ? Reached.Management : Reached.Administrators;
    }

    private void Alert(Discussion discussion, PersonCard person, int step, OrganisationCard company, bool noDesk)
    {
        db.Add(Jobs.Alert.Of(discussion, person.Id, step, db.Time.GetUtcNow()));
        if (person.Email is null || !mail.IsOn) return;
        speech.Use(person.Language, company.Formal);
        var (key, path) = (person.Roles.HasFlag(Role.Desk), person.Roles.HasFlag(Role.Management)) switch
        {
            (true, _) => (step == 1 ? "Mail.Late.Body" : discussion.Round > 1 ? "Mail.Back.Body" : "Mail.Alert.Body", $"/desk/discussions/{discussion.Id}"),
            (_, true) when step == 1 => ("Mail.Late.BodyManagement", "/figures"),
            _ => (step == 1 ? "Mail.Late.BodyAdministrator" : noDesk ? "Mail.NoDesk.Body" : "Mail.OnlyOne.Body", "/people"),
        };
        var body = texts[key, person.Name, settings.PublicUrl.TrimEnd('/') + path];
        db.Enqueue(new SendMail(person.Email, person.Name, Subject(discussion, step), body), $"desk.mail:{discussion.Id}:{person.Id}:{discussion.Round}:{step}");
    }

    private string Subject(Discussion discussion, int step) => texts[step == 1 ? "Mail.Late.Subject"
        : discussion.Round > 1 ? "Mail.Back.Subject" : $"Mail.Alert.Subject.{discussion.Involvement}"];
}
