using Mitreden.Desk.Watch;
using Mitreden.Foundation.Data;

namespace Mitreden.Desk;

/// <summary>
/// What happens when nobody does anything. An open discussion always has a next time to wake up: it is alerting, or somebody has it and is
/// given time for the next step. Verbs set that time, <see cref="Wake"/> says what is due at it and sets the next one.
/// </summary>
public sealed partial class Discussion
{
    /// <summary>When the program looks at it again; null once it is closed.</summary>
    [Stored("makes sure that no discussion is forgotten", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public DateTimeOffset? WakeAt { get; private set; }
    /// <summary>Changes with each wake-up, so that of two replicas only one acts, and with what hangs itself on it (<see cref="Bind"/>); with <see cref="Version"/> it names the alarm.</summary>
    [Stored("alerts once and not twice", Basis.NotPersonal, Keep.Case, Seen.Program)]
    public int Wakes { get; private set; }
    /// <summary>Since when somebody is looked for in this loop.</summary>
    [Stored("times the escalation", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public DateTimeOffset AskedAt { get; private set; }
    /// <summary>Step whose people have been alerted last, -1 before the first.</summary>
    [Stored("times the escalation", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public int AlertStep { get; private set; } = -1;
    /// <summary>How often the steps have begun, from 1.</summary>
    [Stored("times the escalation", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public int AlertLoop { get; private set; } = 1;
    /// <summary>Alerts within the step.</summary>
    [Stored("keeps alerts from becoming a nuisance", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public int Rings { get; private set; }
    /// <summary>Last alert within the step.</summary>
    [Stored("times the escalation", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public DateTimeOffset RungAt { get; private set; }
    /// <summary>Since when whoever has it has it.</summary>
    [Stored("gives a discussion back that nobody goes on with", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public DateTimeOffset? TakenAt { get; private set; }
    /// <summary>Last step of the desk.</summary>
    [Stored("gives a discussion back that nobody goes on with", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public DateTimeOffset? HandledAt { get; private set; }
    /// <summary>First public word of the team since it took over, or null.</summary>
    [Stored("reminds the team that others wait for a word", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public DateTimeOffset? PublicAt { get; private set; }
    /// <summary>What the handler has been reminded of since their last step.</summary>
    [Stored("reminds once and not twice", Basis.LegitimateInterest, Keep.Case, Seen.Program)]
    public Reminder Reminded { get; private set; }
    /// <summary>Begin of the watch, or null.</summary>
    [Stored("times the measurements of a watch", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public DateTimeOffset? WatchedAt { get; private set; }
    /// <summary>Measurements of the watch so far.</summary>
    [Stored("times the measurements of a watch", Basis.LegitimateInterest, Keep.Case, Seen.Desk)]
    public int Measured { get; private set; }

    /// <summary>Detail of a step that gives back what nobody went on with.</summary>
    public const string Expired = "expired";

    /// <summary>How far the clocks of replicas may lie apart.</summary>
    public static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(1);

    /// <summary>How urgent it is.</summary>
    public Urgency Urgency => Timetable.UrgencyOf(this);

    /// <summary>True while somebody is looked for.</summary>
    public bool IsAlerting => IsOpen && HandlerId is null;

    /// <summary>When the watch is to be measured next, or null.</summary>
    public DateTimeOffset? MeasureAt => State == DiscussionState.Watching ? Timetable.MeasureAt(WatchedAt!.Value, Measured) : null;

    /// <summary>True when nothing can be due yet. One without a time, which should not be, or with one that no timer has, has overslept.</summary>
    public bool SleepsAt(DateTimeOffset now) => !IsOpen || (WakeAt is { } at && at > now && at <= now + LongestSleep && !ClockWentBack(now));

    /// <summary>Somebody was alerted at a time that is still to come: the clock has been set back, and with it the next step has moved away.</summary>
    private bool ClockWentBack(DateTimeOffset now) => IsAlerting && Rings > 0 && RungAt > now + ClocksApart;

    /// <summary>
    /// The time has come, or seems to have: says what is due and sets the next time. Too early, or closed, nothing is due. It may be called
    /// any number of times and at any clock.
    /// </summary>
    /// <param name="now">Now.</param>
    /// <param name="desk">Whether somebody is at the desk.</param>
    public IReadOnlyList<Due> Wake(DateTimeOffset now, Presence desk)
    {
        if (SleepsAt(now)) return [];
        Wakes++;
        var due = new List<Due>();
        if (HandlerId is not null) Attend(now, desk, due);
        if (HandlerId is null) Alert(now, desk, due);
        // Whatever the clocks say, it is looked at again, and never at once: a loop without a pause would help nobody.
        WakeAt = Later(WakeAt!.Value, now.AddSeconds(1));
        return due;
    }

    /// <summary>
    /// Somebody comes to the desk sooner than was planned when this was put off: it waits no longer than until then. What was called out as often as
    /// it may be waits for the next day all the same.
    /// </summary>
    /// <param name="desk">Whether somebody is at the desk.</param>
    /// <param name="now">Now.</param>
    public void ComeForward(Presence desk, DateTimeOffset now)
    {
        var next = desk.IsThere ? now : Later(desk.NextAt, now);
        if (!IsAlerting || IsDrill || AskedAt <= next || AlertLoop > Timetable.For(Urgency).Loops) return;
        (AskedAt, WakeAt) = (next, next);
        Wakes++;
    }

    /// <summary>Somebody is looked for, from now on.</summary>
    private void Ask(DateTimeOffset now) => (AskedAt, AlertStep, AlertLoop, Rings, WakeAt, TakenAt, Reminded) = (now, -1, 1, 0, now, null, default);

    /// <summary>Something has just happened: the time until the next look begins anew.</summary>
    private void Rest(DateTimeOffset now)
    {
        WakeAt = IsOpen ? HandlerId is null ? WakeAt ?? now : NextAttention(now) : null;
    }

    private void Alert(DateTimeOffset now, Presence desk, List<Due> due)
    {
        var times = Timetable.For(Urgency);
        if (ClockWentBack(now)) Ask(now);
        if (!desk.IsThere && Urgency != Urgency.Urgent && (Urgency == Urgency.Calm || AlertStep >= 0))
        {
            (AskedAt, AlertStep, WakeAt) = (desk.NextAt, -1, desk.NextAt);
            return;
        }
        // The clock was set back since somebody was asked for, unless it waits for the next duty on purpose.
        if (AskedAt > now + LongestSleep && (desk.IsThere || AskedAt > desk.NextAt)) Ask(now);
        if (AskedAt + times.Loop <= now) BeginAnew(now, desk, times);
        WakeAt = AskedAt;
        if (AskedAt > now) return;
        var step = Enumerable.Range(0, times.Steps.Count).Last(s => AskedAt + times.Steps[s] <= now);
        if (step > AlertStep) Ringing(due, new Ring(AlertStep = step, false), Rings = 1, now);
        else if (times.Again is { } again && Rings < times.MostRings && RungAt + again <= now) Ringing(due, new Ring(AlertStep, true), Rings + 1, now);
        WakeAt = Earliest(AskedAt + times.Loop, AlertStep + 1 < times.Steps.Count ? AskedAt + times.Steps[AlertStep + 1] : null,
            times.Again is { } pause && Rings < times.MostRings ? RungAt + pause : null);
    }

    /// <summary>
    /// Nobody has reacted in a whole loop: again, and after the last one once each duty day. When nobody is there, everybody has been mailed by
    /// then, and it goes on when somebody comes: mail after mail through the night would wake nobody.
    /// </summary>
    private void BeginAnew(DateTimeOffset now, Presence desk, Timetable times) => (AskedAt, AlertStep, AlertLoop) =
        (!desk.IsThere ? Later(desk.NextAt, now) : AlertLoop < times.Loops ? now : now.AddDays(1), -1, AlertLoop == int.MaxValue ? AlertLoop : AlertLoop + 1);

    private void Ringing(List<Due> due, Ring ring, int rings, DateTimeOffset now)
    {
        (Rings, RungAt) = (rings, now);
        due.Add(ring);
    }

    private void Attend(DateTimeOffset now, Presence desk, List<Due> due)
    {
        if (!desk.IsThere && Urgency != Urgency.Urgent)
        {
            WakeAt = Later(desk.NextAt, now);
            return;
        }
        if (GivenBackAt is { } end && end <= now)
        {
            LetGo(Actor.Program, null, now, Expired);
            return;
        }
        foreach (var (of, at) in Attentions().Where(a => a.At <= now && !Reminded.HasFlag(a.Of)).ToList())
        {
            Reminded |= of;
            due.Add(new Remind(of));
        }
        WakeAt = NextAttention(now);
    }

    /// <summary>When it is given back for whoever has it: without the three questions soon, else after twice the idle time.</summary>
    private DateTimeOffset? GivenBackAt => State == DiscussionState.Acknowledged
        ? Handled + Timetable.For(Urgency).Triage : LastStepAt + 2 * Timetable.For(Urgency).Idle;

    /// <summary>A watch counts from the time it is to be measured.</summary>
    private DateTimeOffset LastStepAt => MeasureAt is { } measure && measure > Handled ? measure : Handled;

    private DateTimeOffset Handled => HandledAt ?? TakenAt ?? ReportedAt;

    /// <summary>No timer runs longer, unless the clock was set back.</summary>
    private TimeSpan LongestSleep => IsAlerting && Urgency == Urgency.Urgent ? TimeSpan.FromHours(1) : Timetable.LongestSleep;

    private IEnumerable<(Reminder Of, DateTimeOffset At)> Attentions()
    {
        var times = Timetable.For(Urgency);
        if (FirstWordAt is null) yield return (Reminder.FirstWord, Later(ReportedAt + times.FirstWord, (TakenAt ?? ReportedAt) + Timetable.Settling));
        if (MeasureAt is { } measure) yield return (Reminder.Measure, measure);
        if (State != DiscussionState.Acknowledged) yield return (Reminder.Idle, LastStepAt + times.Idle);
        if ((State is DiscussionState.TakenOver or DiscussionState.Major) && PublicAt is null) yield return (Reminder.PublicWord, Handled + times.PublicWord);
    }

    private DateTimeOffset NextAttention(DateTimeOffset now)
    {
        var next = Attentions().Where(a => !Reminded.HasFlag(a.Of)).Select(a => a.At).Append(GivenBackAt ?? now.AddDays(1)).Min();
        return Later(next, now.AddSeconds(1));
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earliest(DateTimeOffset first, params DateTimeOffset?[] others) => others.OfType<DateTimeOffset>().Append(first).Min();
}
