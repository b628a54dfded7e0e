using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Drills;

/// <summary>Mails about a drill. All of them come after everything that is real.</summary>
internal sealed class DrillMail(AppDb db, People people, Companies companies, Texts<DrillTexts> texts, Speech speech, IMailSender mail, MitredenSettings settings)
{
    /// <summary>Asks people to share; whoever has no address reads it on the start page.</summary>
    public Task AskAsync(Drill drill, IReadOnlyList<Guid> to, CancellationToken stop) => SendAsync(drill, "Ask", to, $"/desk/drills/{drill.Id}/thread", stop);

    /// <summary>Tells them that it was called off.</summary>
    public Task TellCalledOffAsync(Drill drill, IReadOnlyList<Guid> to, CancellationToken stop) => SendAsync(drill, "Off", to, "/", stop);

    /// <summary>Tells those who prepare drills that the next one is due.</summary>
    public async Task RemindAsync(Drill last, CancellationToken stop) =>
        await SendAsync(last, "Due", [.. (await people.WithRoleAsync(DrillSetup.Leads, stop)).Select(p => p.Id)], "/desk/drills/prepare", stop);

    private async Task SendAsync(Drill drill, string which, IReadOnlyList<Guid> to, string path, CancellationToken stop)
    {
        if (!mail.IsOn) return;
        var formal = (await companies.FindAsync(drill.OrganisationId, stop))!.Formal;
        foreach (var id in to)
        {
            if (await people.FindAsync(id, stop) is not { Email: { } address, LeftAt: null } person) continue;
            speech.Use(person.Language, formal);
            var body = texts[$"Mail.{which}.Body", person.Name, settings.Address(path)];
            db.Enqueue(new SendMail(address, person.Name, texts[$"Mail.{which}.Subject"], body), $"{Job.GivesWay}desk.drill-mail:{which}:{drill.Id}:{id}");
        }
    }
}
