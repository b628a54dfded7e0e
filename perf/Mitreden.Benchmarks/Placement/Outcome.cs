using Mitreden.Placement.Estimator;

namespace Mitreden.Benchmarks.Placement;

/// <summary>What a policy did with one person.</summary>
internal sealed record Outcome
{
    /// <summary>The basics, all needed below 0: two of each affinity domain, which makes four as in the specification.</summary>
    public static readonly (Domain Domain, double Cut)[] Basics =
        [(Domain.Technical, 0), (Domain.Technical, 0), (Domain.Communication, 0), (Domain.Communication, 0)];

    /// <summary>Items of the entry.</summary>
    public int EntryItems { get; init; }

    /// <summary>Items up to the core: those of the entry and of all doors before it; that of the judgement block stands behind the first unit.</summary>
    public int CoreItems { get; init; }

    /// <summary>All items.</summary>
    public int AllItems { get; init; }

    /// <summary>Which of the basics are shown.</summary>
    public required bool[] Shown { get; init; }

    /// <summary>The confidence unit comes before expectations.</summary>
    public bool ConfidenceFirst { get; init; }

    /// <summary>The judgement block comes directly behind the first unit; null when the policy has no judgement block.</summary>
    public bool? JudgementFirst { get; init; }

    /// <summary>Levels that the policy assigns, from what is known in the end; empty when it assigns none.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];
}

/// <summary>A level assigned on a scale.</summary>
/// <param name="Scale">The scale.</param>
/// <param name="Reported">The level that would count where people were counted by level; the product counts paths only.</param>
/// <param name="Likeliest">The likeliest level.</param>
/// <param name="Probability">Its probability; null when the policy claims none.</param>
internal sealed record Claim(Scale Scale, Level Reported, Level Likeliest, double? Probability)
{
    /// <summary>The claims that follow from beliefs.</summary>
    public static Claim[] Of(Beliefs beliefs, PlacementParameters parameters) => [.. Enum.GetValues<Scale>().Select(scale =>
    {
        var chances = beliefs.On(scale).Levels(parameters);
        var likeliest = chances.Low == chances.Most ? Level.Low : chances.Middle == chances.Most ? Level.Middle : Level.High;
        return new Claim(scale, Decisions.ForReport(beliefs.On(scale), parameters), likeliest, chances.Most);
    })];
}
