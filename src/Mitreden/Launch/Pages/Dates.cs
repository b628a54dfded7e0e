using System.Globalization;

namespace Mitreden.Launch.Pages;

/// <summary>Days as the reader's language writes them.</summary>
internal static class Dates
{
    /// <summary>"Di, 2. März", or "Di, 2. bis Fr, 5. März"; with the year where it is another than the first day's.</summary>
    public static string Span(DateOnly from, DateOnly to)
    {
        if (from == to) return Short(from);
        var same = from.Month == to.Month && from.Year == to.Year;
        return $"{(same ? from.ToString(IsGerman ? "ddd, d." : "ddd d", CultureInfo.CurrentCulture) : Short(from))} – {Short(to)}";
    }

    /// <summary>"2027-03-02", as a date field sends and expects it; null for none.</summary>
    public static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Short(DateOnly day) => day.ToString(IsGerman ? "ddd, d. MMM" : "ddd d MMM", CultureInfo.CurrentCulture);

    private static bool IsGerman => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";
}
