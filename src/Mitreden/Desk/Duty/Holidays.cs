namespace Mitreden.Desk.Duty;

/// <summary>The nine public holidays that all German states share.</summary>
internal static class Holidays
{
    /// <summary>True on one of them.</summary>
    public static bool Contains(DateOnly day) => (day.Month, day.Day) is (1, 1) or (5, 1) or (10, 3) or (12, 25) or (12, 26) || IsMovable(day);

    /// <summary>Good Friday, Easter Monday, Ascension Day and Whit Monday, by their distance from Easter Sunday.</summary>
    private static bool IsMovable(DateOnly day) => (day.DayNumber - Easter(day.Year).DayNumber) is -2 or 1 or 39 or 50;

    /// <summary>
    /// Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 as Jean Meeus gives it (Astronomical Algorithms, chapter 8);
    /// the one-letter names are his.
    /// </summary>
    public static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
        int h = (19 * a + b - d - g + 15) % 30;
        int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int n = h + l - 7 * m + 114;
        return new DateOnly(year, n / 31, n % 31 + 1);
    }
}
