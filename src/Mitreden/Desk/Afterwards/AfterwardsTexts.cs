namespace Mitreden.Desk.Afterwards;

/// <summary>Texts about what happens after a discussion is closed.</summary>
public sealed class AfterwardsTexts;
