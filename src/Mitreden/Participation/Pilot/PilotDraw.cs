namespace Mitreden.Participation.Pilot;

/// <summary>Somebody who takes part in the draw.</summary>
/// <param name="Person">Who.</param>
/// <param name="Department">Their department; everybody may know it.</param>
/// <param name="IsNew">True when they have said that this is new to them; nobody may learn it.</param>
public sealed record Candidate(Guid Person, string Department, bool IsNew);

/// <summary>
/// Draws a pilot group: mixed departments, and rather one in which a third is new to it than one in which fewer are. A fixed quota would tell on people:
/// with two beginners in the pool both would be drawn, always. So a group that lacks a beginner is not ruled out but made four times less likely
/// for each that is missing. Whatever somebody knows of all the others, the odds they give to a person's mark change by a factor of at most four
/// when they see the group (decision 0026).
/// </summary>
public static class PilotDraw
{
    /// <summary>How much less likely a group is for each beginner it lacks; also the most by which the odds about anybody's mark can change.</summary>
    public const int Pull = 4;

    /// <summary>Part of the group that should be new to it: one in three.</summary>
    public const int OneIn = 3;

    /// <summary>Draws.</summary>
    /// <param name="pool">Those who volunteered.</param>
    /// <param name="size">How many are wanted; a smaller pool is drawn whole.</param>
    /// <param name="dice">Source of chance.</param>
    public static IReadOnlyList<Guid> Draw(IReadOnlyList<Candidate> pool, int size, Random dice)
    {
        // A group is thrown without a look at the marks, and kept with a probability that falls with what it lacks: so each group comes up exactly as
        // often as its weight says. At most four are missing, so one throw in 256 is kept at worst.
        while (true)
        {
            var group = Throw(pool, Math.Min(size, pool.Count), dice);
            if (dice.NextDouble() < Weight(group)) return [.. group.Select(c => c.Person)];
        }
    }

    /// <summary>How likely a group is in comparison with one that lacks nobody, above 0 to 1.</summary>
    public static double Weight(IReadOnlyCollection<Candidate> group) => Math.Pow(Pull, -Math.Max(0, group.Count / OneIn - group.Count(c => c.IsNew)));

    /// <summary>One from each department in turn, in an order of dice, until all places are taken.</summary>
    internal static List<Candidate> Throw(IReadOnlyList<Candidate> pool, int seats, Random dice)
    {
        var queues = pool.GroupBy(c => c.Department).Select(d => new Queue<Candidate>(Shuffled(d, dice))).ToArray();
        dice.Shuffle(queues);
        var group = new List<Candidate>();
        while (group.Count < seats)
            foreach (var queue in queues)
                if (group.Count < seats && queue.TryDequeue(out var next)) group.Add(next);
        return group;
    }

    private static Candidate[] Shuffled(IEnumerable<Candidate> some, Random dice)
    {
        var all = some.ToArray();
        dice.Shuffle(all);
        return all;
    }
}
