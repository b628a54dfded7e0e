using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Placement.Writing;

/// <summary>All situations of the placement, for authors.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class ItemListModel(Items items, Shelf shelf, Speech speech, Texts<PlacementTexts> texts) : PageModel
{
    /// <summary>The items that were found.</summary>
    public ContentRows Rows { get; private set; } = null!;

    /// <summary>Finds items by a word in any of their texts.</summary>
    public async Task OnGetAsync(string? q, CancellationToken stop)
    {
        var (bank, own) = (await items.BankAsync(stop), await shelf.NewestAsync(ContentKind.Item, stop));
        Rows = new ContentRows("/learning/content/items", q, [.. bank.Contents.Values.OrderBy(i => i.Domain).ThenBy(i => i.Id, StringComparer.Ordinal)
            .Where(i => ContentRows.Finds(q, i.Id, i.Texts.SelectMany(t => t.Forms)))
            .Select(i => new ContentRow($"/learning/content/items/{i.Id}", i.Id, ItemCraft.Shorten(i.Situation.For(speech.Formal)), Note(i), own.ContainsKey(i.Id)))],
            $"/learning/content/items/{OwnKeys.Next((await shelf.StampAsync(ContentKind.Item, stop)).Select(s => s.Key))}");
    }

    /// <summary>All situations as a table.</summary>
    public async Task<IActionResult> OnGetCsvAsync(CancellationToken stop) =>
        File(ItemTable.Write((await items.BankAsync(stop)).Contents.Values.OrderBy(i => i.Domain).ThenBy(i => i.Id, StringComparer.Ordinal)), "text/csv; charset=utf-8", "mitreden-items.csv");

    private string Note(ItemContent item) => texts["Content.Note", texts[$"Writing.Domain.{item.Domain.ToString().ToLowerInvariant()}"], item.Difficulty];
}
