namespace Mitreden.Desk;

/// <summary>Texts of reporting, of the help on the reporter's screen, and of the desk.</summary>
public sealed class DeskTexts;
