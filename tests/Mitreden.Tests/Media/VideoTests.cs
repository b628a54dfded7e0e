using System.Net;
using System.Net.Http.Headers;
using Mitreden.Foundation.Media;
using Mitreden.Foundation.Web;
using Mitreden.Tests.Desk;
using SkiaSharp;

namespace Mitreden.Tests.Media;

/// <summary>An organisation's own video, from the upload to the last byte.</summary>
public sealed class VideoTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_film_comes_back_byte_by_byte_whole_or_from_any_place(Database database)
    {
        var app = await apps.OnAsync(database);
        var (miriam, cem) = (await app.SignInAsync("miriam"), await app.SignInAsync("cem"));
        var film = Films.Mp4(VideoPart.Size * 5 + 77);
        var address = $"/media/videos/{await miriam.AddFilmAsync(film)}";

        using var whole = await cem.GetAsync(address);
        Assert.Equal((HttpStatusCode.OK, "video/mp4", "bytes"), (whole.StatusCode, whole.Content.Headers.ContentType!.MediaType, whole.Headers.AcceptRanges.Single()));
        Assert.Equal(film, await whole.Content.ReadAsByteArrayAsync());
        foreach (var (from, to) in new (long?, long?)[] { (0, 1), (100, null), (null, 500), (VideoPart.Size - 3, VideoPart.Size + 3), (VideoPart.Size * 2, VideoPart.Size * 4 + 1) })
        {
            using var piece = await RangeAsync(cem, address, new RangeHeaderValue(from, to));
            var (begin, end) = from is null ? (film.Length - to!.Value, film.Length - 1L) : (from.Value, to ?? film.Length - 1L);
            Assert.Equal((HttpStatusCode.PartialContent, $"bytes {begin}-{end}/{film.Length}"), (piece.StatusCode, piece.Content.Headers.ContentRange!.ToString()));
            Assert.Equal(film[(int)begin..(int)(end + 1)], await piece.Content.ReadAsByteArrayAsync());
        }
        using var beyond = await RangeAsync(cem, address, new RangeHeaderValue(film.Length, null));
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{film.Length}"), (beyond.StatusCode, beyond.Content.Headers.ContentRange!.ToString()));
    }

    [Theory, OnBoth]
    public async Task Whoever_holds_a_piece_of_the_old_file_gets_the_new_one_whole(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        var (before, after) = (Films.Mp4(VideoPart.Size + 5), Films.Webm(4000));
        var id = await miriam.AddFilmAsync(before);
        using var whole = await miriam.GetAsync($"/media/videos/{id}");
        var tag = whole.Headers.ETag!;
        using (var same = await RangeAsync(miriam, $"/media/videos/{id}", new RangeHeaderValue(5, 9), tag)) Assert.Equal(HttpStatusCode.PartialContent, same.StatusCode);
        var files = await app.FilesAsync();
        using (var replaced = await miriam.UploadAsync(after, "neu.webm", id)) Assert.Equal(HttpStatusCode.Redirect, replaced.StatusCode);
        using var changed = await RangeAsync(miriam, $"/media/videos/{id}", new RangeHeaderValue(5, 9), tag);
        Assert.Equal((HttpStatusCode.OK, "video/webm"), (changed.StatusCode, changed.Content.Headers.ContentType!.MediaType));
        Assert.Equal(after, await changed.Content.ReadAsByteArrayAsync());
        var page = await miriam.GetPageAsync($"/learning/content/videos/{id}");
        Assert.Equal(("Unser Film", true), (page.Text("h1"), page.QuerySelector("track[srclang=de]") is not null));
        Assert.Single((await app.FilesAsync()).Except(files));
    }

    [Theory, OnBoth]
    public async Task Whoever_is_watching_a_film_that_is_replaced_sees_its_end(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var miriam = await app.SignInAsync("miriam");
        var (before, after) = (Films.Mp4(VideoPart.Size + 5), Films.Webm(4000));
        var id = await miriam.AddFilmAsync(before);
        var watched = (await miriam.GetPageAsync($"/learning/content/videos/{id}")).QuerySelector("video source, video[src]")!.GetAttribute("src")!;
        using (var replaced = await miriam.UploadAsync(after, "neu.webm", id)) Assert.Equal(HttpStatusCode.Redirect, replaced.StatusCode);
        using (var end = await RangeAsync(miriam, watched, new RangeHeaderValue(VideoPart.Size, null)))
        {
            Assert.Equal((HttpStatusCode.PartialContent, "video/mp4"), (end.StatusCode, end.Content.Headers.ContentType!.MediaType));
            Assert.Equal(before[VideoPart.Size..], await end.Content.ReadAsByteArrayAsync());
        }
        app.Time.Advance(TimeSpan.FromMinutes(61));
        await app.RunJobsAsync();
        using var now = await miriam.GetAsync(watched);
        Assert.Equal(after, await now.Content.ReadAsByteArrayAsync());
    }

    [Theory, OnBoth]
    public async Task Only_people_of_the_organisation_get_it_and_only_authors_change_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        var id = await miriam.AddFilmAsync(Films.Mp4());
        var page = await miriam.GetPageAsync($"/learning/content/videos/{id}");
        using (var poster = await miriam.SubmitAsync(page.QuerySelector("main form"), [new TestFile("poster", "b.png", "image/png", TestPictures.Make(SKEncodedImageFormat.Png))])) Assert.Equal(HttpStatusCode.Redirect, poster.StatusCode);
        var berta = await app.FoundAsync();
        var (stranger, cem, foreign) = (app.Visitor(), await app.SignInAsync("cem"), await app.SignInAsync((await app.AddPersonAsync(berta.OrganisationId, "Fremde Autorin", Role.Author)).Id));
        foreach (var path in new[] { "", "/poster", "/captions/de" })
        {
            var found = new List<HttpStatusCode>();
            foreach (var client in new[] { cem, stranger, foreign })
                using (var answer = await client.GetAsync($"/media/videos/{id}{path}")) found.Add(answer.StatusCode);
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.NotFound], found);
        }
        using (var none = await cem.GetAsync($"/media/videos/{id}/captions/en")) Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        using (var captions = await cem.GetAsync($"/media/videos/{id}/captions/de")) Assert.Equal(("text/vtt", Films.Captions), (captions.Content.Headers.ContentType!.MediaType, await captions.Content.ReadAsStringAsync()));
        foreach (var path in new[] { "/learning/content/videos", "/learning/content/videos/upload", $"/learning/content/videos/{id}" })
            using (var answer = await cem.GetAsync(path)) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using (var replaced = await foreign.SubmitAsync((await foreign.GetPageAsync("/learning/content/videos/upload")).QuerySelector("main form")!.To($"/learning/content/videos/upload/{id}"), [new TestFile("file", "x.mp4", "video/mp4", Films.Mp4(10))])) Assert.Equal(HttpStatusCode.NotFound, replaced.StatusCode);
        using (var still = await cem.GetAsync($"/media/videos/{id}")) Assert.Equal(Films.Mp4().Length, still.Content.Headers.ContentLength);
    }

    [Theory, OnBoth]
    public async Task Captions_and_picture_that_are_wrong_are_named_and_the_form_keeps_its_text(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        var address = $"/learning/content/videos/{await miriam.AddFilmAsync(Films.Mp4())}";
        var page = await miriam.GetPageAsync(address);
        const string wrong = "WEBVTT\n\n00:01,000 --> 00:02,000\nGrüße";
        using var refused = await miriam.SubmitAsync(page.QuerySelector("main form"),
            [new TestFile("captionsFile", "film.vtt", "text/vtt", System.Text.Encoding.UTF8.GetBytes(wrong)), new TestFile("poster", "bild.png", "image/png", "kein Bild"u8.ToArray())], ("title", "Neuer Titel"), ("captionsEn", "WEBVTT\n\n00:01.000 --> 00:02.000\nHello"));
        page = await refused.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Zeile 3", page.Text("#captions-error"), StringComparison.Ordinal);
        Assert.Contains("kein lesbares Bild", page.Text("#poster-error"), StringComparison.Ordinal);
        Assert.Equal(("Neuer Titel", "Grüße"), (page.QuerySelector("#title")!.GetAttribute("value"), page.Text("#captions").Split(' ')[^1]));
        Assert.Contains("Hello", page.Text("#captionsEn"), StringComparison.Ordinal);
        Assert.Equal("Unser Film", (await miriam.GetPageAsync(address)).Text("h1"));
        using var saved = await miriam.SubmitAsync(page.QuerySelector("main form"), ("captions", wrong.Replace(',', '.')));
        page = await miriam.FollowAsync(saved);
        Assert.Equal(("Neuer Titel", 2), (page.Text("h1"), page.QuerySelectorAll("track").Length));
    }

    private static Task<HttpResponseMessage> RangeAsync(HttpClient client, string address, RangeHeaderValue range, EntityTagHeaderValue? unless = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = range;
        if (unless is not null) request.Headers.IfRange = new RangeConditionHeaderValue(unless);
        return client.SendAsync(request);
    }
}
