namespace Mitreden.Desk.Duty;

/// <summary>Kinds of hours.</summary>
public enum DutyKind
{
    /// <summary>Nobody has to be there, and nobody has volunteered.</summary>
    Off,
    /// <summary>Duty hours.</summary>
    Working,
    /// <summary>Outside of them; somebody has volunteered.</summary>
    Evening,
}

/// <summary>Who is on duty.</summary>
/// <param name="First">Who is asked first, or null.</param>
/// <param name="Backup">Who is asked next, or null.</param>
/// <param name="Kind">Kind of hour.</param>
public sealed record Duty(Guid? First, Guid? Backup, DutyKind Kind)
{
    /// <summary>True when nobody in the order is there and the whole desk answers instead.</summary>
    public bool Everybody { get; init; }
    /// <summary>True when there is anybody to ask.</summary>
    public bool Somebody => First is not null || Everybody;
}

/// <summary>A time during which the answer is the same.</summary>
/// <param name="From">Beginning, in UTC.</param>
/// <param name="Until">End, which no longer belongs to it.</param>
/// <param name="Duty">The answer.</param>
public sealed record Shift(DateTimeOffset From, DateTimeOffset Until, Duty Duty);

/// <summary>A member of the desk, as far as the plan is concerned.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">Name.</param>
/// <param name="Place">Place in the order; null comes after all others, 0 takes no turns.</param>
/// <param name="Evenings">When the person answers outside duty hours.</param>
public sealed record DeskMember(Guid Id, string Name, int? Place, WeekHours Evenings);

/// <summary>
/// Says for each moment who is on duty. There is one answer, <see cref="OnDutyAt"/>; everything else asks it at the moments at
/// which it may change. So lists, holes and calendars cannot disagree with whoever is alerted.
/// </summary>
public sealed class DutyPlan
{
    /// <summary>How far the pages and the calendar look ahead.</summary>
    public const int Weeks = 8;

    private readonly IReadOnlyList<DutyChange> _changes;
    private readonly List<DeskMember> _order;
    private readonly List<DeskMember> _evenings;
    private readonly List<Span> _away;
    private readonly List<Span> _taken;

    /// <summary>Makes the plan of what is stored; people who are not at the desk count for nothing.</summary>
    /// <param name="rules">What the desk has agreed on.</param>
    /// <param name="zone">Time zone of the organisation.</param>
    /// <param name="desk">The members, in order of name.</param>
    /// <param name="changes">Absences, shifts taken over, swaps; the oldest first.</param>
    public DutyPlan(DutyRules rules, TimeZoneInfo zone, IReadOnlyList<DeskMember> desk, IReadOnlyList<DutyChange> changes)
    {
        (Rules, Zone, Desk, _changes) = (rules, zone, desk, changes);
        _order = [.. desk.Where(m => m.Place != 0).OrderBy(m => m.Place ?? int.MaxValue)];
        _evenings = [.. desk.Where(m => !m.Evenings.IsEmpty)];
        var here = desk.Select(m => m.Id).ToHashSet();
        _away = [.. changes.Where(c => c.Kind == ChangeKind.Away).Select(c => new Span(c.PersonId, c.From, c.Until)).Where(s => here.Contains(s.Person))];
        _taken = [.. changes.Where(c => c.Taker is not null).Select(c => new Span(c.Taker!.Value, c.From, c.Until)).Where(s => here.Contains(s.Person))];
    }

    /// <summary>What the desk has agreed on.</summary>
    public DutyRules Rules { get; }
    /// <summary>Time zone of the organisation.</summary>
    public TimeZoneInfo Zone { get; }
    /// <summary>The members, in order of name.</summary>
    public IReadOnlyList<DeskMember> Desk { get; }

    /// <summary>The plan as it would be with other rules and another order.</summary>
    public DutyPlan With(DutyRules rules, IReadOnlyList<DeskMember> desk) => new(rules, Zone, desk, _changes);

    /// <summary>The order, beginning with the one whose turn it is, there or not.</summary>
    public IReadOnlyList<DeskMember> OrderAt(DateTimeOffset at) => Turned(_order, at);

