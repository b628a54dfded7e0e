using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Stories;

namespace Mitreden.Learning.Writing;

/// <summary>All scenarios, for authors.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class ScenariosModel(Catalogues catalogues, Shelf shelf, Spoken say, Texts<LearningTexts> texts) : PageModel
{
    /// <summary>The scenarios that were found.</summary>
    public ContentRows Rows { get; private set; } = null!;

    /// <summary>Finds scenarios by a word in any of their texts.</summary>
    public async Task OnGetAsync(string? q, CancellationToken stop)
    {
        await say.PrepareAsync(stop);
        var (catalogue, own) = (await catalogues.CurrentAsync(stop), await shelf.NewestAsync(ContentKind.Scenario, stop));
        Rows = new ContentRows("/learning/content/scenarios", q, [.. catalogue.Scenarios.Values.OrderBy(s => s.Id.Length).ThenBy(s => s.Id, StringComparer.Ordinal)
            .Where(s => ContentRows.Finds(q, s.Id, s.Texts.SelectMany(t => t.Forms)))
            .Select(s => new ContentRow($"/learning/content/scenarios/{s.Id}", s.Id, say[s.Title], Note(s), own.ContainsKey(s.Id)))],
            $"/learning/content/scenarios/{OwnKeys.Next((await shelf.StampAsync(ContentKind.Scenario, stop)).Select(s => s.Key))}");
    }

    private string Note(Scenario story) => texts["Content.Story", story.Minutes, story.Nodes.OfType<Decision>().Count(), UnitCraft.For(story.Levels, texts)];
}
