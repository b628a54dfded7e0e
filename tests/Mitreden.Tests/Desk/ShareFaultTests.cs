using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Reporting;

namespace Mitreden.Tests.Desk;

/// <summary>What is wrong is said beside its field, everything typed stays, and nothing is stored.</summary>
public sealed class ShareFaultTests(Apps apps) : IClassFixture<Apps>
{
    private static async Task<IDocument> RefusedAsync(TestApp app, IReadOnlyList<TestFile> files, params (string, string?)[] fields)
    {
        var stefan = await app.SignInAsync("stefan");
        var (person, form) = ((await app.PersonAsync("stefan")).Id, await stefan.ShareFormAsync());
        var before = await app.CountAsync(person);
        using var answer = await stefan.SubmitAsync(form, files, fields);
        var page = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(before, await app.CountAsync(person));
        Assert.Equal(Value(form, "key"), Value(page.QuerySelector("#share-form")!, "key"));
        return page;
    }

    private static string Value(IElement form, string name) => ((IHtmlInputElement)form.QuerySelector($"[name={name}]")!).Value;

    [Theory, OnBoth]
    public async Task Nothing_at_all(Database database)
    {
        var page = await RefusedAsync(await apps.OnAsync(database), [], ("involvement", "watching"));
        Assert.Contains("einen Link, ein paar Worte oder einen Screenshot", page.Text("#url-error"), StringComparison.Ordinal);
        Assert.Equal("#url", page.QuerySelector(".notice--error li a")!.GetAttribute("href"));
    }

    [Theory]
    [OnBoth("javascript:alert(document.cookie)"), OnBoth("data:text/html,x"), OnBoth("das ist kein Link"), OnBoth("https://jana:pw@forum.example/")]
    public async Task A_link_that_is_none(Database database, string url)
    {
        var page = await RefusedAsync(await apps.OnAsync(database), [], ("url", url), ("text", "Mein Text"), ("title", "Mein Titel"), ("involvement", "wrote"));
        Assert.Contains("http://", page.Text("#url-error"), StringComparison.Ordinal);
        var form = page.QuerySelector("#share-form")!;
        Assert.Equal((url, "Mein Titel", "Mein Text"), (Value(form, "url"), Value(form, "title"), page.QuerySelector<IHtmlTextAreaElement>("#text")!.Value));
        Assert.Equal(("true", "url-error"), (page.QuerySelector("#url")!.GetAttribute("aria-invalid"), page.QuerySelector("#url")!.GetAttribute("aria-describedby")));
    }

    [Theory, OnBoth]
    public async Task A_hundred_thousand_characters(Database database)
    {
        var text = string.Concat(Enumerable.Repeat("0123456789", 10_000));
        var page = await RefusedAsync(await apps.OnAsync(database), [], ("text", text), ("involvement", "watching"));
        Assert.Contains("5.000", page.Text("#text-error"), StringComparison.Ordinal);
        Assert.Equal(text, page.QuerySelector<IHtmlTextAreaElement>("#text")!.Value);
    }

    [Theory, OnBoth]
    public async Task No_tap(Database database)
    {
        var page = await RefusedAsync(await apps.OnAsync(database), [], ("text", "Mein Text"), ("involvement", "panik"));
        Assert.Equal("#involvement", page.QuerySelector(".notice--error li a")!.GetAttribute("href"));
    }

    [Theory, OnBoth]
    public async Task A_file_that_is_no_picture_goes_and_the_good_ones_stay(Database database)
    {
        var app = await apps.OnAsync(database);
        var page = await RefusedAsync(app, [TestPictures.File(), new TestFile("screenshots", "x.png", "image/png", Encoding.UTF8.GetBytes("<script>alert(1)</script>")), TestPictures.File()],
            ("text", "Zwei gute"), ("involvement", "watching"));
        Assert.Contains("nicht als Bild", page.Text("#screenshots-error"), StringComparison.Ordinal);
        Assert.Equal(2, page.QuerySelectorAll("#share-form .thumb img").Length);
        var stefan = await app.SignInAsync("stefan");
        using (var kept = await stefan.GetAsync(page.QuerySelector("#share-form .thumb img")!.GetAttribute("src"))) Assert.Equal("image/webp", kept.Content.Headers.ContentType!.MediaType);
        var again = await stefan.GetPageAsync("/desk/share?kept=" + Value(page.QuerySelector("#share-form")!, "kept"));
        using var answer = await stefan.SubmitAsync(again.QuerySelector("#share-form"), ("involvement", "watching"));
        var stored = await app.StoredAsync(await DeskSteps.IdAsync(answer));
        Assert.Equal((2, "Zwei gute"), (stored.Screenshots, stored.Text));
    }

