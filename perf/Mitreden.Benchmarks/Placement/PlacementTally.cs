using System.Collections.Concurrent;

namespace Mitreden.Benchmarks.Placement;

/// <summary>What was seen while people placed themselves.</summary>
internal sealed class PlacementTally
{
    /// <summary>Every answer: when it was due, and when the program had taken it, as timestamps.</summary>
    public ConcurrentBag<(long Due, long Taken)> Answers { get; } = [];

    /// <summary>Milliseconds from asking for the next question to the last line of its page.</summary>
    public ConcurrentBag<double> Pages { get; } = [];

    /// <summary>What went otherwise than it should: the person's number, and what came instead.</summary>
    public ConcurrentBag<string> Wrong { get; } = [];
}
