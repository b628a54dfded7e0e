using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Consents;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Providers;
using Mitreden.Tests.Desk;

namespace Mitreden.Tests.Providers;

/// <summary>Nothing from outside before a yes, and nothing after it was taken back.</summary>
public sealed class ConsentTests(Apps apps) : IClassFixture<Apps>
{
    private const string Frame = "https://www.youtube-nocookie.com";

    [Theory, OnBoth]
    public async Task A_yes_opens_one_page_for_one_person_and_one_provider_until_it_is_taken_back(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (miriam, anna, cem) = (await app.SignInAsync("miriam"), await app.SignInAsync("anna"), await app.SignInAsync("cem"));
        using (var chosen = await miriam.ChooseAsync()) Assert.Equal("/guideline", chosen.Headers.Location!.OriginalString);
        var page = await anna.GetPageAsync("/guideline");
        Assert.Equal((0, "'none'"), (page.QuerySelectorAll("iframe, link[rel*=pre], link[rel*=dns]").Length, await anna.FramesAsync("/guideline")));
        Assert.DoesNotContain(page.QuerySelectorAll("[src], [srcset], [poster]"), e => e.OuterHtml.Contains("youtube", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Google Ireland Limited in Irland", page.Text(".doorway form"), StringComparison.Ordinal);
        Assert.Equal("https://policies.google.com/privacy", page.QuerySelector(".doorway form a[rel~=noreferrer]")!.GetAttribute("href"));
        Assert.Contains("Dann <b>atmen</b>.", page.Text("#said"), StringComparison.Ordinal);

        page = await anna.SayYesAsync();
        var frame = page.QuerySelector("iframe")!;
        Assert.Equal($"{Frame}/embed/dQw4w9WgXcQ", frame.GetAttribute("src"));
        Assert.Equal(("allow-scripts allow-same-origin", "fullscreen", "strict-origin", true), (frame.GetAttribute("sandbox"), frame.GetAttribute("allow"), frame.GetAttribute("referrerpolicy"), frame.HasAttribute("credentialless")));
        Assert.Equal([Frame, "'none'", "'none'", "'none'"], [await anna.FramesAsync("/guideline"), await anna.FramesAsync("/guideline/all"), await anna.FramesAsync("/learning/units/K1"), await cem.FramesAsync("/guideline")]);
        Assert.Null((await cem.GetPageAsync("/guideline")).QuerySelector("iframe"));

        page = await anna.SubmitAndFollowAsync(page.QuerySelector("form[action='/consents/revoke']"));
        Assert.Null(page.QuerySelector("iframe"));
        Assert.Equal("'none'", await anna.FramesAsync("/guideline"));
    }

    [Theory, OnBoth]
    public async Task A_yes_is_written_down_with_what_was_read_and_is_seen_and_taken_back_on_the_own_page(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (miriam, emily) = (await app.SignInAsync("miriam"), await app.SignInAsync("emily"));
        (await miriam.ChooseAsync()).Dispose();
        await emily.SayYesAsync();
        var given = Assert.Single(await AllAsync(app));
        Assert.Equal((ConsentPurpose.Video, "youtube", ProviderWords.Hash(Provider.YouTube), "en", false, app.Time.GetUtcNow(), null),
            (given.Purpose, given.Provider, given.TextHash, given.Language, given.Formal, given.GivenAt, given.RevokedAt));
        app.Time.Advance(TimeSpan.FromMinutes(3));
        var page = await emily.GetPageAsync("/privacy");
        Assert.Contains("Loading videos from YouTube", page.Text("#consents + .list"), StringComparison.Ordinal);
        page = await emily.SubmitAndFollowAsync(page.QuerySelector("form[action='/consents/revoke']"));
        Assert.Null(page.QuerySelector("form[action='/consents/revoke']"));
        Assert.Equal("'none'", await emily.FramesAsync("/guideline"));
        await emily.SayYesAsync();
        var export = JsonDocument.Parse(await (await emily.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync()).RootElement.GetProperty("consents");
        Assert.Equal([TestApp.Beginning.AddMinutes(3), null], export.EnumerateArray().Select(c => c.GetProperty("RevokedAt") is { ValueKind: JsonValueKind.String } at ? at.GetDateTimeOffset() : (DateTimeOffset?)null));
    }

    [Theory, OnBoth]
    public async Task Another_explanation_asks_anew_and_a_yes_to_the_old_one_is_none_to_the_new(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (petra, miriam, anna) = (await app.SignInAsync("petra"), await app.SignInAsync("miriam"), await app.SignInAsync("anna"));
        await HostAsync(petra, "Muster e. V.");
        using (var chosen = await miriam.ChooseAsync("https://video.muster.de/w/kkGMgK9ZtnKfYAgnEtQxbv")) Assert.Equal("/guideline", chosen.Headers.Location!.OriginalString);
        var before = await anna.GetPageAsync("/guideline");
        Assert.Contains("Muster e. V., Deutschland", before.Text(".doorway form"), StringComparison.Ordinal);
        await anna.SayYesAsync();
        Assert.Equal("https://video.muster.de", await anna.FramesAsync("/guideline"));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await HostAsync(petra, "Andere GmbH");
        Assert.Equal("'none'", await anna.FramesAsync("/guideline"));
        // The page that was open before still shows the old words.
        using (var late = await anna.SubmitAsync(before.QuerySelector("form[action='/consents/give']"))) Assert.Equal(HttpStatusCode.Redirect, late.StatusCode);
        Assert.Equal("'none'", await anna.FramesAsync("/guideline"));
        Assert.NotNull((await anna.SayYesAsync()).QuerySelector("iframe"));
        Assert.Equal([false, true], (await AllAsync(app)).OrderBy(c => c.Id).Select(c => c.RevokedAt is null));
        await petra.SubmitAndFollowAsync((await petra.GetPageAsync("/settings/videos")).QuerySelector("form[action*='Remove']"));
        Assert.Equal((null, "'none'"), ((await anna.GetPageAsync("/guideline")).QuerySelector("#film"), await anna.FramesAsync("/guideline")));
        Assert.NotNull((await miriam.GetPageAsync("/guideline/video")).QuerySelector(".notice--warn"));
    }

    [Theory, OnBoth]
    public async Task Nobody_consents_to_a_provider_that_is_not_allowed_and_forms_lead_nowhere_else(Database database)
    {
        var app = await apps.OnAsync(database);
        var (miriam, anna, visitor) = (await app.SignInAsync("miriam"), await app.SignInAsync("anna"), app.Visitor());
        (await miriam.ChooseAsync()).Dispose();
        var form = (await anna.GetPageAsync("/guideline")).QuerySelector("form[action='/consents/give']");
        using (var foreign = await anna.SubmitAsync(form, ("provider", "peertube"))) Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using (var forged = await anna.SubmitAsync(form, ("__RequestVerificationToken", null))) Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        foreach (var away in new[] { "https://evil.example/", "//evil.example/", "/\\evil.example" })
            using (var answer = await anna.SubmitAsync(form, ("text", "alt"), ("back", away))) Assert.Equal("/", answer.Headers.Location!.OriginalString);
        Assert.Empty(await AllAsync(app));
        using (var asked = await visitor.GetAsync("/consents/youtube/live")) Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        using (var unknown = await anna.GetAsync("/consents/evil/live")) Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory, OnBoth]
    public async Task Taps_at_once_make_one_consent_and_open_pages_lose_their_frame_at_once(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (miriam, anna) = (await app.SignInAsync("miriam"), await app.SignInAsync("anna"));
        (await miriam.ChooseAsync()).Dispose();
        var form = (await anna.GetPageAsync("/guideline")).QuerySelector("form[action='/consents/give']");
        foreach (var tap in await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => anna.SubmitAsync(form))))
            using (tap) Assert.Equal(HttpStatusCode.Redirect, tap.StatusCode);
        Assert.Single(await AllAsync(app));
        await using var live = await LiveReader.OpenAsync(anna, "/consents/youtube/live");
        await anna.SubmitAndFollowAsync((await anna.GetPageAsync("/privacy")).QuerySelector("form[action='/consents/revoke']"));
        Assert.Contains("id=\"frame-youtube\"", await live.PartAsync("frame-youtube"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task The_stream_of_somebody_who_has_left_ends(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (miriam, anna, petra) = (await app.SignInAsync("miriam"), await app.SignInAsync("anna"), await app.SignInAsync("petra"));
        (await miriam.ChooseAsync()).Dispose();
        await anna.SayYesAsync();
        await using var live = await LiveReader.OpenAsync(anna, "/consents/youtube/live");
        await petra.SubmitAndFollowAsync((await petra.GetPageAsync($"/people/{(await app.PersonAsync("anna")).Id}")).QuerySelector("form[action*='handler=Leave']"));
        Assert.Equal("end", (await live.EndAsync(app, beats: 2))[^1].EventType);
    }

    [Theory, OnBoth]
    public async Task Consents_go_with_the_person_and_three_years_after_they_were_taken_back(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (miriam, anna, cem) = (await app.SignInAsync("miriam"), await app.SignInAsync("anna"), await app.SignInAsync("cem"));
        (await miriam.ChooseAsync()).Dispose();
        await anna.SubmitAndFollowAsync((await anna.SayYesAsync()).QuerySelector("form[action='/consents/revoke']"));
        await cem.SayYesAsync();
        app.Time.Advance(TimeSpan.FromDays(365 * 3));
        await ForgetAsync(app, "early");
        Assert.Equal(2, (await AllAsync(app)).Count);
        app.Time.Advance(TimeSpan.FromDays(3));
        await ForgetAsync(app, "late");
        var left = Assert.Single(await AllAsync(app));
        Assert.Null(left.RevokedAt);
        await app.WithDbAsync(await app.DemoOrganisationAsync(), async db =>
        {
            await new Mitreden.Privacy.ConsentData(db).EraseAsync(left.PersonId, default);
            await db.SaveChangesAsync();
        });
        Assert.Empty(await AllAsync(app));
    }

    private static async Task ForgetAsync(TestApp app, string key)
    {
        await app.WithDbAsync(null, async db =>
        {
            db.Enqueue(new ForgetConsents(), key);
            await db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
    }

    private static async Task HostAsync(HttpClient administrator, string runBy)
    {
        using var answer = await administrator.SubmitAsync((await administrator.GetPageAsync("/settings/videos")).QuerySelector("main form"),
            ("Host", "https://Video.Muster.de/"), ("RunBy", runBy), ("Country", "Deutschland"), ("Privacy", "https://video.muster.de/about"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<List<Consent>> AllAsync(TestApp app) => await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Consent>().AsNoTracking().ToListAsync());
}
