namespace Mitreden.Foundation.Nameless;

/// <summary>
/// The days of a box without names. What is put in on one day is opened together on the next morning, so that nobody can match it with who has
/// just put down the phone, not even on a late shift.
/// </summary>
public static class BoxDay
{
    /// <summary>From then on what was put in on the day before is shown to those who answer.</summary>
    public static TimeSpan Opens => TimeSpan.FromHours(6);

    /// <summary>From then on what was put in on the day before is shaken for the last time: long before anybody may read it and answer.</summary>
    public static TimeSpan Shaken => TimeSpan.FromHours(4);

    /// <summary>At about this time they are told that something waits.</summary>
    public static TimeSpan Told => new(7, 30, 0);

    /// <summary>The day by the clock of the organisation.</summary>
    public static DateOnly Of(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>What was put in on days before this one is open.</summary>
    public static DateOnly OpenBefore(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime - Opens);
}
