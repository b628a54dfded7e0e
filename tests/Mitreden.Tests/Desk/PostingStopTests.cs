using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk;
using Mitreden.Desk.Contracts;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.Posting;
using Mitreden.Foundation.Data;

namespace Mitreden.Tests.Desk;

/// <summary>In a major case all scheduled posts are held by one tap, everybody at the desk sees it, and somebody says why when they go out again.</summary>
public sealed class PostingStopTests
{
    private static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions { Database = database });

    private static async Task<PostingHold?> NowAsync(TestApp app, Guid organisation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = organisation;
        return await scope.ServiceProvider.GetRequiredService<PostingStop>().NowAsync();
    }

    [Theory, OnBoth]
    public async Task One_tap_from_the_desk_holds_and_the_whole_desk_sees_it_without_reloading(Database database)
    {
        await using var app = await StartAsync(database);
        var (jana, tobias, organisation) = (await app.SignInAsync("jana"), await app.SignInAsync("tobias"), await app.DemoOrganisationAsync());
        var report = await (await app.SignInAsync("cem")).ReportAsync("Streit");
        await using var inbox = await LiveReader.OpenAsync(tobias, "/desk/live");
        await using var discussion = await LiveReader.OpenAsync(tobias, $"/desk/discussions/{report}/live");
        Assert.Null(await NowAsync(app, organisation));
        using (var held = await jana.SubmitAsync((await jana.GetPageAsync("/desk")).QuerySelector("#hold"))) Assert.Equal("/desk/posting", held.Headers.Location!.OriginalString);
        foreach (var live in new[] { inbox, discussion }) Assert.Contains("eingeschaltet von Jana Keller", await live.PartAsync("id=\"posting\""), StringComparison.Ordinal);
        Assert.Contains("Jana Keller", (await tobias.GetPageAsync("/me")).Text("#posting"), StringComparison.Ordinal);
        Assert.Null((await tobias.GetPageAsync("/desk")).QuerySelector("#hold"));
        Assert.Null((await (await app.SignInAsync("anna")).GetPageAsync("/")).QuerySelector("#posting"));
        Assert.Equal((await app.PersonAsync("jana")).Id, (await NowAsync(app, organisation))!.By);
        Assert.Null(await NowAsync(app, (await app.FoundAsync()).OrganisationId));

        var page = await tobias.GetPageAsync("/desk/posting");
        using (var mute = await tobias.SubmitAsync(page.QuerySelector("#release"), ("why", " "))) Assert.Contains("warum", (await mute.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#why-error"), StringComparison.Ordinal);
        using (var wordy = await tobias.SubmitAsync(page.QuerySelector("#release"), ("why", new string('x', 501)))) Assert.Equal(HttpStatusCode.UnprocessableEntity, wordy.StatusCode);
        Assert.NotNull(await NowAsync(app, organisation));
        page = await tobias.SubmitAndFollowAsync(page.QuerySelector("#release"), ("why", "Alles ruhig"));
        Assert.Null(await NowAsync(app, organisation));
        foreach (var live in new[] { inbox, discussion }) Assert.DoesNotContain("banner", await live.PartAsync("id=\"posting\""), StringComparison.Ordinal);
        var steps = page.QuerySelectorAll(".timeline__item").Select(s => s.TextContent).ToList();
        Assert.Equal(2, steps.Count);
        Assert.Contains("Tobias Brandt hat den Posting-Stopp aufgehoben", steps[0], StringComparison.Ordinal);
        Assert.Contains("Alles ruhig", steps[0], StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_form_that_has_stood_open_since_the_last_stop_lifts_no_new_one(Database database)
    {
        await using var app = await StartAsync(database);
        var (jana, tobias, organisation) = (await app.SignInAsync("jana"), await app.SignInAsync("tobias"), await app.DemoOrganisationAsync());
        await jana.SubmitAsync((await jana.GetPageAsync("/desk")).QuerySelector("#hold"));
        var old = await tobias.GetPageAsync("/desk/posting");
        await jana.SubmitAsync((await jana.GetPageAsync("/desk/posting")).QuerySelector("#release"), ("why", "Alles ruhig"));
        await jana.SubmitAsync((await jana.GetPageAsync("/desk")).QuerySelector("#hold"));
        using var late = await tobias.SubmitAsync(old.QuerySelector("#release"), ("why", "Alles ruhig"));
        Assert.Contains("den Posting-Stopp neu eingeschaltet", (await late.PageAsync(HttpStatusCode.Conflict)).Text("#why-error"), StringComparison.Ordinal);
        Assert.NotNull(await NowAsync(app, organisation));
    }

    [Theory, OnBoth]
    public async Task A_major_case_offers_it_at_once_and_its_timeline_tells(Database database)
    {
        await using var app = await StartAsync(database);
        var (jana, organisation) = (await app.SignInAsync("jana"), await app.DemoOrganisationAsync());
        var id = await (await app.SignInAsync("cem")).ReportAsync("Unfall", "heated");
        await jana.DoAsync(id, "Acknowledge");
        Assert.Null((await jana.GetPageAsync($"/desk/discussions/{id}")).QuerySelector("#hold.card--hot"));
        var page = await jana.DoAsync(id, "Major");
        page = await jana.SubmitAndFollowAsync(page.QuerySelector("#hold.card--hot"));
        Assert.Equal($"/desk/discussions/{id}", page.Location.PathName);
        Assert.Null(page.QuerySelector("#hold"));
        Assert.Contains("Jana Keller hat den Posting-Stopp eingeschaltet", page.Text("#timeline"), StringComparison.Ordinal);
        Assert.Equal(id, (await NowAsync(app, organisation))!.DiscussionId);
        var book = await jana.GetPageAsync($"/desk/discussions/{id}/playbooks/PB8");
        page = await jana.GetPageAsync(book.QuerySelector("#step-stop a")!.GetAttribute("href")!);
        await jana.SubmitAndFollowAsync(page.QuerySelector("#release"), ("why", "Die Leitung sagt ja"));
        Assert.Equal([EventKind.PostingHeld, EventKind.PostingReleased], (await app.StoredAsync(id)).Events.TakeLast(2).Select(e => e.Kind));
        // What is closed keeps its timeline.
        await jana.SubmitAndFollowAsync((await jana.GetPageAsync($"/desk/discussions/{id}")).QuerySelector("#hold"));
        await jana.DoAsync(id, "Resolve", ("outcome", "Calmed"), ("reason", "Ruhig."));
        await jana.SubmitAndFollowAsync((await jana.GetPageAsync("/desk/posting")).QuerySelector("#release"), ("why", "Vorbei"));
        Assert.Equal(EventKind.Resolved, (await app.StoredAsync(id)).Events[^1].Kind);
        Assert.Null(await NowAsync(app, organisation));
    }

    [Theory, OnBoth]
    public async Task Many_who_hold_at_once_hold_once_and_nobody_from_outside_can(Database database)
    {
        await using var app = await StartAsync(database);
        var people = new[] { "jana", "tobias", "jana", "tobias", "jana", "tobias" };
        var forms = await Task.WhenAll(people.Select(async name =>
        {
            var client = await app.SignInAsync(name);
            return (Client: client, Form: (await client.GetPageAsync("/desk")).QuerySelector("#hold"));
        }));
        var answers = await Task.WhenAll(forms.Select(f => f.Client.SubmitAsync(f.Form)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        Assert.Single(await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<PostingChange>().ToListAsync()));
        var foreign = await app.FoundAsync();
        var report = await app.WithDbAsync(foreign.OrganisationId, async db =>
        {
            var other = Discussion.Report(foreign.OrganisationId, foreign.Id, new Shared(Guid.CreateVersion7(), "", "Fremd", null, 0), Involvement.Watching, db.Time.GetUtcNow());
            db.Add(other);
            await db.SaveChangesAsync();
            return other.Id;
        });
        var release = (await forms[0].Client.GetPageAsync("/desk/posting")).QuerySelector("#release");
        await forms[0].Client.SubmitAndFollowAsync(release, ("why", "Vorbei"));
        var page = await forms[0].Client.GetPageAsync("/desk/posting");
        Assert.Equal(HttpStatusCode.NotFound, (await forms[0].Client.SubmitAsync(page.QuerySelector("#hold"), ("discussion", report.ToString()))).StatusCode);
        Assert.Null(await NowAsync(app, await app.DemoOrganisationAsync()));
    }

    [Theory, OnBoth]
    public async Task What_is_over_goes_after_30_days_and_what_goes_on_stays_however_old(Database database)
    {
        await using var app = await StartAsync(database);
        var (organisation, jana) = (await app.DemoOrganisationAsync(), await app.SignInAsync("jana"));
        async Task SwitchAsync(string form, params (string, string?)[] fields) => await jana.SubmitAndFollowAsync((await jana.GetPageAsync("/desk/posting")).QuerySelector(form), fields);
        async Task<int> AfterAsync(int days)
        {
            app.Time.Advance(TimeSpan.FromDays(days));
            await app.WithDbAsync(null, db =>
            {
                db.Enqueue(new KeepLimits(), $"test:{Guid.CreateVersion7()}");
                return db.SaveChangesAsync();
            });
            await app.RunJobsAsync();
            jana = await app.SignInAsync("jana");
            return await app.WithDbAsync(organisation, db => db.Set<PostingChange>().CountAsync());
        }
        await SwitchAsync("#hold", ("why", "Erster"));
        await SwitchAsync("#release", ("why", "Vorbei"));
        Assert.Equal(2, await AfterAsync(29));
        await SwitchAsync("#hold", ("why", "Zweiter"));
        Assert.Equal(1, await AfterAsync(2));
        Assert.Equal(1, await AfterAsync(200));
        Assert.Equal("Zweiter", (await NowAsync(app, organisation))!.Why);
        var export = JsonDocument.Parse(await (await jana.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("Zweiter", export.GetProperty("desk").GetProperty("PostingStops")[0].GetProperty("Why").GetString());
        await SwitchAsync("#release", ("why", "Vorbei"));
        Assert.Equal(0, await AfterAsync(31));
    }
}
