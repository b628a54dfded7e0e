using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Questions;

/// <summary>What somebody has answered. What they have asked is nobody's to hand out: it is tied to nobody.</summary>
internal sealed class ReplyData(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("questions",
        await (from r in db.Replies
               join q in db.Questions on r.QuestionId equals q.Id
               where r.By == person
               orderby r.At
               select new { Question = q.Text, r.Kind, Answer = r.Text, r.At }).AsNoTracking().ToListAsync(stop));

    public async Task EraseAsync(Guid person, CancellationToken stop)
    {
        foreach (var reply in await db.Replies.Where(r => r.By == person).ToListAsync(stop)) reply.Forget();
    }
}
