using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Mitreden.Desk.Previews;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Settings;
using Mitreden.Tests.Foundation;
using SkiaSharp;

namespace Mitreden.Tests.Desk;

/// <summary>A link that somebody reports is looked at once, on the open internet only, and whatever answers becomes words or a calm sentence.</summary>
public sealed class LinkLookTests
{
    /// <summary>The look as it is where the host has opened everything inside for others.</summary>
    private static (LinkLook Look, Outgoing Client) Look(OutgoingNetwork network)
    {
        var client = new Outgoing(new OutgoingRules(new MitredenSettings { Outgoing = "0.0.0.0/0, ::/0" }), network);
        return (new LinkLook(client), client);
    }

    private static async Task<Found> SeeAsync(StrangeSite site, string url = "https://forum.de/thread")
    {
        var (look, client) = Look(site.Network);
        using (client) return await look.AtAsync(url, CancellationToken.None);
    }

    [Fact]
    public async Task No_hostile_address_is_looked_at_even_where_the_host_has_opened_the_inside_for_others()
    {
        var wrong = new List<string>();
        var read = 0;
        foreach (var line in Hostile.All.Where(h => h.Location is null))
        {
            // As it is typed in, and as it is stored: then 0127.0.0.1 says what every browser makes of it, a machine on the open internet.
            foreach (var link in new[] { line.Address, LinkReader.Read(line.Address) }.OfType<string>().Distinct())
            {
                read++;
                var reached = new List<IPEndPoint>();
                var (look, client) = Look(new OutgoingNetwork
                {
                    ResolveAsync = (_, _) => Task.FromResult(line.Found ?? [CannedNetwork.Somewhere]),
                    ConnectAsync = (end, _) =>
                    {
                        reached.Add(end);
                        return Task.FromResult<Stream>(new CannedStream("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nGeheim"u8.ToArray()));
                    },
                });
                using (client)
                    if ((await look.AtAsync(link, CancellationToken.None)).State == PreviewState.Read || reached.Exists(end => line.Found is not null || end.Port != 443 || !(end.Address.Equals(CannedNetwork.Somewhere) || GlobalAddress.Is(end.Address))))
                        wrong.Add($"{link}: {string.Join(' ', reached)}");
            }
        }
        Rule.Holds(wrong);
        Assert.True(read > 500, $"only {read} addresses were tried");
    }

    [Fact]
    public void A_link_that_finds_no_room_waits_longer_each_time()
    {
        var waits = Enumerable.Range(0, 8).Select(tries => new ReadLink(Guid.Empty) { Tries = tries }.Wait(0.5).TotalSeconds);
        Assert.Equal([3, 6, 12, 24, 30, 30, 30, 30], waits);
    }

