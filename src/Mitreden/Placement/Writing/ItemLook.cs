using Mitreden.Placement.Estimator;

namespace Mitreden.Placement.Writing;

/// <summary>A reaction, and of how many people of each level it is expected.</summary>
/// <param name="Reaction">The reaction.</param>
/// <param name="Shares">Shares, 0 to 1, in the order of <see cref="ItemLook.Levels"/>. "I do not know" counts with the reaction that is worth nothing.</param>
public sealed record ExpectedReaction(Reaction Reaction, IReadOnlyList<double> Shares);

/// <summary>Between which levels a situation tells people apart best.</summary>
public enum Separation
{
    /// <summary>Between the lowest level and the middle one.</summary>
    Lower,
    /// <summary>Between the middle level and the highest one.</summary>
    Upper,
    /// <summary>On both sides about equally well.</summary>
    Both,
}

/// <summary>A situation as people see it, with what the estimator expects of people of every level, for authors.</summary>
/// <param name="Content">The situation, finished or not.</param>
/// <remarks>It is reckoned from the author's difficulty alone. What people have answered is for the program and is shown to nobody.</remarks>
public sealed record ItemLook(ItemContent Content)
{
    /// <summary>Sides whose mean points differ by less than this are told apart about equally well.</summary>
    private const double Alike = 0.1;

    /// <summary>The levels, lowest first.</summary>
    public static IReadOnlyList<Level> Levels { get; } = [Level.Low, Level.Middle, Level.High];

    /// <summary>What is expected, best reaction first; empty while points or difficulty are not right yet.</summary>
    public IReadOnlyList<ExpectedReaction> Expected { get; } = Reckon(Content);

    /// <summary>Points that people of each level get on average, in the order of <see cref="Levels"/>.</summary>
    public IReadOnlyList<double> Means => [.. Levels.Select((_, place) => Expected.Sum(e => e.Reaction.Score * e.Shares[place]))];

    /// <summary>Where the situation tells people apart best.</summary>
    public Separation Separates => Means is [var low, var middle, var high] && Math.Abs(high - middle - (middle - low)) >= Alike
        ? middle - low > high - middle ? Separation.Lower : Separation.Upper : Separation.Both;

    private static List<ExpectedReaction> Reckon(ItemContent content)
    {
        if (content.Faults().Any(f => f is ItemFault.Points or ItemFault.Difficulty)) return [];
        var bank = new ItemBank([new Item(content.Id, content.Domain, content.Difficulty)]);
        var shares = Levels.Select(level => bank.Shares(content.Id, level)).ToList();
        return [.. content.Options.OrderByDescending(o => o.Score).Select(o => new ExpectedReaction(o, [.. shares.Select(s => s[o.Score])]))];
    }
}
