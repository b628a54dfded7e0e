using System.Net;
using AngleSharp.Dom;
using Mitreden.Desk;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Desk;

/// <summary>After the end: four short questions, one answer for each discussion, nobody named.</summary>
public sealed class DebriefTests(Apps apps) : IClassFixture<Apps>
{
    private static readonly (string, string?)[] Answers =
        [("happened", "Eine Frage blieb drei Tage liegen."), ("well", "Der Ton war gut."), ("hard", "Niemand wusste, wer zuständig ist."), ("change", "Eine Liste mit Zuständigen.")];

    [Theory, OnBoth]
    public async Task It_is_written_once_changed_and_signed_off_and_then_it_stays(Database database)
    {
        var app = await apps.OnAsync(database);
        var (jana, tobias) = (await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        var id = await ClosedAsync(app, "Nachlesbar");
        Assert.Contains($"/desk/discussions/{id}/debrief", (await jana.GetPageAsync($"/desk/discussions/{id}")).QuerySelectorAll("#afterwards ~ ul a").Select(a => a.GetAttribute("href")));
        await WriteAsync(jana, id, Answers);
        var page = await WriteAsync(tobias, id, [.. Answers[..3], ("change", "Eine Vertretung.")]);
        Assert.Equal("Eine Vertretung.", page.QuerySelector("#change")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("#named"));
        // What somebody else has written meanwhile is not overwritten by an old page.
        var old = page.QuerySelector("#debrief");
        await WriteAsync(jana, id, [.. Answers[..3], ("change", "Beides.")]);
        using (var late = await tobias.SubmitAsync(old, ("change", "Zu spät"))) Assert.Contains("inzwischen", (await late.PageAsync(HttpStatusCode.Conflict)).Text(".notice--error"), StringComparison.Ordinal);
        page = await tobias.SubmitAndFollowAsync((await tobias.GetPageAsync(Address(id))).QuerySelector("#sign-off"));
        Assert.Contains("Tobias Brandt", page.Text("#signed"), StringComparison.Ordinal);
        Assert.Contains("Beides.", page.Text("main"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#debrief"));
        using (var after = await tobias.SubmitAsync(old, ("change", "Danach"))) Assert.Equal(HttpStatusCode.Conflict, after.StatusCode);
        var stored = await app.StoredAsync(id);
        Assert.Equal([EventKind.Debriefed, EventKind.SignedOff], stored.Events.Skip(3).Select(e => e.Kind));
        Assert.All(stored.Events.Skip(3), e => Assert.Null(e.Text));
        Assert.Equal(DiscussionState.Resolved, stored.State);
    }

    [Theory, OnBoth]
    public async Task A_name_of_a_colleague_is_pointed_at_and_kept_from_nothing(Database database)
    {
        var app = await apps.OnAsync(database);
        var jana = await app.SignInAsync("jana");
        var id = await ClosedAsync(app, "Mit Namen");
        var page = await WriteAsync(jana, id, [.. Answers[..2], ("hard", "Herr Aydin hat zu lange gewartet, und Anna auch."), Answers[3]]);
        Assert.Contains("Was hat es schwerer gemacht", page.Text("#named"), StringComparison.Ordinal);
        Assert.Contains("Aydin", page.Text("#named"), StringComparison.Ordinal);
        Assert.Contains("Anna", page.Text("#named"), StringComparison.Ordinal);
        Assert.Contains("Aydin", page.QuerySelector("#hard")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Something_missing_or_too_long_is_said_and_what_was_typed_stays(Database database)
    {
        var app = await apps.OnAsync(database);
        var jana = await app.SignInAsync("jana");
        var id = await ClosedAsync(app, "Lücke");
        var form = (await jana.GetPageAsync(Address(id))).QuerySelector("#debrief");
        using var answer = await jana.SubmitAsync(form, [.. Answers[..3], ("change", "   ")]);
        var page = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("true", page.QuerySelector("#change")!.GetAttribute("aria-invalid"));
        Assert.Equal("Der Ton war gut.", page.QuerySelector("#well")!.TextContent);
        using var long_ = await jana.SubmitAsync(form, [.. Answers[..3], ("change", new string('x', 2001))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, long_.StatusCode);
        Assert.Equal(3, (await app.StoredAsync(id)).Version);
    }

    [Theory, OnBoth]
    public async Task An_open_discussion_has_none_and_nobody_but_the_desk_reads_one(Database database)
    {
        var app = await apps.OnAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var open = await cem.ReportAsync("Noch offen");
        using (var answer = await jana.SubmitAsync((await jana.GetPageAsync(Address(open))).QuerySelector("#debrief"), Answers)) Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var id = await ClosedAsync(app, "Nur fürs Desk");
        await WriteAsync(jana, id, Answers);
        foreach (var person in new[] { "cem", "miriam", "sabine", "ralf", "petra" })
            Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync(person)).GetAsync(Address(id))).StatusCode);
        var berta = await app.SignInAsync((await app.AddPersonAsync((await app.FoundAsync()).OrganisationId, "Berta am Desk", Role.Desk)).Id);
        Assert.Equal(HttpStatusCode.NotFound, (await berta.GetAsync(Address(id))).StatusCode);
        var report = await cem.GetPageAsync($"/desk/reports/{id}");
        Assert.DoesNotContain("Nachlese", report.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("drei Tage liegen", (await (await cem.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    private static string Address(Guid id) => $"/desk/discussions/{id}/debrief";

    private static async Task<IDocument> WriteAsync(HttpClient member, Guid id, params (string, string?)[] answers) =>
        await member.SubmitAndFollowAsync((await member.GetPageAsync(Address(id))).QuerySelector("#debrief"), answers);

    private static async Task<Guid> ClosedAsync(TestApp app, string text)
    {
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync(text);
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Resolve", ("outcome", "Calmed"), ("reason", "Ist ruhig."));
        return id;
    }
}
