namespace Mitreden.Insights;

/// <summary>Texts of the figures.</summary>
public sealed class InsightsTexts;
