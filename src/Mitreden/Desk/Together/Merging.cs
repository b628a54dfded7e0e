using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.Previews;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Together;

/// <summary>Puts discussions together by hand, and tells those they belong to what happens to their parts.</summary>
public sealed class Merging(AppDb db)
{
    /// <summary>The discussion and all that belongs to it belong to another one from now on.</summary>
    /// <param name="one">The discussion.</param>
    /// <param name="into">The other one, or a part of it.</param>
    /// <param name="by">Desk member.</param>
    /// <param name="now">Time.</param>
    public async Task MergeAsync(Discussion one, Guid? into, Guid by, DateTimeOffset now)
    {
        if (await db.Discussions.SingleOrDefaultAsync(d => d.Id == into) is not { } lead) throw new NotNowException(NotNow.NoLead, "into");
        if (lead.MergedInto is { } further && await db.Discussions.SingleOrDefaultAsync(d => d.Id == further) is { } its) lead = its;
        var (had, hadMore) = (lead.HandlerId, lead.Involvement >= one.Involvement && one.Severity is null);
        one.MergeInto(lead, by, now);
        // Somebody else has it, and it has just grown: they are told, for they may be at home.
        if (had is { } other && other != by && !hadMore) TellDesk.EnqueueFor(db, one);
        foreach (var part in await db.PartsAsync(one.Id)) part.Follow(lead);
        DeskChanges.Follow(db, lead);
    }

    /// <summary>The reporter takes a report back. What others have reported as well goes on: the oldest of theirs leads from now on.</summary>
    public async Task WithdrawAsync(Discussion report, DateTimeOffset now)
    {
        var heir = await db.Discussions.Where(p => p.MergedInto == report.Id && p.ReporterId != report.ReporterId).OrderBy(p => p.ReportedAt).ThenBy(p => p.Id).FirstOrDefaultAsync();
        if (heir is not null)
        {
            foreach (var part in await db.PartsAsync(report.Id)) if (part.Id != heir.Id) part.Follow(heir);
            heir.TakeLead(report, now);
        }
        report.Withdraw(now, goesOn: heir is not null);
        if (heir is null) return;
        ReadLink.EnqueueFor(db, heir);
        DeskChanges.Follow(db, heir);
    }

    /// <summary>The reporter has thought better of it. Its link may not have been looked at, because it was taken back.</summary>
    public async Task BringBackAsync(Discussion report, DateTimeOffset now)
    {
        var before = report.Version;
        report.BringBack(await db.DiscussionEvents.Where(e => e.DiscussionId == report.Id && (e.Kind == EventKind.Withdrawn || e.Kind == EventKind.BroughtBack))
            .OrderBy(e => e.Number).Select(e => e.Detail).ToListAsync(), now);
        if (report.Version == before) return;
        ReadLink.EnqueueFor(db, report);
        // Whoever has it has read that it was taken back. Nobody had it, then the desk is called anew by itself.
        if (report.HandlerId is not null) TellDesk.EnqueueFor(db, report);
    }

    /// <summary>The reporter corrects the one tap. Where others have reported the same, the hottest tap of all counts: a cooler one does not cool theirs.</summary>
    public async Task CorrectAsync(Discussion report, Involvement tap, DateTimeOffset now)
    {
        var before = report.Version;
        var others = await db.Discussions.Where(d => d.MergedInto == report.Id).MaxAsync(d => (Involvement?)d.Involvement);
        report.Correct(others is { } hottest && hottest > tap ? hottest : tap, now);
        if (report.Version == before) return;
        if (!report.IsMerged) TellDesk.EnqueueForTap(db, report);
        await TellLeadAsync(report, EventKind.AlsoReported, now);
    }

    /// <summary>The reporter says whether the sentence that hands over stands there.</summary>
    public async Task ConfirmHandOverAsync(Discussion report, bool posted, DateTimeOffset now)
    {
        var before = report.Version;
        report.ConfirmHandOver(posted, now);
        if (report.Version != before) await TellLeadAsync(report, EventKind.AlsoAnswered, now);
    }

    /// <summary>The discussion to which a changed report belongs hears of it.</summary>
    /// <param name="report">The report, changed and not saved yet.</param>
    /// <param name="kind">What it hears.</param>
    /// <param name="now">Time.</param>
    public async Task TellLeadAsync(Discussion report, EventKind kind, DateTimeOffset now)
    {
        if (report.MergedInto is not { } into || await db.Discussions.SingleOrDefaultAsync(d => d.Id == into) is not { } lead) return;
        var before = DeskChanges.Before.Of(lead);
        // Nobody has it, then it rings, unless it was found to be calm; closed or calm, nothing else would say that it has become heated.
        var quiet = !lead.IsOpen || (lead.IsAlerting && lead.Urgency == Watch.Urgency.Calm);
        if (kind == EventKind.AlsoReported && (quiet || lead.NoteHeat(report))) TellDesk.EnqueueForTap(db, report);
        lead.Hear(kind, report, now);
        DeskChanges.Follow(db, lead, before);
    }
}
