using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Drills;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.MailIn;

/// <summary>Tells the sender of a mail that it has become a report, and what of it was understood: kinds and counts, never words.</summary>
/// <param name="PersonId">The sender.</param>
/// <param name="Key">Idempotency key of the report.</param>
/// <param name="Title">True when there was a subject.</param>
/// <param name="Text">True when there was a text.</param>
/// <param name="Link">True when there was a link.</param>
/// <param name="Pictures">How many pictures came along.</param>
/// <param name="LeftOut">How many files were no pictures that can be read, or too many.</param>
/// <param name="IsCut">True when the text was too long.</param>
public sealed record AnswerMail(Guid PersonId, Guid Key, bool Title, bool Text, bool Link, int Pictures, int LeftOut, bool IsCut) : IJob
{
    /// <inheritdoc />
    public static string Kind => "desk.answer-mail";
}

internal sealed class AnswerMailHandler(AppDb db, People people, PersonMails mails, Texts<MailTexts> texts, Texts<DeskTexts> desk, DrillMark mark) : IJobHandler<AnswerMail>
{
    public async Task RunAsync(AnswerMail job, CancellationToken stop)
    {
        var found = await db.Discussions.Where(d => d.ReporterId == job.PersonId && d.IdempotencyKey == job.Key).Select(d => new { d.Id, d.Involvement, IsDrill = d.DrillId != null }).SingleOrDefaultAsync(stop);
        if (found is null || await mails.ToAsync(await people.FindAsync(job.PersonId, stop), stop) is not { } mail) return;
        mail.Send(() => (mark.Title(found.IsDrill, texts["Taken.Subject"]), mark.Body(found.IsDrill, texts["Taken.Body", mail.Name,
            string.Join(", ", Understood(job)), desk[$"Involvement.{found.Involvement}"], mail.Link($"/desk/reports/{found.Id}")])), Job.KeyOf(found.IsDrill, $"desk.mail:answer:{job.Key}"));
    }

    private IEnumerable<string> Understood(AnswerMail job)
    {
        if (job.Title) yield return texts["Taken.Title"];
        if (job.Text) yield return texts[job.IsCut ? "Taken.Text.Cut" : "Taken.Text", Discussion.LongestText];
        if (job.Link) yield return texts["Taken.Link"];
        if (job.Pictures > 0) yield return texts[job.Pictures == 1 ? "Taken.Picture" : "Taken.Pictures", job.Pictures];
        if (job.LeftOut > 0) yield return texts["Taken.LeftOut", job.LeftOut];
    }
}
