namespace Mitreden.Desk.Drills;

/// <summary>Texts of fire drills, and of the mark that every part of one carries.</summary>
public sealed class DrillTexts;
