using CsCheck;
using Mitreden.Desk.Inbox;
using Mitreden.Desk.Reporting;

namespace Mitreden.Tests.Desk;

/// <summary>Addresses as people and apps write them.</summary>
public sealed class LinkReaderTests
{
    [Theory]
    [InlineData("https://forum.example/thread/1", "https://forum.example/thread/1")]
    [InlineData("Schau mal: https://forum.example/thread/1.", "https://forum.example/thread/1")]
    [InlineData("(https://forum.example/a)", "https://forum.example/a")]
    [InlineData("„https://forum.example/a“", "https://forum.example/a")]
    [InlineData("Ist das wahr? HTTPS://Forum.example/A?x=1&y=2!!!", "https://forum.example/A?x=1&y=2")]
    [InlineData("zwei: http://a.example/1, https://b.example/2", "http://a.example/1")]
    [InlineData("<https://forum.example/a>", "https://forum.example/a")]
    [InlineData("erst https://user:pw@a.example/ dann https://b.example/x", "https://b.example/x")]
    [InlineData("Ein Video\nhttps://forum.example/v?t=9#c-3\nvon gestern", "https://forum.example/v?t=9#c-3")]
    [InlineData("kein Link", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("", null)]
    public void A_link_is_found_in_text(string text, string? link) => Assert.Equal(link, LinkReader.Find(text));

    [Theory]
    [InlineData("forum.example/groups/1", "https://forum.example/groups/1")]
    [InlineData("  https://forum.example/1  ", "https://forum.example/1")]
    [InlineData("\u200ehttps://forum.example/1\u200b", "https://forum.example/1")]
    [InlineData("https://forum.example/\u202egnp.exe", "https://forum.example/gnp.exe")]
    [InlineData("https://forum.example:8443/1", "https://forum.example:8443/1")]
    [InlineData("https://bücher.example/ä", "https://bücher.example/%C3%A4")]
    [InlineData("http://[2001:db8::1]/a", "http://[2001:db8::1]/a")]
    public void What_a_browser_can_open_is_a_link(string typed, string link) => Assert.Equal(link, LinkReader.Read(typed));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("javascript://forum.example/%0aalert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:msgbox(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://forum.example/a")]
    [InlineData("blob:https://forum.example/1")]
    [InlineData("//forum.example/a")]
    [InlineData("https://jana:geheim@forum.example/")]
    [InlineData("https://muster.example@boese.example/")]
    [InlineData("https://")]
    [InlineData("https:///a")]
    [InlineData("https://forum.example/a b")]
    [InlineData("https://forum.example/a\r\nSet-Cookie: x=1")]
    [InlineData("https://äxn--.example/")]
    [InlineData("keinlink")]
    [InlineData("")]
    public void Whatever_else_is_none(string typed) => Assert.Null(LinkReader.Read(typed));

    [Fact]
    public void An_address_without_end_is_none()
    {
        Assert.NotNull(LinkReader.Read("https://forum.example/" + new string('a', LinkReader.Longest - 22)));
        Assert.Null(LinkReader.Read("https://forum.example/" + new string('a', LinkReader.Longest)));
        // Short as typed, but three times as long once every letter is escaped.
        Assert.Null(LinkReader.Read("https://forum.example/" + new string('ä', 1000)));
    }

    [Fact]
    public void A_foreign_alphabet_is_shown_as_such_and_never_as_another_host()
    {
        Assert.Equal("xn--bcher-kva.example", Headline.Host(LinkReader.Read("https://www.bücher.example/1")));
        Assert.Equal("xn--mster-kva.example", Headline.Host(LinkReader.Read("https://müster.example/")));
    }

    private static readonly string[] Odd =
    [
        "https://", "http://", "javascript:", "xn--", "www.", "@", ":", "//", "[",
        "]", "%", "%zz", "\u0000", "\ud800", "\u202e", ".", "..", "#", "?", "ä", "ß", "。", "😀", "example", "\\", "\n", " ", "-", "_", "0x7f.1", "99999",
    ];

    [Fact]
    public void Ten_thousand_odd_strings_never_break_anything()
    {
        var odd = Gen.OneOf(
            Gen.Int[0, Odd.Length - 1].Select(n => Odd[n]),
            Gen.String[0, 6]).Array[0, 10].Select(string.Concat);
        odd.Sample(text =>
        {
            foreach (var link in new[] { LinkReader.Find(text), LinkReader.Read(text), LinkReader.Read("https://" + text), LinkReader.Find("https://" + text) })
            {
                if (link is null) continue;
                Assert.True(link.StartsWith("https://", StringComparison.Ordinal) || link.StartsWith("http://", StringComparison.Ordinal), link);
                Assert.InRange(link.Length, 1, LinkReader.Longest);
                Assert.NotNull(LinkReader.Read(link));
                Assert.NotEqual("", Headline.Host(link));
            }
        }, iter: 10_000);
    }

    [Fact]
    public Task A_megabyte_of_text_is_read_at_once() => Task.Run(() =>
    {
        Assert.Null(LinkReader.Find(string.Concat(Enumerable.Repeat("http://", 150_000))));
        Assert.Null(LinkReader.Read(new string('a', 1_000_000)));
    }).WaitAsync(TimeSpan.FromSeconds(10));
}
