using Mitreden.Foundation.Media;

namespace Mitreden.Learning.Lessons;

/// <summary>The units that show a video.</summary>
internal sealed class UnitVideos(Catalogues catalogues, Spoken say) : IShowsVideos
{
    public async Task<IReadOnlyList<VideoUse>> UsesAsync(Guid video, CancellationToken stop)
    {
        await say.PrepareAsync(stop);
        var name = video.ToString();
        return [.. (await catalogues.CurrentAsync(stop)).Units.Values.Where(u => u.Steps.OfType<ClipStep>().Any(c => c.Video == name))
            .OrderBy(u => u.Id, StringComparer.Ordinal).Select(u => new VideoUse($"{u.Id} · {say[u.Title]}", $"/learning/content/units/{u.Id}"))];
    }
}
