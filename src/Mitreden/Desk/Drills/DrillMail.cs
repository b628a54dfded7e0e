using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Drills;

/// <summary>Mails about a drill. All of them come after everything that is real.</summary>
internal sealed class DrillMail(People people, PersonMails mails, Texts<DrillTexts> texts)
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
        if (!mails.IsOn) return;
        foreach (var id in to)
        {
            if (await mails.ToAsync(await people.FindAsync(id, stop), stop) is not { } mail) continue;
            mail.Send(() => (texts[$"Mail.{which}.Subject"], texts[$"Mail.{which}.Body", mail.Name, mail.Link(path)]), $"{Job.GivesWay}desk.drill-mail:{which}:{drill.Id}:{id}");
        }
    }
}
