using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
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
            return journey.Expected is not null ? (journey, null) : (journey with { Expected = new Expected(unit.Id, now, false, path) }, new Told(unit.Id, path, Measure.Expected));
        if (journey.Expected is not { WentOn: false } expected || now > expected.At.AddDays(DaysToGoOn)) return (journey, null);
        // On the path on which it began: who has moved to another one meanwhile is not counted there as somebody who went on.
        return (journey with { Expected = expected with { WentOn = true } }, new Told(expected.Unit, expected.Path, Measure.WentOn));
    }

    /// <summary>"New" and "known" answer one question, each of the others one of its own.</summary>
    private static string Question(Measure measure) => measure is Measure.New or Measure.Known ? "known" : measure.ToString();

    /// <summary>Counts it, together with what four others have said.</summary>
    public async Task CountAsync(Told told)
    {
        var mixed = mixer.Add($"{me.OrganisationId}:{told.UnitId}:{Question(told.Measure)}", me.Id, told).CountBy(t => t).ToList();
        foreach (var (key, count) in mixed)
            await db.WriteAsync(() => db.Database.ExecuteSqlAsync($"""
                INSERT INTO "PathCounts" ("OrganisationId", "UnitId", "Path", "Measure", "Count", "Frozen") VALUES ({me.OrganisationId}, {key.UnitId}, {(int)key.Path}, {(int)key.Measure}, {count}, 0)
                ON CONFLICT ("OrganisationId", "UnitId", "Path", "Measure") DO UPDATE SET "Count" = "PathCounts"."Count" + excluded."Count"
                """));
        foreach (var (unit, way, asked) in mixed.Select(t => (t.Key.UnitId, (int)t.Key.Path, IsAsked: t.Key.Measure is Measure.New or Measure.Known)).Distinct())
            await FreezeAsync(unit, way, asked ? (Measure.New, Measure.Known) : (Measure.Expected, Measure.WentOn));
    }

    /// <summary>Takes what is counted over into what is shown once five more have been counted; both halves of a share together, in one statement.</summary>
    private async Task FreezeAsync(string unit, int way, (Measure One, Measure Other) share)
    {
        var (one, other, organisation) = ((int)share.One, (int)share.Other, me.OrganisationId);
        await db.WriteAsync(() => db.Database.ExecuteSqlAsync($"""
            UPDATE "PathCounts" SET "Frozen" = "Count" WHERE "OrganisationId" = {organisation} AND "UnitId" = {unit} AND "Path" = {way} AND "Measure" IN ({one}, {other})
            AND (SELECT SUM(c."Count" - c."Frozen") FROM "PathCounts" c
                WHERE c."OrganisationId" = {organisation} AND c."UnitId" = {unit} AND c."Path" = {way} AND c."Measure" IN ({one}, {other})) >= {Few.Fewest}
            """));
    }
}
