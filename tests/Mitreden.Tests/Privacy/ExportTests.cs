using System.Text.Json;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Privacy;
using Mitreden.Tests.Desk;

namespace Mitreden.Tests.Privacy;

/// <summary>The export is complete: whatever the person may see of themselves is in it.</summary>
public sealed class ExportTests(Apps apps) : IClassFixture<Apps>
{
    /// <summary>Where each entity with a column for the person themselves stands in the export.</summary>
    private static readonly Dictionary<string, string> Places = new()
    {
        ["Account"] = "account/Account", ["IdentityUserPasskey"] = "account/Passkeys", ["Invitation"] = "account/Invitations", ["NewAccess"] = "account/NewAccess",
        ["Person"] = "person", ["Acknowledgement"] = "acknowledgements", ["GuidelineDraft"] = "guidelineDraft/Drafts", ["DraftComment"] = "guidelineDraft/Comments", ["NewsMark"] = "guidelineNews", ["Sheet"] = "placement", ["Logbook"] = "learning",
        ["Discussion"] = "reports/0", ["DiscussionEvent"] = "reports/0/FromTheTeam", ["Screenshot"] = "reports/0/Pictures", ["Alert"] = "desk/Alerts", ["Device"] = "devices",
        ["DutyMember"] = "duty/Entries", ["DutyChange"] = "duty/Changes", ["PlaybookTick"] = "desk/Checklists", ["Way"] = "waysIn",
        ["Debrief"] = "afterwards/Debriefs", ["Exercise"] = "afterwards/Exercises", ["LinkPreview"] = "reports/0/Preview", ["PostingChange"] = "desk/PostingStops",
        ["Reply"] = "questions", ["DrillAsk"] = "drills", ["NewsRemark"] = "announcements/Remarks", ["OwnNews"] = "ownNews", ["Consent"] = "consents",
        ["Volunteer"] = "involvement/Volunteered", ["PilotMark"] = "involvement/SaidForTheDraw", ["PilotMember"] = "involvement/InPilotGroup",
        ["Idea"] = "involvement/Ideas", ["IdeaStep"] = "involvement/Decisions",
    };

    /// <summary>Drafts know nobody: only the browser that made one holds the secret that finds it.</summary>
    private static readonly string[] KnowNobody = ["ShareDraft", "DraftPicture"];

    [Theory, OnBoth]
    public async Task Every_entity_that_shows_something_to_its_person_stands_in_the_export(Database database)
    {
        var app = await apps.OnAsync(database);
        var own = await app.WithDbAsync(null, db => Task.FromResult(Catalogue.Of(db.Model)
            .Where(t => t.Columns.Any(c => c.Stored.Seen.HasFlag(Seen.Self))).Select(t => t.Entity).Except(KnowNobody).ToList()));
        Assert.Equal(Places.Keys.Order(StringComparer.Ordinal), own.Order(StringComparer.Ordinal));
        var (export, _) = await ExportAsync(app);
        foreach (var (entity, place) in Places)
        {
            var found = export;
            foreach (var step in place.Split('/'))
                Assert.True(step == "0" ? (found = found[0]).ValueKind == JsonValueKind.Object : found.TryGetProperty(step, out found), $"{entity}: no {step} of {place}");
        }
    }

    [Theory, OnBoth]
    public async Task What_the_team_wrote_pictures_own_steps_and_alerts_are_handed_out(Database database)
    {
        var app = await apps.OnAsync(database);
        var (export, other) = await ExportAsync(app);
        var report = export.GetProperty("reports")[0];
        var words = report.GetProperty("FromTheTeam").EnumerateArray().Select(w => w.GetProperty("Text").GetString()).ToList();
        Assert.Equal(["Wir sind dran.", "Ist ruhig."], words);
        Assert.Equal("RIFF"u8.ToArray(), report.GetProperty("Pictures")[0].GetProperty("WebP").GetBytesFromBase64()[..4]);
        var steps = export.GetProperty("desk").GetProperty("Steps").EnumerateArray().ToList();
        Assert.Equal(["Acknowledged", "Message"], steps.Where(s => s.GetProperty("Discussion").GetGuid() == other).Select(s => s.GetProperty("Kind").GetString()));
        Assert.Equal("Ich schaue.", steps[^1].GetProperty("Text").GetString());
        Assert.Contains(export.GetProperty("desk").GetProperty("Alerts").EnumerateArray(), a => a.GetProperty("Discussion").GetGuid() == other);
        Assert.DoesNotContain("Fremde Worte", export.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>A desk member who has reported something and has looked after a colleague's report; gives the id of the latter.</summary>
    private static async Task<(JsonElement Export, Guid Other)> ExportAsync(TestApp app)
    {
        var edda = await app.SignInAsync((await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Edda Export", Role.Desk)).Id);
        var jana = await app.SignInAsync("jana");
        var own = await edda.ReportAsync([TestPictures.File()], ("text", "Mein Fund"), ("involvement", "watching"));
        await jana.DoAsync(own, "Acknowledge");
        await jana.DoAsync(own, "Message", ("text", "Wir sind dran."));
        await jana.DoAsync(own, "Resolve", ("outcome", "Calmed"), ("reason", "Ist ruhig."));
        var other = await (await app.SignInAsync("cem")).ReportAsync("Fremde Worte");
        await app.RunJobsAsync();
        await edda.DoAsync(other, "Acknowledge");
        await edda.DoAsync(other, "Message", ("text", "Ich schaue."));
        var text = await (await edda.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync();
        return (JsonDocument.Parse(text).RootElement, other);
    }
}
