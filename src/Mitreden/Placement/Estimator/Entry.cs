using System.Collections.Immutable;

namespace Mitreden.Placement.Estimator;

/// <summary>
/// The entry of one person: at most eight items for both scales together. Never changes; an answer gives a new one. The order of
/// answers does not matter for what is believed.
/// </summary>
public sealed class Entry
{
    private readonly ItemBank _bank;
    private readonly ImmutableHashSet<string> _asked;
    private readonly bool _stopped;

    private Entry(ItemBank bank, Beliefs beliefs, ImmutableHashSet<string> asked, bool stopped) => (_bank, Beliefs, _asked, _stopped) = (bank, beliefs, asked, stopped);

    /// <summary>What is believed now.</summary>
    public Beliefs Beliefs { get; }

    /// <summary>Ids of the items answered so far, in no order. Doors do not ask them again.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>True when the person ended it with fewer items than the rule wants; then the confidence unit comes first.</summary>
    public bool StoppedEarly => _stopped;

    /// <summary>
    /// True when no further item is asked: after 8, or after 4 when one level is likely enough on both scales, or because the person
    /// stopped, or because the bank is empty.
    /// </summary>
    public bool IsOver => _stopped || RuleEnds || _asked.Count == _bank.Items.Count;

    private bool RuleEnds
    {
        get
        {
            var p = _bank.Parameters;
            if (_asked.Count >= p.MostItems) return true;
            return _asked.Count >= p.FewestItems && Beliefs.Affinity.Levels(p).Most >= p.Sure && Beliefs.Judgement.Levels(p).Most >= p.Sure;
        }
    }

    /// <summary>The beginning.</summary>
    /// <param name="bank">The items.</param>
    /// <param name="frequency">Answers to the three frequency questions, or null.</param>
    public static Entry Begin(ItemBank bank, Frequency? frequency) => new(bank, Beliefs.Before(frequency, bank.Parameters), [], false);

    /// <summary>The next item, drawn among the best three of the domains that are not ahead; null when it is over.</summary>
    /// <param name="random">Source of chance. The same source draws the same item.</param>
    public Item? Next(Random random)
    {
        if (IsOver) return null;
        return ItemChoice.Draw(Candidates(), Gain, _bank.Parameters.Best, random);
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
        return new Entry(_bank, Beliefs.After(_bank, itemId, points), _asked.Add(itemId), false);
    }

    /// <summary>The entry when the person does not want to go on. Everything is decided with what is known.</summary>
    public Entry Stop() => IsOver ? this : new Entry(_bank, Beliefs, _asked, true);

    private IEnumerable<ItemCurves> Candidates()
    {
        var open = _bank.Curves.Where(c => !_asked.Contains(c.Item.Id)).ToList();
        var counts = Domains.All.ToDictionary(d => d, d => _asked.Count(id => _bank.CurvesOf(id).Item.Domain == d));
        // A domain without items left must not hold back the others.
        var least = open.Min(c => counts[c.Item.Domain]);
        return open.Where(c => counts[c.Item.Domain] <= least + _bank.Parameters.DomainLead);
    }

    private double Gain(ItemCurves curves)
    {
        var scale = Domains.ScaleOf(curves.Item.Domain);
        return (scale == Scale.Judgement ? _bank.Parameters.JudgementWeight : 1) * ItemChoice.Gain(Beliefs.On(scale).Mass, curves.Scale, mass => _bank.Goals.Open(scale, mass));
    }
}
