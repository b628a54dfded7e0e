using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.WaysIn;

/// <summary>How somebody puts Mitreden into the share menu of an iPhone, step by step, with their own key in it.</summary>
public sealed class IphoneModel(OwnWays own, MitredenSettings settings, Texts<WayTexts> texts) : PageModel
{
    /// <summary>Where the shortcut sends.</summary>
    public string Address => settings.Address(KeyDoor.Path);
    /// <summary>Why no key was made.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows the steps.</summary>
    public void OnGet() { }

    /// <summary>Makes the key and shows the steps with it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var (fault, secret) = await own.OpenAsync(WayKind.Key, texts["Iphone.Name"], stop);
        if (fault == WayFault.None)
        {
            TempData["WayKey"] = secret;
            return Redirect("/desk/ways-in/iphone");
        }
        Problem = texts[$"Fault.{fault}", Way.Most];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
