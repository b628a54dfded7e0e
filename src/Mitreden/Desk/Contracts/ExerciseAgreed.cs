using Mitreden.Foundation.Texts;

namespace Mitreden.Desk.Contracts;

/// <summary>What the team thinks of a reaction.</summary>
public enum Grade
{
    /// <summary>What the team would wish for; one of them is.</summary>
    Best,
    /// <summary>Well meant, and it costs something.</summary>
    Fair,
    /// <summary>It does harm.</summary>
    Poor,
}

/// <summary>Something that one could do.</summary>
/// <param name="Grade">What the team thinks of it.</param>
/// <param name="Text">What one does.</param>
/// <param name="Why">Why the team thinks so.</param>
public sealed record Reaction(Grade Grade, Wording Text, Wording Why);

/// <summary>Two people have seen an exercise that was made of a discussion: from this save on it is there for everybody.</summary>
/// <param name="Key">Its name, such as <c>E1</c>; the same again for a new version.</param>
/// <param name="Title">Title.</param>
/// <param name="Situation">What happened, without anybody in it.</param>
/// <param name="Reactions">Three or four, exactly one of them the best.</param>
public sealed record ExerciseAgreed(string Key, Wording Title, Wording Situation, IReadOnlyList<Reaction> Reactions);
