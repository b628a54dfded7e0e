using Mitreden.Content.Contracts;

namespace Mitreden.Placement.Writing;

/// <summary>What a file of situations would bring.</summary>
/// <param name="Changes">Situations that are new or say something else than now, with the number of the version that holds.</param>
/// <param name="New">Names of those that are new.</param>
/// <param name="Same">How many say the same as now.</param>
/// <param name="Bad">What cannot be taken over.</param>
public sealed record ItemPreview(IReadOnlyList<(ItemContent Item, int Number)> Changes, IReadOnlyCollection<string> New, int Same, IReadOnlyList<FileItem> Bad)
{
    /// <summary>True when there is something to take over and nothing in the way.</summary>
    public bool CanTake => Bad.Count == 0 && Changes.Count > 0;

    /// <summary>Names the versions on which the preview stands.</summary>
    public string Stamp => string.Join(';', Changes.Select(c => $"{c.Item.Id}={c.Number}"));
}

/// <summary>Compares a file of situations with what holds, and takes it over.</summary>
public sealed class ItemTaking(Items items, Shelf shelf, Editions editions, ItemCraft craft)
{
    /// <summary>What the file would bring, or why it cannot be read at all.</summary>
    public async Task<(ItemPreview? Preview, FileFault? Problem)> ReadAsync(string text, CancellationToken stop)
    {
        var (found, problem) = ItemReading.Read(text, ItemCraft.UnitNames);
        if (problem is not null) return (null, problem);
        var known = (await items.BankAsync(stop)).Contents;
        var numbers = (await shelf.StampAsync(ContentKind.Item, stop)).ToDictionary(s => s.Key, s => s.Number);
        var good = found.Where(f => f.Faults.Count == 0).Select(f => f.Item).ToList();
        var changes = good.Where(i => !known.TryGetValue(i.Id, out var now) || ContentFile.Write(now) != ContentFile.Write(i)).ToList();
        return (new ItemPreview([.. changes.Select(i => (i, numbers.GetValueOrDefault(i.Id)))], [.. changes.Select(i => i.Id).Where(id => !known.ContainsKey(id))],
            good.Count - changes.Count, [.. found.Where(f => f.Faults.Count > 0)]), null);
    }

    /// <summary>Takes all changes over in one save, or none.</summary>
    /// <returns>False when somebody else has published one of them meanwhile.</returns>
    public Task<bool> TakeAsync(ItemPreview preview, CancellationToken stop) =>
        editions.PublishAsync(craft, [.. preview.Changes.Select(c => (c.Item.Id, c.Number, ContentFile.Write(c.Item)))], stop);
}
