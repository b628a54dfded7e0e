using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Reading;

/// <summary>An announcement in a list, without its text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Title in the reader's language.</param>
/// <param name="State">Published or withdrawn.</param>
/// <param name="PublishedAt">Since when people can read it.</param>
/// <param name="CorrectedAt">When it was corrected last, or null.</param>
/// <param name="IsNew">True when the reader has not opened it.</param>
public sealed record NewsHead(Guid Id, string Title, NewsState State, DateTimeOffset PublishedAt, DateTimeOffset? CorrectedAt, bool IsNew);

/// <summary>The news as the signed-in person sees them.</summary>
public sealed class Feed(AppDb db, CurrentPerson me, People people, Marks marks)
{
    /// <summary>Days after which an announcement that somebody has not opened is not offered to them on the start page any more.</summary>
    public const int NewDays = 30;

    /// <summary>All that were published for the person, newest first.</summary>
    public async Task<IReadOnlyList<NewsHead>> AllAsync(CancellationToken stop)
    {
        var department = (await people.FindAsync(me.Id, stop))?.Department ?? "";
        var read = (await marks.ReadAsync(stop)).Read.ToHashSet();
        // Of older ones nobody knows any more who has opened them.
        var since = db.Time.GetUtcNow().AddDays(-Announcement.CountedDays);
        return [.. (await Published().OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id)
                .Select(a => new { a.Id, a.Title, a.TitleEn, a.Departments, a.State, a.PublishedAt, a.CorrectedAt, a.BeforeStart }).ToListAsync(stop))
            .Where(a => IsFor(a.Departments, department))
            .Select(a => new NewsHead(a.Id, me.Language == "en" && a.TitleEn.Length > 0 ? a.TitleEn : a.Title, a.State, a.PublishedAt!.Value, a.CorrectedAt,
                (a.BeforeStart || a.PublishedAt >= since) && !read.Contains(a.Id)))];
    }

    /// <summary>The newest that the person has not opened, or null.</summary>
    public async Task<NewsHead?> NewestAsync(CancellationToken stop)
    {
        var since = db.Time.GetUtcNow().AddDays(-NewDays);
        return (await AllAsync(stop)).FirstOrDefault(h => h.IsNew && h.State == NewsState.Published && h.PublishedAt >= since);
    }

    /// <summary>One of them, when it is for the person or the person writes news themselves; null else.</summary>
    public async Task<Announcement?> FindAsync(Guid id, CancellationToken stop)
    {
        if (await Published().SingleOrDefaultAsync(a => a.Id == id, stop) is not { } found) return null;
        return me.Has(AnnouncementsModule.Writers) || IsFor(found.Departments, (await people.FindAsync(me.Id, stop))?.Department ?? "") ? found : null;
    }

    /// <summary>True when somebody could read something differently now than at this time.</summary>
    public Task<bool> HasChangedAsync(DateTimeOffset since, CancellationToken stop) => Published().AnyAsync(a => a.ChangedAt >= since, stop);

    /// <summary>True when what goes to these departments goes to somebody of this one.</summary>
    public static bool IsFor(string departments, string department) => departments.Length == 0 || department.Length > 0 && departments.Split('\n').Contains(department);

    private IQueryable<Announcement> Published() => db.Set<Announcement>().AsNoTracking().Where(a => a.State != NewsState.Draft);
}
