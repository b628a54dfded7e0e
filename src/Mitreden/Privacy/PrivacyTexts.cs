namespace Mitreden.Privacy;

/// <summary>Texts about what is stored, why, for how long, and who sees it.</summary>
public sealed class PrivacyTexts;
