using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Desk.Jobs;
using Mitreden.Foundation.Notify;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using Mitreden.Tests.Participation;

namespace Mitreden.Tests.Desk;

/// <summary>Whatever happens, somebody knows: the desk at once, management and administrator when nobody reacts.</summary>
public sealed class AlertTests
{
    private static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions { Database = database });

    /// <summary>Who got mails since the last look, by name and subject.</summary>
    private static async Task<List<SendMail>> NewAsync(TestApp app, int before)
    {
        await app.RunJobsAsync();
        return [.. app.Mail.Sent.Skip(before)];
    }

    private static string[] Names(IEnumerable<SendMail> mails) => [.. mails.Select(m => m.To.Split('@')[0]).Order()];

    /// <summary>Time passes, and each job runs at its time.</summary>
    private static async Task GoOnAsync(TestApp app, int seconds)
    {
        for (var left = seconds; left > 0; left -= 30)
        {
            app.Time.Advance(TimeSpan.FromSeconds(Math.Min(30, left)));
            await app.RunJobsAsync();
        }
    }

    private static async Task ChangeAsync(TestApp app, string person, Action<Person> change)
    {
        var id = (await app.PersonAsync(person)).Id;
        await app.WithDbAsync(await app.DemoOrganisationAsync(), async db =>
        {
            change(await db.Set<Person>().SingleAsync(p => p.Id == id));
            await db.SaveChangesAsync();
        });
    }

    [Theory, OnBoth]
    public async Task The_desk_is_alerted_once_each_without_content(Database database)
    {
        await using var app = await StartAsync(database);
        var id = await (await app.SignInAsync("cem")).ReportAsync("Streng geheim https://forum.example/1", "heated");
        var mails = await NewAsync(app, 0);
        Assert.Equal(["jana", "tobias"], Names(mails));
        Assert.All(mails, m =>
        {
            Assert.Equal("Es eilt: neue Meldung am Desk", m.Subject);
            Assert.Contains($"http://localhost/desk/discussions/{id}", m.Body, StringComparison.Ordinal);
            Assert.All(["geheim", "forum.example", "Cem", "Aydin"], word => Assert.DoesNotContain(word, m.Subject + m.Body, StringComparison.OrdinalIgnoreCase));
        });
        // The job comes back, as after a crash.
        await app.WithDbAsync(await app.DemoOrganisationAsync(), async db =>
        {
            db.Enqueue(new WakeUp(id), "noch-einmal");
            await db.SaveChangesAsync();
        });
        Assert.Empty(await NewAsync(app, 2));
    }

    [Theory, OnBoth("watching", 30), OnBoth("wrote", 15), OnBoth("heated", 15)]
    public async Task When_nobody_reacts_more_are_told_step_by_step_and_the_reporter_reads_it(Database database, string tap, int minutes)
    {
        await using var app = await StartAsync(database);
        var (cem, emily) = (await app.SignInAsync("cem"), await app.SignInAsync("emily"));
        var (id, hers) = (await cem.ReportAsync("Brennt", tap), await emily.ReportAsync("Burning", tap));
        await app.RunJobsAsync();
        await GoOnAsync(app, 299);
        Assert.Equal("Noch niemand hat es gesehen", await cem.ProgressAsync(id));
        await GoOnAsync(app, 1);
        Assert.Equal("Noch kümmert sich niemand. Die Vertretung haben wir um 10:05 benachrichtigt", await cem.ProgressAsync(id));
        await GoOnAsync(app, 300);
        Assert.Equal("Noch kümmert sich niemand. Das ganze Team haben wir um 10:10 benachrichtigt", await cem.ProgressAsync(id));
        await GoOnAsync(app, minutes * 60 - 601);
        var before = app.Mail.Sent.Count;
        await GoOnAsync(app, 1);
        var late = app.Mail.Sent.Skip(before).Where(m => m.Subject.StartsWith("Noch niemand hat reagiert", StringComparison.Ordinal)).ToList();
        Assert.Equal(["jana", "jana", "petra", "petra", "sabine", "sabine", "tobias", "tobias"], Names(late));
        Assert.All(late, m => Assert.DoesNotContain("Brennt", m.Subject + m.Body, StringComparison.Ordinal));
        Assert.Equal($"Noch kümmert sich niemand. Auch die Leitung haben wir um 10:{minutes:00} benachrichtigt", await cem.ProgressAsync(id));
        Assert.Equal($"Nobody is on it yet. We also notified management at 10:{minutes:00}", await emily.ProgressAsync(hers));
        Assert.Equal(3, (await app.StoredAsync(id)).Events.Count(e => e.Kind == EventKind.Escalated));
    }

    [Theory, OnBoth]
    public async Task Every_link_in_a_mail_opens_for_its_reader(Database database)
    {
        await using var app = await StartAsync(database);
        await (await app.SignInAsync("cem")).ReportAsync("Brennt");
        app.Time.Advance(TimeSpan.FromMinutes(30));
        foreach (var mail in await NewAsync(app, 0))
        {
            var link = mail.Body.Split('\n').Single(line => line.StartsWith("http://localhost/", StringComparison.Ordinal));
            await (await app.SignInAsync(mail.To.Split('@')[0])).GetPageAsync(new Uri(link).PathAndQuery);
        }
    }

    [Theory, OnBoth]
    public async Task Without_mail_the_reporter_is_not_told_that_anybody_was_notified(Database database)
    {
        await using var app = await StartAsync(database);
        app.Mail.IsOn = false;
        var cem = await app.SignInAsync("cem");
        var id = await cem.ReportAsync("Brennt", "heated");
        app.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Empty(await NewAsync(app, 0));
        Assert.Equal("Noch kümmert sich niemand, und um 10:05 konnten wir niemanden benachrichtigen. Wenn es eilt: Ruf beim Social-Media-Team an", await cem.ProgressAsync(id));
    }

    [Theory, OnBoth]
    public async Task Whoever_reacts_in_time_spares_the_others(Database database)
    {
        await using var app = await StartAsync(database);
        var id = await (await app.SignInAsync("cem")).ReportAsync("Schnell da");
        await app.RunJobsAsync();
        var jana = await app.SignInAsync("jana");
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Message", ("text", "Ich bin da."));
        await app.RunJobsAsync();
        var before = app.Mail.Sent.Count;
        app.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.Empty(await NewAsync(app, before));
    }

    [Theory, OnBoth]
    public async Task What_is_handed_back_is_alerted_anew_and_escalates_again_even_after_triage(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana, tobias) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        var id = await cem.ReportAsync("Hin und her", "heated");
        await app.RunJobsAsync();
        app.Time.Advance(TimeSpan.FromMinutes(3));
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Triage", ("truth", "True"), ("voice", "Press"), ("severity", "4"));
        await jana.DoAsync(id, "HandBack");
        var mails = await NewAsync(app, 2);
        Assert.Equal(["tobias"], Names(mails));
        Assert.StartsWith("Zurückgegeben", mails[0].Subject, StringComparison.Ordinal);
        Assert.Equal("Zurückgegeben. Gerade kümmert sich niemand; das Team wird wieder benachrichtigt", await cem.ProgressAsync(id));
        // The first round's timer has nothing to say any more.
        app.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(await NewAsync(app, 3));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["jana", "tobias"], Names(await NewAsync(app, 3)));
        Assert.Contains("Die Vertretung haben wir um 10:08", await cem.ProgressAsync(id), StringComparison.Ordinal);
        await tobias.DoAsync(id, "Acknowledge");
        await tobias.DoAsync(id, "HandBack");
        Assert.Equal(["jana"], Names(await NewAsync(app, 5)));
        Assert.Equal("Zurückgegeben. Gerade kümmert sich niemand; das Team wird wieder benachrichtigt", await cem.ProgressAsync(id));
    }

    [Theory, OnBoth]
    public async Task What_becomes_heated_reaches_management_sooner(Database database)
    {
        await using var app = await StartAsync(database);
        var cem = await app.SignInAsync("cem");
        var id = await cem.ReportAsync("Noch ruhig");
        await app.RunJobsAsync();
        app.Time.Advance(TimeSpan.FromMinutes(6));
        await app.RunJobsAsync();
        using (await cem.SayAsync(id, "Involvement", ("involvement", "Heated"))) { }
        await app.RunJobsAsync();
        var before = app.Mail.Sent.Count;
        app.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(["jana", "petra", "sabine", "tobias"], Names(await NewAsync(app, before)));
    }

    [Theory, OnBoth]
    public async Task Without_a_desk_the_administrators_are_told_what_to_do(Database database)
    {
        await using var app = await StartAsync(database);
        await ChangeAsync(app, "jana", p => p.Give(Role.None));
        await ChangeAsync(app, "tobias", p => p.Leave(app.Time.GetUtcNow()));
        await (await app.SignInAsync("cem")).ReportAsync("Niemand da");
        var mail = Assert.Single(await NewAsync(app, 0));
        Assert.Equal("petra@muster.example", mail.To);
        Assert.Contains("gib jetzt jemandem die Rolle „Social-Media-Team“", mail.Body, StringComparison.Ordinal);
        Assert.Contains("http://localhost/people", mail.Body, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task What_somebody_had_who_leaves_is_looked_after_again(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana, petra) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), await app.SignInAsync("petra"));
        var (open, closed) = (await cem.ReportAsync("Noch offen"), await cem.ReportAsync("Schon zu"));
        foreach (var id in new[] { open, closed }) await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(closed, "Resolve", ("outcome", "Calmed"), ("reason", "Ruhig."));
        await app.RunJobsAsync();
        var before = app.Mail.Sent.Count;
        var page = await petra.GetPageAsync($"/people/{(await app.PersonAsync("jana")).Id}");
        await petra.SubmitAndFollowAsync(DeskSteps.Form(page, "Leave"));
        Assert.Equal((null, 2), ((await app.StoredAsync(open)).HandlerId, (await app.StoredAsync(open)).Round));
        Assert.Equal(DiscussionState.Resolved, (await app.StoredAsync(closed)).State);
        Assert.Equal(["tobias"], Names(await NewAsync(app, before)));
    }

    [Theory, OnBoth]
    public async Task What_somebody_had_who_only_leaves_the_desk_is_looked_after_again(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana, petra) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), await app.SignInAsync("petra"));
        var open = await cem.ReportAsync("Noch offen");
        await jana.DoAsync(open, "Acknowledge");
        await app.RunJobsAsync();
        var before = app.Mail.Sent.Count;
        var page = await petra.GetPageAsync($"/people/{(await app.PersonAsync("jana")).Id}");
        await petra.SubmitAndFollowAsync(page.QuerySelector("form:has([name=Name])"), ("Roles", null));
        Assert.Null((await app.StoredAsync(open)).HandlerId);
        Assert.Equal(["tobias"], Names(await NewAsync(app, before)));
    }

    [Theory, OnBoth]
    public async Task The_reporters_words_reach_whoever_has_the_discussion_and_else_the_whole_desk(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Nachfrage");
        await app.RunJobsAsync();
        var before = app.Mail.Sent.Count;
        (await cem.SayAsync(id, "Answer", ("text", "Noch etwas: streng geheim"))).Dispose();
        Assert.Equal(["jana", "tobias"], Names(await NewAsync(app, before)));
        await jana.DoAsync(id, "Acknowledge");
        await app.RunJobsAsync();
        before = app.Mail.Sent.Count;
        (await cem.SayAsync(id, "Answer", ("text", "Noch etwas: streng geheim"))).Dispose();
        var mail = Assert.Single(await NewAsync(app, before));
        Assert.Contains("Jana", mail.Body, StringComparison.Ordinal);
        Assert.Contains($"/desk/discussions/{id}", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", mail.Subject + mail.Body, StringComparison.Ordinal);
        before = app.Mail.Sent.Count;
        (await cem.SayAsync(id, "Involvement", ("involvement", "Heated"))).Dispose();
        Assert.Equal(["jana"], Names(await NewAsync(app, before)));
    }

    [Theory, OnBoth]
    public async Task A_mail_server_that_is_down_loses_no_alert(Database database)
    {
        await using var app = await StartAsync(database);
        app.Mail.Failure = new IOException("Der Server antwortet nicht.");
        await (await app.SignInAsync("cem")).ReportAsync("Trotzdem");
        await app.RunJobsAsync();
        app.Mail.Failure = null;
        app.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(["jana", "tobias"], Names(await NewAsync(app, 0)));
    }

    [Theory, OnBoth]
    public async Task With_a_roster_whoever_is_on_duty_is_called_first_then_the_stand_in_then_all(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var settings = await jana.GetPageAsync("/desk/duty/settings");
        await jana.SubmitAndFollowAsync(settings.QuerySelector("main form"));
        await cem.ReportAsync("Wer ist dran?");
        var first = Names(await NewAsync(app, 0));
        Assert.Single(first);
        app.Time.Advance(TimeSpan.FromMinutes(5));
        var second = Names(await NewAsync(app, 1));
        Assert.Single(second);
        Assert.NotEqual(first, second);
        app.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(["jana", "tobias"], Names(await NewAsync(app, 2)));
    }

    [Theory, OnBoth]
    public async Task At_night_the_reporter_reads_when_somebody_will_be_there_and_only_what_is_urgent_goes_on(Database database)
    {
        await using var app = await StartAsync(database);
        app.Time.Advance(TimeSpan.FromHours(11));
        var cem = await app.SignInAsync("cem");
        var (calm, urgent) = (await cem.ReportAsync("Morgen reicht"), await cem.ReportAsync("Es brennt", "heated"));
        Assert.Equal(4, (await NewAsync(app, 0)).Count);
        Assert.Contains("Gerade ist niemand im Dienst. Wieder besetzt ist das Team am 3. März um 08:00", (await cem.GetPageAsync($"/desk/reports/{calm}")).Text("#progress"), StringComparison.Ordinal);
        await GoOnAsync(app, 3600);
        Assert.Equal([EventKind.Reported], (await app.StoredAsync(calm)).Events.Select(e => e.Kind));
        Assert.Contains("Auch die Leitung", await cem.ProgressAsync(urgent), StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromHours(10));
        var before = app.Mail.Sent.Count;
        Assert.Contains(await NewAsync(app, before), m => m.Body.Contains(calm.ToString(), StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task Whoever_enters_the_weekend_into_the_roster_hears_of_what_waits_for_Monday(Database database)
    {
        await using var app = await StartAsync(database);
        app.Time.Advance(TimeSpan.FromHours(11));
        var id = await (await app.SignInAsync("cem")).ReportAsync("Es brennt", "heated");
        await GoOnAsync(app, 1800);
        var monday = (await app.StoredAsync(id)).WakeAt!.Value;
        Assert.True(monday > app.Time.GetUtcNow().AddHours(8));
        await app.RecurAsync();
        Assert.Equal(monday, (await app.StoredAsync(id)).WakeAt);
        // Jana agrees to answer tonight.
        var jana = await app.SignInAsync("jana");
        for (var day = 0; day < 7; day++) await jana.SubmitAndFollowAsync(DutySteps.Week(await jana.GetPageAsync("/desk/duty"), "Evenings", day, "17:00", "00:00"));
        var before = app.Mail.Sent.Count;
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.RecurAsync();
        Assert.Contains(await NewAsync(app, before), m => m.To == "jana@muster.example" && m.Body.Contains(id.ToString(), StringComparison.Ordinal));
    }
}
