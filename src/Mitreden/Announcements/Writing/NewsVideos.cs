using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;

namespace Mitreden.Announcements.Writing;

/// <summary>The announcements that show a video.</summary>
internal sealed class NewsVideos(AppDb db) : IShowsVideos
{
    public async Task<IReadOnlyList<VideoUse>> UsesAsync(Guid video, CancellationToken stop) =>
        [.. (await db.Announcements.AsNoTracking().Where(a => a.Video == video && a.State != NewsState.Withdrawn).OrderBy(a => a.Id).Select(a => new { a.Id, a.Title }).ToListAsync(stop))
            .Select(a => new VideoUse(a.Title, $"/news/write/{a.Id}"))];
}
