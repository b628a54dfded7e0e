using System.Net;
using System.Net.Http.Headers;
using Mitreden.Tests.Desk;
using Mitreden.Tests.Media;
using Mitreden.Tests.Providers;
using SkiaSharp;

namespace Mitreden.Tests.Guidelines;

/// <summary>The guideline has a video: on its first page, and by the open link when it is an own one.</summary>
public sealed class FilmTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task An_own_video_stands_on_the_first_page_and_by_the_open_link(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (miriam, cem, stranger) = (await app.SignInAsync("miriam"), await app.SignInAsync("cem"), app.Visitor());
        var (id, other) = (await miriam.AddFilmAsync(Films.Mp4()), await miriam.AddFilmAsync(Films.Mp4(2000)));
        using (var chosen = await miriam.SubmitAsync((await miriam.GetPageAsync("/guideline/video")).QuerySelector("main form"), ("Form.Kind", "own"), ("Form.OwnId", id.ToString())))
            Assert.Equal("/guideline", chosen.Headers.Location!.OriginalString);
        var page = await cem.GetPageAsync("/guideline");
        Assert.StartsWith($"/media/videos/{id}?file=", page.QuerySelector("#film video source")!.GetAttribute("src"), StringComparison.Ordinal);
        Assert.Contains("Erst lesen.", page.Text("#film details"), StringComparison.Ordinal);
        Assert.Contains("Leitfaden", (await miriam.GetPageAsync($"/learning/content/videos/{id}")).Text("#file .list"), StringComparison.Ordinal);

        var link = new Uri((await miriam.SubmitAndFollowAsync((await miriam.GetPageAsync("/guideline/link")).QuerySelector("form[action*='Make']"))).Text("#open-link")).AbsolutePath;
        var open = await stranger.GetPageAsync(link);
        var film = open.QuerySelector("#film video source")!.GetAttribute("src")!;
        Assert.StartsWith($"{link}/video?file=", film, StringComparison.Ordinal);
        using (var request = new HttpRequestMessage(HttpMethod.Get, film) { Headers = { Range = new RangeHeaderValue(10, 19) } })
        using (var piece = await stranger.SendAsync(request)) Assert.Equal((HttpStatusCode.PartialContent, 10L), (piece.StatusCode, piece.Content.Headers.ContentLength!.Value));
        Assert.Equal(Films.Captions, await stranger.GetStringAsync(open.QuerySelector("#film track")!.GetAttribute("src")));
        // The link opens this one video and no other, and nothing once it is taken back.
        foreach (var closed in new[] { $"/media/videos/{id}", $"/media/videos/{other}" })
            using (var answer = await stranger.GetAsync(closed)) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        using (var none = await stranger.GetAsync($"{link}/video/poster")) Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        await miriam.SubmitAndFollowAsync((await miriam.GetPageAsync("/guideline/link")).QuerySelector("form[action*='Revoke']"));
        foreach (var path in new[] { "/video", "/video/captions/de" })
            using (var answer = await stranger.GetAsync(link + path)) Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory, OnBoth]
    public async Task By_the_open_link_a_video_at_a_provider_is_a_link_and_nothing_else(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (miriam, stranger) = (await app.SignInAsync("miriam"), app.Visitor());
        (await miriam.ChooseAsync()).Dispose();
        await miriam.SayYesAsync();
        var link = new Uri((await miriam.SubmitAndFollowAsync((await miriam.GetPageAsync("/guideline/link")).QuerySelector("form[action*='Make']"))).Text("#open-link")).AbsolutePath;
        foreach (var reader in new[] { stranger, miriam })
        {
            var open = await reader.GetPageAsync(link);
            Assert.Equal("https://www.youtube.com/watch?v=dQw4w9WgXcQ", open.QuerySelector("#film a")!.GetAttribute("href"));
            Assert.Equal(0, open.QuerySelectorAll("iframe, form[action*=consents], #film img").Length);
            Assert.Equal("'none'", await reader.FramesAsync(link));
        }
        using var file = await stranger.GetAsync($"{link}/video");
        Assert.Equal(HttpStatusCode.NotFound, file.StatusCode);
    }

    [Theory, OnBoth]
    public async Task What_cannot_be_shown_is_refused_and_nothing_typed_is_lost(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var miriam = await app.SignInAsync("miriam");
        foreach (var (field, fields) in new (string, (string, string?)[])[]
        {
            ("address", [("Form.Address", "https://evil.example/watch?v=dQw4w9WgXcQ")]), ("title", [("Form.Title", " ")]), ("said", [("Form.Said", "")]), ("own", [("Form.Kind", "own")]),
        })
        {
            var form = (await miriam.GetPageAsync("/guideline/video")).QuerySelector("main form");
            (string, string?)[] all = [("Form.Kind", "outside"), ("Form.Address", Outsiders.YouTube), ("Form.Title", "Titel"), ("Form.Said", "Gesagt.")];
            var refused = await (await miriam.SubmitAsync(form, [.. all.Where(a => fields.All(f => f.Item1 != a.Item1)), .. fields])).PageAsync(HttpStatusCode.UnprocessableEntity);
            Assert.Equal([$"#{field}"], refused.QuerySelectorAll(".notice--error a").Select(a => a.GetAttribute("href")));
            if (field != "title") Assert.Equal("Titel", refused.QuerySelector("#title")!.GetAttribute("value"));
        }
        Assert.Null((await miriam.GetPageAsync("/guideline")).QuerySelector("#film"));
    }

    [Theory, OnBoth]
    public async Task The_picture_is_ours_and_two_authors_do_not_overwrite_each_other(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (miriam, anna, visitor) = (await app.SignInAsync("miriam"), await app.SignInAsync("anna"), app.Visitor());
        var (first, second) = (await miriam.GetPageAsync("/guideline/video"), await miriam.GetPageAsync("/guideline/video"));
        (string, string?)[] fields = [("Form.Kind", "outside"), ("Form.Address", Outsiders.YouTube), ("Form.Title", "Erste"), ("Form.Said", "Gesagt.")];
        using (var saved = await miriam.SubmitAsync(first.QuerySelector("main form"), [new TestFile("poster", "b.png", "image/png", TestPictures.Make(SKEncodedImageFormat.Png))], fields)) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var page = await anna.GetPageAsync("/guideline");
        using (var picture = await anna.GetAsync(page.QuerySelector("#film img")!.GetAttribute("src"))) Assert.Equal("image/webp", picture.Content.Headers.ContentType!.MediaType);
        using (var closed = await visitor.GetAsync("/guideline/video/poster")) Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        var late = await (await miriam.SubmitAsync(second.QuerySelector("main form"), [.. fields[..2], ("Form.Title", "Zweite"), fields[3]])).PageAsync(HttpStatusCode.Conflict);
        Assert.Equal("Zweite", late.QuerySelector("#title")!.GetAttribute("value"));
        using (var again = await miriam.SubmitAsync(late.QuerySelector("main form"))) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        page = await anna.GetPageAsync("/guideline");
        Assert.Contains("Zweite", page.Text(".doorway summary"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#film img"));
        using (var none = await miriam.SubmitAsync((await miriam.GetPageAsync("/guideline/video")).QuerySelector("main form"), ("Form.Kind", "none"))) Assert.Equal(HttpStatusCode.Redirect, none.StatusCode);
        Assert.Null((await anna.GetPageAsync("/guideline")).QuerySelector("#film"));
        using var forbidden = await anna.GetAsync("/guideline/video");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Theory, OnBoth]
    public async Task Our_own_server_is_no_provider(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        foreach (var (host, status) in new[] { ("localhost", HttpStatusCode.UnprocessableEntity), ("video.muster.de; frame-src *", HttpStatusCode.UnprocessableEntity), ("127.0.0.1", HttpStatusCode.UnprocessableEntity) })
        {
            using var answer = await petra.SubmitAsync((await petra.GetPageAsync("/settings/videos")).QuerySelector("main form"), ("Host", host), ("RunBy", "Muster"), ("Country", "Deutschland"), ("Privacy", "https://video.muster.de/"));
            Assert.Equal(status, answer.StatusCode);
        }
        await using var own = await TestApp.StartAsync(new TestAppOptions { Database = database, Settings = new Dictionary<string, string> { ["Mitreden:PublicUrl"] = "https://mitreden.muster.de" } });
        petra = await own.SignInAsync("petra");
        var refused = await (await petra.SubmitAsync((await petra.GetPageAsync("/settings/videos")).QuerySelector("main form"), ("Host", "mitreden.muster.de"), ("RunBy", "Muster"), ("Country", "Deutschland"), ("Privacy", "https://muster.de/"))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("unser eigener Server", refused.Text("#host-e"), StringComparison.Ordinal);
    }
}
