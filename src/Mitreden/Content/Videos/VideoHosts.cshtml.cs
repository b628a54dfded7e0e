using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Providers;
using Mitreden.Foundation.Settings;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Content.Videos;

/// <summary>An administrator says from which PeerTube videos may come, and who runs it.</summary>
[Authorize(Policy = Policies.Administrator)]
public sealed class VideoHostsModel(AppDb db, CurrentPerson me, MitredenSettings settings, Texts<ContentTexts> texts) : PageModel
{
    /// <summary>Name of the host.</summary>
    [BindProperty]
    public string? Host { get; set; }
    /// <summary>Who runs it.</summary>
    [BindProperty]
    public string? RunBy { get; set; }
    /// <summary>Where that is.</summary>
    [BindProperty]
    public string? Country { get; set; }
    /// <summary>Page on data protection.</summary>
    [BindProperty]
    public string? Privacy { get; set; }
    /// <summary>Version that was changed; 0 when there was none.</summary>
    [BindProperty]
    public int Version { get; set; }
    /// <summary>True when one is allowed.</summary>
    public bool IsThere { get; private set; }
    /// <summary>The field that was refused, and why.</summary>
    public (string Field, string Why)? Problem { get; private set; }

    /// <summary>Shows what is allowed.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        if (await db.Set<VideoHost>().AsNoTracking().SingleOrDefaultAsync(stop) is not { } host) return;
        (IsThere, Host, RunBy, Country, Privacy, Version) = (true, host.Host, host.Operator, host.Country, host.Privacy, host.Version);
    }

    /// <summary>Allows a host, or changes what is said about it.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken stop)
    {
        var host = await db.Set<VideoHost>().SingleOrDefaultAsync(stop);
        IsThere = host is not null;
        if ((host?.Version ?? 0) != Version) return Refuse("form", texts["Hosts.Changed"], StatusCodes.Status409Conflict);
        if (IsOurs(VideoHost.Tidy(Host))) return Refuse("host", texts["Hosts.Fault.ours"]);
        if (host is null) db.Add(host = VideoHost.Begin(me.OrganisationId, db.Time.GetUtcNow()));
        try
        {
            host.Set(Host, RunBy, Country, Privacy);
            await db.SaveChangesAsync(stop);
        }
        catch (ProviderException refused)
        {
            return Refuse(refused.Blamed, texts[$"Hosts.Fault.{refused.Why}", VideoHost.LongestName]);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Another administrator has saved in the same moment.
            return Refuse("form", texts["Hosts.Changed"], StatusCodes.Status409Conflict);
        }
        TempData["Toast"] = texts["Hosts.Saved"];
        return Redirect("/settings/videos");
    }

    /// <summary>Allows none any more; videos from there are shown nowhere from now on.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken stop)
    {
        db.RemoveRange(await db.Set<VideoHost>().ToListAsync(stop));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // The other half of a double tap: it is gone. Or another administrator has just changed it: then it stays, and this one sees how.
            db.ChangeTracker.Clear();
            await OnGetAsync(stop);
            if (IsThere) return Refuse("form", texts["Hosts.Changed"], StatusCodes.Status409Conflict);
        }
        TempData["Toast"] = texts["Hosts.Removed"];
        return Redirect("/settings/videos");
    }

    /// <summary>A frame of our own host could do in our pages whatever it likes: its box keeps strangers apart, not us from ourselves.</summary>
    private bool IsOurs(string? host) => host is not null && (host == Request.Host.Host || Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var mine) && mine.Host == host);

    private PageResult Refuse(string field, string why, int status = StatusCodes.Status422UnprocessableEntity)
    {
        (Problem, Response.StatusCode) = ((field, why), status);
        return Page();
    }
}
