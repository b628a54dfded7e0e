namespace Mitreden.Guidelines;

/// <summary>Texts of the guideline and its acknowledgement.</summary>
public sealed class GuidelinesTexts;
