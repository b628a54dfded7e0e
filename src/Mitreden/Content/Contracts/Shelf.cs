using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;

namespace Mitreden.Content.Contracts;

/// <summary>Kinds of content that an organisation can write itself.</summary>
public enum ContentKind
{
    /// <summary>A unit of a path.</summary>
    Unit,
    /// <summary>A question of the placement.</summary>
    Item,
    /// <summary>A scenario.</summary>
    Scenario,
}

/// <summary>A version in the history of a piece of content.</summary>
/// <param name="Number">1, 2, 3 and so on; 0 is the one that ships.</param>
/// <param name="Json">The content; empty when the organisation has gone back to the one that ships.</param>
/// <param name="PublishedAt">When it began to hold.</param>
public sealed record Edition(int Number, string Json, DateTimeOffset PublishedAt);

/// <summary>What an organisation has written itself, in place of what ships.</summary>
public sealed class Shelf(AppDb db, CurrentOrganisation organisation)
{
    /// <summary>Number of the newest version of each key that the organisation has touched; the key to any cache of content.</summary>
    public async Task<IReadOnlyList<(string Key, int Number)>> StampAsync(ContentKind kind, CancellationToken stop)
    {
        var rows = await db.Set<ContentVersion>().Where(v => v.Kind == kind).GroupBy(v => v.Key)
            .Select(g => new { g.Key, Number = g.Max(v => v.Number) }).ToListAsync(stop);
        return [.. rows.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Number))];
    }

    /// <summary>The newest version of everything that the organisation has written and not taken back, by key.</summary>
    public async Task<IReadOnlyDictionary<string, Edition>> NewestAsync(ContentKind kind, CancellationToken stop) => (await db.Set<ContentVersion>().AsNoTracking()
        .Where(v => v.Kind == kind && !db.Set<ContentVersion>().Any(w => w.Kind == v.Kind && w.Key == v.Key && w.Number > v.Number) && v.Json != "")
        .Select(v => new { v.Key, v.Number, v.Json, v.PublishedAt }).ToListAsync(stop)).ToDictionary(v => v.Key, v => new Edition(v.Number, v.Json, v.PublishedAt));

    /// <summary>All versions of one piece, newest first; the one that ships is not among them.</summary>
    public Task<List<Edition>> HistoryAsync(ContentKind kind, string key, CancellationToken stop) => db.Set<ContentVersion>().AsNoTracking()
        .Where(v => v.Kind == kind && v.Key == key).OrderByDescending(v => v.Number).Select(v => new Edition(v.Number, v.Json, v.PublishedAt)).ToListAsync(stop);

    /// <summary>Adds the version behind the one that the author saw. The caller saves.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="key">Key.</param>
    /// <param name="basis">Number of the version that the author started from; a unique index refuses the second of two who started from the same.</param>
    /// <param name="json">The content, or empty to go back to the one that ships.</param>
    public void Publish(ContentKind kind, string key, int basis, string json) =>
        db.Add(ContentVersion.Publish(organisation.Id!.Value, kind, key, basis + 1, json, db.Time.GetUtcNow()));
}
