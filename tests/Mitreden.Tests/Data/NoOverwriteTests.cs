using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Web;
using Mitreden.Launch.Plan;
using Mitreden.Tests.Accounts;
using Mitreden.Tests.Announcements;
using Mitreden.Tests.Content;
using Mitreden.Tests.Guidelines;

namespace Mitreden.Tests.Data;

/// <summary>Two who save the same thing in the same moment: one is stored, the other is told and keeps every word.</summary>
public sealed class NoOverwriteTests
{
    private const int Rounds = 4;

    [Theory, OnBoth]
    public async Task Of_two_authors_of_one_rule_one_is_stored_and_the_other_is_told_and_keeps_every_word(Database database)
    {
        var (app, miriam, second) = await Guide.StartAsync(database);
        await using var _ = app;
        for (var round = 0; round < Rounds; round++)
        {
            var (one, other) = ($"Satz von Miriam {round}.", $"Satz von Zoe {round}.");
            var hers = (await miriam.GetPageAsync("/guideline/edit/rules/R02")).Write(("sentence.du", one));
            var theirs = (await second.GetPageAsync("/guideline/edit/rules/R02")).Write(("sentence.du", other));
            var (stored, refused) = await BothAsync(() => miriam.SaveAsync(hers), () => second.SaveAsync(theirs));
            var (kept, lost) = stored == 0 ? (one, other) : (other, one);
            Assert.Equal(lost, refused.Held("sentence.du"));
            Assert.Contains(kept, refused.Body!.TextContent, StringComparison.Ordinal);
            Assert.Equal(kept, (await miriam.GetPageAsync("/guideline/edit/rules/R02")).Held("sentence.du"));
        }
    }

    [Theory, OnBoth]
    public async Task Of_two_who_write_one_announcement_the_second_sees_both_texts(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (writer, client, _) = await app.CompanyAsync();
        var second = await app.SignInAsync((await app.AddPersonAsync(writer.OrganisationId, "Miriam Mit", Role.Author)).Id);
        var path = (await client.BeginNewsAsync()).Location.PathName;
        for (var round = 0; round < Rounds; round++)
        {
            var (one, other) = ($"Text von Berta {round}", $"Text von Miriam {round}");
            var (hers, theirs) = (await client.GetPageAsync(path), await second.GetPageAsync(path));
            var (stored, refused) = await BothAsync(
                () => client.WriteAsync(hers, "", ("Form.Title", "Zugleich"), ("Form.Text", one)), () => second.WriteAsync(theirs, "", ("Form.Title", "Zugleich"), ("Form.Text", other)));
            var (kept, lost) = stored == 0 ? (one, other) : (other, one);
            Assert.Equal(lost, refused.QuerySelector("#text")!.TextContent);
            Assert.Contains(kept, refused.Text("#conflict"), StringComparison.Ordinal);
            Assert.Equal(kept, (await client.GetPageAsync(path)).QuerySelector("#text")!.TextContent);
        }
    }

    [Theory]
    [OnBoth("Change", "Title", "#title"), OnBoth("Note", "note", "#note")]
    public async Task Of_two_who_change_one_step_of_the_launch_plan_the_second_is_told_and_keeps_every_word(Database database, string handler, string field, string selector)
    {
        var (app, path, first, second) = await PlanAsync(database);
        await using var _ = app;
        for (var round = 0; round < Rounds; round++)
        {
            var (one, other) = ($"Von Berta {round}", $"Von Lotte {round}");
            var (hers, theirs) = (Doors.Form(await first.GetPageAsync(path), handler), Doors.Form(await second.GetPageAsync(path), handler));
            var (stored, refused) = await BothAsync(() => first.SubmitAsync(hers, (field, one)), () => second.SubmitAsync(theirs, (field, other)));
            var (kept, lost) = stored == 0 ? (one, other) : (other, one);
            Assert.Equal(lost, Typed(refused, selector));
            Assert.Contains("Jemand anderes", refused.Text("[role=alert]"), StringComparison.Ordinal);
            if (handler == "Change") Assert.Equal(kept, refused.Text("h1"));
            Assert.Equal(kept, Typed(await first.GetPageAsync(path), selector));
        }
    }

