using Mitreden.Placement.Estimator;

namespace Mitreden.Placement;

/// <summary>An answer that is needed until the entry or the door it belongs to is decided; then it is dropped.</summary>
/// <param name="Item">The item.</param>
/// <param name="Points">0 to 3.</param>
public sealed record Given(string Item, int Points);

/// <summary>A door at which somebody stands.</summary>
/// <param name="Key">What is behind it, such as <c>K4</c>.</param>
/// <param name="Domain">What it is about.</param>
/// <param name="Cut">Whoever is below this in the domain needs it, in logits.</param>
/// <param name="Answers">Answers at this door.</param>
/// <param name="Asked">The item that is asked now, or null.</param>
public sealed record OpenDoor(string Key, Domain Domain, double Cut, IReadOnlyList<Given> Answers, string? Asked);

/// <summary>
/// How far somebody has come with the placement: a state that never changes; each verb gives the next one. Asking and answering name
/// the item, so that double taps, the back button and a second device change nothing.
/// </summary>
public sealed record Walk
{
    /// <summary>True once the person has begun.</summary>
    public bool Begun { get; init; }
    /// <summary>Answers to the three frequency questions, until the entry is over.</summary>
    public Frequency? Frequency { get; init; }
    /// <summary>Answers of the entry, until it is over.</summary>
    public IReadOnlyList<Given> Answers { get; init; } = [];
    /// <summary>The item that is asked now.</summary>
    public string? Asked { get; init; }
    /// <summary>What is believed, once the entry is over.</summary>
    public KeptBeliefs? Beliefs { get; init; }
    /// <summary>True when the person ended the entry before the rule did.</summary>
    public bool StoppedEarly { get; init; }
    /// <summary>Items that were asked before; which answer they got is not kept.</summary>
    public IReadOnlyList<string> Used { get; init; } = [];
    /// <summary>What doors have decided, by what is behind them.</summary>
    public IReadOnlyDictionary<string, Verdict> Doors { get; init; } = new Dictionary<string, Verdict>();
    /// <summary>The door at which the person stands.</summary>
    public OpenDoor? Door { get; init; }

    /// <summary>True once the entry is over.</summary>
    public bool IsOver => Beliefs is not null;

    /// <summary>Begins, unless it has begun already.</summary>
    public Walk Begin(Bank bank, Frequency? frequency, Random random)
    {
        if (Begun) return this;
        var next = this with { Begun = true, Frequency = frequency };
        return next with { Asked = next.Entry(bank).Next(random)?.Id };
    }

    /// <summary>Answers the item that is asked; anything else changes nothing.</summary>
    /// <param name="bank">The items.</param>
    /// <param name="item">The item that the page showed.</param>
    /// <param name="points">0 to 3.</param>
    /// <param name="random">Source of chance.</param>
    /// <param name="pool">Receives the answers without the person, once the entry is over.</param>
    public Walk Answer(Bank bank, string item, int points, Random random, Action<IReadOnlyList<ItemAnswer>> pool)
    {
        if (IsOver || Asked != item) return this;
        var next = this with { Answers = [.. Answers, new Given(item, points)], Asked = null };
        var entry = next.Entry(bank);
        return entry.IsOver ? next.End(bank, entry, pool) : next with { Asked = entry.Next(random)?.Id };
    }

    /// <summary>Takes the last answer of the entry back and asks its item again; after the entry nothing is left to take back.</summary>
    public Walk Back() => IsOver || Answers.Count == 0 ? this : this with { Asked = Answers[^1].Item, Answers = [.. Answers.SkipLast(1)] };

    /// <summary>The person does not want to be asked any more: everything is decided with what is known.</summary>
    public Walk Stop(Bank bank, Action<IReadOnlyList<ItemAnswer>> pool) =>
        IsOver ? this : (this with { Begun = true, Asked = null }).End(bank, Entry(bank).Stop(), pool);

    /// <summary>Steps to a door; standing there already changes nothing.</summary>
    public Walk Approach(Bank bank, string key, Domain domain, double cut, Random random)
    {
        if (!IsOver || Door?.Key == key) return this;
        var next = this with { Door = new OpenDoor(key, domain, cut, [], null) };
        return next.Decide(bank, next.Gate(bank), random);
    }

    /// <summary>Answers the item that the door asks; anything else changes nothing.</summary>
    public Walk AnswerDoor(Bank bank, string item, int points, Random random)
    {
        if (Door is not { } door || door.Asked != item) return this;
        var next = this with { Door = door with { Answers = [.. door.Answers, new Given(item, points)], Asked = null } };
        return next.Decide(bank, next.Gate(bank), random);
    }

    /// <summary>An exercise has shown something about a domain: the beliefs learn it like an answer of middle difficulty.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="points">0 (it went badly) to 3 (it went well).</param>
    public Walk Learn(Domain domain, int points)
    {
        if (Beliefs is null) return this;
        var exercise = new ItemBank([new Item("exercise", domain, (int)PlacementParameters.Default.MiddleDifficulty)]);
        return this with { Beliefs = Estimator.Beliefs.Restore(Beliefs).After(exercise, "exercise", points).Kept };
    }

    private Entry Entry(Bank bank) => Answers.Where(a => bank.Contents.ContainsKey(a.Item)).Aggregate(Estimator.Entry.Begin(bank.Estimates, Frequency),
        (entry, given) => entry.IsOver ? entry : entry.Answer(given.Item, given.Points));

    private Door Gate(Bank bank) => Door!.Answers.Where(a => bank.Contents.ContainsKey(a.Item)).Aggregate(
        Estimator.Door.Of(bank.Estimates, PathPart.Basics(Door.Domain, Door.Cut, bank.Estimates.Parameters), Estimator.Beliefs.Restore(Beliefs!), Used),
        (door, given) => door.Verdict == Verdict.Ask ? door.Answer(given.Item, given.Points) : door);

    private Walk Decide(Bank bank, Door gate, Random random)
    {
        if (gate.Next(random) is { } asked) return this with { Door = Door! with { Asked = asked.Id } };
        return this with
        {
            Beliefs = gate.Beliefs.Kept,
            Used = [.. Used.Union(Door!.Answers.Select(a => a.Item))],
            Doors = new Dictionary<string, Verdict>(Doors) { [Door.Key] = gate.Verdict },
            Door = null,
        };
    }

    /// <summary>Keeps what follows and drops the answers.</summary>
    private Walk End(Bank bank, Entry entry, Action<IReadOnlyList<ItemAnswer>> pool)
    {
        pool(Pooled(bank));
        return this with
        {
            Beliefs = entry.Beliefs.Kept,
            StoppedEarly = entry.StoppedEarly,
            Used = [.. Used.Union(entry.Asked)],
            Answers = [],
            Frequency = null,
            Asked = null,
        };
    }

    private List<ItemAnswer> Pooled(Bank bank)
    {
        var pooled = new List<ItemAnswer>();
        var entry = Estimator.Entry.Begin(bank.Estimates, Frequency);
        foreach (var given in Answers.Where(a => bank.Contents.ContainsKey(a.Item)))
        {
            var item = bank.Contents[given.Item];
            var before = entry.Beliefs.On(Domains.ScaleOf(item.Domain));
            pooled.Add(new ItemAnswer(item.Key, new PooledAnswer(before.Mean, before.Variance, given.Points)));
            if (!entry.IsOver) entry = entry.Answer(given.Item, given.Points);
        }
        return pooled;
    }
}
