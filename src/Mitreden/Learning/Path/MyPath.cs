using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Learning.Lessons;
using Mitreden.Learning.Stories;
using Mitreden.Placement.Contracts;

namespace Mitreden.Learning.Path;

/// <summary>Everything that a page needs to know about the signed-in person's path.</summary>
/// <param name="Standing">What the placement means.</param>
/// <param name="Journey">What has been done.</param>
/// <param name="Catalogue">What there is.</param>
/// <param name="Plan">The path.</param>
public sealed record PathView(Standing Standing, Journey Journey, Catalogue Catalogue, PathPlan Plan)
{
    /// <summary>What is to be looked back at: the one that has been due longest and still has a question; null when there is none.</summary>
    public DueLook? DueNow(DateTimeOffset now) => Journey.LooksBack.Where(l => l.Due <= now).OrderBy(l => l.Due)
        .Select(l => Catalogue.Units.GetValueOrDefault(l.Unit) is { } unit && MyPath.LooksBackAt(unit) is { } question ? new DueLook(unit, question) : null)
        .FirstOrDefault(d => d is not null);
}

/// <summary>A unit that was done a while ago, and the question about it.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Question">The question.</param>
public sealed record DueLook(Unit Unit, ChoiceStep Question);

/// <summary>The signed-in person's path: reads it, and takes steps on it.</summary>
public sealed class MyPath(AppDb db, CurrentPerson me, Catalogues catalogues, Placements placements, OwnRow<Logbook, Journey> logbook)
{
    /// <summary>The path as it is now.</summary>
    public async Task<PathView> ViewAsync(CancellationToken stop) => View(await logbook.ReadAsync(stop), await placements.MineAsync(stop), await catalogues.CurrentAsync(stop));

    /// <summary>Takes a step in the logbook.</summary>
    public Task<Journey> StepAsync(Func<Journey, Journey> step, CancellationToken stop) => logbook.StepAsync(step, stop);

    /// <summary>A unit that the person may open, or null. Everything may be opened but what belongs to somebody else's role.</summary>
    public Unit? Find(Catalogue catalogue, string id) =>
        catalogue.Units.TryGetValue(id, out var unit) && (unit.Kind is not (UnitKind.Manager or UnitKind.Team) || PathPlan.IsFor(unit, me.Roles)) ? unit : null;

    /// <summary>The exercise with which a unit is looked back at: its last question; null when it has none.</summary>
    public static ChoiceStep? LooksBackAt(Unit unit) => unit.Steps.OfType<ChoiceStep>().LastOrDefault();

    /// <summary>The case of the month: one each month, the same for everybody, in turn.</summary>
    public Scenario? CaseOfTheMonth(PathView view)
    {
        var cases = view.Catalogue.Scenarios.Values.Where(s => !s.Core).OrderBy(s => s.Id.Length).ThenBy(s => s.Id, StringComparer.Ordinal).ToList();
        if (cases.Count == 0) return null;
        var today = TimeZoneInfo.ConvertTime(db.Time.GetUtcNow(), me.Zone);
        var found = cases[(today.Year * 12 + today.Month) % cases.Count];
        return view.Journey.Stories.GetValueOrDefault(found.Id)?.PlayedAt is { } played && played.Year == today.Year && played.Month == today.Month ? null : found;
    }

    /// <summary>
    /// Takes a step in a scenario, from where it really stands when the step is saved: a tap that comes late changes nothing that was decided after
    /// it. At an end the beliefs learn from the first time it was played.
    /// </summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="step">Gives what is chosen from then on, or null when it changes nothing.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>What is chosen now.</returns>
    public async Task<IReadOnlyList<string>> PlayAsync(Scenario scenario, Func<Telling, IReadOnlyList<string>?> step, CancellationToken stop)
    {
        Ending? first = null;
        var now = await logbook.StepAsync(journey =>
        {
            var played = journey.Stories.GetValueOrDefault(scenario.Id);
            first = null;
            if (step(Telling.Of(scenario, played?.Chosen ?? [])) is not { } chosen) return journey;
            var telling = Telling.Of(scenario, chosen);
            first = played?.PlayedAt is null ? telling.End : null;
            return journey.Play(scenario.Id, telling.Chosen, telling.End is not null, telling.End is { Outcome: Outcome.Good }, db.Time.GetUtcNow());
        }, stop);
        if (first is not null) await placements.LearnAsync(scenario.Domain, Telling.Points(first.Outcome), stop);
        return now.Stories.GetValueOrDefault(scenario.Id)?.Chosen ?? [];
    }

    private PathView View(Journey journey, Standing standing, Catalogue catalogue) => new(standing, journey, catalogue, PathPlan.Of(standing, journey, catalogue, me.Roles));
}
