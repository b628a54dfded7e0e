namespace Mitreden.Questions.Pages;

/// <summary>What somebody who answers sends.</summary>
public sealed class ReplyForm
{
    /// <summary>The question as it is to be shown.</summary>
    public string? Text { get; set; }
    /// <summary>What becomes of it.</summary>
    public ReplyKind Kind { get; set; } = ReplyKind.Answered;
    /// <summary>Answer or reason.</summary>
    public string? Words { get; set; }
    /// <summary>Version of the reply that the form was filled with; 0 while there was none. Without it nothing is done.</summary>
    public int Version { get; set; } = -1;

    /// <summary>The form for what there is.</summary>
    public static ReplyForm Of(Question question, Reply? reply) =>
        new() { Text = question.Text, Kind = reply?.Kind ?? ReplyKind.Answered, Words = reply?.Text, Version = reply?.Version ?? 0 };

    /// <summary>Most characters of a field.</summary>
    public int LongestOf(string field) => field == "text" ? Question.Longest : Kind == ReplyKind.Answered ? Reply.Longest : Reply.LongestReason;
}
