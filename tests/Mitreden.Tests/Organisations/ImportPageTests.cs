using System.Net;
using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;

namespace Mitreden.Tests.Organisations;

/// <summary>A list of people: first a preview, then all good lines or none.</summary>
public sealed class ImportPageTests(Apps apps) : IClassFixture<Apps>
{
    private const string Check = "form[action='/people/import']";
    private const string Take = "form[action='/people/import?handler=Take']";

    [Theory, OnBoth]
    public async Task Good_lines_are_offered_bad_ones_named_and_nothing_is_stored_before_the_second_step(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var before = await CountAsync(app);
        const string list = "Name;E-Mail;Abteilung;Sprache;Personalnummer\nUlla Übel;ulla@muster.example;Montage;;1\n;x@muster.example;;;2\nCem Aydin;CEM@muster.example;;;3\nOtto Ohne;;Montage;englisch;4\n";
        var preview = await PreviewAsync(petra, "utf8.csv", Encoding.UTF8.GetBytes(list));
        Assert.Equal(before, await CountAsync(app));
        Assert.Equal(["Zeile 3", "Zeile 4"], preview.QuerySelectorAll("section li strong").Select(s => s.TextContent));
        Assert.Contains("Der Name fehlt", preview.QuerySelectorAll("section li")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("schon jemand", preview.QuerySelectorAll("section li")[1].TextContent, StringComparison.Ordinal);
        Assert.Equal(["Ulla Übel", "Otto Ohne"], preview.QuerySelectorAll("tbody td[data-label=Name]").Select(td => td.TextContent));
        Assert.Contains("Personalnummer", preview.Text(".notice"), StringComparison.Ordinal);
        var done = await petra.SubmitAndFollowAsync(preview.QuerySelector(Take));
        Assert.Contains("2 Leute sind übernommen", done.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(before + 2, await CountAsync(app));
        var otto = await FindAsync(app, "Otto Ohne");
        Assert.Equal((null, "Montage", "en", Role.None, null), (otto!.Email, otto.Department, otto.Language, otto.Roles, otto.JoinedAt));
    }

    [Theory, OnBoth]
    public async Task A_second_tap_takes_nobody_over_twice(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var preview = await PreviewAsync(petra, "a.csv", "Name\nOtto Ohne\n"u8.ToArray());
        await petra.SubmitAndFollowAsync(preview.QuerySelector(Take));
        await petra.SubmitAndFollowAsync(preview.QuerySelector(Take));
        Assert.NotNull(await FindAsync(app, "Otto Ohne"));
        var again = await PreviewAsync(petra, "a.csv", "Name\nOtto Ohne\n"u8.ToArray(), HttpStatusCode.UnprocessableEntity);
        Assert.Null(again.QuerySelector(Take));
    }

    [Theory, OnBoth]
    public async Task When_an_address_has_come_in_meanwhile_nothing_is_taken_over(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var preview = await PreviewAsync(petra, "a.csv", "Name;Mail\nErste;erste@muster.example\nZweite;zweite@muster.example\n"u8.ToArray());
        var organisation = await app.DemoOrganisationAsync();
        await app.WithDbAsync(organisation, async db =>
        {
            db.Add(Person.Add(organisation, "Schneller", "zweite@muster.example", "", "de", Role.None, app.Time.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        var before = await CountAsync(app);
        using var answer = await petra.SubmitAsync(preview.QuerySelector(Take));
        var now = await answer.PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("Übernommen wurde nichts", now.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("Zeile 3", now.Text("section li strong"));
        Assert.Equal(before, await CountAsync(app));
        await petra.SubmitAndFollowAsync(now.QuerySelector(Take));
        Assert.Equal(before + 1, await CountAsync(app));
    }

    [Theory, OnBoth]
    public async Task A_preview_that_was_changed_or_belongs_elsewhere_is_refused(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var preview = await PreviewAsync(petra, "a.csv", "Name\nGefälschte Gabi\n"u8.ToArray());
        var good = preview.QuerySelector("input[name=Sealed]")!.GetAttribute("value")!;
        foreach (var bad in new[] { "", "W10", good[..^4] + "AAAA", Convert.ToBase64String("[{\"Name\":\"X\"}]"u8) })
        {
            using var answer = await petra.SubmitAsync(preview.QuerySelector(Take), ("Sealed", bad));
            Assert.Contains("nicht mehr gültig", (await answer.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[role=alert]"), StringComparison.Ordinal);
        }
        var berta = await app.SignInAsync((await app.FoundAsync()).Id);
        var own = await PreviewAsync(berta, "a.csv", "Name\nEigene\n"u8.ToArray());
        using var foreign = await berta.SubmitAsync(own.QuerySelector(Take), ("Sealed", good));
        await foreign.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Null(await FindAsync(app, "Gefälschte Gabi"));
    }

    [Theory, OnBoth]
    public async Task Old_encodings_and_pasted_tables_work_too(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var latin = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        var old = await PreviewAsync(petra, "alt.csv", latin.GetBytes("Name;Abteilung\r\nJörg Weißäcker;Büro\r\n"));
        Assert.Equal("Jörg Weißäcker", old.Text("tbody td[data-label=Name]"));
        using var answer = await petra.SubmitAsync((await petra.GetPageAsync("/people/import")).QuerySelector(Check), ("text", "Abteilung\tVorname\tNachname\r\nBüro\tJörg\tWeiß\r\n"));
        Assert.Equal("Jörg Weiß", (await answer.PageAsync()).Text("tbody td[data-label=Name]"));
    }

    [Theory, OnBoth]
    public async Task Nothing_both_too_much_and_a_workbook_get_a_clear_answer(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var form = (await petra.GetPageAsync("/people/import")).QuerySelector(Check);
        using var nothing = await petra.SubmitAsync(form);
        Assert.Contains("Wähle eine Datei", (await nothing.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#text-error"), StringComparison.Ordinal);
        using var both = await petra.SubmitAsync(form, [File("a.csv", "Name\nA"u8.ToArray())], ("text", "Name\nB"));
        var kept = await both.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Entweder", kept.Text("#file-error"), StringComparison.Ordinal);
        Assert.Contains("B", kept.QuerySelector("#text")!.TextContent, StringComparison.Ordinal);
        using var large = await petra.SubmitAsync(form, [File("a.csv", new byte[1024 * 1024 + 1])], ("text", null));
        Assert.Contains("1 MB", (await large.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#file-error"), StringComparison.Ordinal);
        using var pasted = await petra.SubmitAsync(form, ("text", "Name\n" + new string('x', 1024 * 1024)));
        Assert.Contains("1 MB", (await pasted.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#text-error"), StringComparison.Ordinal);
        using var workbook = await petra.SubmitAsync(form, [File("a.xlsx", [.. "PK\u0003\u0004"u8, 1, 2, 3])]);
        Assert.Contains("CSV UTF-8", (await workbook.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#file-error"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Five_thousand_people_come_in_at_once(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var before = await CountAsync(app);
        var list = "Name;E-Mail;Abteilung\n" + string.Concat(Enumerable.Range(1, 5000).Select(n => $"Jörg Größer{n};joerg.{n}@muster.example;Abteilung für Prüfstände und Vorrichtungen, Halle {n % 40}, Ebene Süd, Tor „Elbe“ und alles, was dazugehört\n"));
        var bytes = Encoding.UTF8.GetBytes(list);
        Assert.InRange(bytes.Length, 700_000, 1024 * 1024);
        await petra.SubmitAndFollowAsync((await PreviewAsync(petra, "viele.csv", bytes)).QuerySelector(Take));
        Assert.Equal(before + 5000, await CountAsync(app));
    }

    [Theory, OnBoth]
    public async Task The_example_file_is_downloaded(Database database)
    {
        var app = await apps.OnAsync(database);
        using var answer = await (await app.SignInAsync("petra")).GetAsync("/people/import/example.csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("mitreden.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.StartsWith("Name;E-Mail;Abteilung;Sprache", CsvTextOf(await answer.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
    }

    private static string CsvTextOf(byte[] bytes) => Mitreden.Foundation.Texts.Letters.Decode(bytes);

    private static TestFile File(string name, byte[] bytes) => new("file", name, "text/csv", bytes);

    private static async Task<IDocument> PreviewAsync(HttpClient client, string name, byte[] bytes, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var page = await client.GetPageAsync("/people/import");
        using var answer = await client.SubmitAsync(page.QuerySelector(Check), [File(name, bytes)]);
        return await answer.PageAsync(expected);
    }

    private static async Task<int> CountAsync(TestApp app) => await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Person>().CountAsync());

    private static async Task<Person?> FindAsync(TestApp app, string name) => await app.WithDbAsync(await app.DemoOrganisationAsync(),
        db => db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Name == name));
}
