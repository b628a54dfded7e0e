using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts;
using Mitreden.Organisations;

namespace Mitreden.Tests.Accounts;

/// <summary>The link by mail: works once, for a quarter of an hour, and says nothing about who exists.</summary>
public sealed class LinkByMailTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task The_link_signs_in_once_and_only_after_a_tap(Database database)
    {
        var app = await apps.OnAsync(database);
        var link = await AskAsync(app, "jana@muster.example");
        for (var look = 0; look < 2; look++) await app.Visitor().GetPageAsync(link);
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync(link);
        using var answer = await visitor.SubmitAsync(page.QuerySelector("main form"));
        Assert.Equal("/me", answer.Headers.Location!.ToString());
        Assert.Equal("Jana Keller", (await visitor.GetPageAsync("/me")).Text("h2"));
        await app.Visitor().GetPageAsync(link, HttpStatusCode.Gone);
        var late = app.Visitor();
        using var second = await late.SubmitAsync(page.QuerySelector("main form"), ("__RequestVerificationToken", await TokenAsync(late)));
        Assert.Equal(HttpStatusCode.Gone, second.StatusCode);
    }

    [Theory, OnBoth]
    public async Task Two_taps_at_once_let_one_in(Database database)
    {
        var app = await apps.OnAsync(database);
        var link = await AskAsync(app, "stefan@muster.example");
        var answers = await app.AllAtOnceAsync(4, link, (visitor, page, _) => visitor.SubmitAsync(page.QuerySelector("main form")));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(3, answers.Count(a => a.StatusCode == HttpStatusCode.Gone));
    }

    [Theory, OnBoth]
    public async Task The_link_ends_after_a_quarter_of_an_hour(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var link = await AskAsync(app, "jana@muster.example");
        app.Time.Advance(SignInLink.Lifetime);
        await app.Visitor().GetPageAsync(link, HttpStatusCode.Gone);
    }

    [Theory, OnBoth]
    public async Task A_link_to_an_account_without_a_company_says_so(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var link = await AskAsync(app, "jana@muster.example");
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync(link);
        await app.WithDbAsync(await app.DemoOrganisationAsync(), async db =>
        {
            (await db.Set<Person>().SingleAsync(p => p.Email == "jana@muster.example")).Leave(app.Time.GetUtcNow());
            await db.SaveChangesAsync();
        });
        using var answer = await visitor.SubmitAsync(page.QuerySelector("main form"));
        var said = (await answer.PageAsync(HttpStatusCode.UnprocessableEntity)).Text("main");
        Assert.Contains("gehört zu keiner Firma mehr", said, StringComparison.Ordinal);
        Assert.DoesNotContain("gilt nicht mehr", said, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Unknown_addresses_get_the_same_answer_and_no_mail(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var known = await AnswerAsync(app, "jana@muster.example");
        var unknown = await AnswerAsync(app, "nobody@muster.example");
        Assert.Equal(known, unknown);
        await app.RunJobsAsync();
        Assert.Equal("jana@muster.example", Assert.Single(app.Mail.Sent).To);
    }

    [Theory, OnBoth]
    public async Task Nobody_can_fill_a_mailbox(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        for (var wish = 0; wish < 6; wish++)
        {
            await AnswerAsync(app, "jana@muster.example");
            await app.RunJobsAsync();
        }
        Assert.Equal(SignInLink.Most, app.Mail.Sent.Count);
    }

    [Theory, OnBoth]
    public async Task The_mail_speaks_the_persons_language(Database database)
    {
        var app = await apps.OnAsync(database);
        await AskAsync(app, "emily@muster.example");
        Assert.Equal("Your link to sign in to Mitreden", app.Mail.Sent.Last(m => m.To == "emily@muster.example").Subject);
    }

    private static async Task<(HttpStatusCode, string?)> AnswerAsync(TestApp app, string name)
    {
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync("/sign-in");
        var token = page.QuerySelector("form[action*='handler=Passkey'] [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var answer = await visitor.PostAsync("/sign-in?handler=Link", new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), new("Name", name), new("returnUrl", "/me")]));
        return (answer.StatusCode, answer.Headers.Location?.ToString());
    }

    private static async Task<string> AskAsync(TestApp app, string name)
    {
        Assert.Equal((HttpStatusCode.Redirect, "/sign-in/link"), await AnswerAsync(app, name));
        await app.RunJobsAsync();
        return Doors.LinkIn(app.Mail.Sent.Last(m => m.To == name).Body);
    }

    private static async Task<string> TokenAsync(HttpClient visitor) =>
        (await visitor.GetPageAsync("/sign-in")).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
}
