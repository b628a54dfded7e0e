namespace Mitreden.Desk.Duty;

/// <summary>From the clock on the wall to the one moment that it means, and back to the day.</summary>
internal static class WallClock
{
    extension(TimeZoneInfo zone)
    {
        /// <summary>
        /// The moment, in UTC, at which the wall shows so many minutes after midnight. What the clock skips in spring is the moment
        /// of the jump; what it shows twice in autumn is the first of the two. So a later time never comes before an earlier one.
        /// </summary>
        public DateTimeOffset At(DateOnly day, int minutes)
        {
            var wall = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
            while (zone.IsInvalidTime(wall)) wall = wall.AddMinutes(1);
            var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
            return new DateTimeOffset(wall, offset).ToUniversalTime();
        }

        /// <summary>The day in which the moment lies.</summary>
        public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
    }
}
