using Mitreden.Desk.Watch;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Jobs;

/// <summary>Calls people. What they get says that there is something, never what.</summary>
internal sealed class Bell(AppDb db, People people, Companies companies, Texts<DeskTexts> texts, Speech speech, IMailSender mail, MitredenSettings settings)
{
    /// <summary>Calls the people of a step, and says whom that reached.</summary>
    public async Task<Reached> RingAsync(Discussion discussion, Ring ring, Called called, CancellationToken stop)
    {
        var company = (await companies.FindAsync(discussion.OrganisationId, stop))!;
        foreach (var person in called.People)
        {
            db.Add(Alert.Of(discussion, person.Id, ring.Step, db.Time.GetUtcNow()));
            // A mail lies there until it is read: a second one within the step says nothing new.
            if (person.Email is null || !mail.IsOn || ring.Again) continue;
            speech.Use(person.Language, company.Formal);
            var (key, path) = Words(discussion, ring, called, person);
            Send(person, discussion, Subject(discussion, ring), texts[key, person.Name, settings.PublicUrl.TrimEnd('/') + path]);
        }
        return Whom(ring, called.People);
    }

    /// <summary>Reminds whoever has it.</summary>
    public async Task RemindAsync(Discussion discussion, Reminder of, CancellationToken stop)
    {
        if (!mail.IsOn || discussion.HandlerId is not { } handler || await people.FindAsync(handler, stop) is not { Email: not null, LeftAt: null } person) return;
        speech.Use(person.Language, (await companies.FindAsync(discussion.OrganisationId, stop))!.Formal);
        var link = $"{settings.PublicUrl.TrimEnd('/')}/desk/discussions/{discussion.Id}";
        Send(person, discussion, texts[$"Mail.Remind.{of}.Subject"], texts[$"Mail.Remind.{of}.Body", person.Name, link]);
    }

    /// <summary>Tells the desk and management that it is major; whoever leads knows.</summary>
    public async Task MajorAsync(Discussion discussion, CancellationToken stop)
    {
        if (!mail.IsOn) return;
        var formal = (await companies.FindAsync(discussion.OrganisationId, stop))!.Formal;
        foreach (var person in (await people.WithRoleAsync(Role.Desk | Role.Management, stop)).Where(p => p.Id != discussion.HandlerId && p.Email is not null))
        {
            speech.Use(person.Language, formal);
            var path = person.Roles.HasFlag(Role.Desk) ? $"/desk/discussions/{discussion.Id}" : "/figures";
            Send(person, discussion, texts["Mail.Major.Subject"], texts["Mail.Major.Body", person.Name, settings.PublicUrl.TrimEnd('/') + path]);
        }
    }

    private void Send(PersonCard person, Discussion discussion, string subject, string body) => db.Enqueue(
        new SendMail(person.Email!, person.Name, subject, body), $"desk.mail:{discussion.Id}:{person.Id}:{discussion.Wakes}:{Guid.CreateVersion7(db.Time.GetUtcNow())}");

    private static (string Key, string Path) Words(Discussion discussion, Ring ring, Called called, PersonCard person)
    {
        var late = ring.Step > 0 || ring.Again;
        return (person.Roles.HasFlag(Role.Desk), person.Roles.HasFlag(Role.Management)) switch
        {
            (true, _) => (late ? "Mail.Late.Body" : discussion.Round > 1 ? "Mail.Back.Body" : "Mail.Alert.Body", $"/desk/discussions/{discussion.Id}"),
            (_, true) when ring.Step == Ring.Management => ("Mail.Late.BodyManagement", "/figures"),
            _ => (late ? "Mail.Late.BodyAdministrator" : called.NoDesk ? "Mail.NoDesk.Body" : "Mail.OnlyOne.Body", "/people"),
        };
    }

    private string Subject(Discussion discussion, Ring ring) => texts[ring.Step > 0 || ring.Again ? "Mail.Late.Subject"
        : discussion.Round > 1 ? "Mail.Back.Subject" : $"Mail.Alert.Subject.{discussion.Involvement}"];

    private Reached Whom(Ring ring, IReadOnlyList<PersonCard> team)
    {
        if (!mail.IsOn) return Reached.NoMail;
        if (team.All(p => p.Email is null)) return Reached.NoAddress;
        if (ring.Step < Ring.Management) return ring.Step == 1 ? Reached.Backup : Reached.WholeDesk;
        var others = team.Where(p => p.Email is not null && !p.Roles.HasFlag(Role.Desk)).ToList();
        return others.Count == 0 ? Reached.DeskAgain : others.Exists(p => p.Roles.HasFlag(Role.Management)) ? Reached.Management : Reached.Administrators;
    }
}
