using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Participation.Pilot;

/// <summary>Putting the pilot group together: drawn once, or by hand; then one in, one out, and whether it has practised.</summary>
[Authorize(Policy = ParticipationModule.LeadPolicy)]
public sealed class PilotPageModel(AppDb db, Pilots pilots, Texts<ParticipationTexts> texts) : PageModel
{
    private const string Address = "/involvement/pilot";

    /// <summary>The group, or null before it has been put together.</summary>
    public PilotGroup? Group { get; private set; }
    /// <summary>Its members.</summary>
    public IReadOnlyList<PersonCard> Members { get; private set; } = [];
    /// <summary>Those who volunteered and are not in it.</summary>
    public IReadOnlyList<PersonCard> Pool { get; private set; } = [];
    /// <summary>How large it may be.</summary>
    public PilotSize Size { get; private set; } = PilotSize.For(0);
    /// <summary>Why something was refused, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Sizes that can be drawn from the pool.</summary>
    public IEnumerable<int> Sizes => Enumerable.Range(Size.Fewest, Math.Max(0, Math.Min(Size.Most, Pool.Count) - Size.Fewest + 1));

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken stop)
    {
        Group = await db.PilotGroups.AsNoTracking().SingleOrDefaultAsync(stop);
        (Size, Members, Pool) = (await pilots.SizeAsync(stop), await pilots.MembersAsync(stop), await pilots.PoolAsync(stop));
        return Page();
    }

    /// <summary>Draws the group.</summary>
    public async Task<IActionResult> OnPostDrawAsync([FromForm] int size, CancellationToken stop) => await DoneAsync(await pilots.DrawAsync(size, stop), "Pilot.Drawn", stop);

    /// <summary>Puts it together by hand.</summary>
    public async Task<IActionResult> OnPostChooseAsync([FromForm] List<Guid> people, CancellationToken stop) => await DoneAsync(await pilots.ChooseAsync(people, stop), "Pilot.Chosen", stop);

    /// <summary>Takes one more in; without a person, by lot.</summary>
    public async Task<IActionResult> OnPostAddAsync([FromForm] Guid? person, CancellationToken stop) => await DoneAsync(await pilots.AddAsync(person, stop), "Pilot.Added", stop);

    /// <summary>Takes somebody out.</summary>
    public async Task<IActionResult> OnPostRemoveAsync([FromForm] Guid person, CancellationToken stop)
    {
        await pilots.RemoveAsync(person, stop);
        return await DoneAsync(true, "Pilot.Removed", stop);
    }

    /// <summary>The group has practised, or has not after all.</summary>
    public async Task<IActionResult> OnPostPractisedAsync([FromForm] bool practised, CancellationToken stop)
    {
        if (await db.PilotGroups.SingleOrDefaultAsync(stop) is not { } group) return Redirect(Address);
        if (practised) group.Practise(db.Time.GetUtcNow());
        else group.PractiseAgain();
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody else has just said the same or the opposite: the page shows how it stands.
            return Redirect(Address);
        }
        return await DoneAsync(true, practised ? "Pilot.Practised.Done" : "Pilot.Practised.Undone", stop);
    }

    private async Task<IActionResult> DoneAsync(bool done, string said, CancellationToken stop)
    {
        if (done)
        {
            TempData["Toast"] = texts[said];
            return Redirect(Address);
        }
        Problem = texts["Pilot.Problem"];
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await OnGetAsync(stop);
    }
}
