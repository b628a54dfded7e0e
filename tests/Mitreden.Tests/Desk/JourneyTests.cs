using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Organisations;

namespace Mitreden.Tests.Desk;

/// <summary>From a report to a calm ending, as reporter and desk live it.</summary>
public sealed class JourneyTests
{
    private static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions { Database = database });

    [Theory, OnBoth]
    public async Task From_the_report_to_a_calm_ending(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Im Forum streiten sie über die Pumpe", "wrote");
        await app.RunJobsAsync();
        Assert.Equal("Noch niemand hat es gesehen", await cem.ProgressAsync(id));
        app.Time.Advance(TimeSpan.FromMinutes(3));
        await jana.DoAsync(id, "Acknowledge");
        Assert.Equal("Jana Keller hat es um 10:03 gesehen", await cem.ProgressAsync(id));
        await jana.DoAsync(id, "Triage", ("truth", "Partly"), ("voice", "Customer"), ("severity", "3"));
        await jana.DoAsync(id, "Message", ("text", "Danke dir, Cem."));
        using (await cem.SayAsync(id, "Answer", ("text", "Gern!"))) { }
        app.Time.Advance(TimeSpan.FromMinutes(10));
        await jana.DoAsync(id, "TakeOver");
        Assert.Equal("Jana Keller hat um 10:13 übernommen. Das Team spricht jetzt für die Firma", await cem.ProgressAsync(id));
        await jana.DoAsync(id, "PublicWord", ("text", "Wir kümmern uns um die Dichtung."));
        var talk = (await cem.GetPageAsync($"/desk/reports/{id}")).Text("#talk");
        Assert.All(["Danke dir, Cem.", "Gern!", "Wir kümmern uns um die Dichtung."], word => Assert.Contains(word, talk, StringComparison.Ordinal));
        await app.RunJobsAsync();
        app.Time.Advance(TimeSpan.FromHours(1));
        var closed = await jana.DoAsync(id, "Resolve", ("outcome", "Mended"), ("reason", "Die Dichtung ist unterwegs."));
        Assert.Equal("Abgeschlossen", closed.Text("#status .badge"));
        Assert.Equal("Jana Keller hat die Diskussion um 11:13 abgeschlossen", await cem.ProgressAsync(id));
        Assert.Contains("Die Dichtung ist unterwegs.", (await cem.GetPageAsync($"/desk/reports/{id}")).Text("#progress"), StringComparison.Ordinal);
        await app.RunJobsAsync();
        var mails = app.Mail.Sent.Where(m => m.To == "cem@muster.example").Select(m => m.Subject).ToList();
        Assert.Equal(("Was aus deiner Meldung wurde", 3), (mails[^1], mails.Count));
        Assert.Equal(
            [EventKind.Reported, EventKind.Acknowledged, EventKind.Triaged, EventKind.Message, EventKind.Answer, EventKind.TakenOver, EventKind.PublicWord, EventKind.Resolved],
            (await app.StoredAsync(id)).Events.Select(e => e.Kind));
        await jana.DoAsync(id, "Reopen");
        Assert.Equal("Jana Keller hat es um 11:13 gesehen", await cem.ProgressAsync(id));
    }

    [Theory, OnBoth]
    public async Task In_English_and_on_the_clock_of_the_organisation(Database database)
    {
        await using var app = await StartAsync(database);
        await SetAsync(app, o => o.Set(o.Name, formal: false, "America/New_York"));
        var (emily, jana) = (await app.SignInAsync("emily"), await app.SignInAsync("jana"));
        var id = await emily.ReportAsync("They are angry");
        Assert.Equal("Nobody has seen it yet", await emily.ProgressAsync(id));
        app.Time.Advance(TimeSpan.FromMinutes(7));
        await jana.DoAsync(id, "Acknowledge");
        Assert.Equal("Jana Keller saw it at 04:07", await emily.ProgressAsync(id));
        await jana.DoAsync(id, "Message", ("text", "Danke"));
        await app.RunJobsAsync();
        Assert.Equal("There is news about your report", app.Mail.Sent.Single(m => m.To == "emily@muster.example").Subject);
    }

    [Theory, OnBoth]
    public async Task With_Sie_where_the_organisation_says_so(Database database)
    {
        await using var app = await StartAsync(database);
        await SetAsync(app, o => o.Set(o.Name, formal: true, o.Zone));
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var form = await cem.GetPageAsync("/desk/share");
        var id = await cem.ReportAsync("Streit");
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Resolve", ("outcome", "Mended"), ("reason", "Erledigt."));
        await app.RunJobsAsync();
        foreach (var page in new[] { form, await cem.GetPageAsync($"/desk/reports/{id}"), await cem.GetPageAsync("/desk/reports"), await jana.GetPageAsync($"/desk/discussions/{id}") })
            Assert.DoesNotMatch(@"(?i)\b(du|dir|dich|dein\w*|euch|eure\w*)\b", page.QuerySelector("main")!.TextContent);
        Assert.Equal("Was aus Ihrer Meldung wurde", app.Mail.Sent.Last(m => m.To == "cem@muster.example").Subject);
        Assert.All(app.Mail.Sent, m => Assert.DoesNotMatch(@"(?i)\b(du|dir|dich|dein\w*)\b", m.Subject + m.Body));
    }

    [Theory, OnBoth]
    public async Task Of_two_who_act_one_after_the_other_the_second_is_told_who_has_it(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana, tobias) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        var id = await cem.ReportAsync("Wer nimmt es?");
        var stale = DeskSteps.Form(await tobias.GetPageAsync($"/desk/discussions/{id}"), "Acknowledge");
        await jana.DoAsync(id, "Acknowledge");
        using var answer = await tobias.SubmitAsync(stale);
        var page = await answer.PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("Jana Keller war schneller", page.Text(".notice--error"), StringComparison.Ordinal);
        Assert.Equal("Bei Jana Keller", page.Text("#status .badge"));
    }

    [Theory, OnBoth]
    public async Task Of_many_who_act_at_once_exactly_one_has_it(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana, tobias) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        for (var round = 0; round < 5; round++)
        {
            var id = await cem.ReportAsync("Wer nimmt es?");
            var forms = new List<(HttpClient Client, IElement Form)>();
            foreach (var client in new[] { jana, tobias }) forms.Add((client, DeskSteps.Form(await client.GetPageAsync($"/desk/discussions/{id}"), "Acknowledge")));
            var answers = await Task.WhenAll(forms.Select(f => f.Client.SubmitAsync(f.Form)));
            Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
            var stored = await app.StoredAsync(id);
            Assert.Equal((2, answers[0].StatusCode == HttpStatusCode.Redirect ? "jana" : "tobias"),
                (stored.Events.Count, stored.HandlerId == (await app.PersonAsync("jana")).Id ? "jana" : "tobias"));
        }
    }

    [Theory, OnBoth]
    public async Task A_lower_severity_without_a_reason_is_refused_beside_its_field(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Stark oder schwach?");
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Triage", ("truth", "True"), ("voice", "Press"), ("severity", "5"));
        using var answer = await jana.ActAsync(id, "Triage", ("truth", "Wrong"), ("voice", "Troll"), ("severity", "2"));
        var page = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("braucht einen Grund", page.Text("#triage-reason-error"), StringComparison.Ordinal);
        Assert.Equal(("Wrong", "Troll"), (((IHtmlSelectElement)page.QuerySelector("#truth")!).Value, ((IHtmlSelectElement)page.QuerySelector("#voice")!).Value));
        Assert.True(((IHtmlInputElement)page.QuerySelector("#severity input[value='2']")!).IsChecked);
        Assert.Equal(5, (await app.StoredAsync(id)).Severity);
        await jana.DoAsync(id, "Triage", ("truth", "Wrong"), ("voice", "Troll"), ("severity", "2"), ("reason", "Nur einer"));
        Assert.Equal(2, (await app.StoredAsync(id)).Severity);
    }

    [Theory, OnBoth]
    public async Task Odd_answers_are_refused_and_nothing_typed_is_lost(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Grenzen");
        await jana.DoAsync(id, "Acknowledge");
        var long_ = new string('x', Discussion.LongestText + 1);
        foreach (var (handler, fields, field) in new (string, (string, string?)[], string?)[]
        {
            ("Triage", [("truth", "9"), ("voice", "Press"), ("severity", "2")], null), ("Triage", [("truth", "True"), ("voice", "Press"), ("severity", "7")], null),
            ("Message", [("text", long_)], "#message"), ("PublicWord", [("text", long_)], "#public-word"), ("Message", [("text", "  ")], null),
            ("Resolve", [("outcome", "Nichts"), ("reason", "Bleibt")], "#resolve-reason"), ("Resolve", [("outcome", "Calmed"), ("reason", null)], null),
        })
        {
            using var answer = await jana.ActAsync(id, handler, fields);
            var page = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
            Assert.NotEqual("", page.Text(".notice--error"));
            if (fields[^1].Item2 == long_) Assert.Contains("mehr als 5.000 Zeichen", page.Text(".notice--error"), StringComparison.Ordinal);
            if (field is not null) Assert.Equal(fields[^1].Item2, ((IHtmlTextAreaElement)page.QuerySelector(field)!).Value);
        }
        Assert.Equal(2, (await app.StoredAsync(id)).Version);
    }

    [Theory, OnBoth]
    public async Task The_reporter_may_take_it_back_while_it_is_open(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Doch nicht");
        var form = DeskSteps.Form(await cem.GetPageAsync($"/desk/reports/{id}"), "Withdraw");
        using (var answer = await cem.SubmitAsync(form)) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("Du hast diese Meldung zurückgezogen", await cem.ProgressAsync(id));
        using (var again = await cem.SubmitAsync(form)) Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Contains("Zurückgezogen", (await jana.GetPageAsync("/desk?show=closed")).Text(".inbox"), StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromHours(1));
        await app.RunJobsAsync();
        Assert.Empty(app.Mail.Sent);
    }

    [Theory, OnBoth]
    public async Task Taking_over_twice_tells_the_reporter_once(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Doppelt getippt");
        var form = DeskSteps.Form(await jana.DoAsync(id, "Acknowledge"), "TakeOver");
        for (var n = 0; n < 2; n++)
            using (var answer = await jana.SubmitAsync(form)) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await app.RunJobsAsync();
        Assert.Single(app.Mail.Sent, m => m.To == "cem@muster.example");
    }

    private static async Task SetAsync(TestApp app, Action<Organisation> change) => await app.WithDbAsync(await app.DemoOrganisationAsync(), async db =>
    {
        var id = await app.DemoOrganisationAsync();
        change(await db.Set<Organisation>().SingleAsync(o => o.Id == id));
        await db.SaveChangesAsync();
    });
}
