namespace Mitreden.Placement.Estimator;

/// <summary>What follows from beliefs for the path of one person. In doubt lower: too little help does more harm than too much.</summary>
public static class Decisions
{
    /// <summary>
    /// True when the confidence unit comes first, and expectations wait until it is done (rule R4). Ask again whenever beliefs change,
    /// until expectations have been shown: what a door hears later can still bring the unit in.
    /// </summary>
    /// <param name="beliefs">What is believed.</param>
    /// <param name="stoppedEarly">True when the person ended the entry.</param>
    /// <param name="parameters">The parameters.</param>
    public static bool ConfidenceFirst(Beliefs beliefs, bool stoppedEarly, PlacementParameters parameters) =>
        stoppedEarly || beliefs.Affinity.Below(parameters.LowerCut) >= parameters.ConfidenceFrom;

    /// <summary>True when the judgement block comes directly behind the first unit, whatever the affinity.</summary>
    /// <param name="beliefs">What is believed, with the answers at the block's door.</param>
    /// <param name="parameters">The parameters.</param>
    public static bool JudgementFirst(Beliefs beliefs, PlacementParameters parameters) =>
        beliefs.Judgement.Below(parameters.JudgementCut) >= parameters.JudgementFrom;

    /// <summary>True once anything has been heard about a scale: less is unsure than before the first question.</summary>
    public static bool IsKnown(Belief belief, PlacementParameters parameters) => belief.Variance < parameters.KnownBelow * parameters.Spread * parameters.Spread;

    /// <summary>The level that a path is made for: the likeliest, or a lower one that is nearly as likely (rule R7).</summary>
    public static Level ForPath(Belief belief, PlacementParameters parameters)
    {
        var levels = belief.Levels(parameters);
        if (levels.Low >= levels.Most - parameters.Doubt) return Level.Low;
        return levels.Middle >= levels.Most - parameters.Doubt ? Level.Middle : Level.High;
    }

    /// <summary>
    /// The level to take where people are counted by level, in groups of at least five: the one with the least expected harm, and the middle one
    /// where the other end is not ruled out. The product counts paths and not people (<see cref="ForPath"/>), so that nothing in it asks for this
    /// level; the simulation measures it, for whoever counts people one day.
    /// </summary>
    public static Level ForReport(Belief belief, PlacementParameters parameters)
    {
        var chances = belief.Levels(parameters);
        var (much, little, adjacent) = (parameters.HarmOfTooMuch, parameters.HarmOfTooLittle, parameters.AdjacentHarm);
        var low = much * (adjacent * chances.Middle + chances.High);
        var middle = adjacent * (little * chances.Low + much * chances.High);
        var high = little * (chances.Low + adjacent * chances.Middle);
        if (low <= middle && low <= high) return chances.High <= parameters.MostFarChance ? Level.Low : Level.Middle;
        return high < middle && chances.Low <= parameters.MostFarChance ? Level.High : Level.Middle;
    }
}
