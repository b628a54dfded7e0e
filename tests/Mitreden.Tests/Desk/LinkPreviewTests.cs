using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Mitreden.Desk;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.Previews;
using SkiaSharp;

namespace Mitreden.Tests.Desk;

/// <summary>What stood under a reported link when it came is kept with the discussion, shown as words, and goes with it.</summary>
public sealed class LinkPreviewTests
{
    private const string Html = "<title>Pumpe &lt;b&gt;undicht</title><meta property='og:image' content='/bild'><meta name=description content='<img src=x onerror=alert(1)>'><p>So war es &lt;script&gt; am Morgen</p>";

    private static Task<StrangeSite> SiteAsync() => StrangeSite.StartAsync(context =>
        context.Request.Path == "/bild" ? context.Response.Body.WriteAsync(TestPictures.Make(SKEncodedImageFormat.Jpeg, 400, 300)).AsTask() : StrangeSite.Page(Html)(context));

    private static Task<TestApp> AppAsync(Database database, StrangeSite site) => TestApp.StartAsync(new TestAppOptions
    {
        Database = database, Services = services => services.Replace(ServiceDescriptor.Singleton(site.Network)),
    });

    private static Task<Guid> ShareAsync(HttpClient client, string url, string text = "Seht mal") => client.ReportAsync([], ("url", url), ("text", text), ("involvement", "watching"));

