using Mitreden.Foundation.Nameless;

namespace Mitreden.Announcements.Rounds;

/// <summary>About which part of the answers; each has a text.</summary>
public enum Portion
{
    /// <summary>Nobody, or a few.</summary>
    Few,
    /// <summary>More than a few, and not more than half.</summary>
    Some,
    /// <summary>Not more than half; perhaps nobody.</summary>
    HalfAtMost,
    /// <summary>More than half; where it may be all of them, it is not said that it is nearly all.</summary>
    Most,
    /// <summary>All, or all but a few.</summary>
    NearlyAll,
    /// <summary>A number, to the nearest five.</summary>
    About,
}

/// <summary>What is said of how many have chosen an answer.</summary>
/// <param name="Portion">In a word.</param>
/// <param name="About">The number to the nearest five; 0 where only the word is said.</param>
public sealed record Told(Portion Portion, int About = 0);

/// <summary>
/// Says how many have chosen an answer, and not what anybody has chosen. Whoever reads it knows their own answer, and those who lead rounds may put theirs
/// together. So the word for all answers covers one fewer still than remain without theirs, and the word for none one more than they are: even they are
/// never sure that all others have chosen the same. There are numbers from 20 answers on, and only to the nearest five.
/// </summary>
/// <param name="Answers">How many answers there are to the question.</param>
/// <param name="Leads">How many of those who were asked lead rounds.</param>
public sealed record Crowd(int Answers, int Leads)
{
    private int Known => Math.Max(1, Leads);

    private int Margin => Known + 1;

    /// <summary>Answers that it takes: beside those of all who lead rounds enough others, who are more than half.</summary>
    public int Needed => Math.Max(Few.FewestPicked + Leads, 2 * Known + 3);

    /// <summary>True when anything is said at all.</summary>
    public bool IsEnough => Answers >= Needed;

    /// <summary>True when numbers are said.</summary>
    public bool HasNumbers => Answers >= Few.FewestForNumbers;

    /// <summary>What is said of an answer that so many have chosen.</summary>
    public Told Of(int count)
    {
        // "A few" that were a third, and "nearly all" that were two thirds, would not be true.
        if (4 * Margin > Answers) return new Told(2 * count > Answers ? Portion.Most : Portion.HalfAtMost);
        if (count <= Margin) return new Told(Portion.Few);
        if (count >= Answers - Margin) return new Told(Portion.NearlyAll);
        if (HasNumbers) return new Told(Portion.About, Few.Near(count));
        return new Told(2 * count > Answers ? Portion.Most : Portion.Some);
    }
}
