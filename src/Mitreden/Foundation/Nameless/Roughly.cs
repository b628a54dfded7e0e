namespace Mitreden.Foundation.Nameless;

/// <summary>
/// About how many of a group: a range of counts. Those who see it know what some of the group have done, themselves first of all; what is left open is
/// wide enough that they learn of nobody else (decision 0031).
/// </summary>
/// <param name="Low">Fewest that it may be.</param>
/// <param name="High">Most that it may be.</param>
/// <param name="All">How many the group has.</param>
/// <param name="Said">What it is said as.</param>
public readonly record struct Roughly(int Low, int High, int All, Said Said)
{
    /// <summary>Fewest people of whom numbers are told; of fewer it is said whether it is more than half.</summary>
    private const int FewestForNumbers = 20;

    /// <summary>Numbers are told to the nearest five.</summary>
    private const int Step = 5;

    /// <summary>The number that is said with it: just above the range of the few, in the middle of any other.</summary>
    public int Number => Said == Said.Few ? High + 1 : (Low + High) / 2;

    /// <summary>How far the range goes beyond its fewest.</summary>
    public int Open => High - Low;

    /// <summary>The range in which a count lies.</summary>
    /// <param name="some">How many.</param>
    /// <param name="all">Of how many.</param>
    /// <returns>Null when there are fewer than <see cref="Few.FewestPicked"/> people: those who see it may know half of them.</returns>
    public static Roughly? Of(int some, int all)
    {
        if (all < Few.FewestPicked) return null;
        if (all < FewestForNumbers) return 2 * some > all ? new Roughly(all / 2 + 1, all, all, Said.OverHalf) : new Roughly(0, all / 2, all, Said.UpToHalf);
        if (some < Few.FewestPicked) return new Roughly(0, Few.FewestPicked - 1, all, Said.Few);
        // Both ends are as wide as a group that is counted at all: there a viewer who knows some of those who have, or have not, would soon know all.
        var (near, top) = ((some + Step / 2) / Step * Step, (all - Few.FewestPicked - Step / 2) / Step * Step + Step - Step / 2);
        return some >= top ? new Roughly(top, all, all, Said.Most) : new Roughly(near - Step / 2, near + Step / 2, all, Said.About);
    }
}

/// <summary>How a <see cref="Roughly"/> is said.</summary>
public enum Said
{
    /// <summary>Fewer than a number.</summary>
    Few,
    /// <summary>About a number.</summary>
    About,
    /// <summary>Nearly all, or all.</summary>
    Most,
    /// <summary>At most half.</summary>
    UpToHalf,
    /// <summary>More than half.</summary>
    OverHalf,
}
