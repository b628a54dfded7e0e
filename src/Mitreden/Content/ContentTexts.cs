namespace Mitreden.Content;

/// <summary>Texts of writing content, whatever kind it is.</summary>
public sealed class ContentTexts;
