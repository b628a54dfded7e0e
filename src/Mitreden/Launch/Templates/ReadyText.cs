using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;

namespace Mitreden.Launch.Templates;

/// <summary>A text to use and change: a notice, an invitation, a promise.</summary>
/// <param name="Id">Name.</param>
/// <param name="Title">What it is.</param>
/// <param name="Subject">Subject of the mail, or null where it is none.</param>
/// <param name="Body">Markdown with <c>{company} {contact} {deputy} {date} {start}</c>; square brackets are to be filled in by hand.</param>
public sealed record ReadyText(string Id, Wording Title, Wording? Subject, Wording Body)
{
    /// <summary>Those that ship.</summary>
    public static IReadOnlyList<ReadyText> Shipped { get; } =
        ContentFile.Read<List<ReadyText>>("content/launch/texts.json", ContentFile.Shipped("launch").Single(f => f.Name == "content/launch/texts.json").Json);
}

/// <summary>A question of the readiness check.</summary>
/// <param name="Id">Name; see <see cref="Measured"/>.</param>
/// <param name="Question">The question.</param>
/// <param name="Why">Why it matters, in a sentence.</param>
/// <param name="Help">What to do when the answer is no.</param>
public sealed record ReadyQuestion(string Id, Wording Question, Wording Why, Wording Help)
{
    /// <summary>What steps of a plan may stand for: the questions, and two milestones that are not asked before a channel opens.</summary>
    public static readonly IReadOnlyList<string> Measured = ["promise", "informed", "contact", "guideline", "pilot-trained", "duty", "drill", "box-open", "placed"];

    /// <summary>Those that ship, in the order in which they are asked.</summary>
    public static IReadOnlyList<ReadyQuestion> Shipped { get; } =
        ContentFile.Read<List<ReadyQuestion>>("content/launch/readiness.json", ContentFile.Shipped("launch").Single(f => f.Name == "content/launch/readiness.json").Json);
}
