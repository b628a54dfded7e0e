using Mitreden.Learning.Lessons;
using Mitreden.Learning.Pages;
using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Writing;

/// <summary>A unit as somebody of a level plays it, for authors. Nothing is recorded.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Level">The level.</param>
/// <param name="Address">Where to look at the other levels; null while a draft is written, which travels with its form.</param>
public sealed record UnitLook(Unit Unit, Level Level, string? Address)
{
    /// <summary>Its screens.</summary>
    public IReadOnlyList<StepView> Steps { get; } = [.. Play.Arrange(Unit, Level, missed: false) is var steps ? steps
        .Select((step, n) => new StepView(step, n, n == steps.Count - 1, Level != Level.High, Level == Level.Middle && Unit.Kind == UnitKind.Core, Level)) : []];

    /// <summary>A unit at a level by name; the lowest when there is no such level.</summary>
    public static UnitLook Of(Unit unit, string? level, string? address) => new(unit, Enum.TryParse<Level>(level, out var known) && Enum.IsDefined(known) ? known : Level.Low, address);
}
