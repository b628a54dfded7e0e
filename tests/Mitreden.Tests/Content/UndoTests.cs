using System.Net;
using AngleSharp.Dom;
using Mitreden.Content;
using Mitreden.Content.Contracts;
using Mitreden.Placement;

namespace Mitreden.Tests.Content;

/// <summary>What an author has published, taken out or restored is undone with one tap; each test takes a piece of its own.</summary>
public sealed class UndoTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth("units/K5", "title"), OnBoth("items/T07", "situation"), OnBoth("scenarios/S5", "title")]
    public async Task What_was_published_is_undone_from_the_notice_and_the_undoing_too(Database database, string piece, string field)
    {
        var miriam = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var before = await HeldAsync();
        var versions = await miriam.PublishAsync(piece, ($"{field}.du", "Ganz neu"), ($"{field}.sie", "Ganz neu"));
        Assert.Contains("Fassung 1 gilt jetzt", versions.Text(".notice--success"), StringComparison.Ordinal);
        Assert.Equal("Ganz neu", await HeldAsync());

        var undone = await miriam.SubmitAndFollowAsync(Undo(versions));
        Assert.Contains("Rückgängig gemacht. Jetzt gilt wieder, was mitgeliefert wurde.", undone.Text(".notice--success"), StringComparison.Ordinal);
        Assert.Equal(before, await HeldAsync());

        var again = await miriam.SubmitAndFollowAsync(Undo(undone));
        Assert.Contains("Fassung 3 gilt jetzt und sagt dasselbe wie Fassung 1", again.Text(".notice--success"), StringComparison.Ordinal);
        Assert.Equal("Ganz neu", await HeldAsync());
        Assert.Null(Undo(await miriam.GetPageAsync($"/learning/content/{piece}/versions")));

        async Task<string> HeldAsync() => (await miriam.GetPageAsync($"/learning/content/{piece}")).Held($"{field}.du");
    }

    [Theory, OnBoth]
    public async Task Of_two_versions_of_ones_own_the_earlier_one_comes_back_and_so_does_what_was_restored_over(Database database)
    {
        var app = await apps.OnAsync(database);
        var (miriam, anna) = (await app.SignInAsync("miriam"), await app.SignInAsync("anna"));
        await miriam.PublishAsync("units/K6", ("title.du", "Erstens"), ("title.sie", "Erstens"));
        var versions = await miriam.PublishAsync("units/K6", ("title.du", "Zweitens"), ("title.sie", "Zweitens"));
        versions = await miriam.SubmitAndFollowAsync(Undo(versions));
        Assert.Contains("Fassung 3 gilt jetzt und sagt dasselbe wie Fassung 1", versions.Text(".notice--success"), StringComparison.Ordinal);
        Assert.Equal("Erstens", await TitleAsync());
        // An older version is published again, and that is undone.
        versions = await miriam.SubmitAndFollowAsync(PutBack(versions, 2));
        Assert.Equal("Zweitens", await TitleAsync());
        versions = await miriam.SubmitAndFollowAsync(Undo(versions));
        Assert.Equal("Erstens", await TitleAsync());
        // Going back to what ships is undone as well.
        versions = await miriam.SubmitAndFollowAsync(PutBack(versions, 0));
        Assert.NotEqual("Erstens", await TitleAsync());
        await miriam.SubmitAndFollowAsync(Undo(versions));
        Assert.Equal("Erstens", await TitleAsync());

        async Task<string> TitleAsync() => (await anna.GetPageAsync("/learning/units/K6")).Text("h1");
    }

    [Theory, OnBoth]
    public async Task A_piece_that_was_taken_out_is_back_with_one_tap_and_one_that_was_begun_is_out(Database database)
    {
        var app = await apps.OnAsync(database);
        var organisation = await app.DemoOrganisationAsync();
        var json = ContentFile.Write(Items.Shipped["T01"] with { Id = "E50" });
        await app.WithDbAsync(organisation, db =>
        {
            db.Add(ContentVersion.Publish(organisation, ContentKind.Item, "E50", 1, json, TestApp.Beginning));
            return db.SaveChangesAsync();
        });
        var miriam = await app.SignInAsync("miriam");
        Assert.True(await IsThereAsync());
        var versions = await miriam.SubmitAndFollowAsync(PutBack(await miriam.GetPageAsync("/learning/content/items/E50/versions"), 0));
        Assert.Contains("Herausgenommen", versions.Text(".notice--success"), StringComparison.Ordinal);
        Assert.False(await IsThereAsync());
        versions = await miriam.SubmitAndFollowAsync(Undo(versions));
        Assert.True(await IsThereAsync());
        versions = await miriam.SubmitAndFollowAsync(Undo(versions));
        Assert.Contains("Zu sehen ist es jetzt nicht mehr", versions.Text(".notice--success"), StringComparison.Ordinal);
        Assert.False(await IsThereAsync());

        async Task<bool> IsThereAsync() => (await miriam.GetPageAsync("/learning/content/items?q=E50")).QuerySelector("#found a[href$='/items/E50']") is not null;
    }

    [Theory, OnBoth]
    public async Task Where_somebody_has_published_since_nothing_is_undone_and_the_author_is_told(Database database)
    {
        var app = await apps.OnAsync(database);
        var (first, second) = (await app.SignInAsync("miriam"), await app.SignInAsync("miriam"));
        var versions = await first.PublishAsync("scenarios/S6", ("title.du", "Meins"), ("title.sie", "Meins"));
        await second.PublishAsync("scenarios/S6", ("title.du", "Deins"), ("title.sie", "Deins"));
        var refused = await (await first.SubmitAsync(Undo(versions))).PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("inzwischen gilt eine neuere Fassung", refused.Text(".notice--error"), StringComparison.Ordinal);
        Assert.Null(Undo(refused));
        Assert.Equal("Deins", (await second.GetPageAsync("/learning/content/scenarios/S6")).Held("title.du"));
    }

    [Theory, OnBoth]
    public async Task A_double_tap_undoes_once_and_a_number_that_was_never_given_nothing(Database database)
    {
        var miriam = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var versions = await miriam.PublishAsync("units/U3", ("title.du", "Ganz neu"), ("title.sie", "Ganz neu"));
        foreach (var basis in new[] { "0", "7" })
            Assert.Equal(HttpStatusCode.Conflict, (await miriam.SubmitAsync(Undo(versions), ("basis", basis))).StatusCode);
        await miriam.SubmitAndFollowAsync(Undo(versions));
        var twice = await miriam.SubmitAndFollowAsync(Undo(versions));
        Assert.Contains("Rückgängig gemacht", twice.Text(".notice--success"), StringComparison.Ordinal);
        Assert.Contains("Fassung 2", twice.Text(".list__item strong"), StringComparison.Ordinal);
        Assert.NotEqual("Ganz neu", (await miriam.GetPageAsync("/learning/content/units/U3")).Held("title.du"));
    }

    [Theory, OnBoth]
    public async Task A_page_about_another_piece_offers_no_undoing_of_this_one(Database database)
    {
        var miriam = await (await apps.OnAsync(database)).SignInAsync("miriam");
        var page = (await miriam.GetPageAsync("/learning/content/units/U1")).Write(("title.du", "Ganz neu"), ("title.sie", "Ganz neu"));
        using var published = await miriam.PublishAsync(page);
        Assert.Null(Undo(await miriam.GetPageAsync("/learning/content/units/U2/versions")));
        Assert.NotNull(Undo(await miriam.FollowAsync(published)));
    }

    private static IElement? Undo(IDocument versions) => versions.QuerySelector("form[action$='handler=Undo']");

    /// <summary>The form that publishes a version again; 0 for what ships, or for taking out.</summary>
    private static IElement? PutBack(IDocument versions, int number) =>
        versions.QuerySelectorAll("form").First(f => f.QuerySelector("[name=number]")?.GetAttribute("value") == $"{number}");
}
