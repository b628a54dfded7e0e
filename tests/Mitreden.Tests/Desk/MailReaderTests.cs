using System.Diagnostics;
using System.Text;
using MimeKit;
using Mitreden.Desk;
using Mitreden.Desk.MailIn;

namespace Mitreden.Tests.Desk;

/// <summary>Mails are read as people wrote them, and mails that were built to do harm come to an end.</summary>
public sealed class MailReaderTests
{
    [Theory]
    [InlineData("heiß", Involvement.Heated), InlineData("HEISS: Forum", Involvement.Heated), InlineData("AW: WG: Heated – look", Involvement.Heated), InlineData("mitgeschrieben im Forum", Involvement.Wrote)]
    [InlineData("Re:wrote", Involvement.Wrote), InlineData("heißer Kaffee", Involvement.Watching), InlineData("Es geht heiß her", Involvement.Watching), InlineData("", Involvement.Watching), InlineData("Re: Re: Re:", Involvement.Watching)]
    public void The_first_word_of_the_subject_says_how_somebody_is_involved(string subject, Involvement tap) => Assert.Equal(tap, Read(Plain("x", subject)).Tap);

    [Fact]
    public void The_text_counts_and_not_its_double_in_HTML()
    {
        var read = Read(Parts("alternative", Part("text/plain", "Schau: https://forum.example/1"), Part("text/html", "<p>Schau <a href='https://evil.example'>https://forum.example/1</a></p>")));
        Assert.Equal(("Schau: https://forum.example/1", null), (read.Text, read.Url));
    }

    [Fact]
    public void HTML_alone_becomes_text_with_lines_and_its_first_link()
    {
        var read = Read(Message("text/html", "<html><head><title>T</title><style>p{x}</style></head><body><p>Hallo&nbsp;&amp; <b>du</b></p><ul><li>eins<li>zwei</ul><a href='mailto:x@y.example'>m</a> <a href=\"https://forum.example/2\">hier</a><script>alert(1)</script></body></html>"));
        Assert.Equal(("Hallo & du\neins\nzwei\nm hier", "https://forum.example/2"), (read.Text, read.Url));
    }

    [Fact]
    public void Pictures_are_found_by_type_or_name_and_other_files_are_left()
    {
        var picture = Convert.ToBase64String(TestPictures.File().Bytes);
        var read = Read(Parts("mixed", Part("text/plain", "Bilder"), Part("image/png", picture, "Content-Transfer-Encoding: base64"),
            Part("application/octet-stream; name=IMG.JPG", picture, "Content-Transfer-Encoding: base64"), Part("application/pdf; name=x.pdf", "pdf"), Part("text/plain", "Anhang", "Content-Disposition: attachment; filename=a.txt")));
        Assert.Equal(("Bilder", 2), (read.Text, read.Pictures.Count));
        Assert.All(read.Pictures, p => Assert.Equal(TestPictures.File().Bytes, p));
    }

    [Fact]
    public void A_subject_is_one_line_whatever_is_encoded_in_it() =>
        Assert.Equal("ZeileBcc: x@evil.example ä", Read(Plain("x", "=?utf-8?B?" + Convert.ToBase64String(Encoding.UTF8.GetBytes("Zeile\r\nBcc: x@evil.example\0\u0007 ä")) + "?=")).Title);

    [Fact]
    public void A_text_that_is_too_long_is_cut_between_characters_and_says_so()
    {
        var read = Read(Plain(new string('x', Discussion.LongestText - 1) + "😀😀"));
        Assert.Equal((Discussion.LongestText - 1, true), (read.Text.Length, read.IsCut));
    }

