using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Blocks;

/// <summary>The team's text blocks: written once, copied from under pressure.</summary>
[Authorize(Policy = Policies.Desk)]
public sealed class BlocksModel(AppDb db, TextBlocks blocks, CurrentPerson me, Texts<DeskTexts> texts) : PageModel
{
    /// <summary>All of them.</summary>
    public List<TextBlock> All { get; private set; } = [];
    /// <summary>True while there is room for one more.</summary>
    public bool HasRoom { get; private set; }
    /// <summary>The block whose change was refused, <see cref="Guid.Empty"/> for a new one, or null.</summary>
    public Guid? Refused { get; private set; }
    /// <summary>Why, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>What was typed into a refused form, else what is stored.</summary>
    public string Typed(Guid id, string field, string stored) => Refused == id ? Request.Form[field].ToString() : stored;

    /// <summary>Shows them.</summary>
    public Task OnGetAsync(CancellationToken stop) => ReadAsync(stop);

    /// <summary>Adds one.</summary>
    public Task<IActionResult> OnPostAddAsync(string? title, string? text) => SaveAsync(Guid.Empty, async () =>
    {
        if (!await blocks.HasRoomAsync()) throw new NotNowException(NotNow.NoRoom);
        db.Add(TextBlock.Of(me.OrganisationId, title, text, db.Time.GetUtcNow()));
        return true;
    });

    /// <summary>Changes one.</summary>
    public Task<IActionResult> OnPostWriteAsync(Guid block, int version, string? title, string? text) => SaveAsync(block, async () =>
    {
        if (await blocks.FindAsync(block) is not { } found) return false;
        if (found.Version != version) throw new NotNowException(NotNow.Changed);
        found.Write(title, text, db.Time.GetUtcNow());
        return true;
    });

    /// <summary>Removes one; removing it again changes nothing.</summary>
    public Task<IActionResult> OnPostRemoveAsync(Guid block) => SaveAsync(block, async () =>
    {
        if (await blocks.FindAsync(block) is { } found) db.Remove(found);
        return true;
    });

    private async Task<IActionResult> SaveAsync(Guid block, Func<Task<bool>> step)
    {
        try
        {
            if (!await step()) return NotFound();
            await db.SaveChangesAsync();
            TempData["Toast"] = texts["Blocks.Saved"];
            return RedirectToPage();
        }
        catch (NotNowException refused)
        {
            return await RefuseAsync(block, refused.Why);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody else wrote at the same moment; what was typed stays in the form.
            return await RefuseAsync(block, NotNow.Changed);
        }
    }

    private async Task<IActionResult> RefuseAsync(Guid block, NotNow why)
    {
        db.ChangeTracker.Clear();
        Refused = block;
        Refusal = why == NotNow.TooLong ? texts["Blocks.TooLong", TextBlock.LongestTitle, TextBlock.LongestText] : texts[$"NotNow.{why}", TextBlock.Most];
        await ReadAsync(HttpContext.RequestAborted);
        Response.StatusCode = why == NotNow.Changed ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        All = await blocks.AllAsync(stop);
        HasRoom = All.Count < TextBlock.Most;
    }
}
