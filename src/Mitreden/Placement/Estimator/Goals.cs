namespace Mitreden.Placement.Estimator;

/// <summary>What an item is asked for, as a number that gets smaller: how unsure the decisions on a scale still are.</summary>
internal sealed class Goals(PlacementParameters parameters)
{
    private readonly double[] _low = Grid.Below(parameters.LowerCut);
    private readonly double[] _notHigh = Grid.Below(parameters.UpperCut);
    private readonly double[] _judgement = Grid.Below(parameters.JudgementCut);

    /// <summary>How unsure the levels or decisions of a scale are, given masses with sum 1.</summary>
    public double Open(Scale scale, double[] mass)
    {
        var low = Math.Clamp(Grid.Dot(mass, _low), 0, 1);
        if (parameters.Aim == ItemAim.DecisionLoss) return Loss(scale, mass, low);
        var notHigh = Math.Clamp(Grid.Dot(mass, _notHigh), low, 1);
        return new LevelChances(low, notHigh - low, 1 - notHigh).Entropy;
    }

    /// <summary>
    /// Expected harm of the decisions as they would be taken now. What is missed weighs as Tetzlaff's harm of too little help, what is
    /// needless as much less as the threshold of the decision says. A module's cut is taken as 0: the entry does not know the modules.
    /// </summary>
    private double Loss(Scale scale, double[] mass, double low)
    {
        var belowMiddle = Math.Clamp(Grid.Dot(mass, _judgement), 0, 1);
        if (scale == Scale.Judgement) return Risk(belowMiddle, parameters.JudgementFrom);
        return Risk(belowMiddle, parameters.NeedFrom) + Risk(low, parameters.ConfidenceFrom);
    }

    private double Risk(double need, double from) =>
        parameters.HarmOfTooLittle * Math.Min(need, (1 - need) * from / (1 - from));
}
