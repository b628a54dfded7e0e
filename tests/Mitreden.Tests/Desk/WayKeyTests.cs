using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Desk.Reporting;
using Mitreden.Desk.WaysIn;

namespace Mitreden.Tests.Desk;

/// <summary>A program reports in the name of the person whose key it has.</summary>
public sealed class WayKeyTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_program_with_a_key_makes_its_owners_report_once_and_the_team_is_alerted(Database database)
    {
        var app = await apps.OnAsync(database);
        var (cem, person) = (await app.SignInAsync("cem"), await app.PersonAsync("cem"));
        var key = await cem.MakeKeyAsync();
        var (status, made, _) = await app.SendInAsync(key, WaySteps.Json(new { title = "Forum", text = "Schau mal", url = "https://forum.example/in/1", involvement = "heated" }), "lauf-1");
        var id = made.GetProperty("id").GetGuid();
        Assert.Equal((201, $"http://localhost/desk/reports/{id}"), (status, made.GetProperty("url").GetString()));
        Assert.Contains("Noch niemand hat es gesehen", made.GetProperty("status").GetString(), StringComparison.Ordinal);
        var stored = await app.StoredAsync(id);
        Assert.Equal((person.Id, "Forum", "Schau mal", "https://forum.example/in/1", Involvement.Heated), (stored.ReporterId, stored.Title, stored.Text, stored.Url, stored.Involvement));
        await app.RunJobsAsync();
        Assert.Contains(app.Mail.Sent, m => m.Body.Contains(id.ToString(), StringComparison.Ordinal));
        var (again, same, _) = await app.SendInAsync(key, WaySteps.Json(new { text = "Anders", involvement = "watching" }), "lauf-1");
        Assert.Equal((200, id, "Schau mal"), (again, same.GetProperty("id").GetGuid(), (await app.StoredAsync(id)).Text));
        var (other, more, _) = await app.SendInAsync(key, WaySteps.Json(new { text = "Neu", involvement = "watching", key = "lauf-2" }));
        Assert.Equal(201, other);
        Assert.NotEqual(id, more.GetProperty("id").GetGuid());
    }

    [Theory, OnBoth]
    public async Task Twenty_programs_with_one_key_at_once_make_one_report(Database database)
    {
        var app = await apps.OnAsync(database);
        var key = await (await app.SignInAsync("anna")).MakeKeyAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.SendInAsync(key, WaySteps.Json(new { text = "gleichzeitig", involvement = "watching" }), "zugleich")));
        Assert.Single(answers.Select(a => a.Answer.GetProperty("id").GetGuid()).Distinct());
        Assert.All(answers, a => Assert.True(a.Status is 200 or 201));
    }

    [Theory, OnBoth]
    public async Task Without_the_one_tap_nothing_is_reported_and_nothing_is_lost(Database database)
    {
        var app = await apps.OnAsync(database);
        var (stefan, person) = (await app.SignInAsync("stefan"), (await app.PersonAsync("stefan")).Id);
        var (key, before) = (await stefan.MakeKeyAsync(), await app.CountAsync(person));
        var form = new MultipartFormDataContent { { new StringContent("Vom iPhone https://forum.example/in/2"), "text" }, { Picture(), "bild", "IMG_1.png" } };
        var (status, kept, _) = await app.SendInAsync(key, form);
        Assert.Equal(202, status);
        var back = new Uri(kept.GetProperty("url").GetString()!).PathAndQuery;
        Assert.StartsWith("/desk/share?kept=", back, StringComparison.Ordinal);
        Assert.Equal(before, await app.CountAsync(person));
        var page = await stefan.GetPageAsync(back);
        Assert.Equal("Vom iPhone https://forum.example/in/2", page.QuerySelector<IHtmlTextAreaElement>("#text")!.Value);
        Assert.Single(page.QuerySelectorAll("#share-form .thumb"));
        using var sent = await stefan.SubmitAsync(page.QuerySelector("#share-form"), ("involvement", "watching"));
        Assert.Equal((1, "https://forum.example/in/2"), ((await app.StoredAsync(await DeskSteps.IdAsync(sent))).Screenshots, (await app.StoredAsync(await DeskSteps.IdAsync(sent))).Url));
    }

    [Theory, OnBoth]
    public async Task A_form_with_a_screenshot_is_a_report_as_well(Database database)
    {
        var app = await apps.OnAsync(database);
        var key = await (await app.SignInAsync("cem")).MakeKeyAsync();
        var form = new MultipartFormDataContent { { new StringContent("wrote"), "involvement" }, { Picture(), "screenshots", "IMG_1.png" } };
        var (status, made, _) = await app.SendInAsync(key, form);
        Assert.Equal((201, 1), (status, (await app.StoredAsync(made.GetProperty("id").GetGuid())).Screenshots));
    }

    [Theory, OnBoth]
    public async Task What_does_not_work_says_why_and_the_way_out(Database database)
    {
        var app = await apps.OnAsync(database);
        var (emily, person) = (await app.SignInAsync("emily"), (await app.PersonAsync("emily")).Id);
        var (key, before) = (await emily.MakeKeyAsync(), await app.CountAsync(person));
        async Task CheckAsync(int expected, string words, HttpContent? content, string? with = null)
        {
            var (status, problem, raw) = await app.SendInAsync(with ?? key, content);
            Assert.Equal((expected, expected, "application/problem+json"), (status, problem.GetProperty("status").GetInt32(), raw.Content.Headers.ContentType!.MediaType));
            Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            if (expected == 401) Assert.Equal("Bearer", raw.Headers.WwwAuthenticate.ToString());
        }
        await CheckAsync(401, "Bearer", WaySteps.Json(new { text = "x" }), "unbekannt");
        await CheckAsync(401, "Bearer", WaySteps.Json(new { text = "x" }), new string('x', 5000));
        await CheckAsync(415, "application/json", new StringContent("text"));
        await CheckAsync(415, "application/json", null);
        await CheckAsync(400, "JSON", new StringContent("{", Encoding.UTF8, "application/json"));
        await CheckAsync(400, "JSON", new StringContent("null", Encoding.UTF8, "application/json"));
        await CheckAsync(400, "JSON", new StringContent("""{"text":5}""", Encoding.UTF8, "application/json"));
        await CheckAsync(413, "256 KB", WaySteps.Json(new { text = new string('x', 300_000) }));
        await CheckAsync(422, "link", WaySteps.Json(new { url = "javascript:alert(1)", involvement = "watching" }));
        await CheckAsync(422, "too long", WaySteps.Json(new { text = new string('x', Discussion.LongestText + 1), involvement = "watching" }));
        await CheckAsync(422, "", WaySteps.Json(new { involvement = "watching" }));
        await CheckAsync(422, "PNG", new MultipartFormDataContent { { new StringContent("heated"), "involvement" }, { new ByteArrayContent([1, 2, 3]), "screenshots", "x.png" } });
        Assert.Equal(before, await app.CountAsync(person));
    }

    [Theory, OnBoth]
    public async Task A_form_that_is_too_large_is_refused_as_problem_json_whatever_the_program_accepts(Database database)
    {
        var app = await apps.OnAsync(database);
        var key = await (await app.SignInAsync("cem")).MakeKeyAsync();
        var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[11 * 1024 * 1024]), "screenshots", "x.png" } };
        var (status, problem, raw) = await app.SendInAsync(key, form);
        Assert.Equal((413, "application/problem+json"), (status, raw.Content.Headers.ContentType!.MediaType));
        Assert.NotEqual("", problem.GetProperty("detail").GetString());
    }

    [Theory, OnBoth]
    public async Task A_program_that_has_run_wild_makes_one_item_of_it_all_and_is_slowed_down_by_address(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var key = await (await app.SignInAsync("cem")).MakeKeyAsync();
        var cem = (await app.PersonAsync("cem")).Id;
        for (var n = 0; n < 2 * Gathering.Flood; n++) Assert.Equal(201, (await app.SendInAsync(key, WaySteps.Json(new { text = $"{n}", involvement = "watching" }), $"n{n}")).Status);
        Assert.Equal(200, (await app.SendInAsync(key, WaySteps.Json(new { text = "0" }), "n0")).Status);
        Assert.Equal(1, await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Discussion>().CountAsync(d => d.ReporterId == cem && d.ClosedAt == null)));
        var one = app.Visitor();
        for (var n = 0; n < 60; n++) Assert.Equal(401, (await app.SendInAsync("geraten", WaySteps.Json(new { text = "x" }), from: one)).Status);
        var (status, _, raw) = await app.SendInAsync(key, WaySteps.Json(new { text = "x" }), from: one);
        Assert.Equal((429, "application/problem+json"), (status, raw.Content.Headers.ContentType!.MediaType));
    }

    [Theory, OnBoth("Close"), OnBoth("Leave")]
    public async Task A_key_that_was_removed_or_whose_owner_has_left_opens_nothing(Database database, string how)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var person = await app.AddPersonAsync(company, "Gero Geht");
        var gero = await app.SignInAsync(person.Id);
        var key = await gero.MakeKeyAsync();
        if (how == "Close") await gero.SubmitAndFollowAsync(DeskSteps.Form(await gero.GetPageAsync("/desk/ways-in"), "Close"), ("id", await WayIdAsync(app, person.Id)));
        else
        {
            var petra = await app.SignInAsync("petra");
            await petra.SubmitAndFollowAsync(DeskSteps.Form(await petra.GetPageAsync($"/people/{person.Id}"), "Leave"));
        }
        Assert.Equal(401, (await app.SendInAsync(key, WaySteps.Json(new { text = "x", involvement = "watching" }))).Status);
        Assert.Equal(0, await app.WithDbAsync(company, db => db.Set<Way>().CountAsync(w => w.PersonId == person.Id)));
        Assert.Equal(0, await app.CountAsync(person.Id));
    }

    [Theory, OnBoth]
    public async Task The_same_words_as_a_key_of_somebody_else_are_another_report(Database database)
    {
        var app = await apps.OnAsync(database);
        var ids = new List<Guid>();
        foreach (var name in new[] { "cem", "anna" })
            ids.Add((await app.SendInAsync(await (await app.SignInAsync(name)).MakeKeyAsync(), WaySteps.Json(new { text = name, involvement = "watching" }), "heute")).Answer.GetProperty("id").GetGuid());
        Assert.Equal(["cem", "anna"], [(await app.StoredAsync(ids[0])).Text, (await app.StoredAsync(ids[1])).Text]);
    }

    private static ByteArrayContent Picture()
    {
        var picture = new ByteArrayContent(TestPictures.File().Bytes);
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        return picture;
    }

    private static async Task<string> WayIdAsync(TestApp app, Guid person) => (await app.WithDbAsync(await app.DemoOrganisationAsync(),
        db => db.Set<Way>().Where(w => w.PersonId == person).Select(w => w.Id).SingleAsync())).ToString();
}
