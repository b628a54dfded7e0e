using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Reports;

/// <summary>The person's own reports, and what became of each.</summary>
public sealed class ReportsModel(DeskQueries desk, CurrentPerson me) : PageModel
{
    private const int Most = 200;

    /// <summary>The reports, newest first.</summary>
    public List<DiscussionRow> Rows { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken stop) => Rows = await desk.OfReporterAsync(me.Id, Most, stop);
}
