using System.Globalization;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Ui;

/// <summary>Times as the reader's clock and language show them.</summary>
public sealed class Clock(TimeProvider time, CurrentPerson person, Texts<UiTexts> texts)
{
    /// <summary>Now, in UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>"14:03", with the day before it when it was not today: "23. Nov., 14:03". Stands alone; in a sentence it is <see cref="When"/>.</summary>
    public string Moment(DateTimeOffset at) => IsToday(at) ? Hour(at) : texts["Clock.DayAndTime", Write(at, texts["Clock.Pattern.Short"]), Hour(at)];

    /// <summary>"um 14:03", or "am 23. November um 14:03" when it was not today: inside a sentence.</summary>
    public string When(DateTimeOffset at) => IsToday(at) ? texts["Clock.At", Hour(at)] : texts["Clock.OnAt", Write(at, texts["Clock.Pattern.Day"]), Hour(at)];

    /// <summary>"24. November 2026".</summary>
    public string Day(DateTimeOffset at) => Write(at, texts["Clock.Pattern.Year"]);

    /// <summary>The same for a day that has no time.</summary>
    public string Day(DateOnly day) => day.ToString(texts["Clock.Pattern.Year"], CultureInfo.CurrentCulture);

    /// <summary>The day it is in the organisation's time zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Local(Now).DateTime);

    /// <summary>"vor 5 Min.", in the largest fitting unit.</summary>
    public string Ago(DateTimeOffset at) => Span(Now - at) is var span && Now - at < TimeSpan.FromMinutes(1) ? texts["Clock.JustNow"] : texts["Clock.Ago", span];

    /// <summary>"5 Min.", "3 Std." or "2 Tg.".</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 90 } => texts["Clock.Seconds", (int)Math.Max(0, span.TotalSeconds)],
        { TotalMinutes: < 90 } => texts["Clock.Minutes", (int)span.TotalMinutes],
        { TotalHours: < 36 } => texts["Clock.Hours", (int)span.TotalHours],
        _ => texts["Clock.Days", (int)span.TotalDays],
    };

    /// <summary>The moment in the organisation's time zone.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, person.Zone);

    private bool IsToday(DateTimeOffset at) => Local(at).Date == Local(Now).Date;

    private string Hour(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    private string Write(DateTimeOffset at, string pattern) => Local(at).ToString(pattern, CultureInfo.CurrentCulture);
}