    [Theory, OnBoth]
    public async Task Seven_pictures_are_one_too_many(Database database)
    {
        var page = await RefusedAsync(await apps.OnAsync(database), [.. Enumerable.Range(1, 7).Select(n => TestPictures.File($"{n}.png"))], ("involvement", "watching"));
        Assert.Equal(6, page.QuerySelectorAll("#share-form .thumb img").Length);
        Assert.NotEqual("", page.Text("#screenshots-error"));
    }

    [Theory, OnBoth(true), OnBoth(false)]
    public async Task More_than_ten_megabytes_get_a_clear_page_and_leave_nothing(Database database, bool saysItsLength)
    {
        var app = await apps.OnAsync(database);
        var (cem, person) = (await app.SignInAsync("cem"), (await app.PersonAsync("cem")).Id);
        var before = (await app.CountAsync(person), await DraftsAsync(app));
        var body = new MultipartFormDataContent { { new StringContent("watching"), "involvement" }, { new ByteArrayContent(new byte[FormGate() + 1]), "screenshots", "a.png" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/desk/share") { Content = body };
        if (!saysItsLength) request.Headers.TransferEncodingChunked = true;
        using var answer = await cem.SendAsync(request);
        var page = await answer.PageAsync(HttpStatusCode.RequestEntityTooLarge);
        Assert.Equal("Das ist zu groß", page.Text("h1"));
        Assert.Contains("10 MB", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal(before, (await app.CountAsync(person), await DraftsAsync(app)));
    }

    [Theory]
    [OnBoth("--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nabgeriss"), OnBoth(""), OnBoth("kein Formular"), OnBoth("--x\r\nMuell: \u0001\r\n\r\n--x--")]
    public async Task A_broken_form_gets_a_clear_page(Database database, string body)
    {
        var app = await apps.OnAsync(database);
        var (cem, person) = (await app.SignInAsync("cem"), (await app.PersonAsync("cem")).Id);
        var before = await app.CountAsync(person);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        using var answer = await cem.PostAsync("/desk/share", content);
        var page = await answer.PageAsync(HttpStatusCode.BadRequest);
        Assert.NotEqual("", page.Text("h1"));
        Assert.Equal(before, await app.CountAsync(person));
    }

    [Theory, OnBoth("falsch"), OnBoth("")]
    public async Task A_wrong_form_token_loses_nothing_and_reports_nothing(Database database, string token)
    {
        var app = await apps.OnAsync(database);
        var (cem, person) = (await app.SignInAsync("cem"), (await app.PersonAsync("cem")).Id);
        var (before, form) = (await app.CountAsync(person), await cem.ShareFormAsync());
        using var answer = await cem.SubmitAsync(form, [TestPictures.File()],
            ("__RequestVerificationToken", token.Length > 0 ? token : null), ("text", "Bleibt da"), ("url", "https://forum.example/9"), ("involvement", "heated"));
        var page = await answer.PageAsync(HttpStatusCode.BadRequest);
        Assert.Contains("tippe noch einmal", page.Text(".notice--warn"), StringComparison.Ordinal);
        var again = page.QuerySelector("#share-form")!;
        Assert.Equal((Value(form, "key"), "https://forum.example/9"), (Value(again, "key"), Value(again, "url")));
        Assert.Equal((1, before), (again.QuerySelectorAll(".thumb").Length, await app.CountAsync(person)));
        using var second = await cem.SubmitAsync(again, ("involvement", "heated"));
        Assert.Equal(("Bleibt da", 1), ((await app.StoredAsync(await DeskSteps.IdAsync(second))).Text, (await app.StoredAsync(await DeskSteps.IdAsync(second))).Screenshots));
        Assert.Equal(before + 1, await app.CountAsync(person));
    }

    private static int FormGate() => (int)Mitreden.Foundation.Web.FormGate.LargestForm;

    private static Task<int> DraftsAsync(TestApp app) => app.WithDbAsync(null, db => db.Set<ShareDraft>().CountAsync());
}
