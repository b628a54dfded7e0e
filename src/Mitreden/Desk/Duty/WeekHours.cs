using System.Globalization;

namespace Mitreden.Desk.Duty;

/// <summary>A part of one day, in minutes after midnight on the wall clock.</summary>
/// <param name="From">Beginning, from 0.</param>
/// <param name="Until">End, which no longer belongs to it: after the beginning, at most 1440.</param>
public sealed record Hours(int From, int Until)
{
    /// <summary>Minutes of a day.</summary>
    public const int Midnight = 24 * 60;

    /// <summary>Reads "08:00" and "17:00"; midnight at the end is the end of the day. Null when they are no part of a day.</summary>
    public static Hours? Read(string? from, string? until)
    {
        if (Minutes(from) is not { } start || Minutes(until) is not { } end) return null;
        if (end == 0) end = Midnight;
        return start < end ? new Hours(start, end) : null;
    }

    /// <summary>"08:00", as clocks and forms show it; the end of the day is "00:00".</summary>
    public static string Show(int minutes) => TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(minutes % Midnight)).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"08:00-17:00".</summary>
    public override string ToString() => $"{Show(From)}-{Show(Until)}";

    private static int? Minutes(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (int)time.ToTimeSpan().TotalMinutes : null;
}

/// <summary>For each day of the week a part of the day, or nothing.</summary>
public sealed class WeekHours
{
    /// <summary>Longest stored text.</summary>
    public const int Longest = 7 * 12;

    /// <summary>The days as people count them, Monday first.</summary>
    public static IReadOnlyList<DayOfWeek> Days { get; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];
    /// <summary>Nothing on any day.</summary>
    public static WeekHours None { get; } = new(_ => null);
    /// <summary>Monday to Friday, 8:00 to 17:00.</summary>
    public static WeekHours Office { get; } = new(day => day is DayOfWeek.Saturday or DayOfWeek.Sunday ? null : new Hours(8 * 60, 17 * 60));

    private readonly Dictionary<DayOfWeek, Hours?> _days;

    /// <summary>Asks once for each day.</summary>
    public WeekHours(Func<DayOfWeek, Hours?> on) => _days = Days.ToDictionary(day => day, on);

    /// <summary>The part of this day, or null.</summary>
    public Hours? On(DayOfWeek day) => _days[day];

    /// <summary>True when no day has any.</summary>
    public bool IsEmpty => _days.Values.All(hours => hours is null);

    /// <summary>Reads what <see cref="ToString"/> has written; nothing is <see cref="None"/>.</summary>
    public static WeekHours Parse(string stored)
    {
        if (stored.Length == 0) return None;
        var days = stored.Split(';').Select(day => day.Split('-')).ToList();
        return new WeekHours(day => days[((int)day + 6) % 7] is [var from, var until] ? Hours.Read(from, until) : null);
    }

    /// <summary>The seven days from Monday: "08:00-17:00;...;;".</summary>
    public override string ToString() => IsEmpty ? "" : string.Join(';', Days.Select(day => On(day)?.ToString()));
}
