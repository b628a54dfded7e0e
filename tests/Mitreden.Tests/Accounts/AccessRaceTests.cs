using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Accounts;
using Mitreden.Accounts.Entering;
using Mitreden.Accounts.Returning;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Accounts;

/// <summary>Two at once about one new access: one gets through, the other reads what has happened, and nothing is there twice.</summary>
public sealed class AccessRaceTests(Apps apps) : IClassFixture<Apps>
{
    private const string Fresh = "ein ganz neuer satz";

    [Theory, OnBoth]
    public async Task Of_administrators_who_give_one_at_once_each_gets_a_link_or_a_sentence_and_one_link_works(Database database)
    {
        var app = await apps.OnAsync(database);
        var company = await app.DemoOrganisationAsync();
        var administrators = new List<HttpClient> { await app.SignInAsync("petra") };
        for (var n = 0; n < 3; n++) administrators.Add(await app.SignInAsync((await app.AddPersonAsync(company, $"Adele {n}", Role.Administrator)).Id));
        for (var round = 0; round < 4; round++)
        {
            var person = (await app.AddPersonAsync(company, $"Vera Vergessen {round}")).Id;
            var forms = new List<IElement?>();
            foreach (var administrator in administrators) forms.Add((await administrator.GetPageAsync($"/people/{person}/access")).Form("Make"));
            var answers = await Task.WhenAll(administrators.Select((administrator, n) => Task.Run(() => administrator.SubmitAsync(forms[n]))));
            var links = new List<string>();
            foreach (var answer in answers)
            {
                if (answer.StatusCode == HttpStatusCode.OK) links.Add(new Uri((await answer.PageAsync()).Text("#link")).AbsolutePath);
                else Assert.StartsWith("Jemand anderes hat den Zugang im selben Moment erneuert oder benutzt.", (await answer.PageAsync(HttpStatusCode.Conflict)).Text("[role=alert]"), StringComparison.Ordinal);
                answer.Dispose();
            }
            Assert.NotEmpty(links);
            var shown = new List<HttpStatusCode>();
            foreach (var link in links) shown.Add((await app.Visitor().GetAsync(link)).StatusCode);
            Assert.Single(shown, s => s == HttpStatusCode.OK);
            Assert.Equal(links.Count - 1, shown.Count(s => s == HttpStatusCode.Gone));
            Assert.Equal(1, await app.WithDbAsync(company, db => db.Set<NewAccess>().CountAsync(a => a.PersonId == person && a.UsedAt == null && a.RevokedAt == null)));
        }
    }

