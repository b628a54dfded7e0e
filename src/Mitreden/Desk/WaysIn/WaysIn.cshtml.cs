using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.WaysIn;

/// <summary>A person's own ways to report without the form: make one, see its secret once, close it.</summary>
public sealed class WaysInModel(OwnWays own, MitredenSettings settings, Texts<WayTexts> texts) : PageModel
{
    /// <summary>Fields that a program may send, in the order in which they are explained.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["Authorization", "title", "text", "url", "involvement", "screenshots", "Idempotency-Key"];

    /// <summary>Own ways, oldest first.</summary>
    public IReadOnlyList<Way> Ways { get; private set; } = [];
    /// <summary>Address for programs.</summary>
    public string Address => settings.PublicUrl.TrimEnd('/') + KeyDoor.Path;
    /// <summary>The bookmark's address.</summary>
    public string Mark => Bookmark.For(settings.PublicUrl);
    /// <summary>Why nothing was made.</summary>
    public string? Problem { get; private set; }
    /// <summary>A name that was refused; it stays.</summary>
    public string? Typed { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken stop) => Ways = await own.ReadAsync(stop);

    /// <summary>Makes a key for a program.</summary>
    public async Task<IActionResult> OnPostKeyAsync(string? name, CancellationToken stop)
    {
        var (fault, secret) = await own.OpenAsync(WayKind.Key, name, stop);
        if (fault != WayFault.None) return await AgainAsync(fault, name, stop);
        TempData["WayKey"] = secret;
        return Redirect("/desk/ways-in");
    }

    /// <summary>Closes one.</summary>
    public async Task<IActionResult> OnPostCloseAsync(Guid id, CancellationToken stop)
    {
        if (await own.FindAsync(id, stop) is not { } way) return NotFound();
        await own.CloseAsync(way, stop);
        TempData["Toast"] = texts["Done.Closed"];
        return Redirect("/desk/ways-in");
    }

    private async Task<IActionResult> AgainAsync(WayFault fault, string? name, CancellationToken stop)
    {
        (Problem, Typed, Ways) = (texts[$"Fault.{fault}", Way.Most], name, await own.ReadAsync(stop));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
