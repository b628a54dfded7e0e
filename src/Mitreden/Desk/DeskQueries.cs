using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Inbox;
using Mitreden.Desk.Reports;
using Mitreden.Desk.Watch;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Desk;

/// <summary>A row of the inbox, or of the reporter's own list.</summary>
public sealed record DiscussionRow(
    Guid Id, string Title, string Text, string? Url, int Screenshots, Involvement Involvement, DiscussionState State, int? Severity,
    Guid? HandlerId, DateTimeOffset ReportedAt, DateTimeOffset? SeenAt, DateTimeOffset ChangedAt, int Version)
{
    /// <summary>The discussion it belongs to, or null.</summary>
    public Guid? MergedInto { get; init; }

    /// <summary>The drill it belongs to, or null when it is real.</summary>
    public Guid? Drill { get; init; }

    /// <summary>How many more reports belong to it.</summary>
    public int Also { get; init; }

    /// <summary>Name of the handler; filled in after the query.</summary>
    public string? Handler { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>True while somebody has to do something.</summary>
    public bool IsOpen => ClosedAt is null;

    /// <summary>The row as its reporter sees it: what the team learned from it is not about them.</summary>
    public DiscussionRow ForReporter => State == DiscussionState.Learned ? this with { State = DiscussionState.Resolved } : this;
}

/// <summary>A step of the timeline with the name of who made it.</summary>
public sealed record Step(int Number, EventKind Kind, Actor Actor, Guid? By, string? Name, DateTimeOffset At, string? Text, string? Detail);

/// <summary>A discussion with everything the pages show of it.</summary>
public sealed record DiscussionView(
    DiscussionRow Row, string Text, Guid? ReporterId, string? Reporter, Truth? Truth, Voice? Voice, Outcome? Outcome, IReadOnlyList<Step> Steps,
    IReadOnlyList<(int Number, int Width, int Height)> Pictures, DateTimeOffset? MeasureAt)
{
    /// <summary>What was seen at a closer look.</summary>
    public required Look Look { get; init; }
    /// <summary>True when its reporter reads how the discussion of somebody else stands, to which it belongs.</summary>
    public bool WithOthers { get; init; }
    /// <summary>Whether the reporter has posted the sentence that hands over, or null.</summary>
    public bool? HandOverPosted { get; init; }
}

/// <summary>The desk's named questions.</summary>
public sealed class DeskQueries(AppDb db, People people)
{
    /// <summary>Rows on one page of the inbox.</summary>
    public const int PageSize = 50;
    /// <summary>Most rows that an open inbox catches up with at once.</summary>
    private const int MostChanged = 200;
    /// <summary>Characters of the text that a row begins with.</summary>
    private const int Beginning = 300;

    /// <summary>The inbox: what nobody has comes first, then the hottest, then the newest.</summary>
    /// <param name="open">True for open discussions, false for closed ones.</param>
    /// <param name="page">Page, from 0.</param>
    /// <param name="stop">Ends the query.</param>
    public async Task<List<DiscussionRow>> InboxAsync(bool open, int page, CancellationToken stop = default)
    {
        var all = open ? db.OpenDiscussions : db.Discussions.Where(d => d.ClosedAt != null && d.State != DiscussionState.Merged);
        var sorted = open
            ? all.OrderBy(d => d.HandlerId == null ? 0 : 1).ThenBy(d => d.DrillId == null ? 0 : 1).ThenByDescending(Timetable.ByStrength).ThenByDescending(d => d.ReportedAt)
            : all.OrderByDescending(d => d.ClosedAt);
        return await NamedAsync(await Rows(sorted.Skip(page * PageSize).Take(PageSize)).ToListAsync(stop), stop);
    }

    /// <summary>Numbers of open real discussions, of those nobody has, and of open exercises.</summary>
    public async Task<(int Open, int Unseen, int Drills)> CountsAsync(CancellationToken stop = default)
    {
        var (real, drills) = (db.OpenDiscussions.Where(d => d.DrillId == null), await db.OpenDiscussions.CountAsync(d => d.DrillId != null, stop));
        return (await real.CountAsync(stop), await real.CountAsync(d => d.HandlerId == null, stop), drills);
    }

    /// <summary>Number of open discussions.</summary>
    public Task<int> CountOpenAsync(CancellationToken stop = default) => db.OpenDiscussions.CountAsync(stop);

    /// <summary>Discussions about which everybody was called and nobody has come.</summary>
    public async Task<Forsaken> ForsakenAsync(CancellationToken stop = default)
    {
        var found = await db.OpenDiscussions.Where(d => d.DrillId == null && d.HandlerId == null && (d.AlertStep >= Ring.Management || d.AlertLoop > 1)).OrderBy(d => d.ReportedAt).Select(d => d.Id).ToListAsync(stop);
        return new Forsaken(found.Count, found.Count > 0 ? found[0] : null);
    }

    /// <summary>What changed since then, for open inboxes, in order; of more than <see cref="MostChanged"/> the latest.</summary>
    public async Task<List<DiscussionRow>> ChangedAsync(DateTimeOffset since, CancellationToken stop = default) =>
        await NamedAsync([.. (await Rows(db.Discussions.Where(d => d.ChangedAt >= since).OrderByDescending(d => d.ChangedAt).Take(MostChanged)).ToListAsync(stop)).AsEnumerable().Reverse()], stop);

    /// <summary>Open discussions, newest first: for a real one the real ones, for an exercise those of its drill.</summary>
    /// <param name="except">One that is left out.</param>
    /// <param name="most">At most this many.</param>
    /// <param name="stop">Ends the query.</param>
    public async Task<List<DiscussionRow>> NewestAsync(Guid except, int most, CancellationToken stop = default) =>
        await NamedAsync(await Rows(db.OpenDiscussions.Where(d => d.Id != except && db.Set<Discussion>().Any(own => own.Id == except && own.DrillId == d.DrillId)).OrderByDescending(d => d.ReportedAt).Take(most)).ToListAsync(stop), stop);

    /// <summary>The rows of these.</summary>
    public async Task<List<DiscussionRow>> RowsAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        await NamedAsync(await Rows(db.Discussions.Where(d => ids.Contains(d.Id)).OrderBy(d => d.ChangedAt)).ToListAsync(stop), stop);

    /// <summary>One row, or null.</summary>
    public async Task<DiscussionRow?> RowAsync(Guid id, CancellationToken stop = default) =>
        (await NamedAsync(await Rows(db.Discussions.Where(d => d.Id == id)).ToListAsync(stop), stop)).SingleOrDefault();

    /// <summary>The person's own reports, newest first, each standing as the discussion stands to which it belongs.</summary>
    public async Task<List<DiscussionRow>> OfReporterAsync(Guid reporter, int most, CancellationToken stop = default)
    {
        var rows = await Rows(db.Discussions.Where(d => d.ReporterId == reporter).OrderByDescending(d => d.ReportedAt).Take(most)).ToListAsync(stop);
        var into = rows.Select(r => r.MergedInto).OfType<Guid>().Distinct().ToList();
        var leads = into.Count == 0 ? [] : await Rows(db.Discussions.Where(d => into.Contains(d.Id))).ToDictionaryAsync(d => d.Id, stop);
        return await NamedAsync([.. rows.Select(r => r.MergedInto is { } id && leads.TryGetValue(id, out var lead) ? SharedProgress.Of(r, lead).ForReporter : r.ForReporter)], stop);
    }

    /// <summary>Everything about one discussion, or null. For a reporter only their own; of what it belongs to they read how that stands.</summary>
    public async Task<DiscussionView?> ViewAsync(Guid id, Guid? reporter, CancellationToken stop = default)
    {
        var own = await OneAsync(id, reporter, stop);
        return reporter is not null && own?.Row.MergedInto is { } into && await OneAsync(into, null, stop) is { } lead ? SharedProgress.Of(own, lead) : own;
    }

    private async Task<DiscussionView?> OneAsync(Guid id, Guid? reporter, CancellationToken stop)
    {
        var found = await db.Discussions.AsNoTracking().Where(d => d.Id == id && (reporter == null || d.ReporterId == reporter))
            .Select(d => new { d.Text, d.ReporterId, d.Truth, d.Voice, d.Outcome, d.WatchedAt, d.Measured, d.State, d.HandOverPosted, Look = new Look(d.Colleague, d.Influence, d.Intensity, d.Arousal, d.Reach, d.Exposure) }).SingleOrDefaultAsync(stop);
        if (found is null) return null;
        var steps = await db.DiscussionEvents.AsNoTracking().Where(e => e.DiscussionId == id).OrderBy(e => e.Number).ToListAsync(stop);
        var names = await people.NamesAsync(steps.Select(s => s.By).Append(found.ReporterId).OfType<Guid>().Distinct(), stop);
        var pictures = await db.Screenshots.Where(s => s.DiscussionId == id).OrderBy(s => s.Number)
            .Select(s => new { s.Number, s.Width, s.Height }).ToListAsync(stop);
        var row = (await RowAsync(id, stop))!;
        return new DiscussionView(reporter is null ? row : row.ForReporter, found.Text, found.ReporterId, Name(names, found.ReporterId), found.Truth, found.Voice, found.Outcome,
            [.. steps.Select(s => new Step(s.Number, s.Kind, s.Actor, s.By, Name(names, s.By), s.At, s.Text, s.Detail))],
            [.. pictures.Select(p => (p.Number, p.Width, p.Height))],
            found.State == DiscussionState.Watching ? Timetable.MeasureAt(found.WatchedAt!.Value, found.Measured) : null)
        {
            Look = found.Look, HandOverPosted = found.HandOverPosted,
        };
    }

    private static string? Name(Dictionary<Guid, string> names, Guid? id) => id is { } known && names.TryGetValue(known, out var name) ? name : null;

    private IQueryable<DiscussionRow> Rows(IQueryable<Discussion> discussions) => discussions.AsNoTracking().Select(d => new DiscussionRow(
        d.Id, d.Title, d.Text.Length > Beginning ? d.Text.Substring(0, Beginning) : d.Text, d.Url, d.Screenshots, d.Involvement, d.State, d.Severity,
        d.HandlerId, d.ReportedAt, d.SeenAt, d.ChangedAt, d.Version)
    {
        MergedInto = d.MergedInto, ClosedAt = d.ClosedAt, Drill = d.DrillId, Also = db.Set<Discussion>().Count(m => m.MergedInto == d.Id),
    });

    private async Task<List<DiscussionRow>> NamedAsync(List<DiscussionRow> rows, CancellationToken stop)
    {
        var ids = rows.Select(r => r.HandlerId).OfType<Guid>().Distinct().ToList();
        if (ids.Count == 0) return rows;
        var names = await people.NamesAsync(ids, stop);
        return [.. rows.Select(r => r with { Handler = Name(names, r.HandlerId) })];
    }
}
