using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Handling;

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
        var before = lead.Version;
        one.MergeInto(lead, by, now);
        foreach (var part in await db.Discussions.Where(d => d.MergedInto == one.Id).ToListAsync()) part.Follow(lead);
        DeskChanges.Follow(db, lead, before);
    }

    /// <summary>The discussion to which a changed report belongs hears of it.</summary>
    /// <param name="report">The report, changed and not saved yet.</param>
    /// <param name="kind">What it hears.</param>
    /// <param name="now">Time.</param>
    public async Task TellLeadAsync(Discussion report, EventKind kind, DateTimeOffset now)
    {
        if (report.MergedInto is not { } into || await db.Discussions.SingleOrDefaultAsync(d => d.Id == into) is not { } lead) return;
        var before = lead.Version;
        lead.Hear(kind, report, now);
        DeskChanges.Follow(db, lead, before);
    }
}
