using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Posting;
using Mitreden.Desk.Previews;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Data;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk.Setup;

/// <summary>A person's reports: handed out with pictures, their own words, what the team wrote and what stood under the link; erased by cutting the link to them.</summary>
internal sealed class ReportData(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop)
    {
        var own = await db.Discussions.AsNoTracking().AsSplitQuery().Where(d => d.ReporterId == person).OrderBy(d => d.ReportedAt).ThenBy(d => d.Id)
            .Select(d => new
            {
                Row = d,
                Pictures = db.Set<Screenshot>().Where(s => s.DiscussionId == d.Id).OrderBy(s => s.Number).Select(s => new { s.Number, s.Width, s.Height, WebP = s.Bytes }).ToList(),
                Words = d.Events.Where(e => e.Kind == EventKind.Answer || e.Kind == EventKind.Message || e.Kind == EventKind.PublicWord || e.Kind == EventKind.Resolved).OrderBy(e => e.Number).ToList(),
            }).ToListAsync(stop);
        // A report that belongs to another discussion stands as that one stands: the export tells what the person's own page tells.
        var leads = own.Select(o => o.Row.MergedInto).OfType<Guid>().Distinct().ToList();
        var others = await db.Discussions.AsNoTracking().AsSplitQuery().Where(d => leads.Contains(d.Id))
            .Select(d => new { Row = d, Words = d.Events.Where(e => e.Kind == EventKind.PublicWord || e.Kind == EventKind.Resolved).OrderBy(e => e.Number).ToList() }).ToDictionaryAsync(d => d.Row.Id, stop);
        var all = own.Select(o => o.Row.Id).Concat(leads).ToList();
        var previews = await db.Set<LinkPreview>().AsNoTracking().Where(p => all.Contains(p.DiscussionId)).ToDictionaryAsync(p => p.DiscussionId, stop);
        return new("reports", own.Select(o =>
        {
            var lead = o.Row.MergedInto is { } into ? others.GetValueOrDefault(into) : null;
            var stands = lead?.Row ?? o.Row;
            var preview = previews.GetValueOrDefault(o.Row.Id) ?? previews.GetValueOrDefault(stands.Id);
            return new
            {
                o.Row.Id,
                o.Row.ReportedAt,
                o.Row.Title,
                o.Row.Text,
                o.Row.Url,
                Exercise = o.Row.IsDrill,
                Involvement = o.Row.Involvement.ToString(),
                State = (stands.State == DiscussionState.Learned ? DiscussionState.Resolved : stands.State).ToString(),
                stands.SeenAt,
                stands.ClosedAt,
                Outcome = stands.Outcome?.ToString(),
                o.Pictures,
                Answers = o.Words.Where(e => e.Kind == EventKind.Answer).Select(e => new { e.At, e.Text }),
                FromTheTeam = o.Words.Where(e => e.Kind != EventKind.Answer).Concat(lead?.Words ?? []).OrderBy(e => e.At).ThenBy(e => e.Number).Select(e => new { Kind = e.Kind.ToString(), e.At, e.Text }),
                Preview = preview is null ? null : new { State = preview.State.ToString(), preview.ReadAt, preview.Site, preview.Title, preview.Description, preview.Text, WebP = preview.Bytes },
            };
        }).ToList());
    }

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
        PostingStops = await db.Set<PostingChange>().AsNoTracking().Where(c => c.By == person).OrderBy(c => c.Number).Select(c => new { c.Held, c.At, c.Why }).ToListAsync(stop),
        Alerts = await db.Alerts.AsNoTracking().Where(a => a.PersonId == person).OrderBy(a => a.At).ThenBy(a => a.Id)
            .Select(a => new { Discussion = a.DiscussionId, a.Round, a.Step, a.At, a.ShownAt, a.MailedAt }).ToListAsync(stop),
    });

    public async Task EraseAsync(Guid person, CancellationToken stop) =>
        db.RemoveRange(await db.Alerts.Where(a => a.PersonId == person).ToListAsync(stop));
}
