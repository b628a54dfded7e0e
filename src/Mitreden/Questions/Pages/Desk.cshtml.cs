using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Web;

namespace Mitreden.Questions.Pages;

/// <summary>What waits in the box, and what was done with the last ones, for those who answer.</summary>
[Authorize(Policy = QuestionsModule.ModeratorPolicy)]
public sealed class DeskModel(AppDb db, Readings readings, CurrentPerson me) : PageModel
{
    /// <summary>What waits.</summary>
    public IReadOnlyList<Question> Waiting { get; private set; } = [];
    /// <summary>What was done lately.</summary>
    public IReadOnlyList<ReplyRow> Lately { get; private set; } = [];

    /// <summary>Reads both.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        Waiting = await readings.WaitingAsync(BoxDay.OpenBefore(db.Time.GetUtcNow(), me.Zone), stop);
        Lately = await readings.LatelyAsync(stop);
    }
}
