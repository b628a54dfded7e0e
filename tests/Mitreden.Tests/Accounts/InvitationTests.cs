using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Accounts;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Tests.Accounts;

/// <summary>Invitations: made, mailed once, shown once, printed, taken back.</summary>
public sealed class InvitationTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task Everybody_with_an_address_gets_one_mail_however_often_the_button_is_pressed(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var page = await petra.GetPageAsync("/people/invitations");
        var expected = await app.WithDbAsync(await app.DemoOrganisationAsync(), db =>
            db.Set<Mitreden.Organisations.Person>().CountAsync(p => p.JoinedAt == null && p.Email != null));
        Assert.True(expected > 0);
        var presses = Enumerable.Range(0, 3).Select(_ => Task.Run(() => petra.SubmitAsync(page.Form("MailAll")))).ToList();
        Assert.All(await Task.WhenAll(presses), a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        await app.RunJobsAsync();
        Assert.Equal(expected, app.Mail.Sent.Count);
        Assert.Equal(expected, app.Mail.Sent.Select(m => m.To).Distinct().Count());
        Assert.Null((await petra.GetPageAsync("/people/invitations")).Form("MailAll"));
    }

    [Theory, OnBoth]
    public async Task The_mail_says_who_what_and_that_it_is_voluntary(Database database)
    {
        var app = await apps.OnAsync(database);
        var guest = await app.AddGuestAsync("Mia Mail", "mia@muster.example");
        await app.MailInvitationAsync(await app.SignInAsync("petra"), guest, "mia@muster.example");
        var mail = app.Mail.Sent.Last(m => m.To == "mia@muster.example");
        Assert.Equal("Muster GmbH lädt dich zu Mitreden ein", mail.Subject);
        foreach (var word in new[] { "Hallo Mia Mail", "Petra Lindner", "freiwillig", "keine Rangliste", "16. März 2027" }) Assert.Contains(word, mail.Body, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_code_is_shown_once_and_a_new_one_ends_the_old(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var guest = await app.AddGuestAsync("Quentin Quer");
        var first = await petra.ShowInvitationAsync(guest);
        Assert.Null((await petra.GetPageAsync($"/people/{guest}/invitation")).QuerySelector("#link"));
        await app.Visitor().GetPageAsync(first);
        var second = await petra.ShowInvitationAsync(guest);
        Assert.Contains("ersetzt", (await app.Visitor().GetPageAsync(first, HttpStatusCode.Gone)).Text(".lead"), StringComparison.Ordinal);
        await app.Visitor().GetPageAsync(second);
        var hashes = await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Invitation>().Where(i => i.PersonId == guest).Select(i => i.TokenHash).ToListAsync());
        Assert.DoesNotContain(hashes, hash => second.Contains(hash, StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task Taken_back_and_expired_say_so(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var (gone, late) = (await app.AddGuestAsync("Gustav Gone"), await app.AddGuestAsync("Lotte Late"));
        var (taken, expired) = (await petra.ShowInvitationAsync(gone), await petra.ShowInvitationAsync(late));
        var page = await petra.GetPageAsync("/people/invitations");
        (await petra.SubmitAsync(page.QuerySelector($"form[action*=Revoke]:has(button[value='{gone}'])"), ("person", gone.ToString()))).Dispose();
        Assert.Contains("zurückgenommen", (await app.Visitor().GetPageAsync(taken, HttpStatusCode.Gone)).Text(".lead"), StringComparison.Ordinal);
        app.Time.Advance(Invitation.Lifetime);
        Assert.Contains("galt bis 16. März 2027", (await app.Visitor().GetPageAsync(expired, HttpStatusCode.Gone)).Text(".lead"), StringComparison.Ordinal);
        await app.Visitor().GetPageAsync("/join/unknown-secret", HttpStatusCode.NotFound);
        page = await (await app.SignInAsync("petra")).GetPageAsync("/people/invitations");
        Assert.Contains("zurückgenommen", page.Text($"li:has(a[href*='{gone}']) .badge"), StringComparison.Ordinal);
        Assert.Contains("abgelaufen", page.Text($"li:has(a[href*='{late}']) .badge"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Cards_come_for_everybody_without_an_address(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var page = await petra.GetPageAsync("/people/invitations/cards");
        using var answer = await petra.SubmitAsync(page.QuerySelector("main form"));
        page = await answer.PageAsync();
        var links = page.QuerySelectorAll(".cards__link").Select(l => l.TextContent).ToList();
        Assert.NotEmpty(links);
        Assert.Equal(links.Count, page.QuerySelectorAll(".cards__code path").Length);
        await app.Visitor().GetPageAsync(new Uri(links[0]).AbsolutePath);
    }

    [Theory, OnBoth]
    public async Task Only_administrators_invite_and_only_into_their_own_company(Database database)
    {
        var app = await apps.OnAsync(database);
        var guest = await app.AddGuestAsync("Fiona Fern");
        foreach (var path in new[] { "/people/invitations", "/people/invitations/cards", $"/people/{guest}/invitation" })
            await (await app.SignInAsync("jana")).GetPageAsync(path, HttpStatusCode.Forbidden);
        var stranger = await app.SignInAsync((await app.FoundAsync()).Id);
        await stranger.GetPageAsync($"/people/{guest}/invitation", HttpStatusCode.NotFound);
    }

    [Theory, OnBoth]
    public async Task A_farewell_ends_the_invitation_and_every_session(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var guest = await app.AddGuestAsync("Walter Weg");
        var path = await (await app.SignInAsync("petra")).ShowInvitationAsync(guest);
        var member = await app.AddPersonAsync(company, "Wilma Weg");
        var stamp = (await app.AccountAsync(member.Email!))!.SecurityStamp;
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Id = company;
        var happenings = scope.ServiceProvider.GetRequiredService<Happenings>();
        await happenings.TellAsync(new PersonLeft(guest, null));
        await happenings.TellAsync(new PersonLeft(member.Id, member.AccountId));
        await scope.ServiceProvider.GetRequiredService<AppDb>().SaveChangesAsync();
        await app.Visitor().GetPageAsync(path, HttpStatusCode.Gone);
        Assert.NotEqual(stamp, (await app.AccountAsync(member.Email!))!.SecurityStamp);
    }
}
