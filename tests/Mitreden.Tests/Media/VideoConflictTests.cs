using System.Net;

namespace Mitreden.Tests.Media;

/// <summary>Two authors at one video: whoever comes second is told, and can still do what they want, knowing it.</summary>
public sealed class VideoConflictTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task Whoever_saves_second_is_told_and_saving_again_is_taken(Database database)
    {
        var miriam = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var address = $"/learning/content/videos/{await miriam.AddFilmAsync(Films.Mp4())}";
        var mine = await miriam.GetPageAsync(address);
        await RenameAsync(miriam, address, "Von jemand anderem");
        using var refused = await miriam.SubmitAsync(mine.QuerySelector("main form"), ("title", "Von mir"));
        var page = await refused.PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("gerade geändert", page.Text("#changed"), StringComparison.Ordinal);
        Assert.Equal("", page.Text("#title-error"));
        Assert.Equal(("Von jemand anderem", "Von mir"), (page.Text("h1"), page.QuerySelector("#title")!.GetAttribute("value")));
        using var again = await miriam.SubmitAsync(page.QuerySelector("main form"));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal("Von mir", (await miriam.GetPageAsync(address)).Text("h1"));
    }

    [Theory, OnBoth]
    public async Task Whoever_removes_what_was_just_changed_sees_it_first_and_can_remove_it_then(Database database)
    {
        var miriam = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var address = $"/learning/content/videos/{await miriam.AddFilmAsync(Films.Mp4())}";
        var mine = await miriam.GetPageAsync(address);
        await RenameAsync(miriam, address, "Jetzt mit neuem Titel");
        using var refused = await miriam.SubmitAsync(mine.QuerySelector("form[action$='handler=Remove']"));
        var page = await refused.PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("entfernt ist es noch nicht", page.Text("#changed"), StringComparison.Ordinal);
        Assert.Equal(("Jetzt mit neuem Titel", "Jetzt mit neuem Titel"), (page.Text("h1"), page.QuerySelector("#title")!.GetAttribute("value")));
        Assert.Contains("WEBVTT", page.Text("#captions"), StringComparison.Ordinal);
        using var removed = await miriam.SubmitAsync(page.QuerySelector("form[action$='handler=Remove']"));
        Assert.Equal("/learning/content/videos", removed.Headers.Location?.ToString());
        await miriam.GetPageAsync(address, HttpStatusCode.NotFound);
        using var twice = await miriam.SubmitAsync(page.QuerySelector("form[action$='handler=Remove']"));
        Assert.Equal(HttpStatusCode.NotFound, twice.StatusCode);
    }

    private static async Task RenameAsync(HttpClient author, string address, string title)
    {
        using var saved = await author.SubmitAsync((await author.GetPageAsync(address)).QuerySelector("main form"), ("title", title));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
    }
}
