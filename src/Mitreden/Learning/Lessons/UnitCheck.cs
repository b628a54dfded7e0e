namespace Mitreden.Learning.Lessons;

/// <summary>What can be wrong with a unit.</summary>
public enum UnitFault
{
    /// <summary>A text lacks one of its three forms.</summary>
    Incomplete,
    /// <summary>It speaks of harm, or of what is expected, without saying what helps (rule R5).</summary>
    ThreatWithoutHelp,
    /// <summary>A core unit lacks its worked example.</summary>
    NoExample,
    /// <summary>There is nothing to do in it.</summary>
    NothingToDo,
    /// <summary>An exercise has no right answer, or a part of a text not exactly one.</summary>
    NoRightAnswer,
    /// <summary>A card belongs to a place that does not exist.</summary>
    NoSuchBin,
    /// <summary>Levels are not 1 to 3 in order, or minutes not 1 to 30.</summary>
    OutOfRange,
}

/// <summary>Finds what keeps a unit from being learnt.</summary>
public static class UnitCheck
{
    /// <summary>All faults.</summary>
    public static IReadOnlyList<UnitFault> Faults(Unit unit) => [.. Places(unit).Select(f => f.Fault).Distinct()];

    /// <summary>All faults, each with its place in the file, such as <c>steps.2</c>; that of a text is empty.</summary>
    public static IEnumerable<(UnitFault Fault, string Where)> Places(Unit unit)
    {
        if (unit.Texts.Any(t => !t.IsComplete)) yield return (UnitFault.Incomplete, "");
        if ((unit.Threat || unit.Kind == UnitKind.Expectations) && unit.Efficacy is null) yield return (UnitFault.ThreatWithoutHelp, "efficacy");
        if (unit.Kind == UnitKind.Core && unit.Example is null) yield return (UnitFault.NoExample, "example");
        if (!unit.Steps.Any(s => s.IsActive)) yield return (UnitFault.NothingToDo, "steps");
        if (unit.Levels is not [>= 1 and <= 3, >= 1 and <= 3] || unit.Levels[0] > unit.Levels[1]) yield return (UnitFault.OutOfRange, "levels");
        if (unit.Minutes is < 1 or > 30) yield return (UnitFault.OutOfRange, "minutes");
        foreach (var (place, step) in unit.Steps.Index())
        {
            if (LacksAnswer(step)) yield return (UnitFault.NoRightAnswer, $"steps.{place}");
            if (step is SortStep sort && sort.Cards.Any(c => sort.Bins.All(b => b.Id != c.Bin))) yield return (UnitFault.NoSuchBin, $"steps.{place}");
        }
    }

    private static bool LacksAnswer(Step step) => step switch
    {
        ChoiceStep choice => choice.Options.Count < 2 || !choice.Options.Any(o => o.Right),
        BuilderStep builder => builder.Parts.Count == 0 || builder.Parts.Any(p => p.Choices.Count(c => c.Right) != 1),
        MarkersStep markers => !markers.Thread.Any(p => p.Signal),
        _ => false,
    };
}
