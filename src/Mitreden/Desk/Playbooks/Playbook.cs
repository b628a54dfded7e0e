using System.Text.Json.Serialization;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Playbooks;

/// <summary>One thing to do.</summary>
/// <param name="Id">Name within the playbook; it never changes.</param>
/// <param name="Text">What to do, in one or two short sentences.</param>
/// <param name="Why">Why, or null.</param>
/// <param name="From">Lowest strength at which it is shown, 0 to 6.</param>
/// <param name="Copy">Id of the sentence that goes with it, or null.</param>
public sealed record PlaybookStep(string Id, Wording Text, Wording? Why, int From, string? Copy)
{
    /// <summary>Value of <see cref="Leads"/> for the switch that holds scheduled posts.</summary>
    public const string Posting = "posting";

    /// <summary>Where in the program the step is done: <see cref="Posting"/>, or null.</summary>
    public string? Leads { get; init; }
}

/// <summary>A sentence to copy.</summary>
/// <param name="Id">Name within the playbook.</param>
/// <param name="Label">What it is for.</param>
/// <param name="Text">The sentence; square brackets are to be filled in.</param>
public sealed record PlaybookSentence(string Id, Wording Label, Wording Text);

/// <summary>A checklist for one kind of discussion.</summary>
/// <param name="Id">Such as <c>PB1</c>.</param>
/// <param name="Title">Title.</param>
/// <param name="When">When it fits.</param>
/// <param name="Severities">From and to on the storm scale.</param>
/// <param name="Voices">Voices it fits; none means any.</param>
/// <param name="Truths">Answers to "is it true?" that it fits; none means any.</param>
/// <param name="Involved">True when somebody of the company has to be in the discussion.</param>
/// <param name="Steps">What to do, in order.</param>
/// <param name="Sentences">Sentences to copy.</param>
public sealed record Playbook(
    string Id, Wording Title, Wording When, IReadOnlyList<int> Severities, IReadOnlyList<Voice> Voices, IReadOnlyList<Truth> Truths, bool Involved,
    IReadOnlyList<PlaybookStep> Steps, IReadOnlyList<PlaybookSentence> Sentences)
{
    /// <summary>What has to be known about a colleague in the discussion for it to fit; null when that does not matter.</summary>
    public IReadOnlyList<Colleague>? Colleagues { get; init; }

    /// <summary>Those that ship, in order.</summary>
    public static IReadOnlyList<Playbook> Shipped { get; } =
        [.. ContentFile.Shipped("playbooks").Select(f => ContentFile.Read<Playbook>(f.Name, f.Json)).OrderBy(p => p.Id.Length).ThenBy(p => p.Id, StringComparer.Ordinal)];

    /// <summary>All texts.</summary>
    [JsonIgnore]
    public IEnumerable<Wording> Texts => new[] { Title, When }.Concat(Steps.SelectMany(s => new[] { s.Text, s.Why }).OfType<Wording>()).Concat(Sentences.SelectMany(s => new[] { s.Label, s.Text }));

    /// <summary>What is wrong with it, in English; empty for what ships.</summary>
    public IEnumerable<string> Faults()
    {
        if (Texts.Any(t => !t.IsComplete)) yield return "a text lacks one of its forms";
        if (Severities is not [>= 0 and var from, <= Discussion.Hurricane and var to] || from > to) yield return "severities are two numbers from 0 to 6, the lower one first";
        if (Steps.Select(s => s.Id).Distinct().Count() < Steps.Count) yield return "two steps have the same id";
        foreach (var step in Steps.Where(s => s.Leads is not (null or PlaybookStep.Posting))) yield return $"step {step.Id} leads to {step.Leads}, which does not exist";
        foreach (var step in Steps.Where(s => s.Copy is not null && Sentences.All(t => t.Id != s.Copy))) yield return $"step {step.Id} copies {step.Copy}, which does not exist";
    }

    /// <summary>The steps for a strength.</summary>
    /// <param name="severity">0 to 6, or null when nobody knows: then all.</param>
    public IReadOnlyList<PlaybookStep> StepsFor(int? severity) => [.. Steps.Where(s => severity is null || s.From <= severity)];

    /// <summary>How well it fits, higher is better; null when it does not. Nothing is hidden for good: the others are one tap further.</summary>
    public int? Fits(int? severity, Voice? voice, Truth? truth, Involvement involvement, Colleague? colleague = null)
    {
        var meant = colleague is { } one && Colleagues?.Contains(one) is true;
        if (colleague is not null && Colleagues is not null && !meant) return null;
        if (Involved && !meant && involvement == Involvement.Watching) return null;
        if (severity is { } strength && (strength < Severities[0] || strength > Severities[1])) return null;
        if (voice is { } who && Voices.Count > 0 && !Voices.Contains(who)) return null;
        if (truth is { } answer && Truths.Count > 0 && !Truths.Contains(answer)) return null;
        // What asks for more and still fits says more about this discussion.
        return (meant ? 16 : 0) + (Involved ? 8 : 0) + (voice is not null && Voices.Count > 0 ? 4 : 0) + (truth is not null && Truths.Count > 0 ? 2 : 0) + (severity is not null && Severities[1] - Severities[0] < 4 ? 1 : 0);
    }

    /// <summary>Those that fit, best first.</summary>
    public static IReadOnlyList<Playbook> For(DiscussionView view) =>
    [
        .. Shipped.Select(p => (Playbook: p, Fit: p.Fits(view.Row.Severity, view.Voice, view.Truth, view.Row.Involvement, view.Look.Colleague))).Where(p => p.Fit is not null)
            .OrderByDescending(p => p.Fit).Select(p => p.Playbook),
    ];
}
