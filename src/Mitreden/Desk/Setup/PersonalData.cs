using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Data;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk.Setup;

/// <summary>A person's reports: handed out with pictures, their own words and what the team wrote; erased by cutting the link to them.</summary>
internal sealed class ReportData(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("reports",
        await db.Discussions.AsNoTracking().AsSplitQuery().Where(d => d.ReporterId == person).OrderBy(d => d.ReportedAt).ThenBy(d => d.Id)
            .Select(d => new
            {
                d.Id,
                d.ReportedAt,
                d.Title,
                d.Text,
                d.Url,
                Involvement = d.Involvement.ToString(),
                State = (d.State == DiscussionState.Learned ? DiscussionState.Resolved : d.State).ToString(),
                d.SeenAt,
                d.ClosedAt,
                Outcome = d.Outcome == null ? null : d.Outcome.ToString(),
                Pictures = db.Set<Screenshot>().Where(s => s.DiscussionId == d.Id).OrderBy(s => s.Number).Select(s => new { s.Number, s.Width, s.Height, WebP = s.Bytes }).ToList(),
                Answers = d.Events.Where(e => e.Kind == EventKind.Answer).OrderBy(e => e.Number).Select(e => new { e.At, e.Text }).ToList(),
                FromTheTeam = d.Events.Where(e => e.Kind == EventKind.Message || e.Kind == EventKind.PublicWord || e.Kind == EventKind.Resolved)
                    .OrderBy(e => e.Number).Select(e => new { Kind = e.Kind.ToString(), e.At, e.Text }).ToList(),
            }).ToListAsync(stop));

    public async Task EraseAsync(Guid person, CancellationToken stop)
    {
        foreach (var discussion in await db.Discussions.Where(d => d.ReporterId == person).ToListAsync(stop)) discussion.ForgetReporter();
    }
}

/// <summary>What a desk member did and was alerted to. Steps stay when they are erased, with a number that leads to nobody.</summary>
internal sealed class DeskWorkData(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("desk", new
    {
        Steps = await db.DiscussionEvents.AsNoTracking().Where(e => e.By == person).OrderBy(e => e.At).ThenBy(e => e.Number)
            .Select(e => new { Discussion = e.DiscussionId, Kind = e.Kind.ToString(), e.At, e.Text, e.Detail }).ToListAsync(stop),
        Checklists = await db.PlaybookTicks.AsNoTracking().Where(t => t.By == person).OrderBy(t => t.At).Select(t => new { Discussion = t.DiscussionId, t.Playbook, t.Step, t.At }).ToListAsync(stop),
        Alerts = await db.Alerts.AsNoTracking().Where(a => a.PersonId == person).OrderBy(a => a.At).ThenBy(a => a.Id)
            .Select(a => new { Discussion = a.DiscussionId, a.Round, a.Step, a.At, a.ShownAt, a.MailedAt }).ToListAsync(stop),
    });

    public async Task EraseAsync(Guid person, CancellationToken stop) =>
        db.RemoveRange(await db.Alerts.Where(a => a.PersonId == person).ToListAsync(stop));
}
