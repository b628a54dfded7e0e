using System.Net;
using System.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;

namespace Mitreden.Tests.Desk;

/// <summary>A share survives a session that has run out, and what comes from a phone's share menu waits for the one tap.</summary>
public sealed class ShareSignedOutTests(Apps apps) : IClassFixture<Apps>
{
    private static MultipartFormDataContent FromPhone(string text) => new()
    {
        { new StringContent("Pumpenforum"), "title" }, { new StringContent(text), "text" }, { new ByteArrayContent(TestPictures.File().Bytes), "screenshots", "bild.png" },
    };

    private static Task<HttpResponseMessage> SignInOnAsync(HttpClient client, Person person) => client.GetAsync($"/test-sign-in?person={person.Id}");

    private static string Back(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var address = new Uri(new Uri("http://localhost"), answer.Headers.Location!);
        Assert.Equal("/sign-in", address.AbsolutePath);
        var back = HttpUtility.ParseQueryString(address.Query)["returnUrl"]!;
        Assert.StartsWith("/desk/share?kept=", back, StringComparison.Ordinal);
        return back;
    }

    private static string Value(IDocument page, string name) => ((IHtmlInputElement)page.QuerySelector($"#share-form [name={name}]")!).Value;

    [Theory, OnBoth]
    public async Task A_session_that_ends_in_the_middle_of_a_share_loses_nothing(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var person = await app.AddPersonAsync(company, "Nora Neu");
        var nora = await app.SignInAsync(person.Id);
        var form = await nora.ShareFormAsync();
        await app.WithDbAsync(company, async db =>
        {
            (await db.Set<Account>().SingleAsync(a => a.Id == person.AccountId)).SecurityStamp = "anders";
            await db.SaveChangesAsync();
        });
        using var lost = await nora.SubmitAsync(form, [TestPictures.File()], ("text", "Mitten im Satz"), ("url", "https://forum.example/n"), ("involvement", "heated"));
        var back = Back(lost);
        Assert.Equal(0, await app.CountAsync(person.Id));
        using (var entered = await SignInOnAsync(nora, person)) entered.EnsureSuccessStatusCode();
        var page = await nora.GetPageAsync(back);
        Assert.Equal(((IHtmlInputElement)form.QuerySelector("[name=key]")!).Value, Value(page, "key"));
        Assert.Equal(("https://forum.example/n", "Mitten im Satz"), (Value(page, "url"), page.QuerySelector<IHtmlTextAreaElement>("#text")!.Value));
        using (var picture = await nora.GetAsync(page.QuerySelector("#share-form .thumb img")!.GetAttribute("src"))) Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        using var sent = await nora.SubmitAsync(page.QuerySelector("#share-form"), ("involvement", "heated"));
        using var twice = await nora.SubmitAsync(page.QuerySelector("#share-form"), ("involvement", "heated"));
        var stored = await app.StoredAsync(await DeskSteps.IdAsync(sent));
        Assert.Equal((stored.Id, 1), (await DeskSteps.IdAsync(twice), await app.CountAsync(person.Id)));
        Assert.Equal((1, "Mitten im Satz"), (stored.Screenshots, stored.Text));
        Assert.Contains("nach einer Stunde gelöscht", (await nora.GetPageAsync(back)).Text(".notice--warn"), StringComparison.Ordinal);
        using var gone = await nora.GetAsync(page.QuerySelector("#share-form .thumb img")!.GetAttribute("src"));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory, OnBoth]
    public async Task The_share_menu_leads_to_the_form_and_makes_no_report_by_itself(Database database)
    {
        var app = await apps.OnAsync(database);
        var (anna, person) = (await app.SignInAsync("anna"), (await app.PersonAsync("anna")).Id);
        var before = await app.CountAsync(person);
        using var answer = await anna.PostAsync("/desk/share-target", FromPhone("Lies mal https://forum.example/5"));
        Assert.StartsWith("/desk/share?kept=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var page = await anna.FollowAsync(answer);
        Assert.Equal(("https://forum.example/5", "Pumpenforum"), (Value(page, "url"), Value(page, "title")));
        Assert.Single(page.QuerySelectorAll("#share-form .thumb"));
        Assert.Equal(before, await app.CountAsync(person));
        using var sent = await anna.SubmitAsync(page.QuerySelector("#share-form"), ("involvement", "watching"));
        Assert.Equal(("Pumpenforum", 1), ((await app.StoredAsync(await DeskSteps.IdAsync(sent))).Title, await app.CountAsync(person) - before));
    }

    [Theory, OnBoth]
    public async Task The_share_menu_works_without_a_session_over_the_sign_in_page(Database database)
    {
        var app = await apps.OnAsync(database);
        var visitor = app.Visitor();
        using var answer = await visitor.PostAsync("/desk/share-target", FromPhone("Aus der App"));
        var back = Back(answer);
        using (var early = await visitor.GetAsync(back)) Assert.Equal("/sign-in", early.Headers.Location!.AbsolutePath);
        using (var signIn = await visitor.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", "anna"), new("returnUrl", back)])))
            Assert.Equal(back, signIn.Headers.Location!.OriginalString);
        Assert.Equal("Aus der App", (await visitor.GetPageAsync(back)).QuerySelector<IHtmlTextAreaElement>("#text")!.Value);
        using var byHand = await visitor.GetAsync("/desk/share-target");
        Assert.Equal("/desk/share", byHand.Headers.Location!.OriginalString);
    }

    [Theory, OnBoth(true), OnBoth(false)]
    public async Task A_picture_that_does_not_come_along_is_said_to_be_missing(Database database, bool signedIn)
    {
        var app = await apps.OnAsync(database);
        var anna = signedIn ? await app.SignInAsync("anna") : app.Visitor();
        using var form = FromPhone("Mit zwei Bildern");
        form.Add(new ByteArrayContent("kein Bild"u8.ToArray()), "screenshots", "kaputt.png");
        using var answer = await anna.PostAsync("/desk/share-target", form);
        var back = signedIn ? answer.Headers.Location!.OriginalString : Back(answer);
        if (!signedIn) using (var entered = await SignInOnAsync(anna, await app.PersonAsync("anna"))) entered.EnsureSuccessStatusCode();
        var page = await anna.GetPageAsync(back);
        Assert.StartsWith("Ein Bild fehlt.", page.Text(".notice--warn"), StringComparison.Ordinal);
        Assert.Contains("Füg noch einmal hinzu", page.Text(".notice--warn"), StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("#share-form .thumb"));
    }

    [Theory, OnBoth]
    public async Task Of_too_many_pictures_the_rest_is_said_to_be_missing(Database database)
    {
        var app = await apps.OnAsync(database);
        var anna = await app.SignInAsync("anna");
        using var form = FromPhone("Mit neun Bildern");
        for (var n = 2; n <= 9; n++) form.Add(new ByteArrayContent(TestPictures.File().Bytes), "screenshots", $"{n}.png");
        using var answer = await anna.PostAsync("/desk/share-target", form);
        var page = await anna.GetPageAsync(answer.Headers.Location!.OriginalString);
        Assert.StartsWith("3 Bilder fehlen. Mehr als 6", page.Text(".notice--warn"), StringComparison.Ordinal);
        Assert.Equal(Intake.MostPictures, page.QuerySelectorAll("#share-form .thumb").Length);
    }

    [Theory, OnBoth]
    public async Task What_was_kept_is_gone_after_an_hour(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var anna = await app.SignInAsync("anna");
        using var answer = await anna.PostAsync("/desk/share-target", FromPhone("Gleich weg"));
        var back = answer.Headers.Location!.OriginalString;
        app.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Contains("Gleich weg", (await anna.GetPageAsync(back)).Body!.TextContent, StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        var page = await anna.GetPageAsync(back);
        Assert.DoesNotContain("Gleich weg", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotEqual("", page.Text(".notice--warn"));
        using var picture = await anna.GetAsync("/desk/share/kept/" + back.Split('=')[1] + "/1");
        Assert.Equal(HttpStatusCode.NotFound, picture.StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_kept_draft_is_found_by_its_secret_only(Database database)
    {
        var app = await apps.OnAsync(database);
        using var answer = await app.Visitor().PostAsync("/desk/share-target", FromPhone("Nicht für alle"));
        var secret = Back(answer).Split('=')[1];
        Assert.Equal(22, secret.Length);
        var draft = await app.WithDbAsync(null, db => db.Set<ShareDraft>().AsNoTracking().SingleAsync(d => d.SecretHash == Secret.Hash(secret)));
        var anna = await app.SignInAsync("anna");
        foreach (var guess in new[] { draft.Id.ToString(), draft.Key.ToString(), draft.SecretHash, secret[..21], secret.ToUpperInvariant(), "", "%00", "' OR 1=1 --" })
        {
            Assert.DoesNotContain("Nicht für alle", (await anna.GetPageAsync("/desk/share?kept=" + Uri.EscapeDataString(guess))).Body!.TextContent, StringComparison.Ordinal);
            using var picture = await anna.GetAsync($"/desk/share/kept/{Uri.EscapeDataString(guess)}/1");
            Assert.Equal(HttpStatusCode.NotFound, picture.StatusCode);
        }
        using var anonymous = await app.Visitor().GetAsync($"/desk/share/kept/{secret}/1");
        Assert.Equal(HttpStatusCode.Redirect, anonymous.StatusCode);
    }
}
