using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Lessons;

/// <summary>The screens of a unit in the order that fits a person.</summary>
public static class Play
{
    /// <summary>
    /// Arranges the screens. A core unit has three forms (rule R2): the worked example first for whoever is unsure, the example after the
    /// first exercise in between, the problem first for whoever judges well; then what explains comes only if an exercise went wrong.
    /// </summary>
    /// <param name="unit">The unit.</param>
    /// <param name="form">Form of the core; other units have one form.</param>
    /// <param name="missed">True when an exercise went wrong.</param>
    public static IReadOnlyList<Step> Arrange(Unit unit, Level form, bool missed)
    {
        if (unit.Kind != UnitKind.Core || unit.Example is not { } example) return unit.Steps;
        var card = new CardStep(example.Title, example.Text);
        if (form == Level.Low) return [card, .. unit.Steps];
        var active = unit.Steps.Where(s => s.IsActive).ToList();
        if (form == Level.High) return missed ? [.. active, .. unit.Steps.Where(s => !s.IsActive), card] : active;
        var first = unit.Steps.ToList().FindIndex(s => s.IsActive);
        return [.. unit.Steps.Take(first + 1), card, .. unit.Steps.Skip(first + 1)];
    }
}
