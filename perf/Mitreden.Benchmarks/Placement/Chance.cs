namespace Mitreden.Benchmarks.Placement;

/// <summary>
/// Chance that depends on its name only (SplitMix64): the same person, bank or answer comes out whatever the policy, the order and the
/// number of threads.
/// </summary>
internal sealed class Chance
{
    private ulong _state;

    /// <param name="name">Seed, kind and numbers of what is drawn.</param>
    public Chance(params ReadOnlySpan<int> name)
    {
        foreach (var part in name) _state = Mixed(_state + 0x9E3779B97F4A7C15 * ((uint)part + 1UL));
    }

    /// <summary>A number from 0 to below 1.</summary>
    public double Even() => (Mixed(_state += 0x9E3779B97F4A7C15) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A standard normal number (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Even())) * Math.Cos(2 * Math.PI * Even());

    /// <summary>A source for code that wants one.</summary>
    public Random ToRandom() => new((int)(Mixed(_state) & 0x7FFFFFFF));

    private static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
