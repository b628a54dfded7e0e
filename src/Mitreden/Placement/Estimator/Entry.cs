using System.Collections.Immutable;

namespace Mitreden.Placement.Estimator;

/// <summary>
/// The entry of one person: a few items for both scales together. Never changes; an answer gives a new one. The order of answers does
/// not matter for what is believed.
/// </summary>
public sealed class Entry
{
    private readonly ItemBank _bank;
    private readonly Evidence _evidence;
    private readonly ImmutableHashSet<string> _asked;

    private Entry(ItemBank bank, Evidence evidence, ImmutableHashSet<string> asked, bool stopped) =>
        (_bank, _evidence, _asked, StoppedEarly) = (bank, evidence, asked, stopped);

    /// <summary>What is believed now.</summary>
    public Beliefs Beliefs => _evidence.Beliefs;

    /// <summary>Ids of the items answered so far, in no order. Doors do not ask them again.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>True when the person ended it before the rule did; then the confidence unit comes first (rule R4).</summary>
    public bool StoppedEarly { get; }

    /// <summary>
    /// True when no further item is asked: after <see cref="PlacementParameters.MostItems"/>, or after <see cref="PlacementParameters.FewestItems"/>
    /// when one level is likely enough on both scales, or because the person stopped, or because no item is left.
    /// </summary>
    public bool IsOver => StoppedEarly || _asked.Count >= _bank.Parameters.MostItems || _asked.Count == _bank.Items.Count || IsSure;

    private bool IsSure
    {
        get
        {
            var p = _bank.Parameters;
            return _asked.Count >= p.FewestItems && Beliefs.Affinity.Levels(p).Most >= p.Sure && Beliefs.Judgement.Levels(p).Most >= p.Sure;
        }
    }

    /// <summary>The beginning.</summary>
    /// <param name="bank">The items.</param>
    /// <param name="frequency">Answers to the three frequency questions, or null when they were not answered.</param>
    public static Entry Begin(ItemBank bank, Frequency? frequency) => new(bank, Evidence.From(bank, Beliefs.Before(frequency, bank.Parameters)), [], false);

    /// <summary>The next item, drawn among the best three of the domains that are not ahead; null when it is over.</summary>
    /// <param name="random">Source of chance. The same source draws the same item.</param>
    public Item? Next(Random random)
    {
        if (IsOver) return null;
        var balanced = ItemChoice.Balanced(_bank.Without(_asked), _asked.Select(id => _bank.CurvesOf(id).Item), _bank.Parameters.DomainLead);
        return ItemChoice.Draw(balanced, Gain, _bank.Parameters.Best, random);
    }

    /// <summary>The entry after an answer.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="points">Points of the reaction, 0 to 3; "I do not know" is 0.</param>
    /// <exception cref="KeyNotFoundException">The bank has no such item.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The points are not 0 to 3.</exception>
    /// <exception cref="InvalidOperationException">The item was answered before, or the entry is over.</exception>
    public Entry Answer(string itemId, int points)
    {
        if (IsOver) throw new InvalidOperationException("The entry is over.");
        if (_asked.Contains(itemId)) throw new InvalidOperationException($"Item {itemId} was answered before.");
        return new Entry(_bank, _evidence.With(itemId, points), _asked.Add(itemId), false);
    }

    /// <summary>The entry when the person does not want to go on. Everything is decided with what is known.</summary>
    public Entry Stop() => IsOver ? this : new Entry(_bank, _evidence, _asked, true);

    private double Gain(ItemCurves curves)
    {
        var scale = Domains.ScaleOf(curves.Item.Domain);
        return ItemChoice.Gain(Beliefs.On(scale).Mass, curves.ByScale, mass => _bank.Goals.Open(scale, mass));
    }
}
