using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Accounts.Returning;

namespace Mitreden.Tests.Accounts;

/// <summary>New access: somebody who has forgotten the password and has no address comes back to the same account.</summary>
public sealed class NewAccessTests(Apps apps) : IClassFixture<Apps>
{
    private const string Fresh = "ein ganz neuer satz";

    [Theory, OnBoth]
    public async Task Whoever_forgot_the_password_sets_a_new_one_on_the_same_account(Database database)
    {
        var app = await apps.OnAsync(database);
        var (person, phone) = await JoinedAsync(app, "Vera Vergessen");
        var account = (await app.AccountAsync("vera.vergessen"))!.Id;
        var path = await ShowAccessAsync(await app.SignInAsync("petra"), person);
        await phone.GetPageAsync("/me");
        var visitor = app.Visitor();
        Assert.Contains("vera.vergessen", (await visitor.GetPageAsync(path)).Text("main"), StringComparison.Ordinal);
        using (var answer = await visitor.SubmitAsync((await visitor.GetPageAsync(path)).Form("Password"), ("password", Fresh))) Assert.Equal("/me", answer.Headers.Location!.ToString());
        var me = (await visitor.GetPageAsync("/me")).Text("main");
        Assert.Contains("Am 2. März 2027 hat die Person, die Mitreden bei euch verwaltet, dir einen neuen Zugang gegeben", me, StringComparison.Ordinal);
        await phone.GetPageAsync("/me", HttpStatusCode.Redirect);
        using var old = await app.Visitor().EnterAsync("vera.vergessen");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, old.StatusCode);
        using var entered = await app.Visitor().EnterAsync("vera.vergessen", Fresh);
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        Assert.Equal(account, (await app.AccountAsync("vera.vergessen"))!.Id);
        await app.Visitor().GetPageAsync(path, HttpStatusCode.Gone);
    }

    [Theory, OnBoth]
    public async Task A_passkey_does_as_well_and_a_poor_password_uses_nothing_up(Database database)
    {
        var app = await apps.OnAsync(database);
        var (person, _) = await JoinedAsync(app, "Kai Karte");
        var path = await ShowAccessAsync(await app.SignInAsync("petra"), person);
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync(path);
        using (var poor = await visitor.SubmitAsync(page.Form("Password"), ("password", "kurz")))
            Assert.NotEmpty((await poor.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#password-e"));
        using var key = new SoftKey();
        var form = page.Form("Passkey")!;
        using var options = await visitor.OptionsAsync(form, ("access", form.QuerySelector("[name=access]")!.GetAttribute("value")!));
        using var answer = await visitor.SubmitKeyAsync(form, key.Create(await options.Content.ReadAsStringAsync()));
        Assert.Equal("/me", answer.Headers.Location?.ToString());
        Assert.Single((await visitor.GetPageAsync("/me")).QuerySelectorAll("main .list__item"));
        using var old = await app.Visitor().EnterAsync("kai.karte");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, old.StatusCode);
    }

    [Theory, OnBoth]
    public async Task It_is_shown_once_replaced_taken_back_and_expires(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var (person, _) = await JoinedAsync(app, "Rita Rück");
        var first = await ShowAccessAsync(petra, person);
        Assert.Null((await petra.GetPageAsync($"/people/{person}/access")).QuerySelector("#link"));
        var second = await ShowAccessAsync(petra, person);
        await app.Visitor().GetPageAsync(first, HttpStatusCode.Gone);
        await app.Visitor().GetPageAsync(second);
        (await petra.SubmitAsync((await petra.GetPageAsync($"/people/{person}/access")).Form("Revoke"))).Dispose();
        await app.Visitor().GetPageAsync(second, HttpStatusCode.Gone);
        var third = await ShowAccessAsync(petra, person);
        app.Time.Advance(NewAccess.Lifetime);
        await app.Visitor().GetPageAsync(third, HttpStatusCode.Gone);
        await app.Visitor().GetPageAsync("/access/unknown", HttpStatusCode.NotFound);
        var hashes = await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<NewAccess>().Select(a => a.TokenHash).ToListAsync());
        Assert.DoesNotContain(hashes, hash => third.Contains(hash, StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task What_was_used_before_it_was_taken_back_is_said_to_be_used(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var (person, _) = await JoinedAsync(app, "Stefanie Schnell");
        var path = await ShowAccessAsync(petra, person);
        var old = (await petra.GetPageAsync($"/people/{person}/access")).Form("Revoke");
        var visitor = app.Visitor();
        using (var came = await visitor.SubmitAsync((await visitor.GetPageAsync(path)).Form("Password"), ("password", Fresh))) Assert.Equal("/me", came.Headers.Location?.ToString());
        var said = (await petra.SubmitAndFollowAsync(old)).Body!.TextContent;
        Assert.Contains("schon benutzt", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Der Zugang ist zurückgenommen.", said, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Two_at_once_let_one_in(Database database)
    {
        var app = await apps.OnAsync(database);
        var (person, _) = await JoinedAsync(app, "Zita Zwei");
        var path = await ShowAccessAsync(await app.SignInAsync("petra"), person);
        var answers = await app.AllAtOnceAsync(4, path, (visitor, page, number) => visitor.SubmitAsync(page.Form("Password"), ("password", $"{Fresh} {number}")));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(3, answers.Count(a => a.StatusCode == HttpStatusCode.Gone));
    }

    [Theory, OnBoth]
    public async Task An_account_of_other_companies_is_left_alone_and_the_page_says_so(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var (person, member) = await JoinedAsync(app, "Bea Beratung");
        var path = await ShowAccessAsync(petra, person);
        var stranger = await app.FoundAsync("Dritte AG");
        var guest = await app.AddGuestAsync("Bea Beratung", null, stranger.OrganisationId);
        var invitation = await (await app.SignInAsync(stranger.Id)).ShowInvitationAsync(guest);
        (await member.SubmitAsync((await member.GetPageAsync(invitation)).Form("Attach"))).Dispose();
        await app.Visitor().GetPageAsync(path, HttpStatusCode.Gone);
        var page = await petra.GetPageAsync($"/people/{person}/access");
        Assert.Contains("auch in einer anderen Firma", page.Text("main"), StringComparison.Ordinal);
        Assert.Null(page.Form("Make"));
    }

    [Theory, OnBoth]
    public async Task An_account_that_comes_to_a_second_company_in_the_same_moment_is_not_opened(Database database)
    {
        var app = await apps.OnAsync(database);
        var (person, member) = await JoinedAsync(app, "Lina Laufend");
        var path = await ShowAccessAsync(await app.SignInAsync("petra"), person);
        var stranger = await app.FoundAsync("Vierte AG");
        var invitation = await (await app.SignInAsync(stranger.Id)).ShowInvitationAsync(await app.AddGuestAsync("Lina Laufend", null, stranger.OrganisationId));
        await using var scope = app.Services.CreateAsyncScope();
        var back = scope.ServiceProvider.GetRequiredService<ComingBack>();
        var who = (await back.FindAsync(path.Split('/')[^1]))!;
        Assert.True(who.IsOpen);
        (await member.SubmitAsync((await member.GetPageAsync(invitation)).Form("Attach"))).Dispose();
        Assert.False(await back.WithPasswordAsync(who, Fresh));
        using var entered = await app.Visitor().EnterAsync("lina.laufend");
        Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_farewell_ends_it_and_only_administrators_of_the_company_give_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var (person, _) = await JoinedAsync(app, "Emil Ende");
        Assert.NotNull((await petra.GetPageAsync($"/people/{person}")).QuerySelector($"a[href='/people/{person}/access']"));
        await (await app.SignInAsync("jana")).GetPageAsync($"/people/{person}/access", HttpStatusCode.Forbidden);
        await (await app.SignInAsync((await app.FoundAsync()).Id)).GetPageAsync($"/people/{person}/access", HttpStatusCode.NotFound);
        await petra.GetPageAsync($"/people/{await app.AddGuestAsync("Nora Neu")}/access", HttpStatusCode.NotFound);
        var path = await ShowAccessAsync(petra, person);
        (await petra.SubmitAsync((await petra.GetPageAsync($"/people/{person}")).Form("Leave"))).Dispose();
        (await petra.SubmitAsync((await petra.GetPageAsync($"/people/{person}")).Form("Return"))).Dispose();
        await app.Visitor().GetPageAsync(path, HttpStatusCode.Gone);
    }

    [Theory, OnBoth]
    public async Task The_sign_in_page_says_who_helps(Database database)
    {
        var app = await apps.OnAsync(database);
        Assert.Contains("Kein Zugang mehr? Die Verwaltung von Mitreden in deiner Firma gibt dir einen neuen.", (await app.Visitor().GetPageAsync("/sign-in")).Text("main"), StringComparison.Ordinal);
    }

    private static async Task<(Guid Person, HttpClient Device)> JoinedAsync(TestApp app, string name)
    {
        var person = await app.AddGuestAsync(name);
        var visitor = app.Visitor();
        (await visitor.JoinAsync(await (await app.SignInAsync("petra")).ShowInvitationAsync(person), name.ToLowerInvariant().Replace(' ', '.'))).Dispose();
        return (person, visitor);
    }

    private static async Task<string> ShowAccessAsync(HttpClient administrator, Guid person)
    {
        var page = await administrator.GetPageAsync($"/people/{person}/access");
        using var answer = await administrator.SubmitAsync(page.Form("Make"));
        return new Uri((await answer.PageAsync()).Text("#link")).AbsolutePath;
    }
}
