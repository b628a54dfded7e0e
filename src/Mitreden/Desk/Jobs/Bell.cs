using Mitreden.Desk.Channels;
using Mitreden.Desk.Drills;
using Mitreden.Desk.Watch;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Jobs;

/// <summary>Calls people. What they get says that there is something, never what, and of an exercise that it is one.</summary>
internal sealed class Bell(
    AppDb db, DevicePush devices, PendingCalls pending, People people, Companies companies, Texts<DeskTexts> texts, DrillMark mark, Speech speech, DeskMail mail, MitredenSettings settings)
{
    /// <summary>
    /// Calls the people of a step, and says whom that reached. Devices ring in duty hours, and outside of them where somebody has agreed
    /// to it; for all others there is a mail, which waits. A mail follows when no device has shown the alert, at once when it is urgent.
    /// Whose call from before still waits is not called a second time.
    /// </summary>
    public async Task<Reached> RingAsync(Discussion discussion, Ring ring, Called called, CancellationToken stop)
    {
        var (company, urgent, reached) = ((await companies.FindAsync(discussion.OrganisationId, stop))!, discussion.Urgency == Urgency.Urgent, new List<PersonCard>());
        var waiting = await pending.OfAsync(discussion, stop);
        foreach (var person in called.People)
        {
            speech.Use(person.Language, company.Formal);
            var words = Say(discussion, ring, called, person);
            var rings = called.MayRing(person.Id) && await devices.AnyAsync(person.Id, stop);
            if (rings || words.Mail is not null) reached.Add(person);
            var (token, waits) = (Secret.New(), rings && waiting.Contains(person.Id));
            if (waits && words.Mail is null) continue;
            var alert = Alert.Of(discussion, person.Id, ring.Step, Secret.Hash(token), db.Time.GetUtcNow());
            db.Add(alert);
            if (rings && !waits) db.Enqueue(new CallDevices(alert.Id, token, words, urgent) { IsDrill = alert.IsDrill }, CallDevices.KeyOf(alert.Id, 0, alert.IsDrill));
            if (words.Mail is not { } sent) continue;
            if (rings && !urgent) db.Enqueue(new MailUnlessShown(alert.Id, sent), discussion.JobKey($"desk.unless:{alert.Id}"), db.Time.GetUtcNow() + MailUnlessShown.Patience);
            else alert.MailBy(db, sent);
        }
        if (called.Aloud is null && ring is { Step: Ring.OnDuty, Again: false }) CallTeam(discussion, company, urgent);
        return Whom(ring, reached);
    }

    private void CallTeam(Discussion discussion, OrganisationCard company, bool urgent)
    {
        speech.Use("de", company.Formal);
        var message = new TeamMessage(mark.Title(discussion.IsDrill, texts["Call.Title"]), texts["Call.Text"], $"/desk/discussions/{discussion.Id}", urgent) { Drill = discussion.IsDrill };
        db.Enqueue(new CallTeam(discussion.Id, discussion.Round, discussion.Wakes, message), discussion.JobKey($"desk.team:{discussion.Id}:{discussion.Wakes}"));
    }

    private Words Say(Discussion discussion, Ring ring, Called called, PersonCard person)
    {
        var (key, path) = Words(discussion, ring, called, person);
        var subject = mark.Title(discussion.IsDrill, Subject(discussion, ring));
        var body = mark.Body(discussion.IsDrill, texts[key, person.Name, settings.Address(path)]);
        // A mail lies there until it is read: a second one within the step says nothing new.
        var sent = person.Email is null || !mail.IsOn || ring.Again ? null
            : new SendMail(person.Email, person.Name, subject, body);
        return new Words(person.Language, mark.Title(discussion.IsDrill, texts["Call.Title"]), texts["Call.Text"], path, sent);
    }

    /// <summary>Reminds whoever has it.</summary>
    public async Task RemindAsync(Discussion discussion, Reminder of, CancellationToken stop)
    {
        if (discussion.HandlerId is { } handler && await people.FindAsync(handler, stop) is { } person)
            await mail.SendAsync(person, $"Mail.Remind.{of}", $"/desk/discussions/{discussion.Id}", discussion.IsDrill, stop);
    }

    /// <summary>Tells the desk and management that it is major; whoever leads knows.</summary>
    public async Task MajorAsync(Discussion discussion, CancellationToken stop)
    {
        foreach (var person in (await people.WithRoleAsync(Role.Desk | Role.Management, stop)).Where(p => p.Id != discussion.HandlerId))
            await mail.SendAsync(person, "Mail.Major", person.Roles.HasFlag(Role.Desk) ? $"/desk/discussions/{discussion.Id}" : Elsewhere(discussion, "/figures"), discussion.IsDrill, stop);
    }

    /// <summary>Figures know nothing of an exercise: whoever is not at the desk is led to the drill.</summary>
    private static string Elsewhere(Discussion discussion, string path) => discussion.DrillId is { } drill ? $"/desk/drills/{drill}" : path;

    private static (string Key, string Path) Words(Discussion discussion, Ring ring, Called called, PersonCard person)
    {
        var late = ring.Step > 0 || ring.Again;
        return (person.Roles.HasFlag(Role.Desk), person.Roles.HasFlag(Role.Management)) switch
        {
            (true, _) => (late ? "Mail.Late.Body" : discussion.Round > 1 ? "Mail.Back.Body" : "Mail.Alert.Body", $"/desk/discussions/{discussion.Id}"),
            (_, true) when ring.Step == Ring.Management => ("Mail.Late.BodyManagement", Elsewhere(discussion, "/figures")),
            _ => (late ? "Mail.Late.BodyAdministrator" : called.NoDesk ? "Mail.NoDesk.Body" : "Mail.OnlyOne.Body", "/people"),
        };
    }

    private string Subject(Discussion discussion, Ring ring) => texts[ring.Step > 0 || ring.Again ? "Mail.Late.Subject"
        : discussion.Round > 1 ? "Mail.Back.Subject" : $"Mail.Alert.Subject.{discussion.Involvement}"];

    private Reached Whom(Ring ring, List<PersonCard> team)
    {
        if (team.Count == 0) return mail.IsOn ? Reached.NoAddress : Reached.NoMail;
        if (ring.Step < Ring.Management) return ring.Step == Ring.Backup ? Reached.Backup : Reached.WholeDesk;
        var others = team.Where(p => !p.Roles.HasFlag(Role.Desk)).ToList();
        return others.Count == 0 ? Reached.DeskAgain : others.Exists(p => p.Roles.HasFlag(Role.Management)) ? Reached.Management : Reached.Administrators;
    }
}
