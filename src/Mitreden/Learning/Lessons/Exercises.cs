using System.Globalization;
using Mitreden.Foundation.Texts;

namespace Mitreden.Learning.Lessons;

/// <summary>An answer to choose.</summary>
/// <param name="Text">The answer.</param>
/// <param name="Right">True when it is a good one.</param>
/// <param name="Why">What to think of it.</param>
public sealed record Choice(Wording Text, bool Right, Wording Why);

/// <summary>A question with answers to choose from.</summary>
/// <param name="Title">Title.</param>
/// <param name="Question">The question.</param>
/// <param name="Options">The answers.</param>
/// <param name="Context">What happens.</param>
/// <param name="Thread">A thread to read first.</param>
/// <param name="Hint">What helps.</param>
public sealed record ChoiceStep(
    Wording Title, Wording Question, IReadOnlyList<Choice> Options, Wording? Context = null, IReadOnlyList<Post>? Thread = null, Wording? Hint = null) : Step(Title)
{
    /// <summary>Name of the field.</summary>
    public const string Field = "choice";

    /// <inheritdoc />
    public override IEnumerable<Wording> Texts =>
        [Title, Question, .. Maybe(Context, Hint), .. (Thread ?? []).SelectMany(p => p.Texts), .. Options.SelectMany(o => new[] { o.Text, o.Why })];
    /// <inheritdoc />
    public override Wording? Help => Hint;
    /// <inheritdoc />
    public override bool? Check(IReadOnlyDictionary<string, IReadOnlyList<string>> answers) =>
        Answer.Place(answers, Field) is { } place && place < Options.Count ? Options[place].Right : null;
}

/// <summary>A place to sort cards into.</summary>
/// <param name="Id">Names it in the cards.</param>
/// <param name="Title">Title.</param>
public sealed record Bin(string Id, Wording Title);

/// <summary>A card to sort.</summary>
/// <param name="Text">What stands on it.</param>
/// <param name="Bin">Where it belongs.</param>
/// <param name="Why">Why.</param>
public sealed record SortCard(Wording Text, string Bin, Wording Why);

/// <summary>Cards to sort.</summary>
/// <param name="Title">Title.</param>
/// <param name="Intro">What to do.</param>
/// <param name="Bins">Where they can go.</param>
/// <param name="Cards">The cards.</param>
/// <param name="Hint">What helps.</param>
public sealed record SortStep(Wording Title, Wording Intro, IReadOnlyList<Bin> Bins, IReadOnlyList<SortCard> Cards, Wording? Hint = null) : Step(Title)
{
    /// <summary>Name of the field of a card.</summary>
    public static string Field(int card) => string.Create(CultureInfo.InvariantCulture, $"card-{card}");

    /// <inheritdoc />
    public override IEnumerable<Wording> Texts =>
        [Title, Intro, .. Maybe(Hint), .. Bins.Select(b => b.Title), .. Cards.SelectMany(c => new[] { c.Text, c.Why })];
    /// <inheritdoc />
    public override Wording? Help => Hint;

    /// <inheritdoc />
    /// <remarks>One slip among the cards is still a success.</remarks>
    public override bool? Check(IReadOnlyDictionary<string, IReadOnlyList<string>> answers)
    {
        var given = Cards.Select((card, n) => (card.Bin, Given: Answer.Text(answers, Field(n)))).Where(c => c.Given is not null).ToList();
        return given.Count < Cards.Count ? null : given.Count(c => c.Given != c.Bin) <= 1;
    }
}

/// <summary>A thread in which stop signs are to be found.</summary>
/// <param name="Title">Title.</param>
/// <param name="Intro">What to do.</param>
/// <param name="Thread">The thread.</param>
/// <param name="Hint">What helps.</param>
public sealed record MarkersStep(Wording Title, Wording Intro, IReadOnlyList<Post> Thread, Wording? Hint = null) : Step(Title)
{
    /// <summary>Name of the field; it may be there several times.</summary>
    public const string Field = "post";

    /// <inheritdoc />
    public override IEnumerable<Wording> Texts => [Title, Intro, .. Maybe(Hint), .. Thread.SelectMany(p => p.Texts)];
    /// <inheritdoc />
    public override Wording? Help => Hint;

    /// <inheritdoc />
    /// <remarks>Half of the signs found, and not more false ones than right ones, is a success: it is about looking.</remarks>
    public override bool? Check(IReadOnlyDictionary<string, IReadOnlyList<string>> answers)
    {
        if (!answers.TryGetValue(Field, out var marked) || marked.Count == 0) return null;
        var right = Thread.Select((post, n) => (post.Signal, Marked: marked.Contains(n.ToString(CultureInfo.InvariantCulture)))).ToList();
        var found = right.Count(p => p is { Signal: true, Marked: true });
        return found * 2 >= right.Count(p => p.Signal) && right.Count(p => p is { Signal: false, Marked: true }) <= found;
    }
}

/// <summary>A part of a text that is put together.</summary>
/// <param name="Title">Title.</param>
/// <param name="Choices">What can stand there; exactly one is right.</param>
public sealed record BuilderPart(Wording Title, IReadOnlyList<Choice> Choices);

/// <summary>A text that is put together from parts.</summary>
/// <param name="Title">Title.</param>
/// <param name="Intro">What to do.</param>
/// <param name="Parts">The parts in order.</param>
/// <param name="Result">What to do with it.</param>
/// <param name="Hint">What helps.</param>
public sealed record BuilderStep(Wording Title, Wording Intro, IReadOnlyList<BuilderPart> Parts, Wording Result, Wording? Hint = null) : Step(Title)
{
    /// <summary>Name of the field of a part.</summary>
    public static string Field(int part) => string.Create(CultureInfo.InvariantCulture, $"part-{part}");

    /// <inheritdoc />
    public override IEnumerable<Wording> Texts =>
        [Title, Intro, Result, .. Maybe(Hint), .. Parts.SelectMany(p => p.Choices.SelectMany(c => new[] { c.Text, c.Why }).Prepend(p.Title))];
    /// <inheritdoc />
    public override Wording? Help => Hint;
    /// <inheritdoc />
    public override bool? Check(IReadOnlyDictionary<string, IReadOnlyList<string>> answers)
    {
        var given = Parts.Select((part, n) => Answer.Place(answers, Field(n)) is { } place && place < part.Choices.Count ? part.Choices[place] : null).ToList();
        return given.Contains(null) ? null : given.All(c => c!.Right);
    }
}

/// <summary>Reads what a form has sent.</summary>
internal static class Answer
{
    public static string? Text(IReadOnlyDictionary<string, IReadOnlyList<string>> answers, string field) =>
        answers.TryGetValue(field, out var given) && given.Count > 0 && given[0].Length > 0 ? given[0] : null;

    public static int? Place(IReadOnlyDictionary<string, IReadOnlyList<string>> answers, string field) =>
        int.TryParse(Text(answers, field), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;
}
