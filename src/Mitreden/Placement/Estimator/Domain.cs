namespace Mitreden.Placement.Estimator;

/// <summary>
/// What an item is about: the five dimensions of employees' company reputation-related social media competence (RSMC; Walsh,
/// Schaarschmidt and von Kortzfleisch 2016). The dimensions are theirs, the items are our own.
/// </summary>
public enum Domain
{
    /// <summary>Using networks: settings, groups, what is visible where.</summary>
    Technical,

    /// <summary>Writing and answering in networks.</summary>
    Communication,

    /// <summary>Knowing that private words are read as words of the company.</summary>
    Visibility,

    /// <summary>What may be said: rights, customers' data, the guideline.</summary>
    Knowledge,

    /// <summary>Foreseeing what words set off.</summary>
    Impact,
}

/// <summary>The two traits behind the five domains. Somebody may be high on one and low on the other.</summary>
public enum Scale
{
    /// <summary>At home in networks (technical, communication). Drives basics, the confidence unit and hints.</summary>
    Affinity,

    /// <summary>Judging what is wise (visibility, knowledge, impact). Drives the judgement block and the form of the core.</summary>
    Judgement,
}

/// <summary>Which domain belongs to which scale.</summary>
public static class Domains
{
    /// <summary>All five domains in the order of the enum.</summary>
    public static IReadOnlyList<Domain> All { get; } = [Domain.Technical, Domain.Communication, Domain.Visibility, Domain.Knowledge, Domain.Impact];

    /// <summary>The scale that a domain belongs to.</summary>
    public static Scale ScaleOf(Domain domain) => domain is Domain.Technical or Domain.Communication ? Scale.Affinity : Scale.Judgement;
}
