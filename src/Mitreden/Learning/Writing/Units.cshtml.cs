using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Lessons;

namespace Mitreden.Learning.Writing;

/// <summary>All units, for authors.</summary>
[Authorize(Policy = Policies.Author)]
public sealed class UnitsModel(Catalogues catalogues, Shelf shelf, Spoken say, Texts<LearningTexts> texts) : PageModel
{
    /// <summary>The units that were found.</summary>
    public ContentRows Rows { get; private set; } = null!;

    /// <summary>Finds units by a word in any of their texts.</summary>
    public async Task OnGetAsync(string? q, CancellationToken stop)
    {
        await say.PrepareAsync(stop);
        var (catalogue, own) = (await catalogues.CurrentAsync(stop), await shelf.NewestAsync(ContentKind.Unit, stop));
        Rows = new ContentRows("/learning/content", q, [.. catalogue.Units.Values.OrderBy(Order).ThenBy(u => u.Id, StringComparer.Ordinal)
            .Where(u => ContentRows.Finds(q, u.Id, u.Texts.SelectMany(t => t.Forms)))
            .Select(u => new ContentRow($"/learning/content/units/{u.Id}", u.Id, say[u.Title], Note(u), own.ContainsKey(u.Id)))],
            $"/learning/content/units/{OwnKeys.Next((await shelf.StampAsync(ContentKind.Unit, stop)).Select(s => s.Key))}");
    }

    /// <summary>In the order of the levels: K, M, U, P, then what belongs to roles.</summary>
    private static int Order(Unit unit) => "KMUPFT".IndexOf(unit.Id[0], StringComparison.Ordinal) is var place && place < 0 ? int.MaxValue : place;

    private string Note(Unit unit) => texts["Content.Note", texts[$"Writing.UnitKind.{Camel(unit.Kind)}"], unit.Minutes, UnitCraft.For(unit.Levels, texts)];

    private static string Camel(UnitKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
