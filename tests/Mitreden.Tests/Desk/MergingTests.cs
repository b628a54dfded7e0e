using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.Reporting;

namespace Mitreden.Tests.Desk;

/// <summary>Several reports of one thread are one discussion at the desk, and every reporter reads how it goes on.</summary>
public sealed class MergingTests(Apps apps) : IClassFixture<Apps>
{
    private static int _threads;

    private static string NewThread() => $"https://www.facebook.com/groups/4711/posts/{90_000_000 + Interlocked.Increment(ref _threads)}";

    /// <summary>The app at a time when nobody has reported just now: the tests share people and clock, and many reports of one person are gathered.</summary>
    private async Task<TestApp> LaterAsync(Database database)
    {
        var app = await apps.OnAsync(database);
        app.Time.Advance(Gathering.Window);
        return app;
    }

    private static Task<Guid> ShareAsync(HttpClient client, string url, string text, string tap = "watching") =>
        client.ReportAsync([], ("url", url), ("text", text), ("involvement", tap));

    [Theory, OnBoth]
    public async Task The_second_report_of_a_thread_belongs_to_the_first_and_wakes_nobody(Database database)
    {
        var app = await LaterAsync(database);
        var (cem, anna, jana, thread) = (await app.SignInAsync("cem"), await app.SignInAsync("anna"), await app.SignInAsync("jana"), NewThread());
        var first = await ShareAsync(cem, thread, "Schaut mal");
        await app.RunJobsAsync();
        var second = await ShareAsync(anna, thread + "?comment_id=7&fbclid=x", "Auch gesehen, geheimer Gedanke");
        await app.RunJobsAsync();
        Assert.Equal((DiscussionState.Merged, first), ((await app.StoredAsync(second)).State, (await app.StoredAsync(second)).MergedInto));
        Assert.Equal(0, await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Alert>().CountAsync(a => a.DiscussionId == second)));

        var inbox = await jana.GetPageAsync("/desk");
        Assert.Null(inbox.QuerySelector($"#d-{second}"));
        Assert.Contains("+ 1 weitere Meldung", inbox.Text($"#d-{first}"), StringComparison.Ordinal);
        var page = await jana.GetPageAsync($"/desk/discussions/{first}");
        Assert.Contains("Anna", page.Text("#family"), StringComparison.Ordinal);
        Assert.Contains("Noch eine Meldung ist dazugekommen", page.Text("#timeline"), StringComparison.Ordinal);

