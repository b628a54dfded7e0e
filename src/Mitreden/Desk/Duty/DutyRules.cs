namespace Mitreden.Desk.Duty;

/// <summary>How often the next person's turn comes.</summary>
public enum Rotation
{
    /// <summary>Each day.</summary>
    Daily = 1,
    /// <summary>Each week.</summary>
    Weekly = 2,
}

/// <summary>What the desk has agreed on, without anybody's name in it.</summary>
/// <param name="Hours">Duty hours.</param>
/// <param name="Rotation">How often the turn changes.</param>
/// <param name="HandoverDay">On which day, when it changes weekly.</param>
/// <param name="HandoverHour">At which hour of the wall clock, 0 to 23.</param>
/// <param name="Since">The day of a handover at which the first in the order began.</param>
/// <param name="OwnDays">Days on which the organisation is closed, beside the public holidays.</param>
/// <param name="WholeDesk">True when the whole desk answers where nobody in the order is there.</param>
public sealed record DutyRules(
    WeekHours Hours, Rotation Rotation, DayOfWeek HandoverDay, int HandoverHour, DateOnly Since, IReadOnlySet<DateOnly> OwnDays, bool WholeDesk)
{
    /// <summary>What holds as long as nobody has set anything: office hours, and the next person each Monday at 8:00.</summary>
    public static DutyRules Default { get; } = new(WeekHours.Office, Rotation.Weekly, DayOfWeek.Monday, 8, new DateOnly(2024, 1, 1), new HashSet<DateOnly>(), false);

    /// <summary>The duty hours of a day; none on a holiday.</summary>
    public Hours? On(DateOnly day) => OwnDays.Contains(day) || Holidays.Contains(day) ? null : Hours.On(day.DayOfWeek);

    /// <summary>Day of the last handover at or before the moment.</summary>
    public DateOnly LastHandover(DateTimeOffset at, TimeZoneInfo zone)
    {
        var day = zone.DayOf(at);
        if (at < zone.At(day, HandoverHour * 60)) day = day.AddDays(-1);
        return Rotation == Rotation.Daily ? day : day.AddDays(-(((int)day.DayOfWeek - (int)HandoverDay + 7) % 7));
    }

    /// <summary>How many handovers there were from <see cref="Since"/> to the moment; negative before it.</summary>
    public int Turn(DateTimeOffset at, TimeZoneInfo zone) =>
        (LastHandover(at, zone).DayNumber - Since.DayNumber) / (Rotation == Rotation.Daily ? 1 : 7);
}
