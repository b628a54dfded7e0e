namespace Mitreden.Questions.Contracts;

/// <summary>Where the box stands.</summary>
public static class AskAbout
{
    /// <summary>Longest name of a rule.</summary>
    public const int LongestRule = 16;

    /// <summary>Address of the box for a rule of the guideline, such as <c>R02</c>, <c>care-1</c> or <c>E1</c>. Whoever asks sees the rule and can leave it out.</summary>
    public static string Rule(string rule) => $"/questions/ask?rule={Uri.EscapeDataString(rule)}";

    /// <summary>Address of what was answered about a rule.</summary>
    public static string Answers(string rule) => $"/questions?rule={Uri.EscapeDataString(rule)}";
}
