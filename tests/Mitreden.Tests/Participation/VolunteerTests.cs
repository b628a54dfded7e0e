using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Web;
using Mitreden.Launch;
using Mitreden.Organisations;
using Mitreden.Organisations.Contracts;
using Mitreden.Participation;
using Mitreden.Participation.Pilot;
using Mitreden.Participation.Volunteers;
using Mitreden.Tests.Accounts;
using Mitreden.Tests.Questions;

namespace Mitreden.Tests.Participation;

/// <summary>Being in, and being out again.</summary>
public sealed class VolunteerTests(Apps apps) : IClassFixture<Apps>
{
    [Fact]
    public void A_note_that_is_too_long_is_cut_and_no_sign_in_half()
    {
        var most = new string('x', Volunteer.LongestNote - 1);
        Assert.Equal(most, Volunteer.For(Guid.CreateVersion7(), Guid.CreateVersion7(), Part.Photos, most + "😀").Note);
    }

    [Theory, OnBoth]
    public async Task Whoever_is_in_stands_on_the_list_of_those_who_lead_and_one_tap_takes_every_trace_away(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, lead) = await app.CompanyAsync();
        var erna = await app.AddPersonAsync(boss.OrganisationId, "Erna Ehrlich");
        var client = await app.SignInAsync(erna.Id);
        Assert.Contains("auf keiner Liste", await client.MainAsync("/involvement"), StringComparison.Ordinal);
        var page = await client.JoinAsync(Part.Mentor, ("note", "Nur vormittags"));
        Assert.Contains("Du bist dabei", page.Text("#part-Mentor"), StringComparison.Ordinal);
        Assert.Contains("Erna Ehrlich Montage „Nur vormittags“", (await lead.GetPageAsync("/involvement/leads")).Text("#volunteers-Mentor"), StringComparison.Ordinal);
        Assert.Contains("Noch niemand", (await lead.GetPageAsync("/involvement/leads")).Text("#volunteers-Pilot"), StringComparison.Ordinal);
        page = await client.SubmitAndFollowAsync(page.QuerySelector("#part-Mentor form"));
        Assert.DoesNotContain("Du bist dabei", page.Text("#part-Mentor"), StringComparison.Ordinal);
        Assert.DoesNotContain("Erna", await lead.MainAsync("/involvement/leads"), StringComparison.Ordinal);
        Assert.False(await app.WithDbAsync(boss.OrganisationId, db => db.Set<Volunteer>().AnyAsync()));
    }

    [Theory, OnBoth]
    public async Task Two_taps_at_once_are_one_and_a_volunteer_for_the_pilot_group_has_a_mark_whatever_was_ticked(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await app.CompanyAsync();
        var form = (await client.GetPageAsync("/involvement")).QuerySelector("#part-Pilot form");
        var both = await Task.WhenAll(client.SubmitAsync(form), client.SubmitAsync(form));
        Assert.All(both, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        var other = await app.SignInAsync((await app.AddPersonAsync(boss.OrganisationId, "Nina Neu")).Id);
        Assert.Contains("neu für dich", (await other.JoinAsync(Part.Pilot, ("isNew", "true"))).Text("#part-Pilot"), StringComparison.Ordinal);
        var marks = await app.WithDbAsync(boss.OrganisationId, db => db.Set<PilotMark>().ToListAsync());
        Assert.Equal(2, marks.Count);
        Assert.Single(marks.Select(m => m.Closed.Length).Distinct());
        Assert.All(marks, m => Assert.DoesNotContain("isNew", m.Closed, StringComparison.OrdinalIgnoreCase));
        await other.SubmitAndFollowAsync((await other.GetPageAsync("/involvement")).QuerySelector("#part-Pilot form"));
        Assert.Single(await app.WithDbAsync(boss.OrganisationId, db => db.Set<PilotMark>().ToListAsync()));
    }

    [Theory]
    [InlineData("Volunteers")]
    [InlineData("PilotMarks")]
    [InlineData("PilotMembers")]
    public async Task On_one_machine_the_table_does_not_tell_who_was_quick(string table)
    {
        var app = await apps.OnAsync(Database.Sqlite);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Dump.OfAsync(app, $"SELECT rowid FROM \"{table}\""));
        Assert.Contains("no such column", failure.Message, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Members_of_the_pilot_group_see_each_other_and_whoever_volunteers_is_told_before(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, lead) = await app.CompanyAsync();
        var erna = await app.SignInAsync((await app.AddPersonAsync(boss.OrganisationId, "Erna Ehrlich")).Id);
        Assert.Contains("sehen auch alle anderen in der Gruppe deinen Namen", await erna.MainAsync("/involvement"), StringComparison.Ordinal);
        var volunteers = await app.VolunteersAsync(boss.OrganisationId, 3);
        await lead.SubmitAndFollowAsync((await lead.GetPageAsync("/involvement/pilot")).Form("Draw"));
        Assert.Contains("Pilot C", await volunteers[0].Client.MainAsync("/involvement"), StringComparison.Ordinal);
        Assert.DoesNotContain("Pilot C", await erna.MainAsync("/involvement"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Everybody_sees_the_page_and_those_who_lead_the_launch_see_the_lists(Database database)
    {
        var app = await apps.OnAsync(database);
        Assert.Equal(LaunchModule.Leads, ParticipationModule.Leads);
        var (boss, _) = await app.CompanyAsync();
        foreach (var role in Enum.GetValues<Role>())
        {
            var client = await app.SignInAsync((await app.AddPersonAsync(boss.OrganisationId, $"Rolle {role}", role)).Id);
            var page = await client.GetPageAsync("/involvement");
            var leads = (role & ParticipationModule.Leads) != 0;
            Assert.Equal(leads, page.QuerySelector("a[href='/involvement/leads']") is not null);
            foreach (var path in new[] { "/involvement/leads", "/involvement/pilot" })
                Assert.Equal(leads ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
        }
        Assert.NotNull((await (await app.SignInAsync("cem")).GetPageAsync("/")).QuerySelector(".nav__item--wide[href='/involvement']"));
        Assert.NotNull((await (await app.SignInAsync("cem")).GetPageAsync("/")).QuerySelector("a.card[href='/involvement']"));
    }

    [Theory, OnBoth]
    public async Task With_the_last_day_volunteering_ends_and_ideas_stay_without_the_name(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (boss, lead) = await app.CompanyAsync();
        var gone = (await app.VolunteersAsync(boss.OrganisationId, 3))[0];
        await lead.SubmitAndFollowAsync((await lead.GetPageAsync("/involvement/pilot")).Form("Draw"));
        await gone.Client.JoinAsync(Part.Field);
        await gone.Client.HaveIdeaAsync("Ein Tag der offenen Tür");
        app.Time.Advance(TimeSpan.FromDays(1));
        lead = await app.SignInAsync(boss.Id);
        var idea = (await lead.GetPageAsync("/involvement/leads")).QuerySelector("article a[href*='/ideas/']")!.GetAttribute("href")!;
        Assert.Contains("Pilot A", (await lead.SubmitAndFollowAsync((await lead.GetPageAsync(idea)).Form("Publish"))).Text("header.page__head"), StringComparison.Ordinal);
        await lead.SubmitAndFollowAsync((await lead.GetPageAsync($"/people/{gone.Person.Id}")).QuerySelector("form[action*='Leave']"));
        Assert.DoesNotContain("Pilot A", await lead.MainAsync("/involvement/leads"), StringComparison.Ordinal);
        Assert.DoesNotContain("Pilot A", await lead.MainAsync("/involvement/pilot"), StringComparison.Ordinal);
        var text = (await lead.GetPageAsync(idea)).Text("header.page__head");
        Assert.Contains("Ein Tag der offenen Tür", text, StringComparison.Ordinal);
        Assert.Contains("ehemalige Kollegin oder ehemaliger Kollege", text, StringComparison.Ordinal);
        Assert.Equal(0, await app.WithDbAsync(boss.OrganisationId, db => db.Set<Volunteer>().CountAsync(v => v.PersonId == gone.Person.Id)));
    }
}
