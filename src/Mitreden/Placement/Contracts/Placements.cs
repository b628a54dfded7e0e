using Mitreden.Foundation.Data;
using Mitreden.Placement.Estimator;

namespace Mitreden.Placement.Contracts;

/// <summary>What the placement of the signed-in person means for their path.</summary>
/// <param name="Begun">True once the person has begun.</param>
/// <param name="IsOver">True once the entry is over, one way or the other.</param>
/// <param name="StoppedEarly">True when the person did not want to be asked to the end, or not at all.</param>
/// <param name="Doors">What doors have decided, by what is behind them.</param>
/// <param name="Beliefs">What is believed; null until the entry is over.</param>
/// <param name="Limits">A skip of a door holds while the need for what is behind it is not above this; without one, while it is not needed.</param>
public sealed record Standing(
    bool Begun, bool IsOver, bool StoppedEarly, IReadOnlyDictionary<string, Verdict> Doors, Beliefs? Beliefs, IReadOnlyDictionary<string, double>? Limits = null)
{
    /// <summary>Two needs that differ by less are the same.</summary>
    private const double Same = 1e-9;

    private static readonly PlacementParameters Rule = PlacementParameters.Default;

    /// <summary>True while the door of the judgement block would ask something.</summary>
    public bool AsksAboutJudgement { get; init; }

    /// <summary>True when confidence comes first and expectations wait (rule R4); also before the entry.</summary>
    public bool ConfidenceFirst => Beliefs is null || Doors.GetValueOrDefault(OpenDoor.Confidence.Key) == Verdict.Show || Decisions.ConfidenceFirst(Beliefs, StoppedEarly, Rule);

    /// <summary>True when the judgement block comes directly behind the first unit.</summary>
    public bool JudgementFirst => Beliefs is not null && Decisions.JudgementFirst(Beliefs, Rule);

    /// <summary>The order of the path. What is counted about learning is counted by it: the question is whether that path bores or scares.</summary>
    public Level Order => On(Scale.Affinity);

    /// <summary>The form of the core: a worked example first, completion, or the problem first (rule R2).</summary>
    public Level CoreForm => On(Scale.Judgement);

    /// <summary>Probability that somebody needs what lies below a cut in a domain, 0 to 1; 1 when nothing is known.</summary>
    public double Need(Domain domain, double cut) => Beliefs is { } all && Knows(Domains.ScaleOf(domain)) ? all.About(domain, Rule).Below(cut) : 1;

    /// <summary>True when that probability is enough to show it (rule R1).</summary>
    public bool Needs(Domain domain, double cut) => Need(domain, cut) >= Rule.NeedFrom;

    /// <summary>True when a door should ask.</summary>
    public bool Unsure(Domain domain, double cut) => Need(domain, cut) is var need && need > Rule.UnsureFrom && need < Rule.UnsureTo;

    /// <summary>True while a door's skip holds: what is heard later can bring back what it has let out (rule R9).</summary>
    public bool StillSkips(string door, Domain domain, double cut) => Doors.GetValueOrDefault(door) == Verdict.Skip
        && (Limits?.TryGetValue(door, out var limit) is true ? Need(domain, cut) <= limit + Same : !Needs(domain, cut));

    /// <summary>True once something has been heard about a scale; before, the gentle path is right (in doubt lower).</summary>
    private bool Knows(Scale scale) => Beliefs is not null && Decisions.IsKnown(Beliefs.On(scale), Rule);

    private Level On(Scale scale) => Knows(scale) ? Decisions.ForPath(Beliefs!.On(scale), Rule) : Level.Low;
}

/// <summary>The placement, as learning uses it.</summary>
public sealed class Placements(OwnRow<Sheet, Walk> sheet, Items items)
{
    /// <summary>Where the signed-in person stands.</summary>
    public async Task<Standing> MineAsync(CancellationToken stop)
    {
        var walk = await sheet.ReadAsync(stop);
        return Of(walk) with { AsksAboutJudgement = walk.IsOver && walk.ApproachJudgement(await items.BankAsync(stop), Chance).IsAskedMore };
    }

    /// <summary>Where somebody says what they know about their own judgement.</summary>
    public const string MoreAddress = "/placement/more";

    /// <summary>An exercise has shown how the person acts in a domain (rule R9).</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="points">0 to 3.</param>
    /// <param name="stop">Ends the wait.</param>
    public Task LearnAsync(Domain domain, int points, CancellationToken stop) => sheet.StepAsync(walk => walk.Learn(domain, points), stop);

    /// <summary>The same chance whenever somebody looks, so that looking asks what the answer will belong to.</summary>
    internal static Random Chance => new(31);

    internal static Standing Of(Walk walk) => new(walk.Begun, walk.IsOver, walk.StoppedEarly, walk.Doors, walk.Beliefs is { } kept ? Beliefs.Restore(kept) : null, walk.Limits);
}

/// <summary>What stands behind a door, told by the module that built it.</summary>
/// <param name="Key">Such as <c>K4</c>.</param>
/// <param name="Title">Its title, in the person's language.</param>
/// <param name="Domain">What it is about.</param>
/// <param name="Cut">Whoever is below this in the domain needs it, in logits.</param>
/// <param name="Href">Its address.</param>
/// <param name="Skip">Where somebody says that they skip it all the same.</param>
public sealed record Behind(string Key, string Title, Domain Domain, double Cut, string Href, string Skip);

/// <summary>Knows what stands behind doors; the module below that has units implements it.</summary>
public interface IDoors
{
    /// <summary>What stands behind a door, or null.</summary>
    Task<Behind?> FindAsync(string key, CancellationToken stop);
}
