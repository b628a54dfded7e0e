namespace Mitreden.Learning.Lessons;

/// <summary>What can be wrong with a unit.</summary>
public enum UnitFault
{
    /// <summary>A text lacks one of its three forms.</summary>
    Incomplete,
    /// <summary>It speaks of harm without saying what helps (rule R5).</summary>
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
    public static IReadOnlyList<UnitFault> Faults(Unit unit) => [.. All(unit).Distinct()];

    private static IEnumerable<UnitFault> All(Unit unit)
    {
        if (unit.Texts.Any(t => !t.IsComplete)) yield return UnitFault.Incomplete;
        if (unit.Threat && unit.Efficacy is null) yield return UnitFault.ThreatWithoutHelp;
        if (unit.Kind == UnitKind.Core && unit.Example is null) yield return UnitFault.NoExample;
        if (!unit.Steps.Any(s => s.IsActive)) yield return UnitFault.NothingToDo;
        if (unit.Levels is not [>= 1 and <= 3, >= 1 and <= 3] || unit.Levels[0] > unit.Levels[1] || unit.Minutes is < 1 or > 30) yield return UnitFault.OutOfRange;
        foreach (var step in unit.Steps)
        {
            var wrong = step switch
            {
                ChoiceStep choice => choice.Options.Count < 2 || !choice.Options.Any(o => o.Right),
                BuilderStep builder => builder.Parts.Count == 0 || builder.Parts.Any(p => p.Choices.Count(c => c.Right) != 1),
                MarkersStep markers => !markers.Thread.Any(p => p.Signal),
                _ => false,
            };
            if (wrong) yield return UnitFault.NoRightAnswer;
            if (step is SortStep sort && sort.Cards.Any(c => sort.Bins.All(b => b.Id != c.Bin))) yield return UnitFault.NoSuchBin;
        }
    }
}
