using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk.Together;

/// <summary>A report that belongs to a discussion.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reporter">Name of who shared it, or null once that is forgotten.</param>
/// <param name="Involvement">How they stand to it.</param>
/// <param name="At">When.</param>
/// <param name="Text">Beginning of what they shared.</param>
public sealed record Part(Guid Id, string? Reporter, Involvement Involvement, DateTimeOffset At, string Text);

/// <summary>What a discussion has to do with others.</summary>
/// <param name="Lead">The discussion it belongs to, or null.</param>
/// <param name="Parts">The newest reports that belong to it.</param>
/// <param name="More">How many more there are.</param>
/// <param name="Earlier">Closed discussions of the same thread, newest first.</param>
public sealed record Family(DiscussionRow? Lead, IReadOnlyList<Part> Parts, int More, IReadOnlyList<DiscussionRow> Earlier);

/// <summary>Knows which reports and discussions belong together.</summary>
public sealed class Relatives(AppDb db, DeskQueries desk, People people)
{
    private const int MostParts = 20;
    private const int MostEarlier = 5;
    private const int LongestExcerpt = 160;

    /// <summary>What belongs to a discussion.</summary>
    public async Task<Family> OfAsync(DiscussionRow row, CancellationToken stop = default)
    {
        var parts = await db.Discussions.AsNoTracking().Where(d => d.MergedInto == row.Id).OrderByDescending(d => d.ReportedAt).Take(MostParts)
            .Select(d => new { d.Id, d.ReporterId, d.Involvement, d.ReportedAt, Text = d.Text.Length > LongestExcerpt ? d.Text.Substring(0, LongestExcerpt) : d.Text }).ToListAsync(stop);
        var names = await people.NamesAsync(parts.Select(p => p.ReporterId).OfType<Guid>().Distinct(), stop);
        return new Family(row.MergedInto is { } lead ? await desk.RowAsync(lead, stop) : null,
            [.. parts.Select(p => new Part(p.Id, p.ReporterId is { } id ? names.GetValueOrDefault(id) : null, p.Involvement, p.ReportedAt, p.Text))],
            row.Also - parts.Count, await EarlierAsync(row.Id, stop));
    }

    /// <summary>Open discussions to which another one may turn out to belong, newest first.</summary>
    public Task<List<DiscussionRow>> OthersAsync(Guid id, CancellationToken stop = default) => desk.NewestAsync(id, DeskQueries.PageSize, stop);

    private async Task<IReadOnlyList<DiscussionRow>> EarlierAsync(Guid id, CancellationToken stop)
    {
        var found = await db.Discussions.AsNoTracking()
            .Where(d => d.Id != id && d.ClosedAt != null && d.State != DiscussionState.Merged && d.ThreadKey != null && db.Set<Discussion>().Any(own => own.Id == id && own.ThreadKey == d.ThreadKey && own.DrillId == d.DrillId))
            .OrderByDescending(d => d.ReportedAt).Take(MostEarlier).Select(d => d.Id).ToListAsync(stop);
        return found.Count == 0 ? [] : [.. (await desk.RowsAsync(found, stop)).OrderByDescending(r => r.ReportedAt)];
    }
}
