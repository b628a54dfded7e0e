namespace Mitreden.Foundation.Nameless;

/// <summary>
/// How many of a group, as a range that holds at least three counts and never says of everybody, or of all but one, that they did or did not: whoever sees
/// it and knows about one of them learns nothing of the others (decision 0031).
/// </summary>
/// <param name="Low">Fewest that it may be.</param>
/// <param name="High">Most that it may be.</param>
/// <param name="All">How many the group has.</param>
/// <param name="Said">What it is said as.</param>
public readonly record struct Roughly(int Low, int High, int All, Said Said)
{
    /// <summary>Fewest people of whom quarters are told, or numbers; of fewer it is said whether it is more than half.</summary>
    public const int FewestForQuarters = 20;

    private const int Step = 5;

    /// <summary>The count of a company: to the nearest five from twenty people on, else as a share.</summary>
    /// <returns>Null when there are fewer than <see cref="Few.Fewest"/> people.</returns>
    public static Roughly? Count(int some, int all)
    {
        if (all < FewestForQuarters) return Share(some, all);
        var (near, last) = ((some + Step / 2) / Step * Step, (all - Step) / Step * Step);
        // What lies above the last step that leaves three counts over is one step, up to everybody.
        if (near > last) return new Roughly(last + Step - Step / 2, all, all, Said.Most);
        return near == 0 ? new Roughly(0, Step / 2, all, Said.Hardly) : new Roughly(near - Step / 2, near + Step / 2, all, Said.About);
    }

    /// <summary>The share of a part of the company: in quarters from twenty people on, else in halves.</summary>
    /// <returns>Null when there are fewer than <see cref="Few.Fewest"/> people.</returns>
    public static Roughly? Share(int some, int all)
    {
        if (all < Few.Fewest) return null;
        var parts = all < FewestForQuarters ? 2 : 4;
        var part = Math.Max(1, (some * parts + all - 1) / all);
        return new Roughly(part == 1 ? 0 : (part - 1) * all / parts + 1, part * all / parts, all, parts == 2 ? Said.FirstHalf + part - 1 : Said.FirstQuarter + part - 1);
    }

    /// <summary>
    /// True when the count of the whole and the shares of its parts, taken together, would say of everybody in one of the parts, or of all but one,
    /// that they did or did not.
    /// </summary>
    /// <param name="whole">What is shown of the whole.</param>
    /// <param name="shown">What is shown of its parts; what they leave over is a part of which nothing is shown.</param>
    public static bool Tell(Roughly whole, IReadOnlyList<Roughly> shown)
    {
        var left = whole.All - shown.Sum(s => s.All);
        var parts = left == 0 ? shown : [.. shown, new Roughly(0, left, left, default)];
        return parts.Any(part => Tells(part.All, whole.Low - parts.Sum(p => p.High) + part.High, whole.High - parts.Sum(p => p.Low) + part.Low));
    }

    private static bool Tells(int all, int atLeast, int atMost) => atLeast > all - 2 || atMost < 2;
}

/// <summary>How a <see cref="Roughly"/> is said.</summary>
public enum Said
{
    /// <summary>At most two.</summary>
    Hardly = 0,
    /// <summary>About as many as lie in the middle of the range.</summary>
    About = 1,
    /// <summary>Nearly all, or all.</summary>
    Most = 2,
    /// <summary>At most half.</summary>
    FirstHalf = 10,
    /// <summary>More than half.</summary>
    SecondHalf = 11,
    /// <summary>At most a quarter.</summary>
    FirstQuarter = 20,
    /// <summary>More than a quarter, at most half.</summary>
    SecondQuarter = 21,
    /// <summary>More than half, at most three quarters.</summary>
    ThirdQuarter = 22,
    /// <summary>More than three quarters.</summary>
    LastQuarter = 23,
}
