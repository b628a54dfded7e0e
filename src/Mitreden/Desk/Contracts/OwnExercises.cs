using Microsoft.EntityFrameworkCore;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk.Contracts;

/// <summary>What Learning may ask about exercises that were made of discussions.</summary>
public sealed class OwnExercises(AppDb db, Shelf shelf)
{
    /// <summary>Names of those whose discussion is still there: a second person has to see each change of them.</summary>
    public async Task<IReadOnlySet<string>> GuardedAsync(CancellationToken stop) =>
        (await db.Set<Afterwards.Exercise>().Where(e => e.Key != "").Select(e => e.Key).ToListAsync(stop)).ToHashSet(StringComparer.Ordinal);

    /// <summary>A name that none of the organisation's scenarios ever had.</summary>
    public async Task<string> NextAsync(CancellationToken stop) => OwnKeys.Next((await shelf.StampAsync(ContentKind.Scenario, stop)).Select(s => s.Key));
}
