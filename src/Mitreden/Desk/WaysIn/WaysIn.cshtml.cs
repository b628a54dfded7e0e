using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Desk.MailIn;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.WaysIn;

/// <summary>A person's own ways to report without the form: make one, see its secret once, close it.</summary>
public sealed class WaysInModel(OwnWays own, MailInState mail, MitredenSettings settings, Texts<WayTexts> texts) : PageModel
{
    /// <summary>Fields that a program may send, in the order in which they are explained.</summary>
    public static IReadOnlyList<string> Fields { get; } = ["Authorization", "title", "text", "url", "involvement", "screenshots", "Idempotency-Key"];

    /// <summary>Own ways, oldest first.</summary>
    public IReadOnlyList<Way> Ways { get; private set; } = [];
    /// <summary>Address for programs.</summary>
    public string Address => settings.Address(KeyDoor.Path);
    /// <summary>The bookmark's address.</summary>
    public string Mark => Bookmark.For(settings.PublicUrl);
    /// <summary>True when the person can report by mail.</summary>
    public bool MayMail { get; private set; }
    /// <summary>True while the mailbox cannot be read.</summary>
    public bool MailIsBroken => mail.FailedAt is not null;
    /// <summary>Why nothing was made.</summary>
    public string? Problem { get; private set; }
    /// <summary>A name that was refused; it stays.</summary>
    public string? Typed { get; private set; }

    /// <summary>Shows them.</summary>
    public Task OnGetAsync(CancellationToken stop) => ReadAsync(stop);

    /// <summary>Makes a key for a program.</summary>
    public async Task<IActionResult> OnPostKeyAsync(string? name, CancellationToken stop)
    {
        var (fault, secret) = await own.OpenAsync(WayKind.Key, name, stop);
        if (fault != WayFault.None) return await AgainAsync(fault, name, stop);
        TempData["WayKey"] = secret;
        return Redirect("/desk/ways-in");
    }

    /// <summary>Makes a mail address.</summary>
    public async Task<IActionResult> OnPostMailAsync(string? name, CancellationToken stop)
    {
        var (fault, secret) = await own.OpenAsync(WayKind.Mail, name, stop);
        if (fault != WayFault.None) return await AgainAsync(fault, null, stop);
        TempData["WayMail"] = MailAddresses.With(settings.MailIn.Address, secret);
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
        (Problem, Typed) = (texts[$"Fault.{fault}", Way.Most], name);
        await ReadAsync(stop);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task ReadAsync(CancellationToken stop) => (Ways, MayMail) = (await own.ReadAsync(stop), await own.MayMailAsync(stop));
}
