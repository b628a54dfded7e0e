namespace Mitreden.Desk.WaysIn;

/// <summary>Texts about a person's own ways in.</summary>
public sealed class WayTexts;
