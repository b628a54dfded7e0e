using Mitreden.Content;
using Mitreden.Content.Contracts;

namespace Mitreden.Tests.Content;

/// <summary>A stored version that no longer reads, because the content has learnt other fields since, breaks nothing.</summary>
public sealed class UnreadableTests
{
    [Theory, OnBoth]
    public async Task What_ships_is_in_place_of_a_version_that_no_longer_reads_and_its_author_is_told(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var organisation = await app.DemoOrganisationAsync();
        await app.WithDbAsync(organisation, async db =>
        {
            foreach (var (kind, key) in new[] { (ContentKind.Unit, "K1"), (ContentKind.Unit, "X9"), (ContentKind.Scenario, "S1"), (ContentKind.Item, "T01") })
                db.Add(ContentVersion.Publish(organisation, kind, key, 1, """{"gone":true}""", TestApp.Beginning));
            return await db.SaveChangesAsync();
        });
        var (anna, miriam) = (await app.SignInAsync("anna"), await app.SignInAsync("miriam"));
        Assert.Equal("Worum geht es", (await anna.GetPageAsync("/learning/units/K1")).Text("h1")[..13]);
        foreach (var path in new[] { "/learning", "/learning/scenarios/S1", "/placement" }) await anna.GetPageAsync(path);
        await anna.SubmitAndFollowAsync((await anna.GetPageAsync("/placement")).QuerySelector("main form"));
        foreach (var path in new[] { "", "/items", "/scenarios", "/units/K1", "/scenarios/S1", "/items/T01" }) await miriam.GetPageAsync("/learning/content" + path);
        foreach (var path in new[] { "units/K1", "units/X9", "scenarios/S1", "items/T01" })
        {
            var why = (await miriam.GetPageAsync($"/learning/content/{path}/versions")).Text(".notice--error");
            Assert.Contains("lässt sich nicht mehr lesen", why, StringComparison.Ordinal);
            // The place, in the reader's language; what the serializer says is for the log.
            Assert.Contains("Die Stelle: Zeile 1", why, StringComparison.Ordinal);
            Assert.DoesNotContain("JSON", why, StringComparison.Ordinal);
        }
    }
}
