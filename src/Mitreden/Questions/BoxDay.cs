namespace Mitreden.Questions;

/// <summary>
/// The days of the box. What is asked on one day is opened together on the next morning, so that nobody can match a question with who has just
/// put down the phone, not even on a late shift.
/// </summary>
public static class BoxDay
{
    /// <summary>From then on the questions of the day before are shown to those who answer.</summary>
    public static TimeSpan Opens => TimeSpan.FromHours(6);

    /// <summary>At about this time they are told that questions wait.</summary>
    public static TimeSpan Told => new(7, 30, 0);

    /// <summary>The day by the clock of the organisation.</summary>
    public static DateOnly Of(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>Questions of days before this one are open.</summary>
    public static DateOnly OpenBefore(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime - Opens);
}
