namespace Mitreden.Foundation.Data;

/// <summary>
/// Mixes what several people have given before it is counted, so that not even a comparison of two backups tells whose it was. What waits
/// here is lost with a restart; nobody misses it.
/// </summary>
/// <typeparam name="T">What is counted.</typeparam>
public sealed class Mixer<T>
{
    /// <summary>Different people whose gifts are counted together.</summary>
    public const int People = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<(Guid Person, T Given)>> _waiting = [];

    /// <summary>Takes what one person gives; gives back all that wait once they come from enough people. However much one person gives, they stay one.</summary>
    /// <param name="among">The group that is mixed: an organisation, or <see cref="Guid.Empty"/> for all of them together.</param>
    /// <param name="person">Who gives; forgotten with the mixing.</param>
    /// <param name="given">What is to be counted.</param>
    /// <returns>What can be counted now, in no order that says anything; mostly empty.</returns>
    public IReadOnlyList<T> Add(Guid among, Guid person, params IReadOnlyList<T> given)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(among, out var waiting)) _waiting[among] = waiting = [];
            waiting.AddRange(given.Select(g => (person, g)));
            if (waiting.Select(w => w.Person).Distinct().Count() < People) return [];
            var mixed = waiting.Select(w => w.Given).ToArray();
            _waiting.Remove(among);
            Random.Shared.Shuffle(mixed);
            return mixed;
        }
    }
}
