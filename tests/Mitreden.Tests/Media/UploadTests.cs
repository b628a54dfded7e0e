using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Media;

namespace Mitreden.Tests.Media;

/// <summary>Uploads that go wrong leave nothing behind.</summary>
public sealed class UploadTests
{
    private static readonly Dictionary<string, string> Small = new() { ["Mitreden:LargestVideo"] = "11" };

    [Theory, OnBoth]
    public async Task A_wrong_a_broken_and_a_missing_file_are_refused_and_nothing_is_kept(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var miriam = await app.SignInAsync("miriam");
        foreach (var (file, reason) in new[] { ("Kein Film"u8.ToArray(), "kein Video"), (Films.Mp4()[..^9], "nicht vollständig"), (Films.Mp4(brand: "qt  "), "Apple"), (Array.Empty<byte>(), "noch keine Datei") })
        {
            using var answer = await miriam.UploadAsync(file);
            Assert.Contains(reason, (await answer.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#file-error"), StringComparison.Ordinal);
        }
        using (var nothing = await miriam.SubmitAsync((await miriam.GetPageAsync("/learning/content/videos/upload")).QuerySelector("main form")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        Assert.Empty(await app.FilesAsync());
        Assert.Equal("Noch kein Video", (await miriam.GetPageAsync("/learning/content/videos")).Text(".empty h2"));
    }

    /// <remarks>More than every other address takes, less than is set; and one byte too much.</remarks>
    [Theory, OnBoth]
    public async Task A_large_file_is_taken_here_alone_and_a_larger_one_nowhere(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Settings = Small });
        var miriam = await app.SignInAsync("miriam");
        using (var taken = await miriam.UploadAsync(Films.Mp4(11 * 1024 * 1024 - 2000))) Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        using var refused = await miriam.UploadAsync(Films.Mp4(11 * 1024 * 1024));
        var page = await miriam.GetPageAsync(refused.Headers.Location!.OriginalString, HttpStatusCode.UnprocessableEntity);
        Assert.Contains("mehr als 11 MB", page.Text("#file-error"), StringComparison.Ordinal);
        var id = (await miriam.GetPageAsync("/learning/content/videos")).QuerySelector(".list__link")!.GetAttribute("href")!;
        var form = (await miriam.GetPageAsync(id)).QuerySelector("main form");
        using (var elsewhere = await miriam.SubmitAsync(form, [new TestFile("poster", "b.png", "image/png", new byte[11 * 1024 * 1024])])) Assert.Equal(HttpStatusCode.RequestEntityTooLarge, elsewhere.StatusCode);
        Assert.Single(await app.FilesAsync());
    }

    [Theory, OnBoth]
    public async Task Half_an_upload_leaves_nothing_behind(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var miriam = await app.SignInAsync("miriam");
        var token = (await miriam.GetPageAsync("/learning/content/videos/upload")).QuerySelector("main form [name=__RequestVerificationToken]")!.GetAttribute("value");
        var body = new MemoryStream();
        body.Write(Encoding.UTF8.GetBytes($"--x\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp4\"\r\nContent-Type: video/mp4\r\n\r\n"));
        body.Write(Films.Mp4());
        // The line that ends the form never comes.
        using var content = new ByteArrayContent(body.ToArray());
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var answer = await miriam.PostAsync("/learning/content/videos/upload", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await app.FilesAsync());
    }

    [Theory, OnBoth]
    public async Task Without_the_token_of_the_form_nothing_is_taken(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var miriam = await app.SignInAsync("miriam");
        var form = (await miriam.GetPageAsync("/learning/content/videos/upload")).QuerySelector("main form");
        using var answer = await miriam.SubmitAsync(form, [new TestFile("file", "a.mp4", "video/mp4", Films.Mp4(50))], ("__RequestVerificationToken", null));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await app.FilesAsync());
    }

    /// <remarks>The program may die between two parts; replacing and removing leave the old ones for whoever is watching.</remarks>
    [Theory, OnBoth]
    public async Task Parts_that_nobody_needs_go_after_an_hour_and_those_that_are_shown_stay(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (miriam, organisation) = (await app.SignInAsync("miriam"), await app.DemoOrganisationAsync());
        var kept = await miriam.AddFilmAsync(Films.Mp4(VideoPart.Size * 20));
        var removed = await miriam.AddFilmAsync(Films.Mp4(VideoPart.Size * 20));
        await app.WithDbAsync(organisation, async db =>
        {
            var lost = Guid.CreateVersion7(TestApp.Beginning);
            ForgetFile.UnlessShown(db, lost);
            db.Add(VideoPart.Of(organisation, lost, 0, [1, 2, 3]));
            return await db.SaveChangesAsync();
        });
        using (var replaced = await miriam.UploadAsync(Films.Webm(), "neu.webm", kept)) Assert.Equal(HttpStatusCode.Redirect, replaced.StatusCode);
        var page = await miriam.GetPageAsync($"/learning/content/videos/{removed}");
        using (var gone = await miriam.SubmitAsync(page.QuerySelector("form[action$=Remove]"))) Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        await miriam.GetPageAsync($"/learning/content/videos/{removed}", HttpStatusCode.NotFound);
        await app.RunJobsAsync();
        Assert.Equal(4, (await app.FilesAsync()).Count);
        app.Time.Advance(ForgetFile.After + TimeSpan.FromSeconds(1));
        await app.RunJobsAsync();
        var left = await app.WithDbAsync(organisation, db => db.Set<Video>().Select(v => v.FileId).SingleAsync());
        Assert.Equal([left], await app.FilesAsync());
        Assert.Equal(0, await app.RunJobsAsync());
    }
}
