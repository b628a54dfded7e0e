using Mitreden.Placement.Estimator;

namespace Mitreden.Benchmarks.Placement;

/// <summary>What a policy did, and with whom.</summary>
internal sealed record Placed(Person Person, Outcome Outcome);

/// <summary>The measures over all people of one policy. A measure that has no meaning for a policy is null.</summary>
internal static class Tally
{
    private const double ModuleMinutes = 5;
    private const double ConfidenceMinutes = 6;
    private const double ItemMinutes = 0.4;
    private const double Deep = 0.5;

    /// <summary>The figures of a policy by name, ready to be printed: first those that every reader may count on, then further ones.</summary>
    public static Dictionary<string, object?> Of(string policy, World world, IReadOnlyList<Placed> all)
    {
        var p = world.Parameters;
        var novices = all.Where(x => x.Person.Affinity < p.LowerCut).ToList();
        var others = all.Where(x => x.Person.Affinity >= p.LowerCut).ToList();
        var savvy = all.Where(x => x.Person.Affinity > p.UpperCut).ToList();
        var needed = all.SelectMany(x => Outcome.Basics.Select((m, n) => (Below: m.Cut - x.Person.In(m.Domain), Shown: x.Outcome.Shown[n])))
            .Where(m => m.Below > 0).ToList();
        var claims = all.SelectMany(x => x.Outcome.Claims.Select(c => (Claim: c, Truth: LevelOf(x.Person.On(c.Scale), p)))).ToList();
        var sure = claims.Where(c => c.Claim.Probability >= 0.9).ToList();
        var heads = savvy.Where(x => x.Person.Judgement < p.LowerCut).ToList();
        var highOnBoth = savvy.Where(x => x.Person.Judgement > p.UpperCut).ToList();
        return new Dictionary<string, object?>
        {
            ["policy"] = policy,
            ["people"] = all.Count,
            ["parameters"] = world.Calibrated ? "calibrated" : "author",
            ["entry_items"] = Mean(all, x => x.Outcome.EntryItems),
            ["all_items"] = Mean(all, x => x.Outcome.AllItems),
            ["unneeded_basics_savvy"] = Mean(savvy, x => Outcome.Basics.Where((m, n) => x.Outcome.Shown[n] && x.Person.In(m.Domain) >= m.Cut).Count()),
            ["needed_skipped"] = Share(needed, m => !m.Shown),
            ["deep_skipped"] = Share(needed.Where(m => m.Below > Deep), m => !m.Shown),
            ["novices_expectations_first"] = Share(novices, x => !x.Outcome.ConfidenceFirst),
            ["savvy_minutes_to_core"] = Mean(savvy, Minutes),
            ["two_level_errors"] = Share(claims, c => Math.Abs(c.Claim.Reported - c.Truth) == 2),
            ["claims90_right"] = Share(sure, c => c.Claim.Likeliest == c.Truth),
            ["claims90"] = sure.Count,
            ["needless_confidence"] = Share(others, x => x.Outcome.ConfidenceFirst),
            ["novice_minutes"] = Mean(novices, Minutes),
            ["middle_minutes"] = Mean(others.Where(x => x.Person.Affinity <= p.UpperCut), Minutes),
            ["affinity_levels_right"] = Share(claims.Where(c => c.Claim.Scale == Scale.Affinity), c => c.Claim.Likeliest == c.Truth),
            ["judgement_levels_right"] = Share(claims.Where(c => c.Claim.Scale == Scale.Judgement), c => c.Claim.Likeliest == c.Truth),
            ["reported_levels_right"] = Share(claims, c => c.Claim.Reported == c.Truth),
            ["department_heads"] = heads.Count,
            ["department_heads_judgement_first"] = Share(WithBlock(heads), x => x.Outcome.JudgementFirst == true),
            ["high_on_both_judgement_first"] = Share(WithBlock(highOnBoth), x => x.Outcome.JudgementFirst == true),
            ["judgement_first"] = Share(WithBlock(all), x => x.Outcome.JudgementFirst == true),
        };
    }

    /// <summary>Up to the core: items, modules and the confidence unit.</summary>
    private static double Minutes(Placed x) =>
        ItemMinutes * x.Outcome.CoreItems + ModuleMinutes * x.Outcome.Shown.Count(shown => shown) + (x.Outcome.ConfidenceFirst ? ConfidenceMinutes : 0);

    private static IEnumerable<Placed> WithBlock(IEnumerable<Placed> of) => of.Where(x => x.Outcome.JudgementFirst is not null);

    private static Level LevelOf(double trait, PlacementParameters p) => trait < p.LowerCut ? Level.Low : trait < p.UpperCut ? Level.Middle : Level.High;

    private static double? Share<T>(IEnumerable<T> of, Func<T, bool> holds) => Mean(of, x => holds(x) ? 1 : 0);

    private static double? Mean<T>(IEnumerable<T> of, Func<T, double> value)
    {
        var values = of.Select(value).ToList();
        return values.Count == 0 ? null : Math.Round(values.Average(), 4);
    }
}
