using System.Text;
using CsCheck;
using Mitreden.Desk.DutyPages;

namespace Mitreden.Tests.Desk;

/// <summary>What calendar programs demand of a calendar (RFC 5545).</summary>
public sealed class CalendarTextTests
{
    private static readonly DateTimeOffset At = new(2027, 3, 2, 9, 0, 0, TimeSpan.FromHours(1));

    [Fact]
    public void A_calendar_names_its_version_and_gives_times_in_utc() => Assert.Equal(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Mitreden//Desk//EN\r\nX-WR-CALNAME:Dienst\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20270302T080000Z\r\n"
        + "DTSTART:20270302T080000Z\r\nDTEND:20270302T170000Z\r\nSUMMARY:a\\, b\\; c\\\\d\\ne\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        CalendarText.Write("Dienst", [new CalendarEntry("u", At, At.AddHours(9), "a, b; c\\d\ne")], At));

    [Fact]
    public void Whatever_it_says_no_line_is_longer_than_75_octets_and_unfolding_gives_it_back() =>
        Gen.OneOf(Gen.String[Gen.Char['a', 'z'], 0, 300], Gen.String[Gen.Char['ä', 'ÿ'], 0, 300], Gen.Int[0, 90].Select(n => string.Concat(Enumerable.Repeat("x😀", n)))).Sample(text =>
        {
            var folded = CalendarText.Fold(text);
            Assert.All(folded.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= CalendarText.LongestLine));
            Assert.Equal(text, folded.Replace("\r\n ", "", StringComparison.Ordinal));
        });
}
