using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Mitreden.Tests.Accounts;

/// <summary>Passkeys, passwords and the ways out, as their owner uses them.</summary>
public sealed class OwnAccountTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_passkey_made_while_joining_signs_in_and_cannot_go_alone(Database database)
    {
        var app = await apps.OnAsync(database);
        using var key = new SoftKey();
        var member = await JoinWithKeyAsync(app, key, "Kira Key");
        Assert.Null((await member.GetPageAsync("/me")).QuerySelector("button[name=key]"));
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync("/sign-in?returnUrl=%2Fme");
        var form = page.Form("Passkey")!;
        using var options = await visitor.OptionsAsync(form);
        var shown = key.Get(await options.Content.ReadAsStringAsync());
        using var answer = await visitor.SubmitKeyAsync(form, shown);
        Assert.Equal("/me", answer.Headers.Location!.ToString());
        Assert.Equal("Kira Key", (await visitor.GetPageAsync("/me")).Text("h2"));
        // The same answer without the question that belongs to it opens nothing.
        var thief = app.Visitor();
        using var replay = await thief.SubmitKeyAsync((await thief.GetPageAsync("/sign-in")).Form("Passkey")!, shown);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, replay.StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_passkey_of_another_place_or_without_a_question_is_refused(Database database)
    {
        var app = await apps.OnAsync(database);
        using var key = new SoftKey("https://evil.example");
        var person = await app.AddGuestAsync("Eva Evil");
        var path = await (await app.SignInAsync("petra")).ShowInvitationAsync(person);
        var visitor = app.Visitor();
        var form = (await visitor.GetPageAsync(path)).Form("Passkey")!;
        using var options = await visitor.OptionsAsync(form, ("invitation", path[6..]), ("Name", "eva.evil"));
        using var answer = await visitor.SubmitKeyAsync(form, key.Create(await options.Content.ReadAsStringAsync()), ("Name", "eva.evil"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Null(await app.AccountAsync("eva.evil"));
        foreach (var garbage in new[] { "", "{}", "no json", "null" })
        {
            var other = app.Visitor();
            using var refused = await other.SubmitKeyAsync((await other.GetPageAsync("/sign-in")).Form("Passkey")!, garbage);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }
    }

    [Theory, OnBoth]
    public async Task A_second_passkey_comes_and_the_first_goes(Database database)
    {
        var app = await apps.OnAsync(database);
        using var first = new SoftKey();
        using var second = new SoftKey();
        var member = await JoinWithKeyAsync(app, first, "Zoe Zwei");
        var form = (await member.GetPageAsync("/me")).Form("AddKey")!;
        using var options = await member.OptionsAsync(form);
        (await member.SubmitKeyAsync(form, second.Create(await options.Content.ReadAsStringAsync()))).Dispose();
        var page = await member.GetPageAsync("/me");
        var keys = page.QuerySelectorAll("button[name=key]");
        Assert.Equal(2, keys.Length);
        var removals = keys.Select(k => Task.Run(() => member.SubmitAsync(k.Closest("form"), ("key", k.GetAttribute("value"))))).ToList();
        await Task.WhenAll(removals);
        Assert.Equal(1, await app.WithDbAsync(null, async db =>
        {
            var account = (await app.AccountAsync("zoe.zwei"))!.Id;
            return await db.Set<IdentityUserPasskey<Guid>>().CountAsync(p => p.UserId == account);
        }));
    }

    [Theory, OnBoth]
    public async Task A_name_that_is_taken_gets_no_options(Database database)
    {
        var app = await apps.OnAsync(database);
        using var key = new SoftKey();
        await JoinWithKeyAsync(app, key, "Dora Doppel");
        var path = await (await app.SignInAsync("petra")).ShowInvitationAsync(await app.AddGuestAsync("Dora Doppel"));
        var visitor = app.Visitor();
        var form = (await visitor.GetPageAsync(path)).Form("Passkey")!;
        using var options = await visitor.OptionsAsync(form, ("invitation", path[6..]), ("Name", "dora.doppel"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, options.StatusCode);
        using var answer = await visitor.SubmitAsync(form, ("Name", "dora.doppel"));
        Assert.Contains("schon jemand", (await answer.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#name1-e"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_new_password_needs_the_old_and_signs_other_devices_out(Database database)
    {
        var app = await apps.OnAsync(database);
        var path = await (await app.SignInAsync("petra")).ShowInvitationAsync(await app.AddGuestAsync("Pia Pass"));
        var phone = app.Visitor();
        (await phone.JoinAsync(path, "pia.pass")).Dispose();
        var laptop = app.Visitor();
        (await laptop.EnterAsync("pia.pass")).Dispose();
        using (var wrong = await laptop.SubmitAsync((await laptop.GetPageAsync("/me")).Form("Password"), ("current", "not it at all"), ("password", "ein neuer satz")))
            Assert.NotEmpty((await wrong.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("#current-e"));
        (await laptop.SubmitAsync((await laptop.GetPageAsync("/me")).Form("Password"), ("current", Doors.Password), ("password", "ein neuer satz"))).Dispose();
        await laptop.GetPageAsync("/me");
        await phone.GetPageAsync("/me", HttpStatusCode.Redirect);
        using var old = await app.Visitor().EnterAsync("pia.pass");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, old.StatusCode);
        using var fresh = await app.Visitor().EnterAsync("pia.pass", "ein neuer satz");
        Assert.Equal(HttpStatusCode.Redirect, fresh.StatusCode);
    }

    [Theory, OnBoth]
    public async Task Signing_out_here_or_everywhere(Database database)
    {
        var app = await apps.OnAsync(database);
        var (here, there) = (await app.SignInAsync("miriam"), await app.SignInAsync("miriam"));
        (await here.SubmitAsync((await here.GetPageAsync("/me")).QuerySelector("main form[action='/sign-out']"))).Dispose();
        await here.GetPageAsync("/me", HttpStatusCode.Redirect);
        await there.GetPageAsync("/me");
        var third = await app.SignInAsync("miriam");
        (await there.SubmitAsync((await there.GetPageAsync("/me")).Form("Everywhere"))).Dispose();
        await there.GetPageAsync("/me", HttpStatusCode.Redirect);
        await third.GetPageAsync("/me", HttpStatusCode.Redirect);
    }

    [Theory, OnBoth]
    public async Task A_copied_cookie_ends_with_its_session_and_only_with_its_own(Database database)
    {
        var app = await apps.OnAsync(database);
        var (here, other) = (await app.SignInAsync("miriam"), await app.SignInAsync("miriam"));
        var original = app.Visitor();
        using var signedIn = await original.PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", "miriam")]));
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("mitreden-session", StringComparison.Ordinal)).Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, (await Copy().GetAsync("/me")).StatusCode);
        var page = await original.GetPageAsync("/me");
        (await original.SubmitAsync(page.QuerySelector("main form[action='/sign-out']"))).Dispose();
        Assert.Equal(HttpStatusCode.Redirect, (await Copy().GetAsync("/me")).StatusCode);
        await here.GetPageAsync("/me");
        await other.GetPageAsync("/me");
        app.Time.Advance(TimeSpan.FromDays(31));
        await app.WithDbAsync(null, async db =>
        {
            db.Enqueue(new Mitreden.Accounts.ForgetExpired(), "test.forget-expired");
            await db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
        Assert.False(await app.WithDbAsync(null, db => db.Set<Mitreden.Accounts.EndedSession>().AnyAsync()));

        HttpClient Copy()
        {
            var copy = app.Visitor();
            copy.DefaultRequestHeaders.Add("Cookie", cookie);
            return copy;
        }
    }

    [Theory, OnBoth]
    public async Task The_language_of_the_account_changes(Database database)
    {
        var app = await apps.OnAsync(database);
        var ralf = await app.SignInAsync("ralf");
        var page = await ralf.SubmitAndFollowAsync((await ralf.GetPageAsync("/me")).QuerySelector("form[action='/language']"), ("language", "en"));
        Assert.Equal("Your account", page.Text("h1"));
        Assert.Equal("Your account", (await (await app.SignInAsync("ralf")).GetPageAsync("/me")).Text("h1"));
    }

    private static async Task<HttpClient> JoinWithKeyAsync(TestApp app, SoftKey key, string person)
    {
        var name = person.ToLowerInvariant().Replace(' ', '.');
        var path = await (await app.SignInAsync("petra")).ShowInvitationAsync(await app.AddGuestAsync(person));
        var visitor = app.Visitor();
        var form = (await visitor.GetPageAsync(path)).Form("Passkey")!;
        using var options = await visitor.OptionsAsync(form, ("invitation", path[6..]), ("Name", name));
        var made = key.Create(await options.Content.ReadAsStringAsync());
        using var answer = await visitor.SubmitKeyAsync(form, made, ("Name", name));
        Assert.Equal("/guideline", answer.Headers.Location?.ToString());
        return visitor;
    }
}
