using System.Collections.Immutable;

namespace Mitreden.Placement.Estimator;

/// <summary>
/// Beliefs and the answers heard since. A domain lies around its scale by a deviation that all answers about the domain share, so
/// p(t | answers) ~ p(t) prod_d integral N(t_d; t, 0.25) prod P(answer | t_d) dt_d. Never changes.
/// </summary>
internal sealed class Evidence
{
    private readonly ItemBank _bank;
    private readonly Beliefs _before;
    private readonly ImmutableDictionary<Domain, double[]> _heard;

    private Evidence(ItemBank bank, Beliefs before, ImmutableDictionary<Domain, double[]> heard)
    {
        (_bank, _before, _heard) = (bank, before, heard);
        Beliefs = new Beliefs(On(Scale.Affinity), On(Scale.Judgement));
    }

    /// <summary>What is believed on both scales with all answers.</summary>
    public Beliefs Beliefs { get; }

    /// <summary>Beliefs without any answer since.</summary>
    public static Evidence From(ItemBank bank, Beliefs before) => new(bank, before, ImmutableDictionary<Domain, double[]>.Empty);

    /// <summary>The evidence with one more answer.</summary>
    public Evidence With(string itemId, int points)
    {
        var curves = _bank.CurvesOf(itemId);
        var (domain, chances) = (curves.Item.Domain, curves.Of(points));
        return new Evidence(_bank, _before, _heard.SetItem(domain, _heard.TryGetValue(domain, out var before) ? Grid.Product(before, chances) : chances));
    }

    /// <summary>What is believed about one domain with all answers.</summary>
    public Belief In(Domain domain)
    {
        var around = _bank.Spread.ToDomain(On(Domains.ScaleOf(domain), without: domain).Mass);
        return Belief.Of(_heard.TryGetValue(domain, out var heard) ? Grid.Product(around, heard) : around);
    }

    private Belief On(Scale scale, Domain? without = null)
    {
        var mass = _before.On(scale).Mass;
        // In the order of the enum: a sum of rounding errors must not depend on the order of answers.
        foreach (var domain in Domains.All.Where(d => d != without && Domains.ScaleOf(d) == scale))
            if (_heard.TryGetValue(domain, out var heard)) mass = Grid.Product(mass, _bank.Spread.ToScale(heard));
        return Belief.Of(mass);
    }
}
