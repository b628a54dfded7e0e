using System.Text;
using Mitreden.Foundation.Texts;
using Mitreden.Placement.Writing;

namespace Mitreden.Tests.Texts;

/// <summary>What is in files that people upload, and beginnings of texts.</summary>
public sealed class LettersTests
{
    [Fact]
    public void The_older_code_of_Windows_keeps_its_quotation_marks_and_dashes()
    {
        Assert.Equal("„a“ – ü", Letters.Decode([0x84, 0x61, 0x93, 0x20, 0x96, 0x20, 0xFC]));
        Assert.Equal("€…", Letters.Decode([0x80, 0x85]));
    }

    [Fact]
    public void Marks_of_bytes_are_understood_and_left_out()
    {
        foreach (var marked in new Encoding[] { new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
            Assert.Equal("Grüße 😀", Letters.Decode([.. marked.GetPreamble(), .. marked.GetBytes("Grüße 😀")]));
        Assert.Equal("Grüße 😀", Letters.Decode(Encoding.UTF8.GetBytes("Grüße 😀")));
        Assert.Equal("", Letters.Decode([]));
    }

    [Theory]
    [InlineData("ab😀c", 2, "ab"), InlineData("ab😀c", 3, "ab"), InlineData("ab😀c", 4, "ab😀"), InlineData("ab😀c", 5, "ab😀c"), InlineData("😀", 1, ""), InlineData("", 1, "")]
    public void A_text_that_is_cut_never_ends_in_half_a_letter(string text, int most, string cut) => Assert.Equal(cut, Cut.Of(text, most));

    [Fact]
    public void The_beginning_of_a_situation_with_an_emoji_at_its_border_is_whole() => Assert.Equal(new string('x', 109) + " …", ItemCraft.Shorten(new string('x', 109) + "😀 und mehr"));
}
