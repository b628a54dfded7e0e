using Microsoft.EntityFrameworkCore;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement;

/// <summary>The questions that an organisation's people are asked, with what is known about them.</summary>
/// <param name="Contents">The texts by id.</param>
/// <param name="Estimates">The same items for the estimator.</param>
public sealed record Bank(IReadOnlyDictionary<string, ItemContent> Contents, ItemBank Estimates);

/// <summary>Finds the bank of the current organisation: what ships, what the organisation has changed, and what answers have shown.</summary>
public sealed class Items(AppDb db, Shelf shelf, CurrentOrganisation organisation, ContentCache<Bank> banks)
{
    /// <summary>The items that ship, by id.</summary>
    public static IReadOnlyDictionary<string, ItemContent> Shipped { get; } = ContentFile.Shipped("items")
        .SelectMany(f => Read(f.Name, f.Json)).ToDictionary(i => i.Id, StringComparer.Ordinal);

    /// <summary>Reads a file of items.</summary>
    /// <exception cref="ContentException">It cannot be read.</exception>
    public static IReadOnlyList<ItemContent> Read(string name, string json)
    {
        var file = ContentFile.Read<ItemFile>(name, json);
        return [.. file.Items.Select(i => i with { Domain = file.Domain })];
    }

    /// <summary>The bank as it is now.</summary>
    public async Task<Bank> BankAsync(CancellationToken stop)
    {
        var touched = await shelf.StampAsync(ContentKind.Item, stop);
        var calibrated = await db.Set<CalibratedItem>().AsNoTracking().ToListAsync(stop);
        var stamp = string.Join(';', touched.Select(t => $"{t.Key}={t.Number}").Concat(calibrated.Select(c => $"{c.ItemKey}={c.Answers}")));
        return await banks.GetAsync(organisation.Id ?? Guid.Empty, stamp, async () =>
        {
            var own = touched.Count == 0 ? new Dictionary<string, Edition>() : await shelf.NewestAsync(ContentKind.Item, stop);
            return Build(own, calibrated.ToDictionary(c => c.ItemKey, c => c.Values));
        });
    }

    private static Bank Build(IReadOnlyDictionary<string, Edition> own, Dictionary<string, ItemCalibration> calibrated)
    {
        var contents = new Dictionary<string, ItemContent>(Shipped, StringComparer.Ordinal);
        foreach (var (key, edition) in own)
            if (ContentFile.TryRead<ItemContent>(key, edition.Json, out var read)) contents[key] = read;
        return new Bank(contents, new ItemBank(contents.Values.OrderBy(i => i.Id, StringComparer.Ordinal)
            .Select(i => new Item(i.Id, i.Domain, i.Difficulty, calibrated.GetValueOrDefault(i.Key)))));
    }
}
