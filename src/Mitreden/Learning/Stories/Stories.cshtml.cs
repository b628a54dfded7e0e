using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Learning.Path;

namespace Mitreden.Learning.Stories;

/// <summary>All scenarios, with what the person has played of them.</summary>
public sealed class StoriesModel(MyPath path, Spoken say) : PageModel
{
    /// <summary>The scenarios in order.</summary>
    public IReadOnlyList<Scenario> All { get; private set; } = [];

    /// <summary>What has been done.</summary>
    public Journey Journey { get; private set; } = new();

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken stop)
    {
        await say.PrepareAsync(stop);
        var view = await path.ViewAsync(stop);
        (All, Journey) = ([.. view.Catalogue.Scenarios.Values.OrderBy(s => s.Id.Length).ThenBy(s => s.Id, StringComparer.Ordinal)], view.Journey);
    }
}
