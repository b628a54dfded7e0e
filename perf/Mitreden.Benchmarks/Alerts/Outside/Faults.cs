namespace Mitreden.Benchmarks.Alerts.Outside;

/// <summary>What goes wrong with one message.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>It is taken slowly: between 0.1 and 2 seconds.</summary>
    Slow,
    /// <summary>Never an answer; the message is not taken.</summary>
    Silent,
    /// <summary>Refused for now: 503, or 451 by mail.</summary>
    Refused,
    /// <summary>Too many for now: 429 with Retry-After, or 421 by mail.</summary>
    Crowded,
    /// <summary>Taken, and then the connection ends without an answer: whoever sends again doubles it.</summary>
    TakenThenGone,
}

/// <summary>Decides what goes wrong, the same in every run with the same seed and order.</summary>
/// <param name="seed">Seed.</param>
/// <param name="share">Share of messages with which something goes wrong, 0 to 1. One in ten of those is never answered, the others are spread evenly.</param>
internal sealed class Faults(int seed, double share)
{
    private readonly Random _random = new(seed);
    private readonly int[] _counts = new int[Enum.GetValues<Fault>().Length];

    /// <summary>Nothing ever goes wrong.</summary>
    public static Faults None => new(0, 0);

    /// <summary>What goes wrong with the next message.</summary>
    public Fault Next()
    {
        lock (_random)
        {
            var fault = _random.NextDouble() >= share ? Fault.None : _random.NextDouble() < 0.1 ? Fault.Silent
                : (Fault[])[Fault.Slow, Fault.Refused, Fault.Crowded, Fault.TakenThenGone] is var others ? others[_random.Next(others.Length)] : Fault.None;
            _counts[(int)fault]++;
            return fault;
        }
    }

    /// <summary>How long a slow one takes.</summary>
    public TimeSpan Delay()
    {
        lock (_random) return TimeSpan.FromMilliseconds(_random.Next(100, 2000));
    }

    /// <summary>How often each thing went wrong.</summary>
    public string Summary => string.Join(", ", Enum.GetValues<Fault>().Select(f => $"{f} {_counts[(int)f]}"));
}