        await jana.DoAsync(first, "Acknowledge");
        await jana.DoAsync(first, "Message", ("text", "Danke Cem, nur für dich"));
        await jana.DoAsync(first, "TakeOver");
        await jana.DoAsync(first, "PublicWord", ("text", "Wir prüfen die Pumpe."));
        await jana.DoAsync(first, "Resolve", ("outcome", "Calmed"), ("reason", "Alles ruhig"));
        await app.RunJobsAsync();
        Assert.Contains("abgeschlossen", await anna.ProgressAsync(second), StringComparison.Ordinal);
        var own = await anna.GetPageAsync($"/desk/reports/{second}");
        Assert.Contains("Wir prüfen die Pumpe.", own.Text("#talk"), StringComparison.Ordinal);
        Assert.DoesNotContain("nur für dich", own.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("geheimer Gedanke", (await cem.GetPageAsync($"/desk/reports/{first}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(app.Mail.Sent, m => m.Subject.StartsWith("Was aus", StringComparison.Ordinal) && m.Body.Contains($"/desk/reports/{first}", StringComparison.Ordinal));
        Assert.Single(app.Mail.Sent, m => m.Subject.StartsWith("Was aus", StringComparison.Ordinal) && m.Body.Contains($"/desk/reports/{second}", StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task A_hotter_report_makes_the_discussion_hotter(Database database)
    {
        var app = await LaterAsync(database);
        var thread = NewThread();
        var first = await ShareAsync(await app.SignInAsync("cem"), thread, "Na ja");
        await ShareAsync(await app.SignInAsync("anna"), thread, "Jetzt brennt es", "heated");
        Assert.Equal(Involvement.Heated, (await app.StoredAsync(first)).Involvement);
    }

    [Theory, OnBoth]
    public async Task What_the_second_reporter_writes_reaches_the_desk_and_not_the_first_reporter(Database database)
    {
        var app = await LaterAsync(database);
        var (cem, anna, jana, thread) = (await app.SignInAsync("cem"), await app.SignInAsync("anna"), await app.SignInAsync("jana"), NewThread());
        var first = await ShareAsync(cem, thread, "Eins");
        var second = await ShareAsync(anna, thread, "Zwei");
        await jana.DoAsync(first, "Acknowledge");
        using (var answer = await anna.SayAsync(second, "Answer", ("text", "Nur für das Team"))) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await app.RunJobsAsync();
        Assert.Contains("hat geantwortet", (await jana.GetPageAsync($"/desk/discussions/{first}")).Text("#timeline"), StringComparison.Ordinal);
        Assert.Contains("Nur für das Team", (await jana.GetPageAsync($"/desk/discussions/{second}")).Text("#timeline"), StringComparison.Ordinal);
        Assert.DoesNotContain("Nur für das Team", (await cem.GetPageAsync($"/desk/reports/{first}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("jana@muster.example", Assert.Single(app.Mail.Sent, m => m.Body.Contains($"/desk/discussions/{second}", StringComparison.Ordinal)).To);
        await jana.DoAsync(second, "Message", ("text", "Danke, Anna"));
        Assert.Contains("Danke, Anna", (await anna.GetPageAsync($"/desk/reports/{second}")).Text("#talk"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Put_together_by_hand_and_taken_apart_again(Database database)
    {
        var app = await LaterAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var (one, other, third) = (await cem.ReportAsync("Nur ein Screenshot davon"), await ShareAsync(cem, NewThread(), "Der Thread"), await cem.ReportAsync("Noch einer"));
        await jana.DoAsync(third, "Merge", ("into", one.ToString()));
        await jana.DoAsync(one, "Merge", ("into", other.ToString()));
        Assert.Equal([other, other], [(await app.StoredAsync(one)).MergedInto, (await app.StoredAsync(third)).MergedInto]);
        await jana.DoAsync(one, "Split");
        await app.RunJobsAsync();
        Assert.Equal((DiscussionState.Reported, null), ((await app.StoredAsync(one)).State, (await app.StoredAsync(one)).MergedInto));
        Assert.NotEqual(0, await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Alert>().CountAsync(a => a.DiscussionId == one && a.Round == 2)));
        using var itself = await jana.SubmitAsync(DeskSteps.Form(await jana.GetPageAsync($"/desk/discussions/{one}"), "Merge"), ("into", one.ToString()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, itself.StatusCode);
    }

    [Theory, OnBoth]
    public async Task Two_who_report_at_the_same_moment_are_one_discussion(Database database)
    {
        var app = await LaterAsync(database);
        var names = new[] { "cem", "anna", "jana", "tobias" };
        for (var round = 0; round < 5; round++)
        {
            var thread = NewThread();
            var forms = await Task.WhenAll(names.Select(async name => (Client: await app.SignInAsync(name), Name: name)));
            var ids = await Task.WhenAll(forms.Select(f => ShareAsync(f.Client, thread, f.Name)));
            var open = await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Discussion>().CountAsync(d => ids.Contains(d.Id) && d.ClosedAt == null));
            Assert.Equal(1, open);
        }
    }

    [Theory, OnBoth]
    public async Task A_flood_of_one_person_is_one_item_and_others_stay_their_own(Database database)
    {
        var app = await LaterAsync(database);
        var (flooder, anna) = (await app.SignInAsync("stefan"), await app.SignInAsync("anna"));
        var ids = new List<Guid>();
        for (var n = 0; n < 3 * Gathering.Flood; n++) ids.Add(await flooder.ReportAsync($"Meldung {n}"));
        var other = await anna.ReportAsync("Ganz etwas anderes");
        var open = await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Discussion>().Where(d => ids.Contains(d.Id) && d.ClosedAt == null).Select(d => d.Id).ToListAsync());
        var lead = Assert.Single(open);
        Assert.Null((await app.StoredAsync(other)).MergedInto);
        var merged = await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Discussion>().CountAsync(d => d.MergedInto == lead));
        Assert.Equal(ids.Count - 1, merged);
    }

    [Theory, OnBoth]
    public async Task A_thread_that_comes_back_after_its_end_is_new_and_shows_what_was(Database database)
    {
        var app = await LaterAsync(database);
        var (cem, jana, thread) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), NewThread());
        var first = await ShareAsync(cem, thread, "Eins");
        await jana.DoAsync(first, "Acknowledge");
        await jana.DoAsync(first, "Resolve", ("outcome", "Calmed"), ("reason", "Ruhig"));
        var second = await ShareAsync(cem, thread, "Wieder da");
        Assert.Equal(DiscussionState.Reported, (await app.StoredAsync(second)).State);
        Assert.Contains("Das gab es schon einmal", (await jana.GetPageAsync($"/desk/discussions/{second}")).Text("#family"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task When_the_first_reporter_takes_it_back_the_next_one_leads_and_the_desk_is_called(Database database)
    {
        var app = await LaterAsync(database);
        var (cem, anna, emily, thread) = (await app.SignInAsync("cem"), await app.SignInAsync("anna"), await app.SignInAsync("emily"), NewThread());
        var (first, second) = (await ShareAsync(cem, thread, "Eins"), await ShareAsync(anna, thread, "Zwei"));
        app.Time.Advance(TimeSpan.FromSeconds(1));
        var third = await ShareAsync(emily, thread, "Drei");
        await app.RunJobsAsync();
        using (var taken = await cem.SayAsync(first, "Withdraw")) Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        await app.RunJobsAsync();
        Assert.Equal((DiscussionState.Withdrawn, DiscussionState.Reported), ((await app.StoredAsync(first)).State, (await app.StoredAsync(second)).State));
        Assert.Equal(second, (await app.StoredAsync(third)).MergedInto);
        Assert.NotEqual(0, await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Alert>().CountAsync(a => a.DiscussionId == second)));
        Assert.Contains("Noch niemand", await anna.ProgressAsync(second), StringComparison.Ordinal);
        Assert.DoesNotContain("zurückgezogen", await anna.ProgressAsync(second), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_flood_takes_nothing_along_that_others_have_reported_as_well(Database database)
    {
        var app = await LaterAsync(database);
        var (ralf, anna, thread) = (await app.SignInAsync("ralf"), await app.SignInAsync("anna"), NewThread());
        var alone = await ralf.ReportAsync("Ganz für sich");
        app.Time.Advance(TimeSpan.FromSeconds(1));
        var (lead, part) = (await ShareAsync(ralf, thread, "Eins"), await ShareAsync(anna, thread, "Zwei"));
        for (var n = 0; n < Gathering.Flood; n++) await ralf.ReportAsync($"Und noch eine {n}");
        Assert.Equal(lead, (await app.StoredAsync(part)).MergedInto);
        Assert.Equal((true, true), ((await app.StoredAsync(lead)).IsOpen, (await app.StoredAsync(alone)).IsOpen));
        var id = (await app.PersonAsync("ralf")).Id;
        var open = await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Discussion>().CountAsync(d => d.ReporterId == id && d.ClosedAt == null));
        Assert.Equal(2, open);
    }

    [Theory, OnBoth]
    public async Task A_heated_report_of_what_somebody_has_reaches_them_and_the_first_tap_cannot_cool_it(Database database)
    {
        var app = await LaterAsync(database);
        var (cem, anna, jana, thread) = (await app.SignInAsync("cem"), await app.SignInAsync("anna"), await app.SignInAsync("jana"), NewThread());
        var first = await ShareAsync(cem, thread, "Eins");
        await jana.DoAsync(first, "Acknowledge");
        var second = await ShareAsync(anna, thread, "Jetzt brennt es", "heated");
        await app.RunJobsAsync();
        Assert.Equal("jana@muster.example", Assert.Single(app.Mail.Sent, m => m.Body.Contains($"/desk/discussions/{second}", StringComparison.Ordinal)).To);
        // That it is heated is news once, and not again from each colleague who is in the middle of it.
        var before = app.Mail.Sent.Count;
        await ShareAsync(await app.SignInAsync("ralf"), thread, "Bei mir auch", "heated");
        await app.RunJobsAsync();
        Assert.Equal(before, app.Mail.Sent.Count);
        using (var cooler = await cem.SayAsync(first, "Involvement", ("involvement", "Watching"))) Assert.Equal(HttpStatusCode.Redirect, cooler.StatusCode);
        Assert.Equal(Involvement.Heated, (await app.StoredAsync(first)).Involvement);
    }

    [Theory, OnBoth]
    public async Task Two_people_cannot_put_two_discussions_into_each_other(Database database)
    {
        var app = await LaterAsync(database);
        var (cem, organisation) = (await app.SignInAsync("cem"), await app.DemoOrganisationAsync());
        var (jana, tobias) = ((await app.PersonAsync("jana")).Id, (await app.PersonAsync("tobias")).Id);
        var (one, other) = (await cem.ReportAsync("Der eine"), await cem.ReportAsync("Der andere"));
        await app.WithDbAsync(organisation, async db =>
        {
            var mine = await db.Set<Discussion>().SingleAsync(d => d.Id == one);
            await new Mitreden.Desk.Together.Merging(db).MergeAsync(mine, other, jana, db.Time.GetUtcNow());
            await app.WithDbAsync(organisation, async theirs =>
            {
                await new Mitreden.Desk.Together.Merging(theirs).MergeAsync(await theirs.Set<Discussion>().SingleAsync(d => d.Id == other), one, tobias, theirs.Time.GetUtcNow());
                await theirs.SaveChangesAsync();
            });
            await Assert.ThrowsAnyAsync<DbUpdateException>(() => db.SaveChangesAsync());
        });
        Assert.Equal((true, false), ((await app.StoredAsync(one)).IsOpen, (await app.StoredAsync(other)).IsOpen));
    }

    [Fact]
    public void What_was_found_out_and_who_has_it_comes_along()
    {
        var (now, jana) = (TestApp.Beginning, Guid.CreateVersion7());
        Discussion New() => Discussion.Report(Guid.CreateVersion7(), Guid.CreateVersion7(), new Shared(Guid.CreateVersion7(), "", "Streit", null, 0), Involvement.Watching, now);
        var (strong, lead) = (New(), New());
        strong.Acknowledge(jana, now);
        strong.Triage(jana, Truth.True, Voice.Press, 5, null, now);
        strong.DeclareMajor(jana, now);
        strong.MergeInto(lead, jana, now);
        Assert.Equal((DiscussionState.Major, 5, jana), (lead.State, lead.Severity, lead.HandlerId));
        Assert.Equal((DiscussionState.Merged, null, null), (strong.State, strong.HandlerId, strong.WakeAt));
        Assert.NotNull(lead.WakeAt);
        Assert.Equal(EventKind.AlsoReported, lead.Events[^1].Kind);
    }

    [Fact]
    public void Put_together_by_hand_leaves_its_step_even_when_one_person_reported_both()
    {
        var (now, reporter) = (TestApp.Beginning, Guid.CreateVersion7());
        Discussion New() => Discussion.Report(Guid.CreateVersion7(), reporter, new Shared(Guid.CreateVersion7(), "", "Streit", null, 0), Involvement.Watching, now);
        var (one, lead) = (New(), New());
        one.MergeInto(lead, Guid.CreateVersion7(), now);
        Assert.Equal((2, EventKind.AlsoReported), (lead.Version, lead.Events[^1].Kind));
    }
}
