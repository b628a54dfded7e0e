using Mitreden.Foundation.Media;

namespace Mitreden.Tests.Media;

/// <summary>Captions in WebVTT: what is wrong, and in which line.</summary>
public sealed class CaptionsTests
{
    [Fact]
    public void Captions_without_a_fault_become_paragraphs_to_read()
    {
        Assert.Null(Captions.Check(Films.Captions));
        Assert.Equal(["Erst lesen. Dann warten & atmen.", "Und melden."], Captions.Script(Films.Captions));
    }

    [Theory]
    [InlineData("00:01.000 --> 00:02.000\nText", CaptionFault.NoHead, 1)]
    [InlineData("WEBVTTX\n\n00:01.000 --> 00:02.000\nText", CaptionFault.NoHead, 1)]
    [InlineData("WEBVTT", CaptionFault.Nothing, 1)]
    [InlineData("WEBVTT\n\nNur Text", CaptionFault.NoTime, 3)]
    [InlineData("WEBVTT\n\n1\n00:01 --> 00:02\nText", CaptionFault.NoTime, 4)]
    [InlineData("WEBVTT\n\n1\n00:01.000 -> 00:02.000\nText", CaptionFault.NoTime, 4)]
    [InlineData("WEBVTT\n\n00:01,000 --> 00:02,000\nText", CaptionFault.Comma, 3)]
    [InlineData("WEBVTT\n\n00:03.000 --> 00:02.000\nText", CaptionFault.Backwards, 3)]
    [InlineData("WEBVTT\n\n00:03.000 --> 00:04.000\nText\n\n00:01.000 --> 00:02.000\nText", CaptionFault.TooEarly, 6)]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\n\nText nach der Lücke", CaptionFault.NoText, 3)]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\nText\n\nMitten im Satz geht es weiter", CaptionFault.NoTime, 6)]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\nText\n00:03.000 --> 00:04.000\nText", CaptionFault.NoTime, 5)]
    [InlineData("WEBVTT\n\n00:61.000 --> 00:62.000\nText", CaptionFault.NoTime, 3)]
    public void A_bad_line_is_named_by_its_number(string text, CaptionFault fault, int line)
    {
        Assert.Equal(new CaptionProblem(fault, line), Captions.Check(text));
        Assert.Equal(new CaptionProblem(fault, line), Captions.Check(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("WEBVTT - Unser Film\nKind: captions\n\nNOTE\nEin Hinweis\n\n00:01.000 --> 00:02.000 align:start\nText")]
    [InlineData("\uFEFFWEBVTT\n\nSTYLE\n::cue { color: white }\n\nszene 1\n01:00:01.000 --> 01:00:02.000\nText\n\n\n\n")]
    public void What_the_format_allows_is_allowed(string text)
    {
        Assert.Null(Captions.Check(text));
        Assert.Equal(["Text"], Captions.Script(text));
    }

    [Fact]
    public void No_captions_are_no_fault_and_too_many_are() =>
        Assert.Equal((null, CaptionFault.TooLong), (Captions.Check(""), Captions.Check(new string('x', Captions.Longest + 1))?.Fault));
}
