using System.Linq.Expressions;

namespace Mitreden.Desk.Watch;

/// <summary>How urgent a discussion is; chooses its <see cref="Timetable"/>.</summary>
public enum Urgency
{
    /// <summary>Strength 0 or 1: waits for duty hours.</summary>
    Calm = 1,
    /// <summary>Strength 2 or 3, or not assessed yet.</summary>
    Brisk = 2,
    /// <summary>Strength 4 to 6, or somebody of us is in the middle of it: breaks through at any hour.</summary>
    Urgent = 3,
}

/// <summary>
/// How long the program waits before it does something itself. Escalation after 5 minutes, a minute between calls and three calls at most
/// are what PagerDuty's response guide recommends; the third level is the whole team there as well. The rest is our own proposal and is to
/// be measured on closed discussions.
/// </summary>
/// <param name="Steps">Time from asking until the people of a step are alerted: on duty, backup, whole desk, management. An absent step never comes.</param>
/// <param name="Again">Time until the people of a step are alerted again; null: once is enough.</param>
/// <param name="MostRings">Most alerts of one person within a step.</param>
/// <param name="Loop">Time from asking until it begins anew, while nobody has reacted.</param>
/// <param name="Loops">How often it begins anew; afterwards once each duty day.</param>
/// <param name="Triage">Time that somebody who has taken it has for the three questions. Then it is given back for them.</param>
/// <param name="FirstWord">Time from the report until the reporter should have heard a human word.</param>
/// <param name="Idle">Time without a step after which whoever has it is reminded; after the same time again it is given back for them.</param>
/// <param name="PublicWord">Time from taking over until the team should have said something in public.</param>
public sealed record Timetable(
    IReadOnlyList<TimeSpan> Steps, TimeSpan? Again, int MostRings, TimeSpan Loop, int Loops, TimeSpan Triage, TimeSpan FirstWord, TimeSpan Idle, TimeSpan PublicWord)
{
    private static readonly Timetable Calm = new([TimeSpan.Zero, Minutes(60), Minutes(240)], null, 1, TimeSpan.FromHours(8), 1,
        TimeSpan.FromHours(8), TimeSpan.FromHours(8), TimeSpan.FromHours(24), TimeSpan.FromHours(8));

    private static readonly Timetable Brisk = new([TimeSpan.Zero, Minutes(5), Minutes(10), Minutes(30)], Minutes(2), 2, Minutes(60), 2,
        Minutes(30), Minutes(15), TimeSpan.FromHours(4), Minutes(60));

    private static readonly Timetable Urgent = new([TimeSpan.Zero, Minutes(5), Minutes(10), Minutes(15)], Minutes(1), 3, Minutes(20), int.MaxValue,
        Minutes(15), Minutes(5), Minutes(60), Minutes(30));

    /// <summary>No discussion sleeps longer before it is looked at again. Longer than that, and the clock was set back.</summary>
    public static readonly TimeSpan LongestSleep = TimeSpan.FromDays(14);

    /// <summary>Whoever has just taken a discussion is reminded of nothing so soon.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    /// <summary>Hours after the beginning of a watch at which it is measured again; a calm one ends after the third.</summary>
    public static IReadOnlyList<int> MeasuredAfterHours { get; } = [1, 4, 24, 72];

    /// <summary>When a watch is to be measured next.</summary>
    /// <param name="begin">Its begin.</param>
    /// <param name="measured">How often it has been measured, 0 to 3.</param>
    public static DateTimeOffset MeasureAt(DateTimeOffset begin, int measured) => begin.AddHours(MeasuredAfterHours[measured]);

    /// <summary>The timetable of an urgency.</summary>
    public static Timetable For(Urgency urgency) => urgency switch { Urgency.Calm => Calm, Urgency.Brisk => Brisk, _ => Urgent };

    /// <summary>How strong it counts, 0 to 6: as the desk has assessed it; before that 2, 4 or 6, as the reporter stands to it. Orders the inbox, in the database.</summary>
    public static Expression<Func<Discussion, int>> ByStrength { get; } = d => d.Severity ?? (int)d.Involvement * 2;

    private static readonly Func<Discussion, int> StrengthOf = ByStrength.Compile();

    /// <summary>The urgency that its strength has.</summary>
    public static Urgency UrgencyOf(Discussion discussion) => StrengthOf(discussion) switch
    {
        <= 1 => Urgency.Calm,
        <= 3 => Urgency.Brisk,
        _ => Urgency.Urgent,
    };

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}

/// <summary>Whether somebody is at the desk.</summary>
/// <param name="IsThere">True in duty hours, and while somebody has agreed to answer outside of them.</param>
/// <param name="NextAt">When somebody is there next, not before now. Without any plan a day later.</param>
public readonly record struct Presence(bool IsThere, DateTimeOffset NextAt);

/// <summary>Something that is due because nobody has done anything.</summary>
public abstract record Due;

/// <summary>Alert the people of a step.</summary>
/// <param name="Step">From <see cref="OnDuty"/> to <see cref="Management"/>.</param>
/// <param name="Again">True when they have been alerted in this step before.</param>
public sealed record Ring(int Step, bool Again) : Due
{
    /// <summary>Whoever is on duty.</summary>
    public const int OnDuty = 0;
    /// <summary>Whoever stands in.</summary>
    public const int Backup = 1;
    /// <summary>Everybody at the desk.</summary>
    public const int WholeDesk = 2;
    /// <summary>Management, and with it everybody at the desk once more.</summary>
    public const int Management = 3;
}

/// <summary>Remind whoever has it.</summary>
/// <param name="Of">Of what.</param>
public sealed record Remind(Reminder Of) : Due;

/// <summary>What somebody is reminded of.</summary>
public enum Reminder
{
    /// <summary>The reporter has not heard a human word yet.</summary>
    FirstWord = 1,
    /// <summary>Nothing has happened for a while.</summary>
    Idle = 2,
    /// <summary>It is time to look again how strong it is.</summary>
    Measure = 4,
    /// <summary>The team has taken over and has not said anything in public yet.</summary>
    PublicWord = 8,
    /// <summary>Somebody else says that it is heated; the mail comes when they say so.</summary>
    Heated = 16,
}
