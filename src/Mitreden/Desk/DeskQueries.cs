using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Watch;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk;

/// <summary>A row of the inbox, or of the reporter's own list.</summary>
public sealed record DiscussionRow(
    Guid Id, string Title, string Text, string? Url, int Screenshots, Involvement Involvement, DiscussionState State, int? Severity,
    Guid? HandlerId, DateTimeOffset ReportedAt, DateTimeOffset? SeenAt, DateTimeOffset ChangedAt, int Version)
{
    /// <summary>Name of the handler; filled in after the query.</summary>
    public string? Handler { get; init; }

    /// <summary>True while somebody has to do something.</summary>
    public bool IsOpen => State is not (DiscussionState.Resolved or DiscussionState.Withdrawn or DiscussionState.Learned);

    /// <summary>The row as its reporter sees it: what the team learned from it is not about them.</summary>
    public DiscussionRow ForReporter => State == DiscussionState.Learned ? this with { State = DiscussionState.Resolved } : this;
}

/// <summary>A step of the timeline with the name of who made it.</summary>
public sealed record Step(int Number, EventKind Kind, Actor Actor, Guid? By, string? Name, DateTimeOffset At, string? Text, string? Detail);

/// <summary>A discussion with everything the pages show of it.</summary>
public sealed record DiscussionView(
    DiscussionRow Row, string Text, Guid? ReporterId, string? Reporter, Truth? Truth, Voice? Voice, Outcome? Outcome, IReadOnlyList<Step> Steps,
    IReadOnlyList<(int Number, int Width, int Height)> Pictures, DateTimeOffset? MeasureAt);

/// <summary>The desk's named questions.</summary>
public sealed class DeskQueries(AppDb db, People people)
{
    /// <summary>Rows on one page of the inbox.</summary>
    public const int PageSize = 50;

    /// <summary>The inbox: what nobody has comes first, then the hottest, then the newest.</summary>
    /// <param name="open">True for open discussions, false for closed ones.</param>
    /// <param name="page">Page, from 0.</param>
    /// <param name="stop">Ends the query.</param>
    public async Task<List<DiscussionRow>> InboxAsync(bool open, int page, CancellationToken stop = default)
    {
        var all = open ? Open() : db.Discussions.Where(d => d.State == DiscussionState.Resolved || d.State == DiscussionState.Withdrawn || d.State == DiscussionState.Learned);
        var sorted = open
            ? all.OrderBy(d => d.HandlerId == null ? 0 : 1).ThenByDescending(d => d.Severity ?? (int)d.Involvement * 2).ThenByDescending(d => d.ReportedAt)
            : all.OrderByDescending(d => d.ClosedAt);
        return await NamedAsync(await Rows(sorted.Skip(page * PageSize).Take(PageSize)).ToListAsync(stop), stop);
    }

    /// <summary>Numbers of open discussions and of those nobody has.</summary>
    public async Task<(int Open, int Unseen)> CountsAsync(CancellationToken stop = default)
    {
        return (await Open().CountAsync(stop), await Open().CountAsync(d => d.HandlerId == null, stop));
    }

    /// <summary>What changed since then, for open inboxes; at most 200.</summary>
    public async Task<List<DiscussionRow>> ChangedAsync(DateTimeOffset since, CancellationToken stop = default) =>
        await NamedAsync(await Rows(db.Discussions.Where(d => d.ChangedAt >= since).OrderBy(d => d.ChangedAt).Take(200)).ToListAsync(stop), stop);

    /// <summary>One row, or null.</summary>
    public async Task<DiscussionRow?> RowAsync(Guid id, CancellationToken stop = default) =>
        (await NamedAsync(await Rows(db.Discussions.Where(d => d.Id == id)).ToListAsync(stop), stop)).SingleOrDefault();

    /// <summary>The person's own reports, newest first.</summary>
    public async Task<List<DiscussionRow>> OfReporterAsync(Guid reporter, int most, CancellationToken stop = default) =>
        [.. (await NamedAsync(await Rows(db.Discussions.Where(d => d.ReporterId == reporter).OrderByDescending(d => d.ReportedAt).Take(most)).ToListAsync(stop), stop)).Select(r => r.ForReporter)];

    /// <summary>Everything about one discussion, or null. For a reporter only their own.</summary>
    public async Task<DiscussionView?> ViewAsync(Guid id, Guid? reporter, CancellationToken stop = default)
    {
        var found = await db.Discussions.AsNoTracking().Where(d => d.Id == id && (reporter == null || d.ReporterId == reporter))
            .Select(d => new { d.Text, d.ReporterId, d.Truth, d.Voice, d.Outcome, d.WatchedAt, d.Measured, d.State }).SingleOrDefaultAsync(stop);
        if (found is null) return null;
        var steps = await db.DiscussionEvents.AsNoTracking().Where(e => e.DiscussionId == id).OrderBy(e => e.Number).ToListAsync(stop);
        var names = await people.NamesAsync(steps.Select(s => s.By).Append(found.ReporterId).OfType<Guid>().Distinct(), stop);
        var pictures = await db.Screenshots.Where(s => s.DiscussionId == id).OrderBy(s => s.Number)
            .Select(s => new { s.Number, s.Width, s.Height }).ToListAsync(stop);
        var row = (await RowAsync(id, stop))!;
        return new DiscussionView(reporter is null ? row : row.ForReporter, found.Text, found.ReporterId, Name(names, found.ReporterId), found.Truth, found.Voice, found.Outcome,
            [.. steps.Select(s => new Step(s.Number, s.Kind, s.Actor, s.By, Name(names, s.By), s.At, s.Text, s.Detail))],
            [.. pictures.Select(p => (p.Number, p.Width, p.Height))],
            found.State == DiscussionState.Watching ? Timetable.MeasureAt(found.WatchedAt!.Value, found.Measured) : null);
    }

    private IQueryable<Discussion> Open() => db.Discussions.Where(d => d.State != DiscussionState.Resolved && d.State != DiscussionState.Withdrawn && d.State != DiscussionState.Learned);

    private static string? Name(Dictionary<Guid, string> names, Guid? id) => id is { } known && names.TryGetValue(known, out var name) ? name : null;

    private static IQueryable<DiscussionRow> Rows(IQueryable<Discussion> discussions) => discussions.AsNoTracking().Select(d => new DiscussionRow(
        d.Id, d.Title, d.Text.Length > 300 ? d.Text.Substring(0, 300) : d.Text, d.Url, d.Screenshots, d.Involvement, d.State, d.Severity,
        d.HandlerId, d.ReportedAt, d.SeenAt, d.ChangedAt, d.Version));

    private async Task<List<DiscussionRow>> NamedAsync(List<DiscussionRow> rows, CancellationToken stop)
    {
        var ids = rows.Select(r => r.HandlerId).OfType<Guid>().Distinct().ToList();
        if (ids.Count == 0) return rows;
        var names = await people.NamesAsync(ids, stop);
        return [.. rows.Select(r => r with { Handler = Name(names, r.HandlerId) })];
    }
}
