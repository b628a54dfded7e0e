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
    /// <summary>How far a number may be off.</summary>
    private const int Off = Few.Step / 2;

    /// <summary>The number that is said with it.</summary>
    public int Number => Said switch { Said.Fewer => High + 1, Said.AtLeast => Low, _ => (Low + High) / 2 };

    /// <summary>How far the range goes beyond its fewest.</summary>
    public int Open => High - Low;

    /// <summary>When such counts are made: at midnight, universal time, because whoever may set the company's time zone must not choose the hour.</summary>
    public static DateTimeOffset LastNight(DateTimeOffset now) => new(now.UtcDateTime.Date, TimeSpan.Zero);

    /// <summary>The range in which a count lies.</summary>
    /// <param name="some">How many.</param>
    /// <param name="all">Of how many.</param>
    /// <returns>Null when there are fewer than <see cref="Few.FewestPicked"/> people: those who see it may know half of them.</returns>
    public static Roughly? Of(int some, int all)
    {
        if (all < Few.FewestPicked) return null;
        if (all < Few.FewestForNumbers) return 2 * some > all ? new Roughly(all / 2 + 1, all, all, Said.OverHalf) : new Roughly(0, all / 2, all, Said.UpToHalf);
        if (some < Few.FewestPicked) return new Roughly(0, Few.FewestPicked - 1, all, Said.Fewer);
        // Both ends are at least as wide as a group that is counted at all: a viewer who knows some of those who have, or have not, would soon know all.
        var (near, top) = (Few.Near(some), (all - Few.FewestPicked - Off) / Few.Step * Few.Step + Few.Step - Off);
        return some >= top ? new Roughly(top, all, all, Said.AtLeast) : new Roughly(near - Off, near + Off, all, Said.About);
    }
}

/// <summary>How a <see cref="Roughly"/> is said.</summary>
public enum Said
{
    /// <summary>Fewer than a number.</summary>
    Fewer,
    /// <summary>About a number.</summary>
    About,
    /// <summary>A number or more.</summary>
    AtLeast,
    /// <summary>At most half.</summary>
    UpToHalf,
    /// <summary>More than half.</summary>
    OverHalf,
}
