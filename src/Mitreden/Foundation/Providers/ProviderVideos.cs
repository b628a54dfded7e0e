using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Consents;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Providers;

/// <summary>A video from outside as a page shows it: the way to it, or the frame.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Said">What is said in it, in the reader's language.</param>
/// <param name="Poster">Address of our own picture; null without one.</param>
/// <param name="Back">The page it stands on; forms lead back there.</param>
/// <param name="Holds">True when this answer may load it: the person's consent holds.</param>
public sealed record ProviderVideoView(VideoAddress Address, string Title, string Said, string? Poster, string Back, bool Holds)
{
    /// <summary>The provider.</summary>
    public Provider Provider => Address.Provider;
}

/// <summary>Videos from outside: who may bring them, and whether this person has agreed.</summary>
public sealed class ProviderVideos(AppDb db, OwnConsents consents, IHttpContextAccessor accessor)
{
    /// <summary>The organisation's own PeerTube, or null.</summary>
    public async Task<Provider?> OwnAsync(CancellationToken stop) => (await db.Set<VideoHost>().AsNoTracking().SingleOrDefaultAsync(stop))?.Provider;

    /// <summary>An allowed provider by its name in addresses; null when it is not allowed here.</summary>
    public async Task<Provider?> FindAsync(string? key, CancellationToken stop) =>
        new[] { Provider.YouTube, Provider.Vimeo, await OwnAsync(stop) }.FirstOrDefault(p => p is not null && p.Key == key);

    /// <summary>A stored video, when its provider is allowed still.</summary>
    public async Task<VideoAddress?> StoredAsync(VideoProvider kind, string host, string video, CancellationToken stop) =>
        await FindAsync(Provider.KeyOf(kind), stop) is { } provider && provider.Host == host && VideoAddress.IsVideo(kind, video) ? new VideoAddress(provider, video) : null;

    /// <summary>True while the person's consent to this provider holds.</summary>
    public Task<bool> HoldsAsync(Provider provider, CancellationToken stop) => consents.HoldsAsync(ConsentPurpose.Video, provider.Key, ProviderWords.Hash(provider), stop);

    /// <summary>Shows a video on the page of this request. Only where the person's consent holds does the answer let a frame come from the provider.</summary>
    public async Task<ProviderVideoView> ShowAsync(VideoAddress address, string title, string said, string? poster, string back, CancellationToken stop)
    {
        var holds = await HoldsAsync(address.Provider, stop);
        if (holds) SecurityHeaders.PermitFrame(accessor.HttpContext!, address.Provider.Origin);
        return new ProviderVideoView(address, title, said, poster, back, holds);
    }
}
