using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;

namespace Mitreden.Tests.Accounts;

/// <summary>An invitation becomes an account, once.</summary>
public sealed class JoinTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task One_screen_says_it_all_and_a_password_lets_in(Database database)
    {
        var app = await apps.OnAsync(database);
        var (guest, path) = await InviteAsync(app, "Änne Öhler");
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync(path);
        Assert.Equal("aenne.oehler", page.QuerySelector("#name2")!.GetAttribute("value"));
        foreach (var word in new[] { "freiwillig", "keinen Nachteil", "Keine Rangliste", "nur Zahlen und Zeiten", "Einstufung" })
            Assert.Contains(word, page.Text("main"), StringComparison.Ordinal);
        using var answer = await visitor.SubmitAsync(page.Form("Password"), ("password", Doors.Password));
        Assert.Equal("/guideline", answer.Headers.Location!.ToString());
        Assert.Equal("Änne Öhler", (await visitor.GetPageAsync("/me")).Text("h2"));
        Assert.Contains("schon angenommen", (await app.Visitor().GetPageAsync(path, HttpStatusCode.Gone)).Text(".lead"), StringComparison.Ordinal);
        Assert.NotNull((await PersonAsync(app, guest)).JoinedAt);
    }

    [Theory, OnBoth]
    public async Task A_whole_company_joins_from_one_address_in_one_minute(Database database)
    {
        var app = await apps.OnAsync(database);
        var (_, path) = await InviteAsync(app, "Zora Zuletzt");
        var visitor = app.Visitor();
        var form = (await visitor.GetPageAsync(path)).Form("Password");
        for (var colleague = 0; colleague < 80; colleague++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.SubmitAsync(form, ("password", "kurz"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SubmitAsync(form, ("password", Doors.Password))).StatusCode);
    }

    [Theory, OnBoth]
    public async Task What_will_not_do_stands_beside_its_field(Database database)
    {
        var app = await apps.OnAsync(database);
        var (_, path) = await InviteAsync(app, "Bodo Bad");
        foreach (var (name, password, field) in new[] { ("jana@muster.example", Doors.Password, "name2"), ("x", Doors.Password, "name2"), ("bodo", "kurz", "password"), ("bodo", "aaaaaaaaaaaa", "password") })
        {
            using var answer = await app.Visitor().JoinAsync(path, name, password);
            var page = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
            Assert.Equal("true", page.QuerySelector("#" + field)!.GetAttribute("aria-invalid"));
            Assert.NotEmpty(page.Text($"#{field}-e"));
            Assert.Equal(name, page.QuerySelector("#name2")!.GetAttribute("value"));
        }
    }

    [Theory, OnBoth]
    public async Task Two_at_once_with_one_invitation_let_one_in(Database database)
    {
        var app = await apps.OnAsync(database);
        var (guest, path) = await InviteAsync(app, "Ruth Rennen");
        var answers = await app.AllAtOnceAsync(4, path, (visitor, page, number) =>
            visitor.SubmitAsync(page.Form("Password"), ("Name", $"ruth{number}"), ("password", Doors.Password)));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(3, answers.Count(a => a.StatusCode == HttpStatusCode.Gone));
        var accounts = await app.WithDbAsync(null, db => db.Set<Account>().Where(a => a.UserName!.StartsWith("ruth")).Select(a => a.Id).ToListAsync());
        Assert.Equal((await PersonAsync(app, guest)).AccountId, Assert.Single(accounts));
    }

    [Theory, OnBoth]
    public async Task Two_at_once_with_one_name_leave_the_slower_ones_invitation_open(Database database)
    {
        var app = await apps.OnAsync(database);
        var paths = new[] { (await InviteAsync(app, "Tom Twin")).Path, (await InviteAsync(app, "Tim Twin")).Path };
        var guests = new List<(HttpClient Visitor, AngleSharp.Dom.IElement? Form)>();
        foreach (var path in paths)
        {
            var visitor = app.Visitor();
            guests.Add((visitor, (await visitor.GetPageAsync(path)).Form("Password")));
        }
        var answers = await Task.WhenAll(guests.Select(g => Task.Run(() => g.Visitor.SubmitAsync(g.Form, ("Name", "twin"), ("password", Doors.Password)))));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        var slower = Array.FindIndex(answers, a => a.StatusCode == HttpStatusCode.UnprocessableEntity);
        using var again = await app.Visitor().JoinAsync(paths[slower], "twin2");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_mailed_invitation_proves_the_address_and_offers_links(Database database)
    {
        var app = await apps.OnAsync(database);
        var guest = await app.AddGuestAsync("Lena Link", "lena@muster.example");
        var path = await app.MailInvitationAsync(await app.SignInAsync("petra"), guest, "lena@muster.example");
        var visitor = app.Visitor();
        using var answer = await visitor.SubmitAsync((await visitor.GetPageAsync(path)).Form("Link"));
        Assert.Equal("/guideline", answer.Headers.Location!.ToString());
        var account = await app.AccountAsync("lena@muster.example");
        Assert.True(account is { EmailConfirmed: true, PasswordHash: null });
    }

    [Theory, OnBoth]
    public async Task A_shown_invitation_proves_no_address(Database database)
    {
        var app = await apps.OnAsync(database);
        var guest = await app.AddGuestAsync("Sven Shown", "sven@muster.example");
        var path = await (await app.SignInAsync("petra")).ShowInvitationAsync(guest);
        Assert.Null((await app.Visitor().GetPageAsync(path)).Form("Link"));
        using var answer = await app.Visitor().JoinAsync(path, "sven.shown");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Null((await app.AccountAsync("sven.shown"))!.Email);
    }

    [Theory, OnBoth]
    public async Task A_consultant_takes_the_account_along_and_switches(Database database)
    {
        var app = await apps.OnAsync(database);
        var stranger = await app.FoundAsync("Zweite AG");
        var guest = await app.AddGuestAsync("Karin Albers", "karin@muster.example", stranger.OrganisationId);
        var path = await app.MailInvitationAsync(await app.SignInAsync(stranger.Id), guest, "karin@muster.example");
        Assert.Contains("/sign-in?returnUrl=", (await app.Visitor().GetPageAsync(path)).QuerySelector("section.card a")!.GetAttribute("href"), StringComparison.Ordinal);
        var karin = await app.SignInAsync("karin");
        using (var answer = await karin.SubmitAsync((await karin.GetPageAsync(path)).Form("Attach"))) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await karin.GetPageAsync("/me");
        Assert.Contains("Zweite AG", page.Text("dl"), StringComparison.Ordinal);
        var other = page.QuerySelector("button[name=person]")!;
        using (var answer = await karin.SubmitAsync(page.Form("Switch"), ("person", other.GetAttribute("value")))) Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        page = await karin.GetPageAsync("/me");
        Assert.Contains("Muster GmbH", page.Text("dl"), StringComparison.Ordinal);
        using var foreign = await karin.SubmitAsync(page.Form("Switch"), ("person", stranger.Id.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Theory, OnBoth]
    public async Task One_account_never_becomes_two_people_of_a_company(Database database)
    {
        var app = await apps.OnAsync(database);
        var stranger = await app.FoundAsync("Doppelte AG");
        var administrator = await app.SignInAsync(stranger.Id);
        var paths = new List<string>();
        foreach (var name in new[] { "Karin Eins", "Karin Zwei" }) paths.Add(await administrator.ShowInvitationAsync(await app.AddGuestAsync(name, null, stranger.OrganisationId)));
        var consultant = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Karin Doppelt", Role.Agency);
        var ready = new List<(HttpClient Device, AngleSharp.Dom.IElement? Form)>();
        foreach (var path in paths)
        {
            var device = await app.SignInAsync(consultant.Id);
            ready.Add((device, (await device.GetPageAsync(path)).Form("Attach")));
        }
        var answers = await Task.WhenAll(ready.Select(r => Task.Run(() => r.Device.SubmitAsync(r.Form))));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.Contains(answers, a => a.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound);
        var found = await app.WithDbAsync(stranger.OrganisationId, db => db.Set<Person>().CountAsync(p => p.AccountId == consultant.AccountId));
        Assert.Equal(1, found);
    }

    [Theory, OnBoth]
    public async Task The_database_refuses_a_second_person_of_an_account(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var (first, second) = (await app.AddPersonAsync(company, "Erste Person"), await app.AddGuestAsync("Zweite Person"));
        await Assert.ThrowsAsync<DbUpdateException>(() => app.WithDbAsync(company, async db =>
        {
            (await db.Set<Person>().SingleAsync(p => p.Id == second)).Join(first.AccountId!.Value, app.Time.GetUtcNow());
            await db.SaveChangesAsync();
        }));
    }

    [Theory, OnBoth]
    public async Task Whoever_is_signed_in_does_not_swallow_a_colleagues_invitation(Database database)
    {
        var app = await apps.OnAsync(database);
        var (_, path) = await InviteAsync(app, "Udo Unten");
        var jana = await app.SignInAsync("jana");
        var page = await jana.GetPageAsync(path);
        Assert.Null(page.Form("Attach"));
        page = await jana.SubmitAndFollowAsync(page.QuerySelector("section form[action='/sign-out']"));
        Assert.NotNull(page.Form("Password"));
    }

    private static async Task<(Guid Person, string Path)> InviteAsync(TestApp app, string name)
    {
        var person = await app.AddGuestAsync(name);
        return (person, await (await app.SignInAsync("petra")).ShowInvitationAsync(person));
    }

    private static async Task<Person> PersonAsync(TestApp app, Guid id) =>
        await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == id));
}