    public static TheoryData<string, string> Hostile
    {
        get
        {
            var nested = string.Concat(Enumerable.Range(0, 2000).Select(n => $"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"));
            var messages = string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\nFrom: x@y.example\n", 2000));
            return new TheoryData<string, string>
            {
                { "multiparts in multiparts", nested + "Content-Type: text/plain\n\ntief" },
                { "mails in mails", messages + "\ntief" },
                { "50,000 parts", "Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\nContent-Type: text/plain\n\nx\n", 50_000)) + "--b--" },
                { "a boundary without end", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nx" },
                { "a boundary that is empty", "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nx\n----" },
                { "no boundary", "Content-Type: multipart/alternative\n\nx" },
                { "a million open tags", Message("text/html", string.Concat(Enumerable.Repeat("<div>", 1_000_000))) },
                { "a million closed tags", Message("text/html", string.Concat(Enumerable.Repeat("</p>", 1_000_000))) },
                { "a tag without end", Message("text/html", "<a href=\"" + new string('a', 2_000_000)) },
                { "a million attributes", Message("text/html", "<a " + string.Concat(Enumerable.Repeat("x=y ", 500_000)) + ">") },
                { "a million entities", Message("text/html", string.Concat(Enumerable.Repeat("&lt;", 1_000_000))) },
                { "a comment without end", Message("text/html", "<!--" + new string('-', 1_000_000)) },
                { "styles without end", Message("text/html", "<style>" + new string('x', 1_000_000)) },
                { "scripts in scripts", Message("text/html", string.Concat(Enumerable.Repeat("<script><!--<script>", 50_000))) },
                { "an unknown charset", Message("text/plain; charset=klingon-7", "x") },
                { "a charset of two bytes", Message("text/plain; charset=utf-16", "x\0y") },
                { "broken base64", Message("text/plain\nContent-Transfer-Encoding: base64", "!!!=== %%%") },
                { "broken quoted-printable", Message("text/plain\nContent-Transfer-Encoding: quoted-printable", "=ZZ==\n=") },
                { "uuencode without end", Message("text/plain\nContent-Transfer-Encoding: x-uuencode", "begin 644 x\nMMMM") },
                { "100,000 headers", string.Concat(Enumerable.Repeat("X-A: b\n", 100_000)) + "\nx" },
                { "a header of a megabyte", "Subject: " + new string('s', 1_000_000) + "\n\nx" },
                { "a subject folded 50,000 times", "Subject: a\n" + string.Concat(Enumerable.Repeat(" b\n", 50_000)) + "\nx" },
                { "encoded words without end", "Subject: " + string.Concat(Enumerable.Repeat("=?utf-8?Q?=?", 20_000)) + "\n\nx" },
                { "parameters without end", "Content-Type: text/plain; " + string.Concat(Enumerable.Range(0, 20_000).Select(n => $"name*{n}*=utf-8''x; ")) + "\n\nx" },
                { "a recipient list of 50,000", "To: " + string.Concat(Enumerable.Range(0, 50_000).Select(n => $"a{n}@b.example, ")) + "x@y.example\n\nx" },
                { "groups in groups", "To: " + string.Concat(Enumerable.Repeat("g:", 5_000)) + "\n\nx" },
                { "comments in comments", "From: " + new string('(', 20_000) + "\n\nx" },
                { "links without end", Message("text/plain", string.Concat(Enumerable.Repeat("http://http://", 100_000))) },
                { "NUL and control characters", Message("text/plain", "a\0b\u0001\u001b[31mc") },
                { "pictures that are none", Parts("mixed", [.. Enumerable.Range(0, 200).Select(_ => Part("image/png", "x"))]) },
                { "no header", "\nx" },
                { "nothing", "" },
                { "a mailbox file", "From x Mon\n>From y\n\nx" },
            };
        }
    }

    [Theory, MemberData(nameof(Hostile))]
    public void A_mail_that_was_built_to_do_harm_comes_to_an_end(string what, string mail)
    {
        var watch = Stopwatch.StartNew();
        if (MailReader.Parse(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"))) is { } message)
        {
            _ = MailAddresses.SecretsIn(message.Headers, "melden@muster.example");
            Assert.False(MailProof.IsFrom(message.Headers, "cem@muster.example", "mx.muster.example"));
            var read = MailReader.Read(message);
            Assert.True(read.Text.Length <= Discussion.LongestText && read.Title.Length <= 2000 && read.Pictures.Count <= MailReader.MostPictures, what);
            Assert.DoesNotContain(read.Text + read.Title, c => char.IsControl(c) && c is not ('\n' or '\t'));
        }
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{what} took {watch.Elapsed}");
    }

    private static MailContent Read(string mail) => MailReader.Read(MailReader.Parse(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")))!);

    private static string Plain(string text, string subject = "S") => $"Subject: {subject}\n" + Message("text/plain; charset=utf-8", text);

    private static string Message(string type, string text) => $"Content-Type: {type}\n\n{text}";

    private static string Part(string type, string text, string? header = null) => $"Content-Type: {type}\n{(header is null ? "" : header + "\n")}\n{text}\n";

    private static string Parts(string kind, params string[] parts) => $"Content-Type: multipart/{kind}; boundary=b\n\n" + string.Concat(parts.Select(p => "--b\n" + p)) + "--b--\n";
}
