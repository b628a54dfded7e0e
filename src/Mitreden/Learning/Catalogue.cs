using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Stories;

namespace Mitreden.Learning;

/// <summary>The units and scenarios of an organisation: what ships, with what it has written itself in its place.</summary>
/// <param name="Units">Units by id.</param>
/// <param name="Scenarios">Scenarios by id.</param>
public sealed record Catalogue(IReadOnlyDictionary<string, Unit> Units, IReadOnlyDictionary<string, Scenario> Scenarios)
{
    /// <summary>What ships.</summary>
    public static Catalogue Shipped { get; } = new(
        ContentFile.Shipped("units").Select(f => ContentFile.Read<Unit>(f.Name, f.Json)).ToDictionary(u => u.Id, StringComparer.Ordinal),
        ContentFile.Shipped("scenarios").Select(f => ContentFile.Read<Scenario>(f.Name, f.Json)).ToDictionary(s => s.Id, StringComparer.Ordinal));

    /// <summary>The same with an organisation's own versions in place of what ships. One that no longer reads is left out; its author is told on its page.</summary>
    public Catalogue With(IReadOnlyDictionary<string, Edition> units, IReadOnlyDictionary<string, Edition> scenarios) => new(
        Over(Units, units), Over(Scenarios, scenarios));

    private static Dictionary<string, T> Over<T>(IReadOnlyDictionary<string, T> shipped, IReadOnlyDictionary<string, Edition> own) where T : class
    {
        var all = new Dictionary<string, T>(shipped, StringComparer.Ordinal);
        foreach (var (key, edition) in own)
            if (ContentFile.TryRead<T>(key, edition.Json, out var read)) all[key] = read;
        return all;
    }
}

/// <summary>Finds the catalogue of the current organisation.</summary>
public sealed class Catalogues(Shelf shelf, CurrentOrganisation organisation, ContentCache<Catalogue> cache)
{
    /// <summary>The catalogue as it is now.</summary>
    public async Task<Catalogue> CurrentAsync(CancellationToken stop)
    {
        var (units, scenarios) = (await shelf.StampAsync(ContentKind.Unit, stop), await shelf.StampAsync(ContentKind.Scenario, stop));
        if (units.Count + scenarios.Count == 0) return Catalogue.Shipped;
        var stamp = string.Join(';', units.Concat(scenarios).Select(t => $"{t.Key}={t.Number}"));
        return await cache.GetAsync(organisation.Id ?? Guid.Empty, stamp, async () =>
            Catalogue.Shipped.With(await shelf.NewestAsync(ContentKind.Unit, stop), await shelf.NewestAsync(ContentKind.Scenario, stop)));
    }
}
