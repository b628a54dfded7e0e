using System.Text.Json.Serialization;
using Mitreden.Learning.Lessons;
using Mitreden.Placement.Estimator;

namespace Mitreden.Learning.Path;

/// <summary>How far somebody has come in a unit.</summary>
/// <param name="Step">Step that comes next, from 0.</param>
/// <param name="Missed">True when an exercise of the unit did not go well; then its explanation is shown.</param>
/// <param name="DoneAt">When it was done last, or null.</param>
/// <param name="Form">The form in which it was begun: it stays until the end, whatever the rules say meanwhile. Null while it is not begun.</param>
public sealed record UnitState(int Step, bool Missed, DateTimeOffset? DoneAt, Level? Form = null)
{
    /// <summary>Not begun.</summary>
    public static UnitState New { get; } = new(0, false, null);

    /// <summary>True between the first screen and the last.</summary>
    [JsonIgnore]
    public bool IsBegun => Step > 0;

    /// <summary>The screen that is shown. An author may have shortened the unit meanwhile; then it is the last.</summary>
    /// <param name="screens">How many there are.</param>
    public int At(int screens) => Math.Clamp(Step, 0, Math.Max(0, screens - 1));
}

/// <summary>What a person wishes for a unit, whatever the rules say.</summary>
public enum Wish
{
    /// <summary>Show it.</summary>
    Show,
    /// <summary>I know it.</summary>
    Skip,
}

/// <summary>A look back that is due some day.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Stage">0 to 3: after 7, 30, 90 and 180 days.</param>
/// <param name="Due">When.</param>
public sealed record LookBack(string Unit, int Stage, DateTimeOffset Due);

/// <summary>How somebody has played a scenario.</summary>
/// <param name="Chosen">What was chosen, as ids; the present run.</param>
/// <param name="Solved">True once it has ended well.</param>
/// <param name="PlayedAt">When it was played to an end last, or null.</param>
public sealed record Played(IReadOnlyList<string> Chosen, bool Solved, DateTimeOffset? PlayedAt);

/// <summary>When somebody first read what the company expects, and whether they went on afterwards.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="At">When.</param>
/// <param name="WentOn">True once they went on.</param>
/// <param name="Path">The order of the path on which it was.</param>
public sealed record Expected(string Unit, DateTimeOffset At, bool WentOn, Level Path = Level.Low);

/// <summary>Everything a person has done on their path: a state that never changes; each verb gives the next one. Answers are not in it.</summary>
public sealed record Journey
{
    /// <summary>
    /// Days until a look back, one after the other: fixed and further and further apart. Schedules that learn from answers (FSRS) need far more
    /// of them than the twenty or so a year that somebody gives here.
    /// </summary>
    public static IReadOnlyList<int> LookBackDays { get; } = [7, 30, 90, 180];

    /// <summary>Units by id.</summary>
    public IReadOnlyDictionary<string, UnitState> Units { get; init; } = new Dictionary<string, UnitState>();
    /// <summary>Own wishes by unit.</summary>
    public IReadOnlyDictionary<string, Wish> Wishes { get; init; } = new Dictionary<string, Wish>();
    /// <summary>Successes in a row by domain (rule R3).</summary>
    public IReadOnlyDictionary<Domain, int> Streaks { get; init; } = new Dictionary<Domain, int>();
    /// <summary>Domains in which an exercise has gone wrong; there, hints come until two have gone well.</summary>
    public IReadOnlyList<Domain> Stumbled { get; init; } = [];
    /// <summary>Scenarios by id.</summary>
    public IReadOnlyDictionary<string, Played> Stories { get; init; } = new Dictionary<string, Played>();
    /// <summary>"I would know whom to ask", 1 to 5, in the person's own eyes.</summary>
    public int? KnowsWhom { get; init; }
    /// <summary>True when the person has opened the expectations on their own wish.</summary>
    public bool ExpectationsOpened { get; init; }
    /// <summary>Looks back that are due some day.</summary>
    public IReadOnlyList<LookBack> LooksBack { get; init; } = [];

    /// <summary>The first time the person read what the company expects, or null.</summary>
    public Expected? Expected { get; init; }
    /// <summary>Units of which the person has said whether they knew them: nobody is asked twice.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>How far the person has come in a unit.</summary>
    public UnitState In(string unit) => Units.GetValueOrDefault(unit) ?? UnitState.New;

    /// <summary>True once the unit has been done.</summary>
    public bool HasDone(string unit) => In(unit).DoneAt is not null;

    /// <summary>True once a scenario has ended well.</summary>
    public bool HasSolved => Stories.Values.Any(s => s.Solved);

    /// <summary>
    /// True when an exercise in the domain comes without a hint (rule R3): two went well in a row. Whoever is at home in networks begins
    /// without hints, until something goes wrong.
    /// </summary>
    /// <param name="domain">The domain.</param>
    /// <param name="order">The order of the path, which follows affinity.</param>
    public bool NeedsNoHint(Domain domain, Level order) => Streaks.GetValueOrDefault(domain) >= 2 || order == Level.High && !Stumbled.Contains(domain);

