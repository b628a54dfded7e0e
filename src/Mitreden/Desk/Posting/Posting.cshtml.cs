using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Posting;

/// <summary>Whether scheduled posts go out, who held them and why; on by one tap, off with a reason.</summary>
[Authorize(Policy = Policies.Desk)]
public sealed class PostingModel(PostingSwitch posting, PostingQueries queries, CurrentPerson me, Texts<PostingTexts> texts) : PageModel
{
    /// <summary>How it stands.</summary>
    public HoldView View { get; private set; } = new(null, null, null);
    /// <summary>The last changes, newest first.</summary>
    public IReadOnlyList<ChangeRow> Changes { get; private set; } = [];
    /// <summary>The discussion from which somebody came, or null.</summary>
    public Guid? DiscussionId { get; private set; }
    /// <summary>Why nothing was done, or null.</summary>
    public string? Refusal { get; private set; }
    /// <summary>What was typed into the refused form.</summary>
    public string? Typed { get; private set; }

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(Guid? discussion, CancellationToken stop) => await ShowAsync(discussion, stop);

    /// <summary>Holds all scheduled posts; in an exercise it is only noted.</summary>
    public async Task<IActionResult> OnPostHoldAsync(Guid? discussion, string? why, CancellationToken stop) => await posting.PractiseAsync(me.Id, discussion, stop)
        ? await DoAsync("Practised", discussion, why, () => Task.FromResult(true), stop)
        : await DoAsync("Held", discussion, why, () => posting.HoldAsync(me.OrganisationId, me.Id, why, discussion, stop), stop);

    /// <summary>Lets them go out again.</summary>
    public Task<IActionResult> OnPostReleaseAsync(string? why, int number, CancellationToken stop) =>
        DoAsync("Released", null, why, () => posting.ReleaseAsync(me.OrganisationId, me.Id, why, number, stop), stop);

    private async Task<IActionResult> DoAsync(string done, Guid? discussion, string? why, Func<Task<bool>> change, CancellationToken stop)
    {
        try
        {
            if (!await change()) return NotFound();
            TempData["Toast"] = texts[$"Done.{done}"];
            return Redirect(discussion is null ? "/desk/posting" : $"/desk/discussions/{discussion}");
        }
        catch (NotNowException refused)
        {
            (Refusal, Typed) = (texts[$"Fault.{refused.Why}", refused.Most ?? 0], why);
            await ShowAsync(discussion, stop);
            Response.StatusCode = refused.Why == NotNow.Changed ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task ShowAsync(Guid? discussion, CancellationToken stop) => (DiscussionId, View, Changes) = (discussion, await queries.ViewAsync(stop), await queries.ChangesAsync(stop));
}
