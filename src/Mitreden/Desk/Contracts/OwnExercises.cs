using Microsoft.EntityFrameworkCore;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Contracts;

/// <summary>What Learning may ask about exercises that were made of discussions.</summary>
public sealed class OwnExercises(AppDb db, Shelf shelf)
{
    /// <summary>With this their names begin; a number follows.</summary>
    public const string Letter = "E";

    /// <summary>Names of those whose discussion is still there: a second person has to see each change of them.</summary>
    public async Task<IReadOnlySet<string>> GuardedAsync(CancellationToken stop) =>
        (await db.Set<Afterwards.Exercise>().Where(e => e.Key != "").Select(e => e.Key).ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);

    /// <summary>A name that none of the organisation's scenarios ever had.</summary>
    public async Task<string> NextAsync(CancellationToken stop)
    {
        var taken = (await shelf.StampAsync(ContentKind.Scenario, stop)).Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, taken.Count + 1).Select(n => $"{Letter}{n}").First(key => !taken.Contains(key));
    }
}
