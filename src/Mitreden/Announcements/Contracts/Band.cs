using Mitreden.Foundation.Nameless;

namespace Mitreden.Announcements.Contracts;

/// <summary>About how many: a step of a scale on which one person more or less is not seen, counted once a night.</summary>
public enum Band
{
    /// <summary>No night has passed yet.</summary>
    NotYet = 0,
    /// <summary>It went to too few people: any count would be about one of them.</summary>
    Small = 1,
    /// <summary>Fewer than five.</summary>
    Few = 2,
    /// <summary>About five.</summary>
    About5 = 5,
    /// <summary>About ten.</summary>
    About10 = 10,
    /// <summary>About twenty.</summary>
    About20 = 20,
    /// <summary>About fifty.</summary>
    About50 = 50,
    /// <summary>About a hundred.</summary>
    About100 = 100,
    /// <summary>About two hundred or more, and less than half.</summary>
    About200 = 200,
    /// <summary>More than half.</summary>
    Half = 1000,
    /// <summary>Four out of five or more; only where at least ten were to be reached, so that nobody can be singled out who was not.</summary>
    Most = 1001,
}

/// <summary>How a count becomes a band.</summary>
public static class Bands
{
    /// <summary>Where fewer were to be reached, it is never said that nearly all were.</summary>
    public const int FewestForMost = 10;

    private static readonly (int From, Band Band)[] Steps =
        [(Few.Fewest, Band.About5), (8, Band.About10), (15, Band.About20), (35, Band.About50), (75, Band.About100), (150, Band.About200)];

    /// <summary>The band of a count.</summary>
    /// <param name="some">How many.</param>
    /// <param name="all">Of how many.</param>
    public static Band Of(int some, int all)
    {
        if (all < Few.Fewest) return Band.Small;
        if (all >= FewestForMost && 5 * some >= 4 * all) return Band.Most;
        if (some < Few.Fewest && (all >= FewestForMost || 2 * some <= all)) return Band.Few;
        if (2 * some > all) return Band.Half;
        // A step that would hold one or two counts below the half is no band: then it is said as the step before.
        return Steps.Last(s => s.From == Few.Fewest || s.From <= some && s.From + 2 <= all / 2).Band;
    }
}
