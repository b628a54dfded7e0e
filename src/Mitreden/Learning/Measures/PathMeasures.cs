using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Path;

namespace Mitreden.Learning.Measures;

/// <summary>Counts what tells whether paths bore or scare (rule R12). Things of at least five different people are mixed before anything is written.</summary>
public sealed class PathMeasures(AppDb db, CurrentPerson me, Mixer<Told> mixer)
{
    /// <summary>Days within which somebody who has read the expectations goes on, if they have not been scared. A unit a week is the usual pace.</summary>
    public const int DaysToGoOn = 14;

    /// <summary>What a step says, and the journey that remembers that it has been said: everything counts once a person.</summary>
    /// <param name="journey">The journey with the step in it.</param>
    /// <param name="unit">The unit of the step.</param>
    /// <param name="view">The path before it.</param>
    /// <param name="now">Now.</param>
    public static (Journey Journey, Told? Told) OfStep(Journey journey, Unit unit, PathView view, DateTimeOffset now)
    {
        var path = view.Standing.Order;
        if (unit.Kind == UnitKind.Expectations)
            return journey.Expected is not null ? (journey, null) : (journey with { Expected = new Expected(unit.Id, now, false) }, new Told(unit.Id, path, Measure.Expected));
        if (journey.Expected is not { WentOn: false } expected || now > expected.At.AddDays(DaysToGoOn)) return (journey, null);
        return (journey with { Expected = expected with { WentOn = true } }, new Told(expected.Unit, path, Measure.WentOn));
    }

    /// <summary>Counts it, together with what four others have said.</summary>
    public async Task CountAsync(Told told)
    {
        foreach (var group in mixer.Add(me.OrganisationId, me.Id, told).GroupBy(t => t)) await CountAsync(group.Key, group.Count());
    }

    private async Task CountAsync(Told told, int count)
    {
        if (await AddAsync(told, count) > 0) return;
        db.Add(PathCount.Of(me.OrganisationId, told, count));
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateException)
        {
            // Another replica has opened the same count at the same moment.
            db.ChangeTracker.Clear();
            await AddAsync(told, count);
        }
    }

    private Task<int> AddAsync(Told told, int count) => db.WriteAsync(() => db.Set<PathCount>()
        .Where(c => c.UnitId == told.UnitId && c.Path == told.Path && c.Measure == told.Measure)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.Count, c => c.Count + count), CancellationToken.None));
}
