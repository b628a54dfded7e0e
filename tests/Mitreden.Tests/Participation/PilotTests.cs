using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Organisations;
using Mitreden.Participation.Pilot;
using Mitreden.Participation.Volunteers;
using Mitreden.Tests.Accounts;

namespace Mitreden.Tests.Participation;

/// <summary>The pilot group through the pages: drawn once, declined by one tap, filled up by lot.</summary>
public sealed class PilotTests(Apps apps) : IClassFixture<Apps>
{
    private const string Path = "/involvement/pilot";

    [Theory, OnBoth]
    public async Task The_group_is_drawn_once_and_what_was_said_for_it_is_gone(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, lead) = await app.CompanyAsync();
        Assert.Null((await lead.GetPageAsync(Path)).Form("Draw"));
        var volunteers = await app.VolunteersAsync(boss.OrganisationId, 6);
        var form = (await lead.GetPageAsync(Path)).Form("Draw");
        Assert.Equal(["3", "4"], form!.QuerySelectorAll("option").Select(o => o.TextContent));
        var page = await lead.SubmitAndFollowAsync(form, ("size", "4"));
        Assert.Equal(4, page.QuerySelectorAll("[id^=member-]").Length);
        Assert.Equal(0, await app.WithDbAsync(boss.OrganisationId, db => db.Set<PilotMark>().CountAsync()));
        var members = await MembersAsync(app, boss);
        Assert.Equal(HttpStatusCode.Conflict, (await lead.SubmitAsync(form, ("size", "3"))).StatusCode);
        Assert.Equal(members, await MembersAsync(app, boss));
        await app.RunJobsAsync();
        foreach (var (person, client) in volunteers)
        {
            var isIn = members.Contains(person.Id);
            Assert.Equal(isIn ? 1 : 0, app.Mail.Sent.Count(m => m.To == person.Email && m.Subject == "Du bist in der Pilotgruppe"));
            Assert.Equal(isIn, (await client.MainAsync("/")).Contains("Du bist in der Pilotgruppe", StringComparison.Ordinal));
            Assert.Equal(isIn, (await client.MainAsync("/involvement")).Contains("Lieber nicht", StringComparison.Ordinal));
        }
        // Whoever comes later is asked nothing for a draw that is over.
        var late = await app.SignInAsync((await app.AddPersonAsync(boss.OrganisationId, "Lena Später")).Id);
        Assert.Empty((await late.GetPageAsync("/involvement")).QuerySelectorAll("input[name=isNew]"));
        await late.JoinAsync(Part.Pilot, ("isNew", "true"));
        Assert.Equal(0, await app.WithDbAsync(boss.OrganisationId, db => db.Set<PilotMark>().CountAsync()));
    }

    [Theory, OnBoth]
    public async Task Two_who_draw_at_once_have_one_group(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, lead) = await app.CompanyAsync();
        await app.VolunteersAsync(boss.OrganisationId, 6);
        var form = (await lead.GetPageAsync(Path)).Form("Draw");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => lead.SubmitAsync(form, ("size", "3"))));
        Assert.Equal(3, (await MembersAsync(app, boss)).Count);
        Assert.Single(await app.WithDbAsync(boss.OrganisationId, db => db.Set<PilotGroup>().ToListAsync()));
    }

    [Theory, OnBoth]
    public async Task Two_who_take_out_the_same_member_at_once_both_find_them_out(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, lead) = await app.CompanyAsync();
        await app.VolunteersAsync(boss.OrganisationId, 3);
        var page = await lead.SubmitAndFollowAsync((await lead.GetPageAsync(Path)).Form("Draw"), ("size", "3"));
        var form = page.QuerySelector("[id^=member-] form");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => lead.SubmitAsync(form)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        Assert.Equal(2, (await MembersAsync(app, boss)).Count);
    }

    [Theory, OnBoth]
    public async Task Of_two_who_take_somebody_in_at_once_one_is_told_that_there_is_no_place_left(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, lead) = await app.CompanyAsync();
        var volunteers = await app.VolunteersAsync(boss.OrganisationId, 5);
        var form = (await lead.SubmitAndFollowAsync((await lead.GetPageAsync(Path)).Form("Draw"), ("size", "3"))).Form("Add");
        var members = await MembersAsync(app, boss);
        var others = volunteers.Select(v => v.Person.Id).Where(id => !members.Contains(id));
        var answers = await Task.WhenAll(others.Select(id => lead.SubmitAsync(form, ("person", id.ToString()))));
        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
        Assert.Equal(PilotSize.For(0).Most, (await MembersAsync(app, boss)).Count);
    }

    [Theory, OnBoth]
    public async Task A_mark_that_outlives_the_draw_is_gone_on_the_next_day(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (boss, other) = ((await app.CompanyAsync()).Boss, (await app.CompanyAsync()).Boss);
        foreach (var company in new[] { boss, other }) await app.VolunteersAsync(company.OrganisationId, 1);
        await app.WithDbAsync(boss.OrganisationId, db =>
        {
            db.Add(PilotGroup.Begin(boss.OrganisationId, drawn: false, app.Time.GetUtcNow()));
            return db.SaveChangesAsync();
        });
        app.Time.Advance(TimeSpan.FromDays(1));
        await app.RecurAsync();
        Assert.Equal(0, await app.WithDbAsync(boss.OrganisationId, db => db.Set<PilotMark>().CountAsync()));
        Assert.Equal(1, await app.WithDbAsync(other.OrganisationId, db => db.Set<PilotMark>().CountAsync()));
    }

    [Theory, OnBoth]
    public async Task Whoever_declines_is_out_and_the_lot_fills_the_place_with_somebody_who_offered(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, lead) = await app.CompanyAsync();
        var volunteers = await app.VolunteersAsync(boss.OrganisationId, 4);
        await lead.SubmitAndFollowAsync((await lead.GetPageAsync(Path)).Form("Draw"), ("size", "3"));
        var first = await MembersAsync(app, boss);
        var (person, client) = volunteers.First(v => first.Contains(v.Person.Id));
        var page = await client.GetPageAsync("/involvement");
        page = await client.SubmitAndFollowAsync(page.QuerySelector("section[aria-labelledby=group] form"));
        Assert.DoesNotContain("Lieber nicht", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal(2, (await MembersAsync(app, boss)).Count);
        Assert.Contains("ein Platz frei", await lead.MainAsync("/"), StringComparison.Ordinal);
        await lead.SubmitAndFollowAsync((await lead.GetPageAsync(Path)).Form("Add"));
        var second = await MembersAsync(app, boss);
        Assert.Equal(3, second.Count);
        Assert.DoesNotContain(person.Id, second);
        // Nobody is left who offered: there is nothing to add.
        Assert.Null((await lead.GetPageAsync(Path)).Form("Add"));
    }

    [Theory, OnBoth]
    public async Task By_hand_only_those_who_offered_come_in_and_then_nothing_is_drawn(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, lead) = await app.CompanyAsync();
        var volunteers = await app.VolunteersAsync(boss.OrganisationId, 3);
        var stranger = await app.AddPersonAsync(boss.OrganisationId, "Otto Ohne");
        var form = (await lead.GetPageAsync(Path)).Form("Choose");
        await lead.SubmitAndFollowAsync(form, ("people", volunteers[0].Person.Id.ToString()), ("people", stranger.Id.ToString()));
        Assert.Equal(volunteers[0].Person.Id, Assert.Single(await MembersAsync(app, boss)));
        var page = await lead.GetPageAsync(Path);
        Assert.Null(page.Form("Draw"));
        Assert.Equal(HttpStatusCode.Conflict, (await lead.SubmitAsync(page.Form("Add"), ("person", stranger.Id.ToString()))).StatusCode);
        page = await lead.SubmitAndFollowAsync(page.Form("Add"), ("person", volunteers[1].Person.Id.ToString()));
        Assert.Equal(2, page.QuerySelectorAll("[id^=member-]").Length);
        page = await lead.SubmitAndFollowAsync(page.QuerySelector($"#member-{volunteers[0].Person.Id} form"));
        Assert.Equal(volunteers[1].Person.Id, Assert.Single(await MembersAsync(app, boss)));
        // Taken out is not sent away: they still offer.
        Assert.Contains(volunteers[0].Person.Id.ToString(), page.QuerySelector("#person")!.InnerHtml, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task The_launch_asks_for_a_group_that_has_practised_and_nobody_ticks_that_in_the_plan(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, lead) = await app.CompanyAsync();
        await lead.SubmitAndFollowAsync((await lead.GetPageAsync("/launch")).Form("Begin"), ("template", "small"), ("startsOn", "2027-03-01"));
        Assert.Equal("/involvement/pilot", (await lead.GetPageAsync("/launch/channels")).QuerySelector("#ready-pilot-trained a")!.GetAttribute("href"));
        var step = (await lead.GetPageAsync("/launch")).QuerySelectorAll(".checklist__step a").Single(a => a.TextContent.Contains("reiwillige", StringComparison.Ordinal));
        Assert.NotNull((await lead.GetPageAsync(step.GetAttribute("href")!)).QuerySelector("main a[href='/involvement']"));
        var volunteers = await app.VolunteersAsync(boss.OrganisationId, 3);
        var page = await lead.SubmitAndFollowAsync((await lead.GetPageAsync(Path)).Form("Draw"));
        Assert.False(await IsReadyAsync(lead));
        await lead.SubmitAndFollowAsync(page.Form("Practised"));
        Assert.True(await IsReadyAsync(lead));
        Assert.DoesNotContain("Du bist in der Pilotgruppe", await volunteers[0].Client.MainAsync("/"), StringComparison.Ordinal);
        await volunteers[0].Client.SubmitAndFollowAsync((await volunteers[0].Client.GetPageAsync("/involvement")).QuerySelector("section[aria-labelledby=group] form"));
        Assert.False(await IsReadyAsync(lead));
    }

    private static async Task<bool> IsReadyAsync(HttpClient lead) => (await lead.GetPageAsync("/launch/channels")).QuerySelector("#ready-pilot-trained")!.GetAttribute("data-done") == "yes";

    private static Task<HashSet<Guid>> MembersAsync(TestApp app, Person boss) =>
        app.WithDbAsync(boss.OrganisationId, async db => (await db.Set<PilotMember>().Select(m => m.PersonId).ToListAsync()).ToHashSet());
}
