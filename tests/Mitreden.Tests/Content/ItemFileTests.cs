using System.Net;
using System.Text;
using Mitreden.Content.Contracts;
using Mitreden.Foundation.Web;
using Mitreden.Placement;

namespace Mitreden.Tests.Content;

/// <summary>Situations go out as a table and come back, all of them or none.</summary>
public sealed class ItemFileTests(Apps apps) : IClassFixture<Apps>
{
    private const string Address = "/learning/content/items/import";

    [Theory, OnBoth]
    public async Task A_table_that_was_changed_in_two_places_changes_two_situations(Database database)
    {
        var (app, author) = await AuthorAsync(database);
        var table = await TableAsync(author);
        Assert.Equal(61, Encoding.UTF8.GetString(table).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        var unchanged = await (await UploadAsync(author, "items.csv", table)).PageAsync();
        Assert.Contains("Unverändert: 60", unchanged.Text(".notice"), StringComparison.Ordinal);
        var changed = Encoding.UTF8.GetString(table).Replace("Bäckerei", "Gärtnerei", StringComparison.Ordinal);
        var touched = Items.Shipped.Values.Count(i => i.Texts.SelectMany(t => t.Forms).Any(t => t.Contains("Bäckerei", StringComparison.Ordinal)));
        var preview = await (await UploadAsync(author, "items.csv", Encoding.UTF8.GetBytes(changed + NewLine()))).PageAsync();
        Assert.Contains($"Änderungen: {touched + 1}, davon neu: 1", preview.Text(".notice"), StringComparison.Ordinal);
        var list = await author.SubmitAndFollowAsync(preview.QuerySelector($"form[action='{Address}?handler=Take']"));
        Assert.Contains($"Übernommen: {touched + 1}.", list.Text(".toast"), StringComparison.Ordinal);
        Assert.Contains("X01", (await author.GetPageAsync("/learning/content/items?q=Brandneu")).Text("#found"), StringComparison.Ordinal);
        Assert.Contains("Gärtnerei", (await author.GetPageAsync("/learning/content/items/T01")).Held("situation.du"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_broken_line_is_named_and_nothing_is_taken_over(Database database)
    {
        var (_, author) = await AuthorAsync(database);
        var lines = Encoding.UTF8.GetString(await TableAsync(author)).Split("\r\n");
        lines[3] = lines[3].Replace(";K", ";Z", StringComparison.Ordinal);
        lines[5] = string.Join(';', lines[5].Split(';').Select((cell, n) => n == 2 ? "schwer" : cell));
        var refused = await (await UploadAsync(author, "items.csv", Encoding.UTF8.GetBytes(string.Join("\r\n", lines)))).PageAsync(HttpStatusCode.UnprocessableEntity);
        var bad = refused.QuerySelectorAll(".list__item").Select(i => i.TextContent).ToList();
        Assert.Equal(2, bad.Count);
        Assert.Contains("Zeile 4", bad[0], StringComparison.Ordinal);
        Assert.Contains("Zeile 6", bad[1], StringComparison.Ordinal);
        Assert.Contains("„schwer“", bad[1], StringComparison.Ordinal);
        Assert.Null(refused.QuerySelector($"form[action='{Address}?handler=Take']"));
        // Whoever sends it all the same changes nothing either.
        using var forced = await author.SubmitAsync(refused.QuerySelector($"form[action='{Address}']"), ("Text", string.Join("\r\n", lines)));
        Assert.DoesNotContain("von uns", (await author.GetPageAsync("/learning/content/items")).Text("#found"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_file_in_the_format_that_ships_works_and_a_broken_one_names_its_line(Database database)
    {
        var (_, author) = await AuthorAsync(database);
        var json = ContentFile.Shipped("items").First().Json;
        var same = await (await UploadAsync(author, "items.json", Encoding.UTF8.GetBytes(json))).PageAsync();
        Assert.Contains("Unverändert: 12", same.Text(".notice"), StringComparison.Ordinal);
        var lines = json.Split('\n');
        var place = Array.FindIndex(lines, l => l.Contains("\"difficulty\"", StringComparison.Ordinal));
        lines[place] = lines[place].Replace("difficulty", "dificulty", StringComparison.Ordinal);
        var broken = await (await UploadAsync(author, "items.json", Encoding.UTF8.GetBytes(string.Join('\n', lines)))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains($"Zeile {place + 1}", broken.Text(".notice--error"), StringComparison.Ordinal);
        Assert.DoesNotContain("JSON property", broken.Text("main"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task What_somebody_has_published_since_the_preview_is_not_written_over(Database database)
    {
        var (_, author) = await AuthorAsync(database);
        var changed = Encoding.UTF8.GetString(await TableAsync(author)).Replace("Bäckerei", "Metzgerei", StringComparison.Ordinal);
        var preview = await (await UploadAsync(author, "items.csv", Encoding.UTF8.GetBytes(changed))).PageAsync();
        await author.PublishAsync("items/T01", ("why.en", "Because."));
        var told = await (await author.SubmitAsync(preview.QuerySelector($"form[action='{Address}?handler=Take']"))).PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("Inzwischen", told.Text(".notice--error"), StringComparison.Ordinal);
        Assert.Equal("Because.", (await author.GetPageAsync("/learning/content/items/T01")).Held("why.en"));
    }

    /// <remarks>Each test is in a company of its own, so that none sees what another has taken over.</remarks>
    private async Task<(TestApp App, HttpClient Author)> AuthorAsync(Database database)
    {
        var app = await apps.OnAsync(database);
        var author = await app.AddPersonAsync((await app.FoundAsync()).OrganisationId, "Autor", Role.Author);
        return (app, await app.SignInAsync(author.Id));
    }

    private static async Task<byte[]> TableAsync(HttpClient author) => await (await author.GetAsync("/learning/content/items?handler=Csv")).Content.ReadAsByteArrayAsync();

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient author, string name, byte[] bytes) =>
        await author.SubmitAsync((await author.GetPageAsync(Address)).QuerySelector($"form[action='{Address}']"), [new TestFile("file", name, "text/csv", bytes)], ("file", null));

    private static string NewLine() => "X01;impact;4;U1;" + string.Join(';', Enumerable.Repeat("Brandneu", 6).Concat(Enumerable.Range(0, 4).SelectMany(score => new[] { "A", "B", "C", $"{score}" })).Concat(["W", "W", "W"])) + "\r\n";
}
