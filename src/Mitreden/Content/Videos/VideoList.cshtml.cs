using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Web;

namespace Mitreden.Content.Videos;

/// <summary>The organisation's own videos, for authors.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class VideoListModel(Foundation.Media.Videos videos) : PageModel
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<VideoRow> All { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken stop) => All = await videos.AllAsync(stop);

    /// <summary>Bytes as megabytes with one digit, as people write them.</summary>
    public static string Megabytes(long bytes) => (Math.Ceiling(bytes / 104857.6) / 10).ToString("0.#", CultureInfo.CurrentCulture);
}
