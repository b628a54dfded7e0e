using System.Collections.Immutable;

namespace Mitreden.Placement.Estimator;

/// <summary>A part of the path that not everybody needs, and when its door asks, shows or skips.</summary>
/// <param name="Scale">The scale that it belongs to.</param>
/// <param name="Domain">The domain that it teaches; null when it is about the scale as a whole.</param>
/// <param name="Cut">Whoever is below this needs it, in logits.</param>
/// <param name="From">It is shown from this probability of need.</param>
/// <param name="UnsureFrom">Above this probability of need the door asks.</param>
/// <param name="UnsureTo">Below this probability of need the door asks.</param>
public sealed record PathPart(Scale Scale, Domain? Domain, double Cut, double From, double UnsureFrom, double UnsureTo)
{
    /// <summary>A module of kind basics.</summary>
    /// <param name="domain">What it teaches.</param>
    /// <param name="cut">Whoever is below this in the domain needs it, in logits.</param>
    /// <param name="parameters">The parameters.</param>
    public static PathPart Basics(Domain domain, double cut, PlacementParameters parameters) =>
        new(Domains.ScaleOf(domain), domain, cut, parameters.NeedFrom, parameters.UnsureFrom, parameters.UnsureTo);

    /// <summary>The confidence unit.</summary>
    public static PathPart Confidence(PlacementParameters p) => new(Scale.Affinity, null, p.LowerCut, p.ConfidenceFrom, p.ConfidenceUnsureFrom, p.ConfidenceUnsureTo);

    /// <summary>The judgement block.</summary>
    public static PathPart Judgement(PlacementParameters p) => new(Scale.Judgement, null, p.JudgementCut, p.JudgementFrom, p.JudgementUnsureFrom, p.JudgementUnsureTo);
}

/// <summary>What a door says.</summary>
public enum Verdict
{
    /// <summary>Unsure: ask one more item ("do you know this already?").</summary>
    Ask,

    /// <summary>Show the part.</summary>
    Show,

    /// <summary>Skip it. The person can open it all the same.</summary>
    Skip,
}

/// <summary>The door of a module: decides whether it is needed and asks at most three items where that is unsure. Never changes.</summary>
public sealed class Door
{
    private readonly ItemBank _bank;
    private readonly ImmutableHashSet<string> _used;
    private readonly Beliefs _before;
    private readonly Belief _belief;
    private readonly ImmutableList<(string Id, int Points)> _heard;
    private readonly int _answers;

    private Door(ItemBank bank, PathPart part, Beliefs before, ImmutableHashSet<string> used, ImmutableList<(string Id, int Points)> heard, int answers)
    {
        (_bank, Part, _before, _used, _heard, _answers) = (bank, part, before, used, heard, answers);
        if (part.Domain is { } domain)
        {
            _belief = before.About(domain, bank.Parameters);
            var l = Enumerable.Repeat(1.0, Grid.Count).ToArray();
            foreach (var (id, points) in heard) { var r = bank.CurvesOf(id).OnDomain(points); for (var i = 0; i < l.Length; i++) l[i] *= r[i]; }
            _belief = _belief.After(l);
            var scale = before.On(part.Scale).After([.. Kern.Select(k => Grid.Dot(k, l))]);
            Beliefs = part.Scale == Scale.Affinity ? before with { Affinity = scale } : before with { Judgement = scale };
        }
        else
        {
            Beliefs = heard.Aggregate(before, (b, h) => b.After(bank, h.Id, h.Points));
            _belief = Beliefs.On(part.Scale);
        }
        Need = _belief.Below(part.Cut);
    }
    private static readonly double[][] Kern = Grid.Points.Select(t => Grid.Normal(t, 0.25)).ToArray();

    /// <summary>The module behind the door.</summary>
    public PathPart Part { get; }

    /// <summary>What is believed on both scales, with the answers at this door.</summary>
    public Beliefs Beliefs { get; }

    /// <summary>Ids of the items used up so far, those of the entry included.</summary>
    public IReadOnlyCollection<string> Used => _used;

    /// <summary>Probability that the person needs the part, 0 to 1.</summary>
    public double Need { get; }

    /// <summary>What to do now.</summary>
    public Verdict Verdict
    {
        get
        {
            var p = _bank.Parameters;
            if (Need > Part.UnsureFrom && Need < Part.UnsureTo && _answers < p.MostGateItems && Candidates.Any()) return Verdict.Ask;
            return Need >= Part.From ? Verdict.Show : Verdict.Skip;
        }
    }

    private bool IsAbout(Item item) => Part.Domain is { } d ? item.Domain == d : Domains.ScaleOf(item.Domain) == Part.Scale;
    private double[][] Rows(ItemCurves c) => Part.Domain is null ? c.Scale : c.Domain;

    private IEnumerable<ItemCurves> Candidates => _bank.Curves.Where(c => IsAbout(c.Item) && !_used.Contains(c.Item.Id));

    /// <summary>The door as somebody first comes to it.</summary>
    /// <param name="bank">The items.</param>
    /// <param name="part">The module behind it.</param>
    /// <param name="beliefs">What is believed about the person, restored or fresh.</param>
    /// <param name="used">Ids of the items that the person has answered before; ids that the bank no longer has do no harm.</param>
    public static Door Of(ItemBank bank, PathPart part, Beliefs beliefs, IEnumerable<string> used) =>
        new(bank, part, beliefs, [.. used], [], 0);

    /// <summary>
    /// The next door of the same domain, right behind this one: what was learnt here about the domain is not forgotten.
    /// </summary>
    /// <exception cref="ArgumentException">The module is of another domain.</exception>
    public Door Then(PathPart part) => part.Domain == Part.Domain
        ? new Door(_bank, part, _before, _used, _heard, 0)
        : throw new ArgumentException("The next door of the same domain leads to a module of that domain.", nameof(part));

    /// <summary>The item to ask here, of the module's domain and not used yet; null unless the verdict is to ask.</summary>
    /// <param name="random">Source of chance.</param>
    public Item? Next(Random random)
    {
        if (Verdict != Verdict.Ask) return null;
        var below = Grid.Below(Part.Cut);
        return ItemChoice.Draw(Candidates, c => ItemChoice.Gain(_belief.Mass, Rows(c), Unsure), _bank.Parameters.Best, random);

        double Unsure(double[] mass)
        {
            var need = Math.Clamp(Grid.Dot(mass, below), 0, 1);
            return new LevelChances(need, 0, 1 - need).Entropy;
        }
    }

    /// <summary>The door after an answer.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="points">Points of the reaction, 0 to 3.</param>
    /// <exception cref="KeyNotFoundException">The bank has no such item.</exception>
    /// <exception cref="ArgumentException">The item is of another domain.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The points are not 0 to 3.</exception>
    /// <exception cref="InvalidOperationException">The item was answered before, or the door no longer asks.</exception>
    public Door Answer(string itemId, int points)
    {
        var curves = _bank.CurvesOf(itemId);
        if (Verdict != Verdict.Ask) throw new InvalidOperationException("This door no longer asks.");
        if (_used.Contains(itemId)) throw new InvalidOperationException($"Item {itemId} was answered before.");
        if (!IsAbout(curves.Item)) throw new ArgumentException($"Item {itemId} is not about {Part.Domain}.", nameof(itemId));
        return new Door(_bank, Part, _before, _used.Add(itemId), _heard.Add((itemId, points)), _answers + 1);
    }
}
