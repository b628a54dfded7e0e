namespace Mitreden.Foundation.Nameless;

/// <summary>
/// Mixes what several people have given about one thing before it is counted, so that not even a comparison of two backups tells whose it
/// was. What waits here is lost with a restart; nobody misses it.
/// </summary>
/// <typeparam name="T">What is counted.</typeparam>
public sealed class Mixer<T>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);

    /// <summary>Takes what one person gives about a thing; gives back all that wait once they come from <see cref="Few.Fewest"/> people.</summary>
    /// <param name="about">The thing, such as one unit in one organisation: only gifts about the same thing are counted together.</param>
    /// <param name="person">Who gives. However often they do, they count once while the program runs; what counts is the last word before the mixing.</param>
    /// <param name="given">What is to be counted.</param>
    /// <returns>What can be counted now, in no order that says anything; mostly empty.</returns>
    public IReadOnlyList<T> Add(string about, Guid person, T given)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(about, out var waiting)) _waiting[about] = waiting = new Waiting([], []);
            if (waiting.Counted.Contains(person)) return [];
            waiting.Given[person] = given;
            if (waiting.Given.Count < Few.Fewest) return [];
            var mixed = waiting.Given.Values.ToArray();
            waiting.Counted.UnionWith(waiting.Given.Keys);
            waiting.Given.Clear();
            Random.Shared.Shuffle(mixed);
            return mixed;
        }
    }

    private sealed record Waiting(Dictionary<Guid, T> Given, HashSet<Guid> Counted);
}
