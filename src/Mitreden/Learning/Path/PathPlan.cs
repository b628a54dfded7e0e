using Mitreden.Foundation.Web;
using Mitreden.Learning.Lessons;
using Mitreden.Placement.Contracts;
using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Path;

/// <summary>
/// Somebody's path: which units in which order, by the rules R1 to R9. It follows from the standing, the journey and the catalogue, and is
/// stored nowhere.
/// </summary>
public sealed class PathPlan
{
    /// <summary>Whoever is below this in its domain needs a unit of basics, in logits: the middle of all people.</summary>
    public const double BasicsCut = 0;

    /// <summary>Whoever is above this knows what goes further, in logits: where a level is high.</summary>
    public static double DeepeningCut => PlacementParameters.Default.UpperCut;

    /// <summary>"I would know whom to ask" from here on opens the expectations (rule R4).</summary>
    public const int SureEnough = 4;

    /// <summary>Units before the block about judgement for whoever is new: K1, K2, K7, K4 and K6.</summary>
    private const int FirstSteps = 5;

    private static readonly string[] Confidence = ["K1", "K2"];
    private static readonly string[] Judgement = ["U1", "U3", "U2", "U5"];

    /// <summary>Units of an organisation's own come before this one.</summary>
    private const string Expectations = "P5";

    /// <summary>The shipped units of each path, in order.</summary>
    internal static readonly IReadOnlyDictionary<Level, string[]> Orders = new Dictionary<Level, string[]>
    {
        [Level.Low] = ["K1", "K2", "K7", "K4", "K6", "U1", "M2", "U3", "U5", "K3", "K5", "U2", "U6", "P5", "P6"],
        [Level.Middle] = ["K1", "K3", "K4", "K7", "M1", "M2", "U1", "K6", "M4", "M3", "U2", "U3", "M6", "M5", "M7", "U5", "U4", "K5", "U6", "P5", "P6"],
        [Level.High] = ["U2", "K1", "M2", "U3", "K3", "K4", "K7", "M1", "U1", "U4", "U5", "P1", "K6", "M7", "M4", "P2", "P3", "M5", "P4", "M6", "K5", "U6", "P5", "P6"],
    };

    private readonly Standing _standing;
    private readonly Journey _journey;
    private HashSet<string> _onPath = [];

    private PathPlan(Standing standing, Journey journey) => (_standing, _journey) = (standing, journey);

    /// <summary>All units but those of roles, in order: done ones, those to come, and those that are left out.</summary>
    public IReadOnlyList<PathUnit> Units { get; private set; } = [];

    /// <summary>Units that belong to the person's role.</summary>
    public IReadOnlyList<PathUnit> ForRole { get; private set; } = [];

    /// <summary>True when a few questions about the person's judgement come next: behind the first units, before what they decide about.</summary>
    public bool AsksAboutJudgement => _standing.AsksAboutJudgement && Units.Count(u => u.Place == Place.Done) >= UnitsBeforeBlock;

    /// <summary>Where the way goes on: to questions, to the door of a unit, or to the unit; null when everything is done.</summary>
    public string? NextAddress => Next is not { } next ? null : AsksAboutJudgement ? Placements.MoreAddress : next.Address;

    /// <summary>What comes next, or null when everything is done.</summary>
    public PathUnit? Next => Units.FirstOrDefault(u => u.Place is Place.Ahead or Place.Door) ?? ForRole.FirstOrDefault(u => u.Place == Place.Ahead);

    /// <summary>Makes the path.</summary>
    /// <param name="standing">What the placement means.</param>
    /// <param name="journey">What has been done.</param>
    /// <param name="catalogue">What there is.</param>
    /// <param name="roles">The person's roles.</param>
    public static PathPlan Of(Standing standing, Journey journey, Catalogue catalogue, Role roles)
    {
        var plan = new PathPlan(standing, journey);
        plan.Units = plan.OneBasicsAtATime([.. plan.All(catalogue).Select(plan.PlaceOf)]);
        plan.ForRole = [.. catalogue.Units.Values.OrderBy(u => u.Id, StringComparer.Ordinal).Where(u => IsFor(u, roles)).Select(plan.PlaceOf)];
        return plan;
    }

    /// <summary>True when the unit is for people with those roles only, and they are among them.</summary>
    public static bool IsFor(Unit unit, Role roles) => unit.Kind switch
    {
        UnitKind.Manager => roles.HasFlag(Role.Management),
        UnitKind.Team => roles.HasFlag(Role.Desk),
        _ => false,
    };

    /// <summary>The cut of the unit's door.</summary>
    public static double CutOf(Unit unit) => unit.Kind is UnitKind.Deepening or UnitKind.Expectations ? DeepeningCut : BasicsCut;

