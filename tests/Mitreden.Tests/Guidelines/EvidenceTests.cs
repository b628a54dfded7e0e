using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mitreden.Guidelines;
using Mitreden.Organisations;

namespace Mitreden.Tests.Guidelines;

/// <summary>Whoever takes their data home holds proof of what they have acknowledged: which text, when, in which language and which form.</summary>
public sealed class EvidenceTests
{
    [Theory]
    [OnBoth("cem", false, "de", false), OnBoth("cem", true, "de", true), OnBoth("emily", true, "en", false)]
    public async Task Each_acknowledgement_in_the_export_names_version_hash_language_form_rules_and_time(Database database, string person, bool formal, string language, bool sie)
    {
        var (app, miriam, second) = await Guide.StartAsync(database);
        await using var _ = app;
        var company = await app.DemoOrganisationAsync();
        await app.WithDbAsync(company, async db =>
        {
            var own = await db.Set<Organisation>().SingleAsync(o => o.Id == company);
            own.Set(own.Name, formal, own.Zone);
            await db.SaveChangesAsync();
        });
        var client = await app.SignInAsync(person);
        app.Time.Advance(TimeSpan.FromMinutes(7));
        var first = app.Time.GetUtcNow();
        await client.AcknowledgeAsync();
        await (await app.SignInAsync("anna")).AcknowledgeAsync();
        app.Time.Advance(TimeSpan.FromHours(2));
        await Guide.ChangeAsync(miriam, second, "R02", "sentence", "Sag zuerst, wo du arbeitest.");
        app.Time.Advance(TimeSpan.FromMinutes(5));
        var again = app.Time.GetUtcNow();
        var page = await client.GetPageAsync("/guideline/changes");
        (string, string?)[] answers = [.. page.QuerySelectorAll("main form input[type=radio]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value"))).DistinctBy(i => i.Item1)];
        using (var done = await client.SubmitAsync(page.QuerySelector("main form"), answers)) Assert.Equal(HttpStatusCode.OK, done.StatusCode);

        var versions = await app.WithDbAsync(company, db => db.Set<GuidelineVersion>().AsNoTracking().OrderBy(v => v.Number).ToListAsync());
        var id = (await app.PersonAsync(person)).Id;
        var rows = await app.WithDbAsync(company, db => db.Set<Acknowledgement>().AsNoTracking().Where(a => a.PersonId == id).OrderBy(a => a.At).ToListAsync());
        var export = JsonDocument.Parse(await (await client.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync()).RootElement.GetProperty("acknowledgements").EnumerateArray().ToList();
        Assert.Equal((2, 2, 2), (versions.Count, rows.Count, export.Count));
        for (var n = 0; n < 2; n++)
        {
            var (said, version) = (export[n], versions[n]);
            Assert.Equal((rows[n].Id, version.Number, version.Hash), (said.GetProperty("Evidence").GetGuid(), said.GetProperty("Version").GetInt32(), said.GetProperty("Hash").GetString()));
            Assert.Equal((language, sie, n == 0 ? first : again), (said.GetProperty("Language").GetString(), said.GetProperty("Formal").GetBoolean(), said.GetProperty("At").GetDateTimeOffset()));
            // The text itself goes along in every form: a hash alone proves nothing to whoever no longer has the text.
            Assert.Equal((version.Du, version.Sie, version.English, version.Rules), (said.GetProperty("Du").GetString(), said.GetProperty("Sie").GetString(), said.GetProperty("English").GetString(), said.GetProperty("Book").GetString()));
        }
        Assert.Equal(string.Join(' ', versions[0].Book.Rules.Select(r => r.Id)), export[0].GetProperty("Rules").GetString());
        Assert.Equal("R02", export[1].GetProperty("Rules").GetString());
        Assert.NotEqual(versions[0].Hash, versions[1].Hash);
    }
}
