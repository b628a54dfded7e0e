namespace Mitreden.Launch.Plan;

/// <summary>The days from which a plan can count.</summary>
public static class LaunchDays
{
    /// <summary>Most years that the first day may lie back.</summary>
    public const int YearsBack = 2;
    /// <summary>Most years that it may lie ahead.</summary>
    public const int YearsAhead = 3;

    /// <summary>True when a plan may begin on the day; the outermost days belong to it.</summary>
    /// <param name="day">The first day of the plan.</param>
    /// <param name="today">Today, by the clock of the organisation.</param>
    public static bool Allows(DateOnly day, DateOnly today) => day >= today.AddYears(-YearsBack) && day <= today.AddYears(YearsAhead);

    /// <summary>The next Monday, today included.</summary>
    public static DateOnly NextMonday(DateOnly today) => today.AddDays((8 - (int)today.DayOfWeek) % 7);
}
