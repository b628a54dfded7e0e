using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using Mitreden.Participation.Ideas;
using Mitreden.Tests.Accounts;

namespace Mitreden.Tests.Participation;

/// <summary>Ideas: what becomes of them, who may say so, who is told.</summary>
public sealed class IdeaTests(Apps apps) : IClassFixture<Apps>
{
    private static readonly DateTimeOffset Now = TestApp.Beginning;
    private static readonly Guid Lead = new(1, 0, 0, new byte[8]);

    [Fact]
    public void An_idea_is_looked_at_first_and_a_no_takes_a_reason()
    {
        var idea = New();
        Assert.Equal(IdeaFault.Changed, Assert.Throws<IdeaException>(() => idea.Move(IdeaState.Done, "", "", null, Lead, Now)).Why);
        Assert.Equal(IdeaState.New, idea.Publish("Ein Film", "Kurz", Lead, Now).State);
        Assert.Equal(IdeaFault.Changed, Assert.Throws<IdeaException>(() => idea.Publish("Ein Film", "Kurz", Lead, Now)).Why);
        Assert.Equal("words", Assert.Throws<IdeaException>(() => idea.Move(IdeaState.NotNow, " ", "", null, Lead, Now)).Blamed);
        Assert.Equal("who", Assert.Throws<IdeaException>(() => idea.Move(IdeaState.Doing, "", " ", null, Lead, Now)).Blamed);
        foreach (var state in new[] { IdeaState.Waiting, IdeaState.New, IdeaState.Hidden })
            Assert.Equal(IdeaFault.Changed, Assert.Throws<IdeaException>(() => idea.Move(state, "weil", "wer", null, Lead, Now)).Why);
        var doing = idea.Move(IdeaState.Doing, "", " Jana ", new DateOnly(2027, 4, 1), Lead, Now);
        Assert.Equal(("Jana", new DateOnly(2027, 4, 1)), (doing.Who, doing.Due!.Value));
        idea.Move(IdeaState.NotNow, "Kein Geld.", "", null, Lead, Now);
        Assert.Equal(IdeaFault.Same, Assert.Throws<IdeaException>(() => idea.Move(IdeaState.NotNow, "Kein Geld.", "", null, Lead, Now)).Why);
        idea.Move(IdeaState.Checked, "", "", null, Lead, Now);
        Assert.Equal("words", Assert.Throws<IdeaException>(() => idea.Hide("", Lead, Now)).Blamed);
        idea.Hide("Trifft jemanden.", Lead, Now);
        Assert.Equal(("", "", IdeaState.Hidden), (idea.Title, idea.Text, idea.State));
        Assert.Throws<IdeaException>(() => idea.Hide("Noch einmal", Lead, Now));
    }

    [Theory]
    [InlineData("Herr Koch macht das gut", "Karl Koch")]
    [InlineData("Frag doch Dr. Meyer-Schmidt.", "Eva Meyer-Schmidt")]
    [InlineData("Wir kochen am Freitag")]
    public void Names_of_colleagues_are_pointed_out(string text, params string[] found) =>
        Assert.Equal(found, NamesIn.Find(text, ["Karl Koch", "Eva Meyer-Schmidt", "Li Xi"]));

