namespace Mitreden.Participation;

/// <summary>Texts about taking part: volunteers, pilot group, ideas.</summary>
public sealed class ParticipationTexts;
