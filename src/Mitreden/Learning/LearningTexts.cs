namespace Mitreden.Learning;

/// <summary>Texts of the path, its units and its scenarios.</summary>
public sealed class LearningTexts;
