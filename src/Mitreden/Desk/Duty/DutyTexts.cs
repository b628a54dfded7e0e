namespace Mitreden.Desk.Duty;

/// <summary>Texts of the duty roster.</summary>
public sealed class DutyTexts;
