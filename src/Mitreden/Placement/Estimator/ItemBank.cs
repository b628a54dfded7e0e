namespace Mitreden.Placement.Estimator;

/// <summary>The items of the entry and of the doors with their curves. Make it once and share it: it never changes.</summary>
public sealed class ItemBank
{
    private readonly Dictionary<string, ItemCurves> _curves = new(StringComparer.Ordinal);

    /// <summary>Prepares the items.</summary>
    /// <param name="items">At least one, with different ids.</param>
    /// <param name="parameters">The parameters; those of the product when null.</param>
    /// <exception cref="ArgumentException">There is no item, an id is there twice, or a value is outside its range.</exception>
    public ItemBank(IEnumerable<Item> items, PlacementParameters? parameters = null)
    {
        Parameters = parameters ?? PlacementParameters.Default;
        Items = [.. items];
        if (Items.Count == 0) throw new ArgumentException("A bank needs at least one item.", nameof(items));
        foreach (var item in Items)
        {
            if (Fault(item) is { } fault) throw new ArgumentException($"Item {item.Id}: {fault}", nameof(items));
            if (!_curves.TryAdd(item.Id, ItemCurves.Of(item, Parameters))) throw new ArgumentException($"Item {item.Id} is there twice.", nameof(items));
        }
        (Goals, Spread) = (new Goals(Parameters), new Spread(Parameters.DomainVariance));
    }

    /// <summary>The parameters under which the curves were drawn.</summary>
    public PlacementParameters Parameters { get; }

    /// <summary>The items in the order in which they came.</summary>
    public IReadOnlyList<Item> Items { get; }

    /// <summary>Shares of the people of a level who are expected to get 0, 1, 2 and 3 points, while nothing but their level is known.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="level">The level, on the scale of the item's domain.</param>
    /// <returns>Four shares in the order of the points, with the sum 1.</returns>
    /// <exception cref="KeyNotFoundException">The bank has no such item.</exception>
    public IReadOnlyList<double> Shares(string itemId, Level level)
    {
        var mass = Belief.Normal(0, Parameters.Spread * Parameters.Spread).Within(level, Parameters);
        return [.. CurvesOf(itemId).ByDomain.Select(row => Grid.Dot(mass, Spread.ToScale(row)))];
    }

    internal Goals Goals { get; }

    internal Spread Spread { get; }

    internal ItemCurves CurvesOf(string itemId) =>
        _curves.TryGetValue(itemId, out var curves) ? curves : throw new KeyNotFoundException($"The bank has no item {itemId}.");

    internal List<ItemCurves> Without(IReadOnlySet<string> used) => [.. Items.Where(i => !used.Contains(i.Id)).Select(i => _curves[i.Id])];

    private static string? Fault(Item item)
    {
        if (item.AuthorDifficulty is < Item.Easiest or > Item.Hardest) return $"an author's difficulty lies between {Item.Easiest} and {Item.Hardest}.";
        if (item.Calibration is not { } c || c is { Discrimination: > 0 and < 10, Difficulty: > -10 and < 10, Variance: >= 0 and < 10 }) return null;
        return "a calibration has a above 0, b between -10 and 10, and a variance from 0.";
    }
}

/// <summary>Probabilities of each number of points on the grid.</summary>
/// <param name="Item">The item.</param>
/// <param name="ByDomain">Rows by points, given the trait of the item's domain.</param>
/// <param name="ByScale">Rows by points, given the trait of the scale: flatter. Good enough to choose an item by, and quick.</param>
internal sealed record ItemCurves(Item Item, double[][] ByDomain, double[][] ByScale)
{
    public static ItemCurves Of(Item item, PlacementParameters parameters) =>
        new(item, ResponseModel.Rows(item, 0, parameters), ResponseModel.Rows(item, parameters.DomainVariance, parameters));

    public double[] Of(int points) =>
        points is >= 0 and <= Item.MostPoints ? ByDomain[points] : throw new ArgumentOutOfRangeException(nameof(points), points, "An answer is worth 0 to 3 points.");
}
