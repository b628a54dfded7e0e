using System.Globalization;
using Mitreden.Desk.Duty;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Ui;

namespace Mitreden.Desk.DutyPages;

/// <summary>Says in words what the plan says.</summary>
public sealed class DutyInWords(Texts<DutyTexts> texts, Clock clock)
{
    /// <summary>"Heute bis 17:00: Jana, Vertretung: Tobias", or that nobody is on duty and when somebody will be.</summary>
    public (string Title, string? Then) Now(DutyPlan plan)
    {
        var now = clock.Now;
        var duty = plan.OnDutyAt(now);
        if (duty.Somebody)
        {
            var until = plan.Shifts(now, now.AddDays(7))[0].Until;
            return (texts[plan.Zone.DayOf(until) == plan.Zone.DayOf(now) ? "Now.Today" : "Now.Later", clock.Moment(until), Who(plan, duty)], null);
        }
        var title = texts[duty.Kind == DutyKind.Working ? "Now.Hole" : "Now.Off"];
        return (title, plan.NextAt(now) is { } next ? texts["Now.Next", Moment(next), Who(plan, plan.OnDutyAt(next))] : texts["Now.Never"]);
    }

    /// <summary>"Jana, Vertretung: Tobias".</summary>
    public string Who(DutyPlan plan, Duty.Duty duty) => duty switch
    {
        { First: { } first, Backup: { } backup } => texts["Who.WithBackup", Name(plan, first), Name(plan, backup)],
        { First: { } first } => Name(plan, first),
        _ => texts[duty.Everybody ? "Who.Everybody" : "Who.Nobody"],
    };

    /// <summary>The member's name.</summary>
    public string Name(DutyPlan plan, Guid person) => plan.Desk.FirstOrDefault(m => m.Id == person)?.Name ?? texts["Who.Gone"];

    /// <summary>"Mo, 30. Nov., 08:00 bis Fr, 4. Dez., 17:00"; on one day: "Mo, 30. Nov., 08:00 bis 17:00".</summary>
    public string When(DateTimeOffset from, DateTimeOffset until) =>
        texts["Span", Moment(from), clock.Local(from).Date == clock.Local(until).Date ? Hour(until) : Moment(until)];

    /// <summary>"Mo bis Fr 08:00 bis 17:00": days in a row with the same hours are said once.</summary>
    public string Week(WeekHours week)
    {
        var (days, parts) = (WeekHours.Days, new List<string>());
        for (int first = 0, last; first < days.Count; first = last + 1)
        {
            var hours = week.On(days[first]);
            for (last = first; last + 1 < days.Count && week.On(days[last + 1]) == hours;) last++;
            if (hours is null) continue;
            var when = first == last ? Day(days[first]) : texts["Span", Day(days[first]), Day(days[last])];
            parts.Add($"{when} {texts["Span", Hours.Show(hours.From), End(hours.Until)]}");
        }
        return string.Join(", ", parts);
    }

    private static string Day(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.GetAbbreviatedDayName(day);

    private static string End(int minutes) => minutes == Hours.Midnight ? "24:00" : Hours.Show(minutes);

    private string Moment(DateTimeOffset at) => clock.Local(at).ToString(texts["Pattern.Moment"], CultureInfo.CurrentCulture);

    private string Hour(DateTimeOffset at) => clock.Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);
}
