using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk;

/// <summary>A person's reports: handed out with their own words; erased by cutting the link to them.</summary>
internal sealed class ReportData(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("reports",
        await db.Discussions.AsNoTracking().Where(d => d.ReporterId == person).OrderBy(d => d.ReportedAt)
            .Select(d => new
            {
                d.Id,
                d.ReportedAt,
                d.Title,
                d.Text,
                d.Url,
                d.Screenshots,
                Involvement = d.Involvement.ToString(),
                State = d.State.ToString(),
                d.ClosedAt,
                Answers = d.Events.Where(e => e.Kind == EventKind.Answer).OrderBy(e => e.Number).Select(e => new { e.At, e.Text }).ToList(),
            }).ToListAsync(stop));

    public async Task EraseAsync(Guid person, CancellationToken stop)
    {
        foreach (var discussion in await db.Discussions.Where(d => d.ReporterId == person).ToListAsync(stop)) discussion.ForgetReporter();
        db.RemoveRange(await db.Alerts.Where(a => a.PersonId == person).ToListAsync(stop));
    }
}