    [Theory, OnBoth]
    public async Task From_the_next_morning_on_those_who_lead_look_at_an_idea_and_then_everybody_reads_it(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (boss, lead) = await app.CompanyAsync();
        var erna = await app.AddPersonAsync(boss.OrganisationId, "Erna Einfall");
        var client = await app.SignInAsync(erna.Id);
        Assert.Equal("Danke. Die Idee ist angekommen.", (await client.FollowAsync(await client.HaveIdeaAsync("Fotos vom Sommerfest"))).Text("h1"));
        var path = $"/involvement/ideas/{(await OneAsync(app, boss, "Fotos vom Sommerfest")).Id}";
        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync(path)).StatusCode);
        Assert.Contains("Wartet auf einen ersten Blick", await client.MainAsync(path), StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromHours(22));
        (lead, client) = (await app.SignInAsync(boss.Id), await app.SignInAsync(erna.Id));
        var other = await app.SignInAsync((await app.AddPersonAsync(boss.OrganisationId, "Uwe Unbeteiligt")).Id);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(path)).StatusCode);
        Assert.Contains("Eine Idee wartet", await lead.MainAsync("/"), StringComparison.Ordinal);

        var page = await lead.SubmitAndFollowAsync((await lead.GetPageAsync(path)).Form("Publish"), ("Form.Title", "Fotos vom Fest"));
        Assert.Equal("Fotos vom Fest", page.Text("h1"));
        Assert.Contains("Erna Einfall", await other.MainAsync("/involvement/ideas"), StringComparison.Ordinal);
        Assert.Null((await other.GetPageAsync(path)).Form("Move"));
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(other, page, "Move", ("Form.State", "Done"))).StatusCode);
        var refused = await (await lead.SubmitAsync(page.Form("Move"), ("Form.State", "NotNow"), ("Form.Words", ""))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Hier fehlt noch etwas", refused.Text("[role=alert]"), StringComparison.Ordinal);
        var moved = await lead.SubmitAndFollowAsync(refused.Form("Move"), ("Form.State", "Doing"), ("Form.Who", "Jana"), ("Form.Due", "2027-04-01"));
        Assert.Contains("Das übernimmt: Jana, bis 1. April 2027", moved.Text(".timeline"), StringComparison.Ordinal);
        // The first page is outdated: nothing of what was decided meanwhile is lost.
        Assert.Equal(HttpStatusCode.Conflict, (await lead.SubmitAsync(page.Form("Move"), ("Form.State", "NotNow"), ("Form.Words", "Nein"))).StatusCode);
        Assert.Equal(2, moved.QuerySelectorAll(".timeline__item").Length);
        await app.RunJobsAsync();
        Assert.Equal(2, app.Mail.Sent.Count(m => m.To == erna.Email && m.Subject == "Zu deiner Idee gibt es etwas Neues"));
        Assert.DoesNotContain(app.Mail.Sent, m => m.Body.Contains("Fotos", StringComparison.Ordinal));
        Assert.Contains("Zu deiner Idee: Machen wir", await client.MainAsync("/"), StringComparison.Ordinal);
        Assert.DoesNotContain("Zu deiner Idee", await other.MainAsync("/"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Nobody_sees_what_hurts_somebody_and_its_author_reads_why(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (boss, lead) = await app.CompanyAsync();
        var erna = await app.AddPersonAsync(boss.OrganisationId, "Erna Einfall");
        await (await app.SignInAsync(erna.Id)).HaveIdeaAsync("Gegen jemanden");
        await (await app.SignInAsync(erna.Id)).HaveIdeaAsync("Ohne Namen gegen jemanden", named: false);
        app.Time.Advance(TimeSpan.FromDays(1));
        (lead, var client) = (await app.SignInAsync(boss.Id), await app.SignInAsync(erna.Id));
        foreach (var title in new[] { "Gegen jemanden", "Ohne Namen gegen jemanden" })
            await lead.SubmitAndFollowAsync((await lead.GetPageAsync($"/involvement/ideas/{(await OneAsync(app, boss, title)).Id}")).Form("Hide"), ("Form.Words", "Das trifft eine Kollegin."));
        var left = Assert.Single(await app.WithDbAsync(boss.OrganisationId, db => db.Set<Idea>().ToListAsync()));
        Assert.Equal((IdeaState.Hidden, ""), (left.State, left.Text));
        Assert.Contains("Das trifft eine Kollegin.", await client.MainAsync($"/involvement/ideas/{left.Id}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync($"/involvement/ideas/{left.Id}")).StatusCode);
        app.Time.Advance(TimeSpan.FromDays(91));
        await app.RecurAsync();
        Assert.Empty(await app.WithDbAsync(boss.OrganisationId, db => db.Set<Idea>().ToListAsync()));
    }

    [Theory, OnBoth]
    public async Task After_two_weeks_without_a_word_those_who_lead_are_reminded(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (boss, lead) = await app.CompanyAsync();
        await lead.HaveIdeaAsync("Ein Podcast");
        app.Time.Advance(TimeSpan.FromDays(1));
        lead = await app.SignInAsync(boss.Id);
        await lead.SubmitAndFollowAsync((await lead.GetPageAsync($"/involvement/ideas/{(await OneAsync(app, boss, "Ein Podcast")).Id}")).Form("Publish"));
        Assert.DoesNotContain("seit 14 Tagen", await lead.MainAsync("/"), StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromDays(13));
        lead = await app.SignInAsync(boss.Id);
        Assert.Contains("Zu einer Idee hat seit 14 Tagen niemand etwas gesagt", await lead.MainAsync("/"), StringComparison.Ordinal);
        await lead.SubmitAndFollowAsync((await lead.GetPageAsync($"/involvement/ideas/{(await OneAsync(app, boss, "Ein Podcast")).Id}")).Form("Move"), ("Form.State", "Checked"));
        Assert.DoesNotContain("seit 14 Tagen", await lead.MainAsync("/"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_sixth_idea_of_one_day_waits_with_its_words_kept_and_a_double_tap_sends_once(Database database)
    {
        var app = await apps.OnAsync(database);
        var (boss, client) = await app.CompanyAsync();
        var form = (await client.GetPageAsync("/involvement/ideas/new")).QuerySelector("main form");
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => client.SubmitAsync(form, ("title", "Doppelt"), ("text", "Text"), ("named", "no"))));
        await OneAsync(app, boss, "Doppelt");
        for (var n = 2; n <= Senders<Idea>.Most; n++) await client.HaveIdeaAsync($"Nummer {n}");
        var page = await (await client.HaveIdeaAsync("Die sechste", named: false)).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("Die sechste", page.QuerySelector("#title")!.GetAttribute("value"));
        Assert.True(page.QuerySelector("input[name=named][value=no]")!.HasAttribute("checked"));
        Assert.Contains("heute schon 5 Ideen", page.Text("[role=alert]"), StringComparison.Ordinal);
    }

    private static Idea New() => Idea.Write(Lead, "Film", "Kurz", null, new DateOnly(2027, 3, 1));

    private static Task<Idea> OneAsync(TestApp app, Person boss, string title) =>
        app.WithDbAsync(boss.OrganisationId, db => db.Set<Idea>().AsNoTracking().SingleAsync(i => i.Title == title));

    /// <summary>Sends a form of somebody else's page with one's own token.</summary>
    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, IDocument page, string handler, params (string Name, string? Value)[] fields)
    {
        var token = (await client.GetPageAsync("/me")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value");
        return await client.SubmitAsync(page.Form(handler), [.. fields, ("__RequestVerificationToken", token)]);
    }
}