    /// <summary>Goes past a step. A step that lies behind changes nothing: double taps and the back button do no harm.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="step">The step.</param>
    /// <param name="domain">What the unit teaches.</param>
    /// <param name="right">Whether its exercise went well; null without one.</param>
    /// <param name="form">The form of the unit, which holds until its end.</param>
    /// <param name="screens">How many screens there are.</param>
    public Journey Pass(string unit, int step, Domain domain, bool? right, Level form = Level.Low, int screens = int.MaxValue)
    {
        var state = In(unit);
        if (step != state.At(screens)) return this;
        var next = this with { Units = With(Units, unit, state with { Step = step + 1, Missed = state.Missed || right == false, Form = state.Form ?? form }) };
        if (right is null) return next;
        return next with { Streaks = With(Streaks, domain, right.Value ? Streaks.GetValueOrDefault(domain) + 1 : 0), Stumbled = right.Value ? Stumbled : [.. Stumbled.Union([domain])] };
    }

    /// <summary>
    /// Takes a step in a unit: goes past a screen with its answers, and past the last one the unit is done. Answers are looked at and not kept.
    /// </summary>
    /// <param name="unit">The unit.</param>
    /// <param name="step">The screen, from 0.</param>
    /// <param name="form">The form in which the page asked.</param>
    /// <param name="answers">What was filled in, by field.</param>
    /// <param name="now">Now.</param>
    /// <returns>The journey, the same when nothing changes; and true when the unit is done by that, or was by the other half of a double tap.</returns>
    public (Journey Now, bool IsDone) Take(Unit unit, int step, Level form, IReadOnlyDictionary<string, IReadOnlyList<string>> answers, DateTimeOffset now)
    {
        var (state, held) = (In(unit.Id), In(unit.Id).Form ?? form);
        var screens = Lessons.Play.Arrange(unit, held, state.Missed);
        // A page in another form asked something else; its answers say nothing here.
        var next = Pass(unit.Id, step, unit.Domain, held == form && step < screens.Count ? screens[step].Check(answers) : null, held, screens.Count);
        if (ReferenceEquals(next, this)) return (this, step > 0 && HasDone(unit.Id) && state.Step == 0);
        // A mistake on the last screen may have brought an explanation behind it.
        var passed = next.In(unit.Id);
        return passed.Step < Lessons.Play.Arrange(unit, held, passed.Missed).Count ? (next, false) : (next.Finish(unit.Id, MyPath.LooksBackAt(unit) is not null, now), true);
    }

    /// <summary>Has done the unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="looksBack">True when it has an exercise to look back at.</param>
    /// <param name="now">Now.</param>
    public Journey Finish(string unit, bool looksBack, DateTimeOffset now)
    {
        var next = this with { Units = With(Units, unit, new UnitState(0, false, now)), Wishes = Without(Wishes, unit) };
        return !looksBack || LooksBack.Any(l => l.Unit == unit) || HasDone(unit) ? next
            : next with { LooksBack = [.. LooksBack, new LookBack(unit, 0, now.AddDays(LookBackDays[0]))] };
    }

    /// <summary>Looks back at a unit: the next time is later when it went well, and as soon again when it did not.</summary>
    public Journey Look(string unit, bool right, DateTimeOffset now)
    {
        if (LooksBack.FirstOrDefault(l => l.Unit == unit) is not { } look || look.Due > now) return this;
        var stage = right ? look.Stage + 1 : look.Stage;
        var rest = LooksBack.Where(l => l != look);
        return this with { LooksBack = stage == LookBackDays.Count ? [.. rest] : [.. rest, new LookBack(unit, stage, now.AddDays(LookBackDays[stage]))] };
    }

    /// <summary>Wishes something for a unit; null takes the wish back.</summary>
    public Journey Wishing(string unit, Wish? wish) => this with { Wishes = wish is { } w ? With(Wishes, unit, w) : Without(Wishes, unit) };

    /// <summary>Has said whether a unit was known; whoever has not done it cannot know.</summary>
    public Journey Tell(string unit) => !HasDone(unit) || Told.Contains(unit) ? this : this with { Told = [.. Told, unit] };

    /// <summary>Says how well one would know whom to ask.</summary>
    /// <param name="value">1 to 5; anything else changes nothing.</param>
    public Journey Rate(int value) => value is >= 1 and <= 5 ? this with { KnowsWhom = value } : this;

    /// <summary>Opens the expectations.</summary>
    public Journey OpenExpectations() => this with { ExpectationsOpened = true };

    /// <summary>Plays a scenario up to a point.</summary>
    public Journey Play(string scenario, IReadOnlyList<string> chosen, bool ended, bool well, DateTimeOffset now)
    {
        var before = Stories.GetValueOrDefault(scenario);
        return this with { Stories = With(Stories, scenario, new Played(chosen, before?.Solved == true || well, ended ? now : before?.PlayedAt)) };
    }

    private static Dictionary<TKey, TValue> With<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> all, TKey key, TValue value) where TKey : notnull =>
        new(all) { [key] = value };

    private static Dictionary<TKey, TValue> Without<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> all, TKey key) where TKey : notnull =>
        all.Where(pair => !pair.Key.Equals(key)).ToDictionary();
}
