using Mitreden.Desk.Duty;

namespace Mitreden.Desk.DutyPages;

/// <summary>A week of the roster as people read it.</summary>
/// <param name="Lines">Duty hours with the same answer as one line, whatever nights lie between; in order.</param>
public sealed record DutyWeek(IReadOnlyList<Shift> Lines)
{
    /// <summary>This week and the next 8. A line begins where it began, although part of it may be over; what is over as a whole is left out.</summary>
    public static IReadOnlyList<DutyWeek> Of(DutyPlan plan, DateTimeOffset now)
    {
        var today = plan.Zone.DayOf(now);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        return [.. Enumerable.Range(0, DutyPlan.Weeks + 1).Select(week => monday.AddDays(7 * week)).Select(first =>
            new DutyWeek([.. Joined(plan.Shifts(plan.Zone.At(first, 0), plan.Zone.At(first.AddDays(7), 0))).Where(line => line.Until > now)]))];
    }

    /// <summary>The lines in which nobody is there.</summary>
    public static IReadOnlyList<Shift> Holes(IEnumerable<DutyWeek> weeks) => [.. weeks.SelectMany(w => w.Lines).Where(line => !line.Duty.Somebody)];

    private static List<Shift> Joined(IEnumerable<Shift> shifts)
    {
        var lines = new List<Shift>();
        foreach (var shift in shifts.Where(s => s.Duty.Kind == DutyKind.Working))
        {
            if (lines is [.., var last] && last.Duty == shift.Duty) lines[^1] = last with { Until = shift.Until };
            else lines.Add(shift);
        }
        return lines;
    }
}
