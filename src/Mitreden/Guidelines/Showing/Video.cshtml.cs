using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Providers;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Guidelines.Showing;

/// <summary>An author chooses the video of the guideline: none, one of the organisation's own, or one at a provider.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class VideoModel(AppDb db, Film film, Videos videos, ProviderVideos outside, CurrentPerson me, Texts<FilmTexts> texts) : PageModel
{
    private readonly Dictionary<string, string> _problems = [];

    /// <summary>What the form holds.</summary>
    [BindProperty]
    public FilmForm Form { get; set; } = new();

    /// <summary>The organisation's own videos.</summary>
    public IReadOnlyList<VideoRow> Own { get; private set; } = [];

    /// <summary>Host of the organisation's PeerTube, or null.</summary>
    public string? PeerTube { get; private set; }

    /// <summary>True when there is a picture.</summary>
    public bool HasPoster { get; private set; }

    /// <summary>True when the video cannot be shown now: its provider is not allowed any more, or the own one is gone or has no captions.</summary>
    public bool IsLost { get; private set; }

    /// <summary>What was refused, by field.</summary>
    public IReadOnlyDictionary<string, string> Problems => _problems;

    /// <summary>Shows what is chosen.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        await LoadAsync(stop);
        if (await film.StoredAsync(stop) is not { } stored) return;
        var address = await film.AddressAsync(stored, stop);
        Form = new FilmForm
        {
            Kind = stored.OwnId is null ? FilmForm.Outside : FilmForm.Ours, OwnId = stored.OwnId, Address = address?.Provider.Watch(address.Video), Title = stored.Title,
            Said = stored.Said, SaidEn = stored.SaidEn, Version = stored.Version,
        };
        IsLost = stored.OwnId is { } own ? await videos.ShownAsync(own.ToString(), stop) is null : address is null;
    }

    /// <summary>Saves the choice, or keeps everything in the form.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? poster, CancellationToken stop)
    {
        await LoadAsync(stop);
        var (stored, picture) = (await db.GuidelineVideos.SingleOrDefaultAsync(stop), await PictureAsync(poster, stop));
        if ((stored?.Version ?? 0) != Form.Version) return Changed(stored?.Version ?? 0);
        if (Form.Kind == FilmForm.None)
        {
            if (stored is not null) db.Remove(stored);
            return await SaveAsync(stop);
        }
        if (stored is null) db.Add(stored = GuidelineVideo.Begin(me.OrganisationId, db.Time.GetUtcNow()));
        if (Form.Kind == FilmForm.Ours) await OursAsync(stored, stop);
        else await OutsideAsync(stored, picture, stop);
        return _problems.Count > 0 ? Refused(StatusCodes.Status422UnprocessableEntity) : await SaveAsync(stop);
    }

    private async Task OursAsync(GuidelineVideo stored, CancellationToken stop)
    {
        if (await videos.ShownAsync(Form.OwnId?.ToString(), stop) is { } video) stored.ShowOwn(video.Id);
        else _problems["own"] = texts["Fault.own"];
    }

    private async Task OutsideAsync(GuidelineVideo stored, Picture? picture, CancellationToken stop)
    {
        if (VideoAddress.Read(Form.Address, await outside.OwnAsync(stop)) is not { } address)
        {
            _problems["address"] = texts[PeerTube is null ? "Fault.address" : "Fault.address.peertube", PeerTube ?? ""];
            return;
        }
        try
        {
            stored.ShowProvider(address, Form.Title, Form.Said, Form.SaidEn);
            if (picture is not null || Form.NoPoster) stored.Picture(picture);
        }
        catch (ProviderException refused)
        {
            _problems[refused.Blamed] = texts[$"Fault.{refused.Why}", refused.Why == ProviderFault.Title ? GuidelineVideo.LongestTitle : GuidelineVideo.LongestSaid];
        }
    }

    private async Task<IActionResult> SaveAsync(CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException late) when (late.IsLostRace)
        {
            // Two authors in the same moment: the second looks at what the first has chosen.
            db.ChangeTracker.Clear();
            return Changed((await film.StoredAsync(stop))?.Version ?? 0);
        }
        TempData["Toast"] = texts[Form.Kind == FilmForm.None ? "Removed" : "Saved"];
        return Redirect("/guideline");
    }

    /// <summary>Saving again is a second, knowing step.</summary>
    private PageResult Changed(int version)
    {
        ModelState.Clear();
        (Form.Version, _problems["form"]) = (version, texts["Changed"]);
        return Refused(StatusCodes.Status409Conflict);
    }

    private PageResult Refused(int status)
    {
        Response.StatusCode = status;
        return Page();
    }

    private async Task<Picture?> PictureAsync(IFormFile? file, CancellationToken stop)
    {
        if (file is not { Length: > 0 } || Form.Kind != FilmForm.Outside) return null;
        var picture = await PictureReader.ReadAsync(async () =>
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, stop);
            return bytes.ToArray();
        }, stop, longestSide: 1280);
        if (picture is null) _problems["poster"] = texts["Fault.poster"];
        return picture;
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        Own = await videos.AllAsync(stop);
        PeerTube = (await outside.OwnAsync(stop))?.Host;
        HasPoster = await film.StoredAsync(stop) is { HasPoster: true };
    }
}
