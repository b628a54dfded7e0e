using System.Globalization;
using System.Text;

namespace Mitreden.Desk.DutyPages;

/// <summary>One entry of a calendar.</summary>
/// <param name="Uid">The same for the same entry each time.</param>
/// <param name="From">Beginning.</param>
/// <param name="Until">End.</param>
/// <param name="Summary">What it says.</param>
public sealed record CalendarEntry(string Uid, DateTimeOffset From, DateTimeOffset Until, string Summary);

/// <summary>Writes iCalendar (RFC 5545).</summary>
public static class CalendarText
{
    /// <summary>Octets of a line without its end (RFC 5545, 3.1).</summary>
    public const int LongestLine = 75;

    /// <summary>A calendar with these entries.</summary>
    /// <param name="name">What calendar programs call it.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="now">When it is written.</param>
    public static string Write(string name, IEnumerable<CalendarEntry> entries, DateTimeOffset now)
    {
        IEnumerable<string> lines =
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Mitreden//Desk//EN", $"X-WR-CALNAME:{Escape(name)}",
            .. entries.SelectMany(e => (string[])
            [
                "BEGIN:VEVENT", $"UID:{e.Uid}", $"DTSTAMP:{Utc(now)}", $"DTSTART:{Utc(e.From)}", $"DTEND:{Utc(e.Until)}", $"SUMMARY:{Escape(e.Summary)}", "END:VEVENT",
            ]),
            "END:VCALENDAR",
        ];
        return string.Concat(lines.Select(line => Fold(line) + "\r\n"));
    }

    /// <summary>"20270302T090000Z".</summary>
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Text as a value (3.3.11).</summary>
    internal static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Breaks a long line, never inside a character; the next one begins with a space, which counts.</summary>
    internal static string Fold(string line)
    {
        var (folded, length) = (new StringBuilder(), 0);
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestLine)
            {
                folded.Append("\r\n ");
                length = 1;
            }
            folded.Append(rune);
            length += rune.Utf8SequenceLength;
        }
        return folded.ToString();
    }
}
