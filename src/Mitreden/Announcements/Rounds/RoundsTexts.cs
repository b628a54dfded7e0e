namespace Mitreden.Announcements.Rounds;

/// <summary>Texts of feedback rounds.</summary>
public sealed class RoundsTexts;
