using System.Collections.Immutable;

namespace Mitreden.Placement.Estimator;

/// <summary>A part of the path that not everybody needs, and when its door asks, shows or skips.</summary>
/// <param name="Scale">The scale that it belongs to.</param>
/// <param name="Domain">The domain that it teaches; null when it is about the scale as a whole.</param>
/// <param name="Cut">Whoever is below this needs it, in logits, -3.2 to 3.2.</param>
/// <param name="From">It is shown from this probability of need.</param>
/// <param name="UnsureFrom">Above this probability of need the door asks.</param>
/// <param name="UnsureTo">Below this probability of need the door asks.</param>
public sealed record PathPart(Scale Scale, Domain? Domain, double Cut, double From, double UnsureFrom, double UnsureTo)
{
    /// <summary>True when an item about this domain says something about the part.</summary>
    public bool IsAbout(Domain domain) => Domain is { } own ? domain == own : Domains.ScaleOf(domain) == Scale;

    /// <summary>A module of kind basics.</summary>
    /// <param name="domain">What it teaches.</param>
    /// <param name="cut">Whoever is below this in the domain needs it, in logits, -3.2 to 3.2.</param>
    /// <param name="parameters">The thresholds.</param>
    public static PathPart Basics(Domain domain, double cut, PlacementParameters parameters) =>
        new(Domains.ScaleOf(domain), domain, cut, parameters.NeedFrom, parameters.UnsureFrom, parameters.UnsureTo);

    /// <summary>The confidence unit, which comes before expectations.</summary>
    public static PathPart Confidence(PlacementParameters parameters) =>
        new(Scale.Affinity, null, parameters.LowerCut, parameters.ConfidenceFrom, parameters.ConfidenceUnsureFrom, parameters.ConfidenceUnsureTo);

    /// <summary>The judgement block directly behind the first unit. Whoever skips it there meets its units later.</summary>
    public static PathPart JudgementBlock(PlacementParameters parameters) =>
        new(Scale.Judgement, null, parameters.JudgementCut, parameters.JudgementFrom, parameters.UnsureFrom, parameters.UnsureTo);
}

/// <summary>What a door says.</summary>
public enum Verdict
{
    /// <summary>Unsure: ask one more item ("do you know this already?").</summary>
    Ask,

    /// <summary>Show what is behind it.</summary>
    Show,

    /// <summary>Skip it. The person can open it all the same.</summary>
    Skip,
}

/// <summary>The door of a part of the path: decides whether it is needed and asks at most three items where that is unsure. Never changes.</summary>
public sealed class Door
{
    private readonly ItemBank _bank;
    private readonly Evidence _evidence;
    private readonly Belief _belief;
    private readonly ImmutableHashSet<string> _used;
    private readonly int _answers;

    private Door(ItemBank bank, PathPart part, Evidence evidence, ImmutableHashSet<string> used, int answers)
    {
        (_bank, Part, _evidence, _used, _answers) = (bank, part, evidence, used, answers);
        _belief = part.Domain is { } domain ? evidence.In(domain) : Beliefs.On(part.Scale);
        Need = _belief.Below(part.Cut);
    }

    /// <summary>What is behind the door.</summary>
    public PathPart Part { get; }

    /// <summary>What is believed on both scales, with the answers at this door and at those right before it.</summary>
    public Beliefs Beliefs => _evidence.Beliefs;

    /// <summary>Ids of the items used up so far, those of the entry included. Keep them, without the answers.</summary>
    public IReadOnlyCollection<string> Used => _used;

    /// <summary>Probability that the person needs the part, 0 to 1.</summary>
    public double Need { get; }

    /// <summary>True when the part would be shown with what is known now. In doubt it is: every threshold lies below one half.</summary>
    public bool IsNeeded => Need >= Part.From;

    /// <summary>What to do now.</summary>
    public Verdict Verdict => Need > Part.UnsureFrom && Need < Part.UnsureTo && _answers < _bank.Parameters.MostGateItems && Open.Any()
        ? Verdict.Ask
        : IsNeeded ? Verdict.Show : Verdict.Skip;

    private IEnumerable<ItemCurves> Open => _bank.Without(_used).Where(c => Part.IsAbout(c.Item.Domain));

    /// <summary>The door as somebody comes to it.</summary>
    /// <param name="bank">The items.</param>
    /// <param name="part">What is behind it.</param>
    /// <param name="beliefs">What is believed about the person, mostly restored.</param>
    /// <param name="used">Ids of the items that the person has answered before; ids that the bank no longer has do no harm.</param>
    public static Door Of(ItemBank bank, PathPart part, Beliefs beliefs, IEnumerable<string> used) =>
        new(bank, part, Evidence.From(bank, beliefs), used.ToImmutableHashSet(StringComparer.Ordinal), 0);

    /// <summary>The next door right behind this one. It knows the answers given here, about the domain too, which the kept form forgets.</summary>
    public Door Then(PathPart part) => new(_bank, part, _evidence, _used, 0);

    /// <summary>
    /// The best item to ask here, not used yet and about the part's domain or scale; null unless the verdict is to ask. With at most three
    /// items there is none to spare for variety.
    /// </summary>
    /// <param name="random">Source of chance, for items that are equally good.</param>
    public Item? Next(Random random)
    {
        if (Verdict != Verdict.Ask) return null;
        var below = Grid.Below(Part.Cut);
        var balanced = ItemChoice.Balanced([.. Open], _bank.Items.Where(i => _used.Contains(i.Id)), lead: 0);
        return ItemChoice.Draw(balanced, c => ItemChoice.Gain(_belief.Mass, Part.Domain is null ? c.ByScale : c.ByDomain, Doubt), best: 1, random);

        double Doubt(double[] mass)
        {
            var need = Math.Clamp(Grid.Dot(mass, below), 0, 1);
            return new LevelChances(need, 0, 1 - need).Entropy;
        }
    }

    /// <summary>The door after an answer.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="points">Points of the reaction, 0 to 3.</param>
    /// <exception cref="KeyNotFoundException">The bank has no such item.</exception>
    /// <exception cref="ArgumentException">The item is about something else.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The points are not 0 to 3.</exception>
    /// <exception cref="InvalidOperationException">The item was answered before, or the door does not ask.</exception>
    public Door Answer(string itemId, int points)
    {
        if (Verdict != Verdict.Ask) throw new InvalidOperationException("This door does not ask.");
        if (_used.Contains(itemId)) throw new InvalidOperationException($"Item {itemId} was answered before.");
        if (!Part.IsAbout(_bank.CurvesOf(itemId).Item.Domain)) throw new ArgumentException($"Item {itemId} is about something else.", nameof(itemId));
        return new Door(_bank, Part, _evidence.With(itemId, points), _used.Add(itemId), _answers + 1);
    }
}
