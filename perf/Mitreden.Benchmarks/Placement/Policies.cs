using Mitreden.Placement.Estimator;

namespace Mitreden.Benchmarks.Placement;

/// <summary>A way to decide who sees what.</summary>
internal delegate Outcome Policy(World world, Company company, Person person);

/// <summary>The policies that are compared.</summary>
internal static class Policies
{
    private const double PassMark = 2.0 / 3;

    /// <summary>Two needs that differ by less are the same.</summary>
    private const double Same = 1e-9;

    /// <summary>Items of a domain in the order of a fixed test: about 0, then harder and easier in turn, so that every beginning spans the scale.</summary>
    private static readonly int[] FixedOrder = [3, 8, 5, 1, 10, 4, 7, 2, 9, 6, 0, 11];

    /// <summary>Every policy by name, in the order of the table.</summary>
    public static readonly IReadOnlyList<(string Name, Policy Run)> All =
    [
        ("recommended", (w, c, p) => Soft(w, c, p, adaptive: true)),
        ("same-for-all", (_, _, _) => new Outcome { Shown = [true, true, true, true] }),
        ("self-declared", (w, _, p) => SelfDeclared(w, p)),
        ("per-objective-2", (_, c, p) => PerObjective(c, p, [3, 5])),
        ("per-objective-4", (_, c, p) => PerObjective(c, p, [3, 3, 5, 5])),
        ("fixed-12", (w, c, p) => Fixed(w, c, p, 12)),
        ("fixed-25", (w, c, p) => Fixed(w, c, p, 25)),
        ("random-order", (w, c, p) => Soft(w, c, p, adaptive: false)),
    ];

    /// <summary>
    /// The estimator as the product uses it: entry; right behind it the door of the confidence unit; behind the first unit that of the judgement block;
    /// then those of the basics. What was skipped comes in after all when something that is heard later makes it needed. The product drops the answers of
    /// a door before the next: that is <see cref="Leaving.OneSitting"/> left out.
    /// </summary>
    private static Outcome Soft(World world, Company company, Person person, bool adaptive)
    {
        var (p, random) = (world.Parameters, new Chance(world.Seed, 5, person.Number).ToRandom());
        var entry = Enter(world, company, person, adaptive, random);
        var door = Door.Of(company.Bank, PathPart.Confidence(p), Beliefs.Restore(entry.Beliefs.Kept), entry.Asked);
        if (!world.Without.HasFlag(Leaving.ConfidenceDoor)) door = Through(door);
        var confidence = door.IsNeeded;
        door = Later(PathPart.JudgementBlock(p));
        var before = door.Used.Count;
        if (!world.Without.HasFlag(Leaving.BlockDoor)) door = Through(door);
        var (block, behindFirst) = (door.IsNeeded, door.Used.Count - before);
        var basics = Outcome.Basics.Select(b => PathPart.Basics(b.Domain, b.Cut, p)).ToList();
        var (shown, limits) = (new bool[basics.Count], new double[basics.Count]);
        for (var n = 0; n < shown.Length; n++)
        {
            door = Through(world.Without.HasFlag(Leaving.OneSitting) ? Later(basics[n]) : door.Then(basics[n]));
            shown[n] = door.IsNeeded;
            // As in Walk.Close: what was heard about the domain alone is forgotten with the answers, and the skip holds until there is more.
            limits[n] = Math.Max(basics[n].From, world.Without.HasFlag(Leaving.OneSitting) ? Later(basics[n]).Need + Same : 0);
        }
        if (!world.Without.HasFlag(Leaving.SecondThoughts))
        {
            for (var n = 0; n < shown.Length; n++) shown[n] |= (world.Without.HasFlag(Leaving.OneSitting) ? Later(basics[n]) : door.Then(basics[n])).Need >= limits[n];
            confidence |= Decisions.ConfidenceFirst(door.Beliefs, entry.StoppedEarly, p);
        }
        return new Outcome
        {
            EntryItems = entry.Asked.Count,
            CoreItems = door.Used.Count - behindFirst,
            AllItems = door.Used.Count,
            Shown = shown,
            ConfidenceFirst = confidence,
            JudgementFirst = block,
            Claims = Claim.Of(door.Beliefs, p),
        };

        Door Later(PathPart part) => Door.Of(company.Bank, part, Beliefs.Restore(door.Beliefs.Kept), door.Used);

        Door Through(Door at)
        {
            if (world.Without.HasFlag(Leaving.Doors)) return at;
            while (at.Next(random) is { } item) at = at.Answer(item.Id, person.Answer(company[item.Id]));
            return at;
        }
    }

    private static Entry Enter(World world, Company company, Person person, bool adaptive, Random random)
    {
        var order = new Queue<TrueItem>(adaptive ? [] : company.Shuffled(random, world.Parameters.MostItems));
        var entry = Entry.Begin(company.Bank, world.Without.HasFlag(Leaving.Frequency) ? null : person.Frequency);
        while (!entry.IsOver)
        {
            var item = adaptive ? company[entry.Next(random)!.Id] : order.Dequeue();
            entry = entry.Answer(item.Author.Id, person.Answer(item));
        }
        return entry;
    }

    /// <summary>The same items for everybody, in turn from each domain, with the same prior; then the likeliest level decides everything.</summary>
    private static Outcome Fixed(World world, Company company, Person person, int many)
    {
        var evidence = company.Items.GroupBy(i => i.Author.Domain).SelectMany(g => FixedOrder.Select((at, n) => (Item: g.ElementAt(at), Round: n)))
            .OrderBy(i => i.Round).ThenBy(i => i.Item.Author.Domain).Take(many)
            .Aggregate(Evidence.From(company.Bank, Beliefs.Before(person.Frequency, world.Parameters)), (e, i) => e.With(i.Item.Author.Id, person.Answer(i.Item)));
        var claims = Claim.Of(evidence.Beliefs, world.Parameters);
        return ByLevel(claims[0].Likeliest) with
        {
            EntryItems = many,
            CoreItems = many,
            AllItems = many,
            JudgementFirst = claims[1].Likeliest == Level.Low,
            Claims = claims,
        };
    }

    private static Outcome SelfDeclared(World world, Person person)
    {
        var p = world.Parameters;
        var level = person.Declared < p.LowerCut ? Level.Low : person.Declared < p.UpperCut ? Level.Middle : Level.High;
        return ByLevel(level) with { Claims = [new Claim(Scale.Affinity, level, level, null)] };
    }

    /// <summary>Low: all basics, confidence first. Middle: one module of each domain. High: none.</summary>
    private static Outcome ByLevel(Level level) => new()
    {
        Shown = level switch { Level.Low => [true, true, true, true], Level.Middle => [true, false, true, false], _ => [false, false, false, false] },
        ConfidenceFirst = level == Level.Low,
    };

    /// <summary>An entry test for each module, as in a course by learning objectives: passed with two thirds of the points.</summary>
    private static Outcome PerObjective(Company company, Person person, int[] difficulties)
    {
        var left = company.Items.ToList();
        var enough = PassMark * Item.MostPoints * difficulties.Length;
        var shown = Outcome.Basics.Select(module => difficulties.Sum(difficulty => Ask(module.Domain, difficulty)) < enough).ToArray();
        var asked = difficulties.Length * shown.Length;
        return new Outcome { EntryItems = asked, CoreItems = asked, AllItems = asked, Shown = shown };

        int Ask(Domain domain, int difficulty)
        {
            var item = left.First(i => i.Author.Domain == domain && i.Author.AuthorDifficulty == difficulty);
            left.Remove(item);
            return person.Answer(item);
        }
    }
}
