using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Desk.Afterwards;
using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Inbox;

/// <summary>The desk's inbox; new reports appear without reloading.</summary>
[Authorize(Policy = Policies.Desk)]
public sealed class InboxModel(DeskQueries desk, PostingStop posting, WaitingExercises exercises) : PageModel
{
    /// <summary>Highest number of a page.</summary>
    private const int Furthest = 10_000;

    /// <summary>The rows.</summary>
    public List<DiscussionRow> Rows { get; private set; } = [];
    /// <summary>True for open discussions.</summary>
    public bool Open { get; private set; }
    /// <summary>Page, from 0.</summary>
    public int Number { get; private set; }
    /// <summary>How many are open.</summary>
    public int OpenCount { get; private set; }
    /// <summary>That scheduled posts are held, or null.</summary>
    public PostingHold? Hold { get; private set; }
    /// <summary>Exercises that wait for somebody like this person to agree.</summary>
    public int Waiting { get; private set; }

    /// <summary>Shows open or closed discussions.</summary>
    public async Task<IActionResult> OnGetAsync(string? show, int from, CancellationToken stop)
    {
        (Open, Number) = (show != "closed", Math.Clamp(from, 0, Furthest));
        Rows = await desk.InboxAsync(Open, Number, stop);
        OpenCount = await desk.CountOpenAsync(stop);
        (Hold, Waiting) = (await posting.NowAsync(stop), (await exercises.OwnAsync(stop)).Count);
        return Page();
    }
}
