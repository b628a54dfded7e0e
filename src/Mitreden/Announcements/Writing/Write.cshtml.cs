using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Announcements.Writing;

/// <summary>An announcement as those who write see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Title; may be empty.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ChangedAt">When it changed last.</param>
/// <param name="PublishedAt">Since when people can read it, or null.</param>
/// <param name="IsOffered">True while second readers look at it.</param>
/// <param name="Readers">About how many have read it.</param>
public sealed record NewsRow(Guid Id, string Title, NewsState State, DateTimeOffset ChangedAt, DateTimeOffset? PublishedAt, bool IsOffered, Band Readers);

/// <summary>Drafts and what was published, with about how many have read it.</summary>
[Authorize(Policy = AnnouncementsModule.WriterPolicy)]
public sealed class WriteModel(AppDb db, CurrentPerson me) : PageModel
{
    /// <summary>Drafts, the latest first.</summary>
    public IReadOnlyList<NewsRow> Drafts { get; private set; } = [];
    /// <summary>What was published, newest first.</summary>
    public IReadOnlyList<NewsRow> Published { get; private set; } = [];

    /// <summary>Reads both.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        var all = await db.Announcements.AsNoTracking().OrderByDescending(a => a.ChangedAt)
            .Select(a => new NewsRow(a.Id, a.Title, a.State, a.ChangedAt, a.PublishedAt, a.IsOffered, a.Readers)).ToListAsync(stop);
        Drafts = [.. all.Where(a => a.State == NewsState.Draft)];
        Published = [.. all.Where(a => a.State != NewsState.Draft).OrderByDescending(a => a.PublishedAt)];
    }

    /// <summary>Begins a draft and leads to its form.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var draft = Announcement.Begin(me.OrganisationId, me.Id, db.Time.GetUtcNow());
        db.Add(draft);
        await db.SaveChangesAsync(stop);
        return Redirect($"/news/write/{draft.Id}");
    }
}
