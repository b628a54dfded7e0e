using System.Collections.Concurrent;

namespace Mitreden.Content.Contracts;

/// <summary>Keeps what was made of each organisation's content until something in it changes.</summary>
public sealed class ContentCache<T>
{
    private readonly ConcurrentDictionary<Guid, (string Stamp, T Made)> _kept = new();

    /// <summary>What was made before when its stamp still holds; otherwise it is made anew.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="stamp">Names the state of everything it is made of.</param>
    /// <param name="make">Makes it.</param>
    public async Task<T> GetAsync(Guid organisation, string stamp, Func<Task<T>> make)
    {
        if (_kept.TryGetValue(organisation, out var kept) && kept.Stamp == stamp) return kept.Made;
        var made = await make();
        _kept[organisation] = (stamp, made);
        return made;
    }
}
