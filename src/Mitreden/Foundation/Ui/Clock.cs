using System.Globalization;
using Mitreden.Foundation.Texts;
using Mitreden.Foundation.Web;

namespace Mitreden.Foundation.Ui;

/// <summary>Times as the reader's clock and language show them.</summary>
public sealed class Clock(TimeProvider time, CurrentPerson person, Texts<UiTexts> texts)
{
    /// <summary>Now, in UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>"14:03", with the day before it when it was not today.</summary>
    public string Moment(DateTimeOffset at)
    {
        var (local, today) = (Local(at), Local(Now));
        var hour = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        return local.Date == today.Date ? hour : texts["Clock.DayAndTime", local.ToString("d. MMM", CultureInfo.CurrentCulture), hour];
    }

    /// <summary>"24. November 2026".</summary>
    public string Day(DateTimeOffset at) => Local(at).ToString("d. MMMM yyyy", CultureInfo.CurrentCulture).Replace(". ", CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "de" ? ". " : " ", StringComparison.Ordinal);

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
}
