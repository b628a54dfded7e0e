using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Tests.Accounts;

/// <summary>The sign-in page: who gets in, and that nobody learns who exists.</summary>
public sealed class EnteringTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task Every_demo_person_is_one_tap_away_and_comes_back_to_where_they_wanted(Database database)
    {
        var app = await apps.OnAsync(database);
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync("/sign-in?returnUrl=%2Fme");
        Assert.Equal(DemoCompany.People.Select(p => p.Key), page.QuerySelectorAll("button[name=person]").Select(b => b.GetAttribute("value")));
        using var answer = await visitor.SubmitAsync(page.QuerySelector("form[action='/demo/sign-in']"), ("person", "anna"));
        Assert.Equal("/me", answer.Headers.Location!.ToString());
    }

    [Theory, OnBoth]
    public async Task Outside_demo_mode_there_is_no_tap(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        var berta = await app.FoundAsync();
        var page = await app.Visitor().GetPageAsync("/sign-in");
        Assert.Null(page.QuerySelector("button[name=person]"));
        using var answer = await (await app.SignInAsync(berta.Id)).PostAsync("/demo/sign-in", new FormUrlEncodedContent([new("person", "petra")]));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_password_opens_and_only_inner_addresses_are_followed(Database database)
    {
        var app = await apps.OnAsync(database);
        var name = await GuestAsync(app, "Paula Passwort");
        using var inner = await app.Visitor().EnterAsync(name.ToUpperInvariant(), back: "/me");
        Assert.Equal("/me", inner.Headers.Location!.ToString());
        foreach (var bad in new[] { "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)" })
        {
            using var outer = await app.Visitor().EnterAsync(name, back: bad);
            Assert.Equal("/", outer.Headers.Location!.ToString());
        }
    }

    [Theory, OnBoth]
    public async Task Known_and_unknown_names_get_the_same_answer(Database database)
    {
        var app = await apps.OnAsync(database);
        var known = await GuestAsync(app, "Konrad Kenner");
        var answers = new List<string>();
        foreach (var name in new[] { known, "nobody.here", "jana@muster.example", "nobody@muster.example" })
        {
            using var answer = await app.Visitor().EnterAsync(name, "not the password");
            var page = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
            Assert.Equal(name, page.QuerySelector("#name")!.GetAttribute("value"));
            answers.Add(page.Text("[role=alert]"));
        }
        Assert.Single(answers.Distinct());
    }

    [Theory, OnBoth]
    public async Task Too_many_misses_close_the_password_for_a_while(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var name = await GuestAsync(app, "Lara Lock");
        for (var miss = 0; miss < Account.MostMisses; miss++) (await app.Visitor().EnterAsync(name, "wrong password")).Dispose();
        using (var closed = await app.Visitor().EnterAsync(name)) Assert.Equal(HttpStatusCode.UnprocessableEntity, closed.StatusCode);
        app.Time.Advance(Account.LockFor + TimeSpan.FromSeconds(1));
        using var open = await app.Visitor().EnterAsync(name);
        Assert.Equal(HttpStatusCode.Redirect, open.StatusCode);
    }

    [Theory, OnBoth]
    public async Task Somebody_who_left_gets_in_no_way(Database database)
    {
        var app = await apps.OnAsync(database);
        var name = await GuestAsync(app, "Linus Left");
        await app.WithDbAsync(await app.DemoOrganisationAsync(), async db =>
        {
            (await db.Set<Mitreden.Organisations.Person>().SingleAsync(p => p.Name == "Linus Left")).Leave(app.Time.GetUtcNow());
            await db.SaveChangesAsync();
        });
        using var answer = await app.Visitor().EnterAsync(name);
        Assert.Contains("keiner Firma", (await answer.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Attempts_from_one_address_are_limited(Database database)
    {
        var app = await apps.OnAsync(database);
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync("/sign-in");
        var last = HttpStatusCode.OK;
        for (var attempt = 0; attempt < 61; attempt++)
            last = (await visitor.SubmitAsync(page.QuerySelector("#password")!.Closest("form"), ("Name", ""), ("password", ""))).StatusCode;
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Theory, OnBoth]
    public async Task A_wrong_token_is_a_bad_request(Database database)
    {
        var app = await apps.OnAsync(database);
        foreach (var path in new[] { "/sign-in", "/language", "/sign-out", "/passkeys/request-options", "/passkeys/creation-options" })
        {
            using var answer = await app.Visitor().PostAsync(path, new FormUrlEncodedContent([new("__RequestVerificationToken", "wrong")]));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Theory, OnBoth]
    public async Task Visitors_choose_a_language(Database database)
    {
        var app = await apps.OnAsync(database);
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync("/sign-in");
        page = await visitor.SubmitAndFollowAsync(page.QuerySelector("form[action='/language']"), ("language", "en"));
        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Good to see you", page.Text("h1"));
    }

    private static async Task<string> GuestAsync(TestApp app, string person)
    {
        var name = person.ToLowerInvariant().Replace(' ', '.');
        var path = await (await app.SignInAsync("petra")).ShowInvitationAsync(await app.AddGuestAsync(person));
        using var answer = await app.Visitor().JoinAsync(path, name);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return name;
    }
}