    [Theory, OnBoth]
    public async Task Of_two_who_leave_one_step_out_the_second_reads_why_and_keeps_their_own_reason(Database database)
    {
        var (app, path, first, second) = await PlanAsync(database);
        await using var _ = app;
        var (hers, old) = (Doors.Form(await first.GetPageAsync(path), "Drop"), await second.GetPageAsync(path));
        await first.SubmitAndFollowAsync(hers, ("reason", "Haben wir schon."));
        var late = await (await second.SubmitAsync(Doors.Form(old, "Drop"), ("reason", "Zu teuer."))).PageAsync(HttpStatusCode.Conflict);
        Assert.Equal("Zu teuer.", Typed(late, "#reason"));
        Assert.Contains("Haben wir schon.", late.Text(".notice--info"), StringComparison.Ordinal);
        late = await (await second.SubmitAsync(Doors.Form(old, "Finish"))).PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("So steht der Schritt jetzt da.", late.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Contains("Haben wir schon.", late.Text(".notice--info"), StringComparison.Ordinal);
        // On what there is now it is a knowing step, and tapping twice is no conflict with oneself.
        var open = await second.SubmitAndFollowAsync(Doors.Form(late, "Reopen"));
        for (var tap = 0; tap < 2; tap++)
        {
            using var done = await second.SubmitAsync(Doors.Form(open, "Finish"));
            Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        }
    }

    [Theory, OnBoth]
    public async Task Of_two_who_give_the_promise_the_second_reads_the_first_and_keeps_every_word(Database database)
    {
        var (app, _, first, second) = await PlanAsync(database);
        await using var end = app;
        for (var round = 0; round < Rounds; round++)
        {
            var (one, other) = ($"Versprochen von Berta {round}.", $"Versprochen von Lotte {round}.");
            var (hers, theirs) = ((await first.GetPageAsync("/launch/promise")).QuerySelector("form[action='/launch/promise']"), (await second.GetPageAsync("/launch/promise")).QuerySelector("form[action='/launch/promise']"));
            var (stored, refused) = await BothAsync(() => first.SubmitAsync(hers, ("text", one)), () => second.SubmitAsync(theirs, ("text", other)));
            var (kept, lost) = stored == 0 ? (one, other) : (other, one);
            Assert.Equal(lost, Typed(refused, "#text"));
            Assert.Contains(kept, refused.Text("main .prose"), StringComparison.Ordinal);
            Assert.Contains(kept, (await first.GetPageAsync("/launch/promise")).Text("main .prose"), StringComparison.Ordinal);
        }
    }

    /// <summary>Both save in the same moment; gives whose words are stored, and the page that the other one reads.</summary>
    private static async Task<(int Stored, IDocument Refused)> BothAsync(Func<Task<HttpResponseMessage>> one, Func<Task<HttpResponseMessage>> other)
    {
        var answers = await Task.WhenAll(Task.Run(one), Task.Run(other));
        var stored = Array.FindIndex(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.True(stored >= 0, $"Nobody's words were stored: {(int)answers[0].StatusCode} and {(int)answers[1].StatusCode}");
        var refused = await answers[1 - stored].PageAsync(HttpStatusCode.Conflict);
        foreach (var answer in answers) answer.Dispose();
        return (stored, refused);
    }

    /// <summary>A company with a plan, the path of one of its steps, and two who may change it.</summary>
    private static async Task<(TestApp App, string Path, HttpClient First, HttpClient Second)> PlanAsync(Database database)
    {
        var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var boss = await app.FoundAsync("Zu Zweit GmbH");
        var first = await app.SignInAsync(boss.Id);
        var second = await app.SignInAsync((await app.AddPersonAsync(boss.OrganisationId, "Lotte Leitung", Role.Administrator)).Id);
        await first.SubmitAndFollowAsync(Doors.Form(await first.GetPageAsync("/launch"), "Begin"), ("template", "standard"), ("startsOn", "2027-03-01"));
        var step = await app.WithDbAsync(boss.OrganisationId, db => db.Set<LaunchStep>().Where(s => s.Key == "goal").Select(s => s.Id).SingleAsync());
        return (app, $"/launch/steps/{step}", first, second);
    }

    private static string Typed(IDocument page, string selector) => page.QuerySelector(selector) is IHtmlInputElement input ? input.Value : page.QuerySelector(selector)!.TextContent;
}
