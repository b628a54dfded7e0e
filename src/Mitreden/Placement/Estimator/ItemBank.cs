namespace Mitreden.Placement.Estimator;

/// <summary>The items of the entry and of the doors with their curves. Make it once and share it: it never changes.</summary>
public sealed class ItemBank
{
    private readonly Dictionary<string, ItemCurves> _curves;

    /// <summary>Prepares the items.</summary>
    /// <param name="items">At least one, with different ids.</param>
    /// <param name="parameters">The parameters; those of the product when null.</param>
    /// <exception cref="ArgumentException">There is no item, an id is there twice, or a value is outside its range.</exception>
    public ItemBank(IEnumerable<Item> items, PlacementParameters? parameters = null)
    {
        Parameters = parameters ?? PlacementParameters.Default;
        Items = [.. items];
        if (Items.Count == 0) throw new ArgumentException("A bank needs at least one item.", nameof(items));
        foreach (var item in Items) Check(item);
        _curves = new Dictionary<string, ItemCurves>(StringComparer.Ordinal);
        foreach (var item in Items)
            if (!_curves.TryAdd(item.Id, ItemCurves.Of(item, Parameters))) throw new ArgumentException($"Item {item.Id} is there twice.", nameof(items));
        Goals = new Goals(Parameters);
    }

    /// <summary>The parameters under which the curves were drawn.</summary>
    public PlacementParameters Parameters { get; }

    /// <summary>The items in the order in which they came.</summary>
    public IReadOnlyList<Item> Items { get; }

    internal IEnumerable<ItemCurves> Curves => Items.Select(i => _curves[i.Id]);

    internal Goals Goals { get; }

    internal ItemCurves CurvesOf(string itemId) => _curves.TryGetValue(itemId, out var curves) ? curves : throw new KeyNotFoundException($"The bank has no item {itemId}.");

    private static void Check(Item item)
    {
        if (item.AuthorDifficulty is < Item.Easiest or > Item.Hardest)
            throw new ArgumentException($"Item {item.Id}: an author's difficulty lies between {Item.Easiest} and {Item.Hardest}.", nameof(item));
        if (item.Calibration is { } c && !(c is { Discrimination: > 0 and < 10, Variance: >= 0 and < 10 } && Math.Abs(c.Difficulty) < 10))
            throw new ArgumentException($"Item {item.Id}: its calibration is outside of what an item can be.", nameof(item));
    }
}

/// <summary>Probabilities of each number of points on the grid.</summary>
/// <param name="Item">The item.</param>
/// <param name="Scale">Rows by points, given the trait of the scale: flatter, because domain and difficulty are unsure.</param>
/// <param name="Domain">Rows by points, given the trait of the item's own domain.</param>
internal sealed record ItemCurves(Item Item, double[][] Scale, double[][] Domain)
{
    public static ItemCurves Of(Item item, PlacementParameters parameters) =>
        new(item, ResponseModel.Rows(item, parameters.DomainVariance, parameters), ResponseModel.Rows(item, 0, parameters));

    public double[] OnScale(int points) => Row(Scale, points);

    public double[] OnDomain(int points) => Row(Domain, points);

    private static double[] Row(double[][] rows, int points) =>
        points is >= 0 and <= Item.MostPoints ? rows[points] : throw new ArgumentOutOfRangeException(nameof(points), points, "An answer is worth 0 to 3 points.");
}
