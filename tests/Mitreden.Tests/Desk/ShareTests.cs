using System.Net;
using Mitreden.Desk;
using SkiaSharp;

namespace Mitreden.Tests.Desk;

/// <summary>Sharing: a link, a text or a screenshot, and one further tap.</summary>
public sealed class ShareTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_pasted_link_and_one_tap_are_enough(Database database)
    {
        var app = await apps.OnAsync(database);
        var cem = await app.SignInAsync("cem");
        var id = await cem.ReportAsync([], ("url", " forum.example/thread/1 "), ("involvement", "heated"));
        var stored = await app.StoredAsync(id);
        Assert.Equal(("https://forum.example/thread/1", Involvement.Heated, DiscussionState.Reported), (stored.Url, stored.Involvement, stored.State));
        Assert.Equal((await app.PersonAsync("cem")).Id, stored.ReporterId);
        var page = await cem.GetPageAsync($"/desk/reports/{id}");
        Assert.Equal("Noch niemand hat es gesehen", page.Text("#progress strong"));
        Assert.Contains("Muster GmbH, Abteilung Vertrieb", page.Text("#disclosure"), StringComparison.Ordinal);
        Assert.NotEqual("", page.Text("#hand-over"));
    }

    [Theory, OnBoth]
    public async Task A_link_is_found_in_the_text_as_phones_share_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var cem = await app.SignInAsync("cem");
        var id = await cem.ReportAsync("Schau dir das an: https://forum.example/t/2?x=1. Das ist heftig.", "wrote");
        var stored = await app.StoredAsync(id);
        Assert.Equal("https://forum.example/t/2?x=1", stored.Url);
        Assert.StartsWith("Schau dir das an", stored.Text, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_screenshot_alone_is_enough_and_carries_nothing_but_pixels(Database database)
    {
        var app = await apps.OnAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync([new TestFile("screenshots", "IMG_1.jpg", "image/jpeg", TestPictures.Photo(6))], ("involvement", "watching"));
        Assert.Equal((1, null, ""), ((await app.StoredAsync(id)).Screenshots, (await app.StoredAsync(id)).Url, (await app.StoredAsync(id)).Text));
        foreach (var client in new[] { cem, jana })
        {
            using var answer = await client.GetAsync($"/desk/discussions/{id}/pictures/1");
            Assert.Equal("image/webp", answer.Content.Headers.ContentType!.MediaType);
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            Assert.DoesNotContain(TestPictures.Secret, System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
            using var picture = SKBitmap.Decode(bytes);
            Assert.Equal((20, 40), (picture.Width, picture.Height));
        }
        Assert.Equal($"/desk/discussions/{id}/pictures/1", (await jana.GetPageAsync($"/desk/discussions/{id}")).QuerySelector(".thumb img")!.GetAttribute("src"));
    }

    [Theory, OnBoth]
    public async Task What_no_keyboard_types_is_stored_without_a_failure(Database database)
    {
        var app = await apps.OnAsync(database);
        var cem = await app.SignInAsync("cem");
        var id = await cem.ReportAsync([], ("text", "a\0b 👩‍👩‍👧 \u202e\u0001 \"';--"), ("title", new string('t', Discussion.LongestTitle - 1) + "😀😀"), ("involvement", "watching"));
        var stored = await app.StoredAsync(id);
        Assert.StartsWith("ab 👩‍👩‍👧", stored.Text, StringComparison.Ordinal);
        Assert.Equal(new string('t', Discussion.LongestTitle - 1), stored.Title);
        await (await app.SignInAsync("jana")).GetPageAsync("/desk");
    }

    [Theory, OnBoth]
    public async Task A_text_as_long_as_allowed_is_stored_whole(Database database)
    {
        var app = await apps.OnAsync(database);
        var text = string.Concat(Enumerable.Repeat("😀ä", Discussion.LongestText / 3)) + "xy";
        Assert.Equal(Discussion.LongestText, text.Length);
        var id = await (await app.SignInAsync("cem")).ReportAsync(text);
        Assert.Equal(text, (await app.StoredAsync(id)).Text);
        await (await app.SignInAsync("jana")).GetPageAsync("/desk");
    }

    [Theory, OnBoth]
    public async Task The_form_asks_for_no_name_and_works_in_English(Database database)
    {
        var app = await apps.OnAsync(database);
        var form = await (await app.SignInAsync("emily")).ShareFormAsync();
        Assert.Equal(["key", "title", "kept", "url", "text", "screenshots", "involvement", "__RequestVerificationToken"],
            form.QuerySelectorAll("[name]").Select(e => e.GetAttribute("name")).Distinct());
        Assert.Equal("I am only watching", form.QuerySelector("button[value=watching] .choice__title")!.TextContent);
    }

    [Theory, OnBoth]
    public async Task Without_a_session_the_form_asks_to_sign_in_first(Database database)
    {
        var app = await apps.OnAsync(database);
        using var answer = await app.Visitor().GetAsync("/desk/share");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/sign-in?returnUrl=%2Fdesk%2Fshare", answer.Headers.Location!.PathAndQuery);
    }
}
