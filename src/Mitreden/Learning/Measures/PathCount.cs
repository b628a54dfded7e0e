using Mitreden.Foundation.Data;
using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Measures;

/// <summary>What is counted (rule R12): does the path bore, does it scare?</summary>
public enum Measure
{
    /// <summary>Somebody said after a unit that most of it was new.</summary>
    New = 1,
    /// <summary>Somebody said after a unit that they knew it already: bored.</summary>
    Known = 2,
    /// <summary>Somebody began to read what the company expects.</summary>
    Expected = 3,
    /// <summary>The same, and within <see cref="PathMeasures.DaysToGoOn"/> days they went on with something else. Who never did was perhaps scared.</summary>
    WentOn = 4,
}

/// <summary>How often something happened on a kind of path; without people and without times.</summary>
public sealed class PathCount : IOrganisationOwned
{
    private PathCount() { }

    /// <inheritdoc />
    [Stored("keeps organisations apart", Basis.NotPersonal, Keep.Organisation, Seen.Program)]
    public Guid OrganisationId { get; private set; }
    /// <summary>The unit.</summary>
    [Stored("tells which unit it was about", Basis.NotPersonal, Keep.Organisation, Seen.Counted)]
    public string UnitId { get; private set; } = "";
    /// <summary>The order of the path on which it happened.</summary>
    [Stored("tells whether a kind of path bores or scares", Basis.NotPersonal, Keep.Organisation, Seen.Counted)]
    public Level Path { get; private set; }
    /// <summary>What happened.</summary>
    [Stored("tells what happened", Basis.NotPersonal, Keep.Organisation, Seen.Counted)]
    public Measure Measure { get; private set; }
    /// <summary>How often.</summary>
    [Stored("counts it", Basis.NotPersonal, Keep.Organisation, Seen.Counted)]
    public int Count { get; private set; }
    /// <summary>How often, as of the moment when five more had been counted: only this is shown, so that one more answer does not tell how it was given.</summary>
    [Stored("is what figures show: it changes by five people at a time", Basis.NotPersonal, Keep.Organisation, Seen.Counted)]
    public int Frozen { get; private set; }
}

/// <summary>One thing to count.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Path">The order of the path.</param>
/// <param name="Measure">What happened.</param>
public sealed record Told(string UnitId, Level Path, Measure Measure);
