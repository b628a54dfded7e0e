using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Channels;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.ChatIn;

/// <summary>A chat program as the page shows it.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Id">Its door, or null while it has none.</param>
/// <param name="Address">What it calls.</param>
/// <param name="HasSecret">True when its requests can be checked; before that all of them are refused.</param>
public sealed record ChatRow(ChatKind Kind, Guid? Id, string Address, bool HasSecret);

/// <summary>Sets up that messages from the chat can be handed in, for those who work at the desk or manage people.</summary>
[Authorize(Policy = ChannelSetup.Policy)]
public sealed class ChatModel(AppDb db, CurrentPerson me, Seal seal, MitredenSettings settings, Texts<ChatTexts> texts) : PageModel
{
    /// <summary>One row for each chat program.</summary>
    public List<ChatRow> Rows { get; } = [];
    /// <summary>Which program's secret was refused.</summary>
    public ChatKind? Refused { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken stop) => await ReadAsync(stop);

    /// <summary>Makes the address, which some programs want to know before they tell their secret.</summary>
    public async Task<IActionResult> OnPostOpenAsync(ChatKind kind, CancellationToken stop)
    {
        if (!Enum.IsDefined(kind)) return NotFound();
        if (await Door(kind).AnyAsync(stop)) return Done("Done.Opened");
        db.Add(ChatDoor.Add(seal, me.OrganisationId, kind, "", db.Time.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // The other half of a double tap was faster; the database keeps one door per program.
            db.ChangeTracker.Clear();
            if (!await Door(kind).AnyAsync(stop)) throw;
        }
        return Done("Done.Opened");
    }

    /// <summary>Takes the secret.</summary>
    public async Task<IActionResult> OnPostSecretAsync(ChatKind kind, string? secret, CancellationToken stop)
    {
        if (await Door(kind).SingleOrDefaultAsync(stop) is not { } door) return NotFound();
        var tidy = secret?.Trim() ?? "";
        if (tidy.Length is 0 or > ChatDoor.LongestSecret || kind == ChatKind.Teams && ChatSignature.Key(tidy) is null)
        {
            Refused = kind;
            await ReadAsync(stop);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        door.Renew(seal, tidy);
        await db.SaveChangesAsync(stop);
        return Done("Done.Secret");
    }

    /// <summary>Closes the door; its address leads nowhere any more.</summary>
    public async Task<IActionResult> OnPostCloseAsync(ChatKind kind, CancellationToken stop)
    {
        if (await Door(kind).SingleOrDefaultAsync(stop) is not { } door) return NotFound();
        db.Remove(door);
        await db.SaveChangesAsync(stop);
        return Done("Done.Closed");
    }

    private IQueryable<ChatDoor> Door(ChatKind kind) => db.Set<ChatDoor>().Where(d => d.Kind == kind);

    private RedirectResult Done(string key)
    {
        TempData["Toast"] = texts[key];
        return Redirect("/desk/channels/chat");
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        var doors = await db.Set<ChatDoor>().AsNoTracking().ToListAsync(stop);
        foreach (var kind in Enum.GetValues<ChatKind>())
        {
            var door = doors.Find(d => d.Kind == kind);
            Rows.Add(new ChatRow(kind, door?.Id, door is null ? "" : ChatGate.Address(settings, door), door?.Secret(seal) is { Length: > 0 }));
        }
    }
}
