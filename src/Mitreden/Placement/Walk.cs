using Mitreden.Placement.Estimator;

namespace Mitreden.Placement;

/// <summary>An answer that is needed until the entry or the door it belongs to is decided; then it is dropped.</summary>
/// <param name="Item">The item.</param>
/// <param name="Points">0 to 3.</param>
public sealed record Given(string Item, int Points);

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
    /// <summary>A skip of a door holds while the need for what is behind it is not above this.</summary>
    public IReadOnlyDictionary<string, double> Limits { get; init; } = new Dictionary<string, double>();
    /// <summary>The door at which the person stands.</summary>
    public OpenDoor? Door { get; init; }

    /// <summary>True once the entry is over.</summary>
    public bool IsOver => Beliefs is not null;

    /// <summary>True while the door of confidence or that of the judgement block asks.</summary>
    public bool IsAskedMore => Door is { IsOfEntry: true, Asked: not null };

    /// <summary>True while the entry runs and what it asks is not there.</summary>
    public bool LacksQuestion(Bank bank) => Begun && !IsOver && (Asked is null || !bank.Contents.ContainsKey(Asked));

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
        return entry.IsOver ? next.End(bank, entry, pool).Stand(bank, OpenDoor.Confidence, random) : next with { Asked = entry.Next(random)?.Id };
    }

    /// <summary>Takes the last answer of the entry back and asks its item again; after the entry nothing is left to take back.</summary>
    public Walk Back() => IsOver || Answers.Count == 0 ? this : this with { Asked = Answers[^1].Item, Answers = [.. Answers.SkipLast(1)] };

    /// <summary>The person does not want to be asked any more: everything is decided with what is known.</summary>
    public Walk Stop(Bank bank, Action<IReadOnlyList<ItemAnswer>> pool) =>
        IsOver ? this : (this with { Begun = true, Asked = null }).End(bank, Entry(bank).Stop(), pool);

    /// <summary>
    /// An author may have taken out what the entry asks, or what taking back leads to: then something else is asked, or the entry ends with what
    /// is known. Else this changes nothing.
    /// </summary>
    public Walk Refresh(Bank bank, Random random, Action<IReadOnlyList<ItemAnswer>> pool)
    {
        if (!LacksQuestion(bank)) return this;
        var entry = Entry(bank);
        return entry.Next(random) is { } next ? this with { Asked = next.Id } : End(bank, entry, pool).Stand(bank, OpenDoor.Confidence, random);
    }

    /// <summary>Steps to a door; standing there already changes nothing while what is asked is there, and neither does a door that has been decided.</summary>
    public Walk Approach(Bank bank, string key, Domain domain, double cut, Random random)
    {
        if (!IsOver) return this;
        if (Door?.Key == key) return StayAtDoor(bank, random);
        return Doors.ContainsKey(key) ? this : Stand(bank, new OpenDoor(key, domain, cut, [], null), random);
    }

    /// <summary>Wants to be asked once more at a door that has been decided.</summary>
    public Walk AskAgain(Bank bank, string key, Domain domain, double cut, Random random) =>
        !IsOver ? this : Door?.Key == key ? StayAtDoor(bank, random) : Stand(bank, new OpenDoor(key, domain, cut, [], null), random);

    /// <summary>
    /// Steps to the door of the judgement block, behind the first unit: asked before it, its questions would stand between the savvy and the core.
    /// Once it is decided, or while another door asks, this changes nothing.
    /// </summary>
    public Walk ApproachJudgement(Bank bank, Random random)
    {
        if (IsAskedMore) return StayAtDoor(bank, random);
        return !IsOver || StoppedEarly || Doors.ContainsKey(OpenDoor.Judgement.Key) ? this : Stand(bank, OpenDoor.Judgement, random);
    }

    /// <summary>Answers the item that the door asks; anything else changes nothing.</summary>
    public Walk AnswerDoor(Bank bank, string item, int points, Random random)
    {
        if (Door is not { } door || door.Asked != item) return this;
        var next = this with { Door = door with { Answers = [.. door.Answers, new Given(item, points)], Asked = null } };
        return next.Decide(bank, next.Gate(bank), random);
    }

    /// <summary>Enough asked: both of these doors are decided with what is known.</summary>
    public Walk StopAskingMore(Bank bank)
    {
        if (Door is not { IsOfEntry: true }) return this;
        var closed = Close(bank, Gate(bank));
        if (closed.Doors.ContainsKey(OpenDoor.Judgement.Key)) return closed;
        var last = closed with { Door = OpenDoor.Judgement };
        return last.Close(bank, last.Gate(bank));
    }

    /// <summary>An exercise has shown something about a domain: the beliefs learn it like an answer of middle difficulty.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="points">0 (it went badly) to 3 (it went well).</param>
    public Walk Learn(Domain domain, int points)
    {
        if (Beliefs is null) return this;
        var exercise = new ItemBank([new Item("exercise", domain, (int)PlacementParameters.Default.MiddleDifficulty)]);
        return this with { Beliefs = Beliefs.With(Domains.ScaleOf(domain), Estimator.Beliefs.Restore(Beliefs).After(exercise, "exercise", points).Kept) };
    }

    private Entry Entry(Bank bank) => Answers.Where(a => bank.Contents.ContainsKey(a.Item)).Aggregate(Estimator.Entry.Begin(bank.Estimates, Frequency),
        (entry, given) => entry.IsOver ? entry : entry.Answer(given.Item, given.Points));

    private Door Gate(Bank bank) => Door!.Answers.Where(a => Door!.CanAsk(bank, a.Item)).Aggregate(
        Estimator.Door.Of(bank.Estimates, Door.Part(bank.Estimates.Parameters), Estimator.Beliefs.Restore(Beliefs!), Used),
        (door, given) => door.Verdict == Verdict.Ask ? door.Answer(given.Item, given.Points) : door);

    /// <summary>An author may have taken out what the door asks, or made it speak of something else: then something else is asked, or it is decided.</summary>
    private Walk StayAtDoor(Bank bank, Random random) => Door is { Asked: { } asked } door && !door.CanAsk(bank, asked) ? Stand(bank, door, random) : this;

    private Walk Stand(Bank bank, OpenDoor door, Random random)
    {
        var next = this with { Door = door };
        return next.Decide(bank, next.Gate(bank), random);
    }

    /// <summary>Asks at the door, or decides it.</summary>
    private Walk Decide(Bank bank, Door gate, Random random) =>
        gate.Next(random) is { } asked ? this with { Door = Door! with { Asked = asked.Id } } : Close(bank, gate);

    /// <summary>Decides a door with what is known. What was heard about the domain alone is forgotten: the skip holds until something new is heard against it.</summary>
    private Walk Close(Bank bank, Door gate)
    {
        var door = Door!;
        var kept = door.Answers.Count == 0 ? Beliefs! : Beliefs!.With(gate.Part.Scale, gate.Beliefs.Kept);
        var limit = door.Domain is { } domain ? Math.Max(gate.Part.From, Estimator.Beliefs.Restore(kept).About(domain, bank.Estimates.Parameters).Below(door.Cut)) : gate.Part.From;
        return this with
        {
            Beliefs = kept,
            Used = [.. Used.Union(door.Answers.Select(a => a.Item))],
            Doors = new Dictionary<string, Verdict>(Doors) { [door.Key] = gate.IsNeeded ? Verdict.Show : Verdict.Skip },
            Limits = new Dictionary<string, double>(Limits) { [door.Key] = limit },
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
            pooled.Add(new ItemAnswer(item.Key, item.Difficulty, new PooledAnswer(before.Mean, before.Variance, given.Points)));
            if (!entry.IsOver) entry = entry.Answer(given.Item, given.Points);
        }
        return pooled;
    }
}
