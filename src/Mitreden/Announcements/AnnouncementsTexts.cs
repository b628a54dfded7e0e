namespace Mitreden.Announcements;

/// <summary>Texts of announcements.</summary>
public sealed class AnnouncementsTexts;
