using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Channels;

/// <summary>The devices on which a desk member is alerted: add this one, try it out, rename, remove.</summary>
[Authorize(Policy = Policies.Desk)]
public sealed class DevicesModel(OwnDevices own, DevicePush push, Vapid vapid, AppDb db, CurrentPerson me, Texts<ChannelTexts> texts) : PageModel
{
    /// <summary>Own devices, oldest first.</summary>
    public IReadOnlyList<Device> Devices { get; private set; } = [];
    /// <summary>The installation's public key, which a browser needs to subscribe.</summary>
    public string Key { get; private set; } = "";
    /// <summary>Why nothing was saved.</summary>
    public string? Problem { get; private set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken stop) => await ReadAsync(stop);

    /// <summary>Adds the browser that sends its subscription, or renews it.</summary>
    public async Task<IActionResult> OnPostAddAsync(string? endpoint, string? p256dh, string? auth, CancellationToken stop)
    {
        var target = new PushTarget(endpoint ?? "", p256dh ?? "", auth ?? "");
        var fault = await own.AddAsync(target, DeviceName.Of(Request.Headers.UserAgent, texts), stop);
        if (fault == DeviceFault.None) return Done("Done.Added");
        Problem = texts[$"Fault.{fault}", Device.Most];
        await ReadAsync(stop);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Sends a test alert and says what the push service made of it.</summary>
    public async Task<IActionResult> OnPostProbeAsync(Guid id, CancellationToken stop)
    {
        if (await own.FindAsync(id, stop) is null) return NotFound();
        var message = new PushMessage(texts["Probe.Title"], texts["Probe.Body"], "/desk/devices", null, "probe", Urgent: true);
        TempData["Toast"] = texts[$"Probe.{await push.ProbeAsync(me.Id, id, message, stop)}"];
        return Redirect("/desk/devices");
    }

    /// <summary>Gives a device another name.</summary>
    public async Task<IActionResult> OnPostRenameAsync(Guid id, string? name, CancellationToken stop)
    {
        if (await own.FindAsync(id, stop) is not { } device) return NotFound();
        device.Rename(name);
        await db.SaveChangesAsync(stop);
        return Done("Done.Renamed");
    }

    /// <summary>Removes a device.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken stop)
    {
        if (await own.FindAsync(id, stop) is not { } device) return NotFound();
        await own.RemoveAsync(device, stop);
        return Done("Done.Removed");
    }

    private RedirectResult Done(string key)
    {
        TempData["Toast"] = texts[key];
        return Redirect("/desk/devices");
    }

    private async Task ReadAsync(CancellationToken stop) => (Devices, Key) = (await own.ReadAsync(stop), await vapid.PublicKeyAsync(stop));
}
