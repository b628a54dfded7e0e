namespace Mitreden.Questions;

/// <summary>Texts of the question box.</summary>
public sealed class QuestionsTexts;