    /// <summary>The path, and before its end what an organisation has written itself and what is not on the path: nothing vanishes (rule R8).</summary>
    private IEnumerable<Unit> All(Catalogue catalogue)
    {
        var shipped = Orders.Values.SelectMany(o => o).Concat(Confidence).ToHashSet(StringComparer.Ordinal);
        var order = Order().Where(catalogue.Units.ContainsKey).ToList();
        var others = catalogue.Units.Values.Where(u => u.Kind is not (UnitKind.Manager or UnitKind.Team) && !order.Contains(u.Id)).OrderBy(u => u.Id, StringComparer.Ordinal).ToList();
        _onPath = order.Concat(others.Where(u => !shipped.Contains(u.Id) && Fits(u)).Select(u => u.Id)).ToHashSet(StringComparer.Ordinal);
        var end = order.IndexOf(Expectations) is var found && found < 0 ? order.Count : found;
        return order.Take(end).Select(id => catalogue.Units[id]).Concat(others).Concat(order.Skip(end).Select(id => catalogue.Units[id]));
    }

    /// <summary>True when a unit of an organisation's own belongs on this path, by its kind and its levels.</summary>
    private bool Fits(Unit unit)
    {
        var level = (int)_standing.Order + 1;
        if (unit.Kind == UnitKind.Core) return true;
        return (unit.Kind != UnitKind.Confidence || _standing.ConfidenceFirst) && unit.Levels is [var from, var to] && level >= from && level <= to;
    }

    private IEnumerable<string> Order()
    {
        var order = Orders[_standing.Order].AsEnumerable();
        if (_standing.ConfidenceFirst) order = Confidence.Concat(order).Distinct();
        else order = order.Where(id => id != "K2");
        if (!_standing.JudgementFirst) return order;
        return order.Take(UnitsBeforeBlock).Concat(Judgement).Concat(order.Skip(UnitsBeforeBlock)).Distinct();
    }

    /// <summary>The block comes directly behind the first unit; for whoever is new, behind the first steps, for they need confidence before cases.</summary>
    private int UnitsBeforeBlock => _standing.Order == Level.Low ? FirstSteps : 1;

    private PathUnit PlaceOf(Unit unit)
    {
        var (place, reason) = Decide(unit);
        var form = unit.Kind == UnitKind.Core && _journey.Wishes.GetValueOrDefault(unit.Id, Wish.Show) == Wish.Skip ? Level.High : _standing.CoreForm;
        return new PathUnit(unit, place, reason, _journey.In(unit.Id).Form ?? form, _journey.In(unit.Id).IsBegun);
    }

    private (Place, Reason) Decide(Unit unit)
    {
        if (_journey.HasDone(unit.Id)) return (Place.Done, Reason.Fits);
        var wished = _journey.Wishes.TryGetValue(unit.Id, out var wish);
        if (unit.Kind == UnitKind.Core) return (Place.Ahead, wished && wish == Wish.Skip ? Reason.OwnWish : Reason.Core);
        if (wished) return (wish == Wish.Show ? Place.Ahead : Place.Skipped, Reason.OwnWish);
        if (StillSkips(unit)) return (Place.Skipped, Reason.KnownByDoor);
        if (unit.Kind is not (UnitKind.Manager or UnitKind.Team) && !_onPath.Contains(unit.Id))
            return unit.Kind == UnitKind.Confidence ? (Place.Skipped, Reason.KnownByAnswers) : (Place.Later, Reason.Further);
        if (_standing.Doors.ContainsKey(unit.Id)) return (Place.Ahead, Reason.Fits);
        return unit.Kind switch
        {
            UnitKind.Manager or UnitKind.Team => (Place.Ahead, Reason.ForRole),
            UnitKind.Confidence => (Place.Ahead, Reason.Confidence),
            UnitKind.Expectations when ExpectationsWait => (Place.Waiting, Reason.ConfidenceFirst),
            UnitKind.Basics when _standing.Unsure(unit.Domain, BasicsCut) => (Place.Door, Reason.Unsure),
            UnitKind.Basics when !_standing.Needs(unit.Domain, BasicsCut) => (Place.Skipped, Reason.KnownByAnswers),
            _ => (Place.Ahead, Reason.Fits),
        };
    }

    /// <summary>Second thoughts (rule R9): a unit of basics comes back when it is needed after all; what goes further stays skipped.</summary>
    private bool StillSkips(Unit unit) => unit.Kind == UnitKind.Basics
        ? _standing.StillSkips(unit.Id, unit.Domain, BasicsCut) : _standing.Doors.GetValueOrDefault(unit.Id) == Verdict.Skip;

    /// <summary>Rule R4: until one scenario is solved and the person would know whom to ask, or until they open it themselves.</summary>
    private bool ExpectationsWait => _standing.ConfidenceFirst && !_journey.ExpectationsOpened && !(_journey.HasSolved && _journey.KnowsWhom >= SureEnough);

    /// <summary>Rule R9: whoever is not new to networks gets at most one unit of basics at a time; the others follow.</summary>
    private List<PathUnit> OneBasicsAtATime(List<PathUnit> units)
    {
        if (_standing.Order == Level.Low) return units;
        var open = units.Where(u => u is { Unit.Kind: UnitKind.Basics, Place: Place.Ahead or Place.Door, Reason: not Reason.OwnWish }).Skip(1).ToHashSet();
        return [.. units.Select(u => open.Contains(u) ? u with { Place = Place.Later, Reason = Reason.OneAtATime } : u)];
    }
}