    private static async Task<LinkPreview?> StoredAsync(TestApp app, Guid id) =>
        await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<LinkPreview>().AsNoTracking().SingleOrDefaultAsync(p => p.DiscussionId == id));

    [Theory, OnBoth]
    public async Task The_desk_sees_title_picture_and_text_as_words_and_nobody_else_does(Database database)
    {
        await using var site = await SiteAsync();
        await using var app = await AppAsync(database, site);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await ShareAsync(cem, "https://forum.de/t/1");
        // The report stands before anybody has looked.
        Assert.Empty(site.Asked);
        await using var live = await LiveReader.OpenAsync(jana, $"/desk/discussions/{id}/live");
        await app.RunJobsAsync();
        Assert.Contains("Pumpe &lt;b&gt;undicht", await live.PartAsync("id=\"preview\""), StringComparison.Ordinal);
        var card = (await jana.GetPageAsync($"/desk/discussions/{id}")).QuerySelector("#preview")!;
        Assert.All(["Pumpe <b>undicht", "forum.de", "<img src=x onerror=alert(1)>", "So war es <script> am Morgen"], words => Assert.Contains(words, card.TextContent, StringComparison.Ordinal));
        Assert.Empty(card.QuerySelectorAll("script, b, [onerror]"));
        using var picture = await jana.GetAsync(card.QuerySelector("img")!.GetAttribute("src"));
        Assert.Equal("image/webp", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal("RIFF"u8.ToArray(), (await picture.Content.ReadAsByteArrayAsync())[..4]);
        Assert.Equal(HttpStatusCode.Forbidden, (await cem.GetAsync($"/desk/discussions/{id}/preview")).StatusCode);
        Assert.DoesNotContain("am Morgen", (await cem.GetPageAsync($"/desk/reports/{id}")).Body!.TextContent, StringComparison.Ordinal);
        // It is looked at once: what it says later changes nothing.
        await jana.DoAsync(id, "Acknowledge");
        await app.RunJobsAsync();
        Assert.Equal(["/t/1", "/bild"], site.Asked);
    }

    [Theory, OnBoth]
    public async Task While_the_link_is_looked_at_its_place_is_kept_but_not_for_ever(Database database)
    {
        await using var site = await SiteAsync();
        await using var app = await AppAsync(database, site);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await ShareAsync(cem, "https://forum.de/t/1");
        Assert.Contains("Wir sehen gerade nach", (await jana.GetPageAsync($"/desk/discussions/{id}")).Text("#preview"), StringComparison.Ordinal);
        await app.RunJobsAsync();
        Assert.Null((await jana.GetPageAsync($"/desk/discussions/{id}")).QuerySelector(".skeleton"));
        var late = await ShareAsync(cem, "https://forum.de/t/2");
        app.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty((await jana.GetPageAsync($"/desk/discussions/{late}")).Text("#preview"));
    }

    [Theory, OnBoth]
    public async Task Several_reports_of_a_thread_are_one_look_and_one_that_stands_for_itself_again_gets_its_own(Database database)
    {
        await using var site = await SiteAsync();
        await using var app = await AppAsync(database, site);
        var (cem, anna, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("anna"), await app.SignInAsync("jana"));
        var (first, second) = (await ShareAsync(cem, "https://forum.de/t/2"), await ShareAsync(anna, "https://forum.de/t/2"));
        await app.RunJobsAsync();
        Assert.NotNull(await StoredAsync(app, first));
        Assert.Null(await StoredAsync(app, second));
        await jana.DoAsync(second, "Split");
        await app.RunJobsAsync();
        Assert.NotNull(await StoredAsync(app, second));
        Assert.Equal(2, site.Asked.Count(path => path == "/t/2"));
    }

    [Theory, OnBoth]
    public async Task Turned_off_nothing_is_asked(Database database)
    {
        await using var site = await SiteAsync();
        await using var app = await AppAsync(database, site);
        var (cem, petra) = (await app.SignInAsync("cem"), await app.SignInAsync("petra"));
        var page = await petra.GetPageAsync("/settings");
        Assert.NotNull(page.QuerySelector("#Links input[value=read][checked]"));
        page = await petra.SubmitAndFollowAsync(page.QuerySelector("main form"), ("Links", "leave"));
        Assert.NotNull(page.QuerySelector("#Links input[value=leave][checked]"));
        var id = await ShareAsync(cem, "https://forum.de/t/3");
        await app.RunJobsAsync();
        Assert.Empty(site.Reached);
        Assert.Null(await StoredAsync(app, id));
        Assert.Empty((await (await app.SignInAsync("jana")).GetPageAsync($"/desk/discussions/{id}")).Text("#preview").Trim());
        Assert.Contains("Adresse des Servers", (await cem.GetPageAsync("/privacy")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_closed_group_is_said_calmly_and_the_screenshot_counts(Database database)
    {
        await using var site = await StrangeSite.StartAsync(context =>
        {
            context.Response.StatusCode = 400;
            return StrangeSite.Page("Log in")(context);
        });
        await using var app = await AppAsync(database, site);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var pictured = await cem.ReportAsync([TestPictures.File()], ("url", "https://www.facebook.com/groups/1/posts/11"), ("involvement", "watching"));
        var alone = await ShareAsync(cem, "https://www.facebook.com/groups/1/posts/12");
        await app.RunJobsAsync();
        // Of the links of one company one is looked at after the other.
        app.Time.Advance(ReadLink.LongestWait);
        await app.RunJobsAsync();
        Assert.Contains("der Screenshot zählt", (await jana.GetPageAsync($"/desk/discussions/{pictured}")).Text("#preview"), StringComparison.Ordinal);
        Assert.Contains("Ein Screenshot hilft", (await jana.GetPageAsync($"/desk/discussions/{alone}")).Text("#preview"), StringComparison.Ordinal);
        Assert.Equal(("", ""), ((await StoredAsync(app, alone))!.Title, (await StoredAsync(app, alone))!.Text));
    }

    [Theory, OnBoth]
    public async Task It_is_handed_out_with_the_report_also_when_that_belongs_to_another_one_and_goes_after_90_days(Database database)
    {
        await using var site = await SiteAsync();
        await using var app = await AppAsync(database, site);
        var (cem, anna, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("anna"), await app.SignInAsync("jana"));
        var (lead, part) = (await ShareAsync(cem, "https://forum.de/t/4"), await ShareAsync(anna, "https://forum.de/t/4", "Ich auch"));
        await app.RunJobsAsync();
        await jana.DoAsync(lead, "Acknowledge");
        await jana.DoAsync(lead, "Message", ("text", "Nur für Cem"));
        await jana.DoAsync(part, "Message", ("text", "Nur für Anna"));
        await jana.DoAsync(lead, "TakeOver");
        await jana.DoAsync(lead, "PublicWord", ("text", "Wir prüfen das."));
        await jana.DoAsync(lead, "Resolve", ("outcome", "Calmed"), ("reason", "Ist ruhig."));
        async Task<JsonElement> ExportAsync(HttpClient client, Guid report) => JsonDocument.Parse(await (await client.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync())
            .RootElement.GetProperty("reports").EnumerateArray().Single(r => r.GetProperty("Id").GetGuid() == report);
        static string[] Words(JsonElement report) => [.. report.GetProperty("FromTheTeam").EnumerateArray().Select(w => w.GetProperty("Text").GetString()!)];
        var (first, second) = (await ExportAsync(cem, lead), await ExportAsync(anna, part));
        Assert.Equal(["Nur für Cem", "Wir prüfen das.", "Ist ruhig."], Words(first));
        Assert.Equal(["Nur für Anna", "Wir prüfen das.", "Ist ruhig."], Words(second));
        foreach (var name in new[] { "State", "SeenAt", "ClosedAt", "Outcome" }) Assert.Equal(first.GetProperty(name).ToString(), second.GetProperty(name).ToString());
        foreach (var export in new[] { first, second })
        {
            Assert.Equal("So war es <script> am Morgen", export.GetProperty("Preview").GetProperty("Text").GetString());
            Assert.NotEmpty(export.GetProperty("Preview").GetProperty("WebP").GetBytesFromBase64());
        }
        app.Time.Advance(TimeSpan.FromDays(91));
        await app.WithDbAsync(null, db =>
        {
            db.Enqueue(new KeepLimits(), "test");
            return db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
        Assert.Null(await StoredAsync(app, lead));
    }

    [Theory, OnBoth]
    public async Task While_one_link_is_looked_at_the_others_of_the_organisation_wait_and_none_is_lost(Database database)
    {
        var gate = new TaskCompletionSource();
        var waiting = 0;
        await using var site = await StrangeSite.StartAsync(async context =>
        {
            Interlocked.Increment(ref waiting);
            await gate.Task;
            await StrangeSite.Page("<title>Da</title>")(context);
        });
        await using var app = await AppAsync(database, site);
        var cem = await app.SignInAsync("cem");
        var ids = new List<Guid>();
        for (var n = 0; n < 5; n++) ids.Add(await ShareAsync(cem, $"https://forum.de/viele/{n}"));
        var running = app.RunJobsAsync();
        for (var n = 0; n < 200 && Volatile.Read(ref waiting) < 1; n++) await Task.Delay(20);
        await Task.Delay(100);
        Assert.Equal(1, Volatile.Read(ref waiting));
        gate.SetResult();
        await running;
        for (var n = 0; n < 5; n++)
        {
            app.Time.Advance(ReadLink.LongestWait);
            await app.RunJobsAsync();
        }
        foreach (var id in ids) Assert.Equal(PreviewState.Read, (await StoredAsync(app, id))!.State);
    }
}
