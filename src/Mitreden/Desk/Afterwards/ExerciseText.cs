using Mitreden.Content.Contracts;
using Mitreden.Desk.Contracts;
using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Afterwards;

/// <summary>An exercise as it is written: what happened, and what one could do.</summary>
/// <param name="Id">Name of the form it is written in.</param>
/// <param name="Title">Title.</param>
/// <param name="Situation">What happened, without anybody in it.</param>
/// <param name="Reactions">What one could do, each with a judgement and a reason.</param>
public sealed record ExerciseText(string Id, Wording Title, Wording Situation, IReadOnlyList<Reaction> Reactions)
{
    /// <summary>Fewest reactions.</summary>
    public const int Fewest = 3;
    /// <summary>Most reactions.</summary>
    public const int Most = 4;
    /// <summary>Most characters of the situation in one form.</summary>
    public const int LongestSituation = 4000;
    /// <summary>Most characters of any other text in one form.</summary>
    public const int Longest = 600;

    /// <summary>All texts, by the path of their field.</summary>
    public IEnumerable<(string Path, Wording Text)> All() => new[] { ("title", Title), ("situation", Situation) }
        .Concat(Reactions.SelectMany((r, n) => new[] { ($"reactions.{n}.text", r.Text), ($"reactions.{n}.why", r.Why) }));

    /// <summary>Begins with a situation; the reactions are still to be written.</summary>
    public static ExerciseText Begin(string id, string title, string situation) => new(id, Same(title), Same(situation),
        [.. Enumerable.Range(0, Fewest).Select(n => new Reaction((Grade)n, Wording.Empty, Wording.Empty))]);

    /// <summary>What was stored.</summary>
    public static ExerciseText Read(Exercise exercise) => ContentFile.Read<ExerciseText>(exercise.Id.ToString(), exercise.Json);

    /// <summary>The same with the first form that has words in place of those that have none: who writes one form need not write three.</summary>
    public ExerciseText Filled() => this with
    {
        Title = Filled(Title),
        Situation = Filled(Situation),
        Reactions = [.. Reactions.Select(r => r with { Text = Filled(r.Text), Why = Filled(r.Why) })],
    };

    private static Wording Same(string text) => new(text, text, text);

    private static Wording Filled(Wording text)
    {
        var first = text.Forms.FirstOrDefault(f => !string.IsNullOrWhiteSpace(f)) ?? "";
        string Or(string form, string other) => string.IsNullOrWhiteSpace(form) ? other : form;
        var german = Or(text.Du, Or(text.Sie, first));
        return new Wording(german, Or(text.Sie, german), Or(text.English, german));
    }
}
