using System.Net;
using System.Web;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Blocks;
using Mitreden.Desk.Reporting;
using Mitreden.Tests.Desk;

namespace Mitreden.Tests.Input;

/// <summary>Where there is no room for more, that is said, and with it the way out.</summary>
public sealed class NoRoomTests
{
    /// <remarks>Half a gigabyte of the same sign costs PostgreSQL a few megabytes; SQLite would write all of it to the disk.</remarks>
    [Fact]
    public async Task On_PostgreSQL_a_picture_for_which_strangers_have_left_no_room_is_said_to_be_missing_and_the_words_stay()
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = Database.Postgres });
        await FillAsync(app);
        var page = await ComeBackAsync(app, "Kein Platz mehr");
        Assert.StartsWith("Ein Bild fehlt. Vor der Anmeldung war kein Platz mehr dafür. Füg noch einmal hinzu", page.Text(".notice--warn"), StringComparison.Ordinal);
        Assert.Equal("Kein Platz mehr", page.QuerySelector<IHtmlTextAreaElement>("#text")!.Value);
        Assert.Empty(page.QuerySelectorAll("#share-form .thumb"));
        // Whoever is signed in has room all the same.
        var anna = await app.SignInAsync("anna");
        using (var own = await anna.PostAsync("/desk/share-target", FromPhone("Mit Sitzung"))) Assert.Single((await anna.FollowAsync(own)).QuerySelectorAll("#share-form .thumb"));
        // What has waited for an hour takes no room any more.
        app.Time.Advance(ShareDraft.Life);
        Assert.Single((await ComeBackAsync(app, "Wieder Platz")).QuerySelectorAll("#share-form .thumb"));
    }

    [Theory, OnBoth]
    public async Task The_text_block_after_the_hundredth_is_refused_with_the_way_out(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (jana, company) = (await app.SignInAsync("jana"), await app.DemoOrganisationAsync());
        var form = DeskSteps.Form(await jana.GetPageAsync("/desk/blocks"), "Add");
        await app.WithDbAsync(company, async db =>
        {
            for (var n = 0; n < TextBlock.Most; n++) db.Add(TextBlock.Of(company, $"Baustein {n}", "Text", app.Time.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        using (var refused = await jana.SubmitAsync(form, ("title", "Einer zu viel"), ("text", "Text")))
        {
            var late = await refused.PageAsync(HttpStatusCode.UnprocessableEntity);
            Assert.Contains("Lösche zuerst einen alten", late.Text("[role=alert]"), StringComparison.Ordinal);
            Assert.Equal(("Einer zu viel", "Text"), (late.QuerySelector("#title")!.GetAttribute("value"), late.QuerySelector("#text")!.TextContent));
        }
        Assert.Equal(TextBlock.Most, await app.WithDbAsync(company, db => db.Set<TextBlock>().CountAsync()));
        var page = await jana.GetPageAsync("/desk/blocks");
        Assert.Null(page.QuerySelector("form[action$='handler=Add']"));
        page = await jana.SubmitAndFollowAsync(DeskSteps.Form(page, "Remove"));
        await jana.SubmitAndFollowAsync(DeskSteps.Form(page, "Add"), ("title", "Jetzt passt er"), ("text", "Text"));
        Assert.Equal(TextBlock.Most, await app.WithDbAsync(company, db => db.Set<TextBlock>().CountAsync()));
    }

    /// <summary>Strangers' pictures fill all the room that there is for them: eleven of 50 MB are more than <see cref="Intake.MostWaiting"/>.</summary>
    private static Task FillAsync(TestApp app) => app.WithDbAsync(null, async db =>
    {
        var (draft, _) = ShareDraft.Of("", "Von jemandem", "", Guid.CreateVersion7(), 1, app.Time.GetUtcNow());
        db.Add(draft);
        await db.SaveChangesAsync();
        await db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO "DraftPictures" ("Id", "DraftId", "Number", "Bytes", "Width", "Height")
            SELECT gen_random_uuid(), {0}, n, convert_to(repeat('0', 50000000), 'UTF8'), 1, 1 FROM generate_series(1, 11) AS n
            """, draft.Id));
    });

    private static MultipartFormDataContent FromPhone(string text) => new()
    {
        { new StringContent(text), "text" }, { new ByteArrayContent(TestPictures.File().Bytes), "screenshots", "bild.png" },
    };

    /// <summary>Somebody without a session shares, signs in and comes back to what was kept.</summary>
    private static async Task<IDocument> ComeBackAsync(TestApp app, string text)
    {
        var visitor = app.Visitor();
        using var answer = await visitor.PostAsync("/desk/share-target", FromPhone(text));
        var back = HttpUtility.ParseQueryString(new Uri(new Uri("http://localhost"), answer.Headers.Location!).Query)["returnUrl"]!;
        Assert.StartsWith("/desk/share?kept=", back, StringComparison.Ordinal);
        using (var entered = await visitor.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", "anna")]))) Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        return await visitor.GetPageAsync(back);
    }
}
