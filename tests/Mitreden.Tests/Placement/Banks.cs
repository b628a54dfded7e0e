using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>A bank of 60 items as the product has it, and ways to walk through it.</summary>
internal static class Banks
{
    public static readonly PlacementParameters Default = PlacementParameters.Default;

    public static readonly ItemBank Sixty = Of(Default);

    public static ItemBank Of(PlacementParameters parameters) => new(
        Domains.All.SelectMany(d => new[] { 2, 3, 3, 3, 3, 4, 5, 5, 5, 5, 6, 7 }.Select((difficulty, n) => new Item($"{d}-{n}", d, difficulty))), parameters);

    /// <summary>The whole entry of somebody who answers by this rule.</summary>
    public static Entry Walk(ItemBank bank, Frequency? frequency, int seed, Func<Item, int> points)
    {
        var random = new Random(seed);
        var entry = Entry.Begin(bank, frequency);
        while (entry.Next(random) is { } item) entry = entry.Answer(item.Id, points(item));
        return entry;
    }

    /// <summary>Asks at a door until it has decided.</summary>
    public static Door Through(Door door, Func<Item, int> points)
    {
        var random = new Random(1);
        while (door.Next(random) is { } item) door = door.Answer(item.Id, points(item));
        return door;
    }
}
