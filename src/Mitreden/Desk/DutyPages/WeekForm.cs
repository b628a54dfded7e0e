using System.Globalization;
using Microsoft.AspNetCore.Http;
using Mitreden.Desk.Duty;

namespace Mitreden.Desk.DutyPages;

/// <summary>Seven rows of a form, from and until for each day; both empty means none.</summary>
/// <param name="Rows">Monday first.</param>
public sealed record WeekForm(IReadOnlyList<(string Day, string From, string Until)> Rows)
{
    /// <summary>Name of the fields with the beginnings.</summary>
    public const string From = "from";
    /// <summary>Name of the fields with the ends.</summary>
    public const string Until = "until";

    /// <summary>The days whose two times are no part of a day.</summary>
    public IReadOnlyList<string> Wrong => [.. Rows.Where(row => (row.From + row.Until).Length > 0 && Hours.Read(row.From, row.Until) is null).Select(row => row.Day)];

    /// <summary>What was written, when nothing is wrong.</summary>
    public WeekHours Week => new(day => Hours.Read(Rows[((int)day + 6) % 7].From, Rows[((int)day + 6) % 7].Until));

    /// <summary>The form filled with what is stored.</summary>
    public static WeekForm Of(WeekHours week) => new([.. WeekHours.Days.Select(day =>
        (Name(day), week.On(day) is { } start ? Hours.Show(start.From) : "", week.On(day) is { } end ? Hours.Show(end.Until) : ""))]);

    /// <summary>The form as it was sent.</summary>
    public static WeekForm Sent(IFormCollection form) => new([.. WeekHours.Days.Select((day, i) =>
        (Name(day), form[From].ElementAtOrDefault(i) ?? "", form[Until].ElementAtOrDefault(i) ?? ""))]);

    private static string Name(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day);
}
