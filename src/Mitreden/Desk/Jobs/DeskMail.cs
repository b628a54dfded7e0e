using Mitreden.Desk.Drills;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Jobs;

/// <summary>Mails about a discussion: that there is something, never what; in the language of whoever gets it, and of an exercise that it is one.</summary>
internal sealed class DeskMail(AppDb db, PersonMails mails, Texts<DeskTexts> texts, DrillMark mark)
{
    /// <summary>False when no mail server is set.</summary>
    public bool IsOn => mails.IsOn;

    /// <summary>Adds the mail to the save. Whoever has no address, or has left, gets none.</summary>
    /// <param name="to">The person.</param>
    /// <param name="which">Begin of its texts, such as <c>Mail.Answer</c>.</param>
    /// <param name="path">Where its link leads, below the installation's address.</param>
    /// <param name="isDrill">True when it is about an exercise.</param>
    /// <param name="stop">Ends it.</param>
    public async Task SendAsync(PersonCard to, string which, string path, bool isDrill, CancellationToken stop)
    {
        if (await mails.ToAsync(to, stop) is not { } mail) return;
        mail.Send(() => (mark.Title(isDrill, texts[which + ".Subject"]), mark.Body(isDrill, texts[which + ".Body", mail.Name, mail.Link(path)])),
            Job.KeyOf(isDrill, $"desk.mail:{Guid.CreateVersion7(db.Time.GetUtcNow())}"));
    }
}