    [Fact]
    public async Task No_redirect_leads_inside()
    {
        var to = "";
        await using var site = await StrangeSite.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = to;
            return Task.CompletedTask;
        });
        var wrong = new List<string>();
        foreach (var line in Hostile.All.Where(h => h.Location is not null).Select(h => h.Location!).Append("https://innen.de/").Append("http://forum.de/").Append("https://10.0.0.7/"))
        {
            (to, var before) = (line, site.Reached.Count);
            var found = await SeeAsync(site);
            if (found.State == PreviewState.Read || site.Reached.Skip(before).Any(end => !end.Address.Equals(CannedNetwork.Somewhere))) wrong.Add(line);
        }
        Rule.Holds(wrong);
        Assert.NotEmpty(site.Asked);
    }

    [Fact]
    public async Task A_page_is_read_over_a_relative_redirect_with_its_picture_encoded_anew()
    {
        await using var site = await StrangeSite.StartAsync(context =>
        {
            if (context.Request.Path == "/thread") context.Response.Redirect("/t/1?x=2");
            else if (context.Request.Path == "/bild.png") return context.Response.Body.WriteAsync(TestPictures.Make(SKEncodedImageFormat.Png, 1600, 900)).AsTask();
            else return StrangeSite.Page("""
                <!DOCTYPE html><html><head><title>Nur der Titel</title><meta property="og:title" content="Pumpe undicht &amp; laut"><meta property='og:site_name' content='Pumpenforum'>
                <meta name=description content="Wer kennt das?"><meta property="og:image" content="/bild.png"><script>var geheim = "Skript";</script><style>p { color: red }</style></head>
                <body><nav><a href="/">Startseite</a></nav><h1>Pumpe</h1><p>Meine   ist
                undicht.</p><div hidden>Versteckt</div><noscript>Ohne Skript</noscript><!-- Kommentar --><p>Deine <b>auch</b>?<br>Ja.<script>alert("x")</script></p><footer>Impressum</footer></body></html>
                """)(context);
            return Task.CompletedTask;
        });
        var found = await SeeAsync(site, "http://forum.de/thread");
        Assert.Equal(["/thread", "/t/1?x=2", "/bild.png"], site.Asked);
        Assert.Equal((PreviewState.Read, "Pumpe undicht & laut", "Pumpenforum", "Wer kennt das?"), (found.State, found.Words.Title, found.Words.Site, found.Words.Description));
        Assert.Equal("Pumpe\nMeine ist undicht.\nDeine auch?\nJa.", found.Words.Text);
        Assert.Equal((LinkLook.LongestSide, LinkLook.LongestSide * 900 / 1600), (found.Picture!.Width, found.Picture.Height));
        Assert.Equal("RIFF"u8.ToArray(), found.Picture.Bytes[..4]);
    }

    [Fact]
    public async Task A_page_that_unpacks_to_more_than_anybody_reads_or_never_ends_is_cut_off()
    {
        await using var site = await StrangeSite.StartAsync(async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            if (context.Request.Path == "/bombe") context.Response.Headers.ContentEncoding = "gzip";
            await using var body = context.Request.Path == "/bombe" ? new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true) : context.Response.Body;
            await body.WriteAsync(Encoding.UTF8.GetBytes("<title>Anfang</title><p>"));
            var part = Encoding.UTF8.GetBytes(new string('ä', 8192));
            try
            {
                for (var n = 0; n < 100_000 && !context.RequestAborted.IsCancellationRequested; n++) await body.WriteAsync(part, context.RequestAborted);
            }
            catch (Exception gone) when (gone is OperationCanceledException or IOException)
            {
                // Whoever asked has gone, as hoped.
            }
        });
        foreach (var path in new[] { "bombe", "endlos" })
        {
            var found = await SeeAsync(site, $"https://forum.de/{path}");
            Assert.Equal((PreviewState.Read, "Anfang", LinkPreview.LongestText), (found.State, found.Words.Title, found.Words.Text.Length));
            Assert.DoesNotContain('\uFFFD', found.Words.Text);
        }
    }

    [Theory]
    [InlineData("text/html; charset=iso-8859-1", "windows-1252", "", "Müller – 5 €")]
    [InlineData("text/html", "windows-1252", "<meta charset=windows-1252>", "Müller – 5 €")]
    [InlineData("text/html; charset=utf-8", "windows-1252", "", "Müller – 5 €")]
    [InlineData("text/html; charset=erfunden", "utf-8", "", "Müller – 日本")]
    [InlineData("text/html", "utf-8", "<meta http-equiv=Content-Type content='text/html; charset=utf-16'>", "Müller – 日本")]
    [InlineData("text/html", "koi8-r", "<meta charset='koi8-r'>", "Насос")]
    [InlineData("text/html", "utf-16", "", "Müller – 日本")]
    public async Task Letters_are_read_whatever_the_page_says_about_them(string type, string written, string meta, string text)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(written) ?? Encoding.GetEncoding(written);
        await using var site = await StrangeSite.StartAsync(context =>
        {
            context.Response.ContentType = type;
            return context.Response.Body.WriteAsync((byte[])[.. encoding.Preamble, .. encoding.GetBytes($"<html><head>{meta}<title>{text}</title></head><body>{text}</body></html>")]).AsTask();
        });
        var found = await SeeAsync(site);
        Assert.Equal((text, text), (found.Words.Title, found.Words.Text));
    }

    [Theory]
    [InlineData(200, "<form><input type='password'></form>Log in to continue", PreviewState.Closed)]
    [InlineData(403, "Nein", PreviewState.Closed)]
    [InlineData(429, "Später", PreviewState.Closed)]
    [InlineData(404, "Weg", PreviewState.Gone)]
    [InlineData(410, "Weg", PreviewState.Gone)]
    [InlineData(503, "Kaputt", PreviewState.Silent)]
    [InlineData(200, "<script>document.write('x')</script>", PreviewState.NoPage)]
    public async Task What_cannot_be_read_is_said_and_nothing_of_it_is_kept(int status, string body, PreviewState expected)
    {
        await using var site = await StrangeSite.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return StrangeSite.Page(body)(context);
        });
        var found = await SeeAsync(site);
        Assert.Equal((expected, PageWords.None, null), (found.State, found.Words, found.Picture));
    }

    [Fact]
    public async Task A_group_that_sends_to_its_sign_in_page_is_closed_and_a_file_is_no_page()
    {
        await using var group = await StrangeSite.StartAsync(context =>
        {
            if (context.Request.Path != "/login/") context.Response.Redirect("/login/?next=%2Fgroups%2F1");
            return StrangeSite.Page("<title>Anmelden</title>Willkommen")(context);
        });
        Assert.Equal(PreviewState.Closed, (await SeeAsync(group, "https://www.facebook.com/groups/1/posts/2")).State);
        await using var file = await StrangeSite.StartAsync(StrangeSite.Page("%PDF", "application/pdf"));
        Assert.Equal(PreviewState.NoPage, (await SeeAsync(file)).State);
    }

    [Theory]
    [InlineData("https://forum.de/klein")]
    [InlineData("https://forum.de/kein-bild")]
    [InlineData("https://forum.de/riesig")]
    [InlineData("https://innen.de/bild")]
    [InlineData("https://169.254.169.254/bild")]
    [InlineData("javascript:alert(1)")]
    public async Task A_picture_that_is_none_or_too_large_or_inside_is_left_out(string picture)
    {
        await using var site = await StrangeSite.StartAsync(context => context.Request.Path.Value switch
        {
            "/klein" => context.Response.Body.WriteAsync(TestPictures.Make(SKEncodedImageFormat.Png, 1, 1)).AsTask(),
            "/kein-bild" => context.Response.WriteAsync("<svg onload='alert(1)'/>"),
            "/riesig" => context.Response.Body.WriteAsync((byte[])[.. TestPictures.Make(SKEncodedImageFormat.Png, 100, 100), .. new byte[LinkLook.MostPictureBytes]]).AsTask(),
            _ => StrangeSite.Page($"<title>Da</title><meta property='og:image' content='{picture}'>")(context),
        });
        var found = await SeeAsync(site);
        Assert.Equal((PreviewState.Read, null), (found.State, found.Picture));
        Assert.All(site.Reached, end => Assert.Equal(CannedNetwork.Somewhere, end.Address));
    }

    [Theory]
    [InlineData("<p>a\u202Eb\u0000c&#0;&#xD800;d\u200B</p>", "abc\uFFFD\uFFFDd")]
    [InlineData("<p>1 &lt; 2 <", "1 < 2 <")]
    [InlineData("<p title=\"offen>bleibt Text", "<p title=\"offen>bleibt Text")]
    [InlineData("<script>nie zu", "")]
    [InlineData("<nav><nav>a</nav>b</nav>c", "c")]
    [InlineData("<TITLE>x</TITLE><svg><title>y</title></svg><Title>z</Title>w", "w")]
    public void Broken_HTML_becomes_words_and_nothing_that_could_turn_a_line_around(string html, string text) => Assert.Equal(text, PageWords.Read(html).Text);

    [Fact]
    public void Nested_and_unclosed_a_hundred_thousand_times_takes_no_longer_than_reading()
    {
        foreach (var piece in new[] { "<nav>", "<div><p><b", "<!--", "<a href='", "&amp;&#x", "<title>", "<meta property=og:title content=x>", "<script>", "</p></nav>", "<![CDATA[" })
            Assert.True(PageWords.Read(string.Concat(Enumerable.Repeat(piece, LinkLook.MostBytes / piece.Length))).Text.Length <= LinkPreview.LongestText);
    }
}
