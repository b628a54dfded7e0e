namespace Mitreden.Placement;

/// <summary>Texts of the placement.</summary>
public sealed class PlacementTexts;
