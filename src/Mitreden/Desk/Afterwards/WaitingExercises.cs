using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Ui;
using Mitreden.Foundation.Web;

namespace Mitreden.Desk.Afterwards;

/// <summary>Exercises that wait for a second person.</summary>
/// <param name="Count">How many this person may agree to.</param>
/// <param name="First">The one that has waited longest, or null.</param>
public sealed record Waiting(int Count, Guid? First);

/// <summary>Knows which exercises wait for whom.</summary>
public sealed class WaitingExercises(AppDb db, CurrentPerson me)
{
    /// <summary>Those that wait for somebody like this person: somebody else wrote them.</summary>
    public async Task<Waiting> OwnAsync(CancellationToken stop = default)
    {
        var found = await db.Set<Exercise>().Where(e => e.State == ExerciseState.Offered && e.WrittenBy != me.Id).OrderBy(e => e.ChangedAt).Select(e => e.Id).ToListAsync(stop);
        return new Waiting(found.Count, found.Count > 0 ? found[0] : null);
    }
}

/// <summary>That an exercise waits for a second pair of eyes, for those who may be it.</summary>
internal sealed class WaitingExerciseCard(WaitingExercises waiting) : IStartCard
{
    public int Order => 7;

    public async Task<CardView?> ForAsync(CurrentPerson person, CancellationToken stop) =>
        person.Has(Role.Desk | Role.Author) && await waiting.OwnAsync(stop) is { Count: > 0 } found ? new CardView("/Desk/AfterwardsPages/_WaitingCard.cshtml", found) : null;
}