    /// <summary>Who is on duty at this moment.</summary>
    public Duty OnDutyAt(DateTimeOffset at)
    {
        var day = Zone.DayOf(at);
        if (IsWithin(Rules.On(day), day, at)) return Working(at);
        var willing = There(_evenings.Where(m => IsWithin(m.Evenings.On(day.DayOfWeek), day, at)), at);
        return willing is [] ? new Duty(null, null, DutyKind.Off) : Of(willing, DutyKind.Evening);
    }

    /// <summary>From when on somebody is on duty, the moment itself included; null when nobody is within 8 weeks.</summary>
    public DateTimeOffset? NextAt(DateTimeOffset at) => Shifts(at, at.AddDays(7 * Weeks)).FirstOrDefault(s => s.Duty.Somebody)?.From;

    /// <summary>Parts of the duty hours with nobody to ask.</summary>
    public IReadOnlyList<Shift> Holes(DateTimeOffset from, int weeks) =>
        [.. Shifts(from, from.AddDays(7 * weeks)).Where(s => s.Duty is { Kind: DutyKind.Working, Somebody: false })];

    /// <summary>Everything but <see cref="DutyKind.Off"/> between two moments, in order, cut off at both ends; what touches differs.</summary>
    public IReadOnlyList<Shift> Shifts(DateTimeOffset from, DateTimeOffset until)
    {
        var shifts = new List<Shift>();
        var edges = new SortedSet<DateTimeOffset>(Edges(from, until).Where(edge => edge > from && edge < until)) { from, until };
        foreach (var (start, end) in edges.Zip(edges.Skip(1)))
        {
            var duty = OnDutyAt(start);
            if (shifts is [.., var last] && last.Until == start && last.Duty == duty) shifts[^1] = last with { Until = end };
            else if (duty.Kind != DutyKind.Off) shifts.Add(new Shift(start, end, duty));
        }
        return shifts;
    }

    /// <summary>The moments at which the answer may change.</summary>
    private IEnumerable<DateTimeOffset> Edges(DateTimeOffset from, DateTimeOffset until)
    {
        for (var day = Zone.DayOf(from); day <= Zone.DayOf(until); day = day.AddDays(1))
        {
            yield return Zone.At(day, Rules.HandoverHour * 60);
            foreach (var hours in _evenings.Select(m => m.Evenings.On(day.DayOfWeek)).Append(Rules.On(day)).OfType<Hours>())
                foreach (var minutes in new[] { hours.From, hours.Until }) yield return Zone.At(day, minutes);
        }
        foreach (var change in _away.Concat(_taken))
            foreach (var edge in new[] { change.From, change.Until }) yield return edge;
    }

    private Duty Working(DateTimeOffset at)
    {
        var there = There(_order, at);
        // Of several who took over, the last one; nobody who is away.
        var taker = _taken.FindLast(t => t.Covers(at) && !IsAway(t.Person, at)).Person;
        if (taker != Guid.Empty) there = [taker, .. there.Where(id => id != taker)];
        return there is [] ? new Duty(null, null, DutyKind.Working) { Everybody = Rules.WholeDesk && Desk.Count > 0 } : Of(there, DutyKind.Working);
    }

    private static Duty Of(List<Guid> there, DutyKind kind) => new(there[0], there.Count > 1 ? there[1] : null, kind);

    /// <summary>Those who are there, beginning with the one whose turn it is.</summary>
    private List<Guid> There(IEnumerable<DeskMember> members, DateTimeOffset at) =>
        [.. Turned([.. members], at).Select(m => m.Id).Where(id => !IsAway(id, at))];

    private bool IsAway(Guid person, DateTimeOffset at) => _away.Exists(a => a.Person == person && a.Covers(at));

    private List<DeskMember> Turned(List<DeskMember> members, DateTimeOffset at)
    {
        if (members.Count < 2) return members;
        var first = ((Rules.Turn(at, Zone) % members.Count) + members.Count) % members.Count;
        return [.. members[first..], .. members[..first]];
    }

    private bool IsWithin(Hours? hours, DateOnly day, DateTimeOffset at) => hours is { } part && Zone.At(day, part.From) <= at && at < Zone.At(day, part.Until);

    private readonly record struct Span(Guid Person, DateTimeOffset From, DateTimeOffset Until)
    {
        public bool Covers(DateTimeOffset at) => From <= at && at < Until;
    }
}