    [Theory, OnBoth]
    public async Task Whoever_comes_back_while_it_is_taken_back_reads_so_and_everything_stays_as_it_was(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var (person, phone) = await JoinedAsync(app, petra, "Rita Rennt");
        var path = await ShowAccessAsync(petra, person);
        var visitor = app.Visitor();
        var form = (await visitor.GetPageAsync(path)).Form("Password");
        // Read while it was open, saved when it no longer was.
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var back = scope.ServiceProvider.GetRequiredService<ComingBack>();
            var who = (await back.FindAsync(path.Split('/')[^1]))!;
            Assert.True(who.IsOpen);
            (await petra.SubmitAsync((await petra.GetPageAsync($"/people/{person}/access")).Form("Revoke"))).Dispose();
            Assert.False(await back.WithPasswordAsync(who, Fresh));
        }
        using (var late = await visitor.SubmitAsync(form, ("password", Fresh)))
            Assert.Contains("Frag die Verwaltung", (await late.PageAsync(HttpStatusCode.Gone)).Text("main"), StringComparison.Ordinal);
        await phone.GetPageAsync("/me");
        using (var entered = await app.Visitor().EnterAsync("rita.rennt")) Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        using var refused = await app.Visitor().EnterAsync("rita.rennt", Fresh);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Theory, OnBoth]
    public async Task Used_and_taken_back_in_the_same_moment_it_is_one_of_the_two(Database database)
    {
        var app = await apps.OnAsync(database);
        var (petra, company) = (await app.SignInAsync("petra"), await app.DemoOrganisationAsync());
        for (var round = 0; round < 4; round++)
        {
            var name = $"Uwe Und {round}";
            var (person, _) = await JoinedAsync(app, petra, name);
            var path = await ShowAccessAsync(petra, person);
            var visitor = app.Visitor();
            var (use, revoke) = ((await visitor.GetPageAsync(path)).Form("Password"), (await petra.GetPageAsync($"/people/{person}/access")).Form("Revoke"));
            var used = Task.Run(() => visitor.SubmitAsync(use, ("password", Fresh)));
            var revoked = Task.Run(() => petra.SubmitAsync(revoke));
            using var came = await used;
            using var told = await revoked;
            var access = await app.WithDbAsync(company, db => db.Set<NewAccess>().AsNoTracking().SingleAsync(a => a.PersonId == person));
            Assert.True((access.UsedAt is null) != (access.RevokedAt is null), $"used {access.UsedAt}, taken back {access.RevokedAt}");
            Assert.Equal(access.UsedAt is null ? HttpStatusCode.Gone : HttpStatusCode.Redirect, came.StatusCode);
            Assert.Equal(HttpStatusCode.Redirect, told.StatusCode);
            using var entered = await app.Visitor().EnterAsync(SignInName(name), access.UsedAt is null ? Doors.Password : Fresh);
            Assert.Equal(HttpStatusCode.Redirect, entered.StatusCode);
        }
    }

    [Theory, OnBoth]
    public async Task Of_a_password_and_a_passkey_at_once_one_is_kept_and_the_other_is_told(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        for (var round = 0; round < 3; round++)
        {
            var name = $"Kim Kante {round}";
            var (person, _) = await JoinedAsync(app, petra, name);
            var path = await ShowAccessAsync(petra, person);
            using var key = new SoftKey();
            var (typing, tapping) = (app.Visitor(), app.Visitor());
            var password = (await typing.GetPageAsync(path)).Form("Password");
            var passkey = (await tapping.GetPageAsync(path)).Form("Passkey")!;
            using var options = await tapping.OptionsAsync(passkey, ("access", passkey.QuerySelector("[name=access]")!.GetAttribute("value")!));
            var made = key.Create(await options.Content.ReadAsStringAsync());
            var typed = Task.Run(() => typing.SubmitAsync(password, ("password", Fresh)));
            var tapped = Task.Run(() => tapping.SubmitKeyAsync(passkey, made));
            using var first = await typed;
            using var second = await tapped;
            Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Gone], new[] { first.StatusCode, second.StatusCode }.Order());
            var account = (await app.AccountAsync(SignInName(name)))!;
            var keys = await app.WithDbAsync(null, db => db.Set<IdentityUserPasskey<Guid>>().CountAsync(k => k.UserId == account.Id));
            Assert.Equal((first.StatusCode == HttpStatusCode.Redirect, second.StatusCode == HttpStatusCode.Redirect ? 1 : 0), (account.PasswordHash is not null, keys));
        }
    }

    [Theory, OnBoth]
    public async Task Whoever_has_lost_as_many_passkeys_as_there_may_be_is_not_left_outside(Database database)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        var (person, _) = await JoinedAsync(app, petra, "Volker Voll");
        var account = (await app.AccountAsync("volker.voll"))!.Id;
        await app.WithDbAsync(null, async db =>
        {
            for (var n = 0; n < Passkeys.Most; n++)
                db.Add(new IdentityUserPasskey<Guid>
                {
                    UserId = account, CredentialId = [.. account.ToByteArray(), (byte)n],
                    Data = new IdentityPasskeyData
                    {
                        Name = $"Nummer {n}", PublicKey = [1], CreatedAt = app.Time.GetUtcNow(), SignCount = 0, Transports = [], IsUserVerified = true,
                        IsBackupEligible = false, IsBackedUp = false, AttestationObject = [1], ClientDataJson = [1],
                    },
                });
            await db.SaveChangesAsync();
        });
        var path = await ShowAccessAsync(petra, person);
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync(path);
        // As the script sends it when no key could be made: nothing is used up, and the page names another way.
        using (var refused = await visitor.SubmitAsync(page.Form("Passkey")))
            Assert.Contains("anderen Weg", (await refused.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[data-passkey-error-text]"), StringComparison.Ordinal);
        // The old ones go in the same save, so there is room for the new one.
        using var key = new SoftKey();
        var form = page.Form("Passkey")!;
        using var options = await visitor.OptionsAsync(form, ("access", form.QuerySelector("[name=access]")!.GetAttribute("value")!));
        using (var came = await visitor.SubmitKeyAsync(form, key.Create(await options.Content.ReadAsStringAsync()))) Assert.Equal("/me", came.Headers.Location?.ToString());
        Assert.Equal(1, await app.WithDbAsync(null, db => db.Set<IdentityUserPasskey<Guid>>().CountAsync(k => k.UserId == account)));
        await visitor.GetPageAsync("/me");
    }

    private static string SignInName(string name) => name.ToLowerInvariant().Replace(' ', '.');

    private static async Task<(Guid Person, HttpClient Device)> JoinedAsync(TestApp app, HttpClient administrator, string name)
    {
        var person = await app.AddGuestAsync(name);
        var visitor = app.Visitor();
        using var joined = await visitor.JoinAsync(await administrator.ShowInvitationAsync(person), SignInName(name));
        Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        return (person, visitor);
    }

    private static async Task<string> ShowAccessAsync(HttpClient administrator, Guid person)
    {
        using var answer = await administrator.SubmitAsync((await administrator.GetPageAsync($"/people/{person}/access")).Form("Make"));
        return new Uri((await answer.PageAsync()).Text("#link")).AbsolutePath;
    }
}
