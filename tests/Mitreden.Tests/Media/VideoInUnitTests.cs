using System.Net;
using Mitreden.Tests.Content;

namespace Mitreden.Tests.Media;

/// <summary>People see the organisation's own video in place of the slides.</summary>
public sealed class VideoInUnitTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_video_stands_in_a_unit_in_place_of_the_slides_until_it_is_removed(Database database)
    {
        var app = await apps.OnAsync(database);
        var (miriam, anna) = (await app.SignInAsync("miriam"), await app.SignInAsync("anna"));
        Assert.NotNull((await anna.GetPageAsync("/learning/units/K1")).QuerySelector(".slides"));
        var id = await miriam.AddFilmAsync(Films.Mp4());
        var place = (await miriam.GetPageAsync("/learning/content/units/K1")).QuerySelectorAll("select").Single(s => s.GetAttribute("name")!.EndsWith(".video", StringComparison.Ordinal)).GetAttribute("name")!;
        await miriam.PublishAsync("units/K1", (place, id.ToString()));

        var unit = await anna.GetPageAsync("/learning/units/K1");
        Assert.Null(unit.QuerySelector(".slides"));
        Assert.Equal($"/media/videos/{id}", unit.QuerySelector("video source")!.GetAttribute("src")!.Split('?')[0]);
        Assert.Equal($"/media/videos/{id}/captions/de", unit.QuerySelector("video track[default]")!.GetAttribute("src"));
        Assert.Contains("Erst lesen.", unit.Text(".video details"), StringComparison.Ordinal);
        Assert.Contains("K1", (await miriam.GetPageAsync($"/learning/content/videos/{id}")).Text("#file .list"), StringComparison.Ordinal);

        using (var answer = await miriam.SubmitAsync((await miriam.GetPageAsync($"/learning/content/videos/{id}")).QuerySelector("form[action$=Remove]"))) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        unit = await anna.GetPageAsync("/learning/units/K1");
        Assert.NotNull(unit.QuerySelector(".slides"));
        Assert.Null(unit.QuerySelector("video"));
        var page = await (await miriam.PublishAsync((await miriam.GetPageAsync("/learning/content/units/K1")).Write(("title.en", "Another title")))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Dieses Video gibt es nicht mehr", page.Text(".notice--error"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Without_captions_a_video_is_shown_to_nobody(Database database)
    {
        var app = await apps.OnAsync(database);
        var (miriam, anna) = (await app.SignInAsync("miriam"), await app.SignInAsync("anna"));
        var id = await miriam.AddFilmAsync(Films.Mp4());
        await miriam.PublishAsync("units/K3", ((await miriam.GetPageAsync("/learning/content/units/K3")).QuerySelectorAll("select").Single(s => s.GetAttribute("name")!.EndsWith(".video", StringComparison.Ordinal)).GetAttribute("name")!, id.ToString()));
        Assert.NotNull((await anna.GetPageAsync("/learning/units/K3")).QuerySelector("video"));
        using (var emptied = await miriam.SubmitAsync((await miriam.GetPageAsync($"/learning/content/videos/{id}")).QuerySelector("main form"), ("captions", ""))) Assert.Equal(HttpStatusCode.Redirect, emptied.StatusCode);
        Assert.NotNull((await anna.GetPageAsync("/learning/units/K3")).QuerySelector(".slides"));
        Assert.Contains("Noch ohne Untertitel", (await miriam.GetPageAsync($"/learning/content/videos/{id}")).Text(".notice--warn"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Of_two_authors_who_write_captions_the_second_is_told_and_keeps_their_words(Database database)
    {
        var app = await apps.OnAsync(database);
        var miriam = await app.SignInAsync("miriam");
        var address = $"/learning/content/videos/{await miriam.AddFilmAsync(Films.Mp4())}";
        var (first, second) = (await miriam.GetPageAsync(address), await miriam.GetPageAsync(address));
        using (var saved = await miriam.SubmitAsync(first.QuerySelector("main form"), ("title", "Die erste Fassung"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var refused = await (await miriam.SubmitAsync(second.QuerySelector("main form"), ("title", "Die zweite Fassung"))).PageAsync(HttpStatusCode.Conflict);
        Assert.Equal("Die zweite Fassung", refused.QuerySelector("#title")!.GetAttribute("value"));
        Assert.Equal("Die erste Fassung", (await miriam.GetPageAsync(address)).Text("h1"));
        // Saving again is a second, knowing step.
        using (var again = await miriam.SubmitAsync(refused.QuerySelector("main form"))) Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal("Die zweite Fassung", (await miriam.GetPageAsync(address)).Text("h1"));
    }
}
