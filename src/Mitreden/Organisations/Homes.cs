using System.Collections.Concurrent;

namespace Mitreden.Organisations;

/// <summary>
/// Remembers to which organisation a person belongs; that never changes. A request whose session is looked up inside the organisation leaves the
/// connection as the next one needs it: on PostgreSQL each change of the wall costs a round trip. It is a hint only; what holds is read anew.
/// </summary>
public sealed class Homes
{
    /// <summary>Most people that are remembered; then it begins anew.</summary>
    public const int Most = 20_000;

    private readonly ConcurrentDictionary<Guid, Guid> _homes = new();

    /// <summary>The person's organisation, or null when it is not known yet.</summary>
    public Guid? Of(Guid person) => _homes.TryGetValue(person, out var home) ? home : null;

    /// <summary>Remembers it.</summary>
    public void Remember(Guid person, Guid organisation)
    {
        if (_homes.Count >= Most) _homes.Clear();
        _homes.TryAdd(person, organisation);
    }
}
