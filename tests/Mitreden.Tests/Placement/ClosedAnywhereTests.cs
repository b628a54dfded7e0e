using System.Net;
using AngleSharp.Dom;
using Mitreden.Placement.Pages;

namespace Mitreden.Tests.Placement;

/// <summary>The browser may be closed anywhere, and two devices may be open at once: at most the answer that was not sent yet is lost, and none counts twice.</summary>
public sealed class ClosedAnywhereTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task Each_question_may_be_answered_in_a_browser_of_its_own_and_one_that_was_only_looked_at_is_asked_again(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = (await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Immer Neu")).Id;
        var first = await app.SignInAsync(person);
        (await first.SubmitAsync((await first.GetPageAsync("/placement")).QuerySelector("main form"))).Dispose();
        var answered = 0;
        while (true)
        {
            // Looks, and closes the browser.
            using var looked = await (await app.SignInAsync(person)).GetAsync("/placement/question");
            if (looked.StatusCode == HttpStatusCode.Redirect) break;
            var shown = Asked(await looked.PageAsync());
            var browser = await app.SignInAsync(person);
            var page = await browser.GetPageAsync("/placement/question");
            Assert.Equal(shown, Asked(page));
            Assert.Contains($"Situation {answered + 1} ", page.Text("main header"), StringComparison.Ordinal);
            (await browser.SubmitAsync(page.QuerySelector("main form"), ("option", "1"))).Dispose();
            Assert.True(++answered <= QuestionModel.Most, "The questions do not come to an end.");
        }
        Assert.InRange(answered, 4, QuestionModel.Most);
    }

    [Theory, OnBoth]
    public async Task Each_screen_of_a_unit_may_be_done_in_a_browser_of_its_own(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await BeginnerAsync(app, "Schirm Für Schirm");
        for (var step = 0; ; step++)
        {
            Assert.True(step < 40, "The unit does not come to an end.");
            await (await app.SignInAsync(person)).GetPageAsync("/learning/units/K3");
            var browser = await app.SignInAsync(person);
            var open = Open(await browser.GetPageAsync("/learning/units/K3"));
            Assert.Equal($"{step}", open.GetAttribute("data-step"));
            using var answer = await browser.SubmitAsync(open.QuerySelector("form"));
            if (answer.Headers.Location!.OriginalString.EndsWith("/done", StringComparison.Ordinal)) break;
        }
        Assert.Equal("Geschafft", (await (await app.SignInAsync(person)).GetPageAsync("/learning/units/K3/done")).Text("h1"));
    }

    [Theory, OnBoth]
    public async Task Two_devices_that_answer_one_question_at_once_have_answered_one(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = (await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Zweimal Zugleich")).Id;
        var (phone, desktop) = (await app.SignInAsync(person), await app.SignInAsync(person));
        (await phone.SubmitAsync((await phone.GetPageAsync("/placement")).QuerySelector("main form"))).Dispose();
        for (var number = 1; number <= 3; number++)
        {
            var (here, there) = (await phone.GetPageAsync("/placement/question"), await desktop.GetPageAsync("/placement/question"));
            Assert.Equal(Asked(here), Asked(there));
            await BothAsync(phone.SubmitAsync(here.QuerySelector("main form"), ("option", "0")), desktop.SubmitAsync(there.QuerySelector("main form"), ("option", "2")));
            var next = await phone.GetPageAsync("/placement/question");
            Assert.Contains($"Situation {number + 1} ", next.Text("main header"), StringComparison.Ordinal);
            // The page that still stands there, or that "back" brings up again, answers nothing any more.
            (await desktop.SubmitAsync(there.QuerySelector("main form"), ("option", "1"))).Dispose();
            Assert.Equal(Asked(next), Asked(await desktop.GetPageAsync("/placement/question")));
        }
    }

    [Theory, OnBoth]
    public async Task Two_devices_at_once_on_one_screen_go_on_by_one(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await BeginnerAsync(app, "Zweimal Gelernt");
        var (phone, desktop) = (await app.SignInAsync(person), await app.SignInAsync(person));
        for (var step = 0; step < 3; step++)
        {
            var (here, there) = (Open(await phone.GetPageAsync("/learning/units/K3")), Open(await desktop.GetPageAsync("/learning/units/K3")));
            Assert.Equal($"{step}", here.GetAttribute("data-step"));
            await BothAsync(phone.SubmitAsync(here.QuerySelector("form")), desktop.SubmitAsync(there.QuerySelector("form")));
            (await desktop.SubmitAsync(there.QuerySelector("form"))).Dispose();
            Assert.Equal($"{step + 1}", Open(await phone.GetPageAsync("/learning/units/K3")).GetAttribute("data-step"));
        }
    }

    [Theory, OnBoth]
    public async Task Two_devices_that_decide_differently_at_once_have_decided_once_and_both_read_how(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await BeginnerAsync(app, "Zweimal Entschieden");
        var (phone, desktop) = (await app.SignInAsync(person), await app.SignInAsync(person));
        var (here, there) = (await phone.GetPageAsync("/learning/scenarios/S1"), await desktop.GetPageAsync("/learning/scenarios/S1"));
        await BothAsync(phone.SubmitAsync(here.QuerySelector("#now form"), ("option", "a")), desktop.SubmitAsync(there.QuerySelector("#now form"), ("option", "b")));
        var (read, too) = (await phone.GetPageAsync("/learning/scenarios/S1"), await desktop.GetPageAsync("/learning/scenarios/S1"));
        Assert.Single(read.QuerySelectorAll(".post--choice"));
        Assert.Equal(read.Text(".post--choice"), too.Text(".post--choice"));
    }

    /// <summary>Somebody who has begun without questions.</summary>
    private static async Task<Guid> BeginnerAsync(TestApp app, string name)
    {
        var person = (await app.AddPersonAsync(await app.DemoOrganisationAsync(), name)).Id;
        var client = await app.SignInAsync(person);
        (await client.PressAsync((await client.GetPageAsync("/placement")).QuerySelector("[formaction$=Without]"))).Dispose();
        return person;
    }

    private static async Task BothAsync(params Task<HttpResponseMessage>[] sent)
    {
        foreach (var answer in await Task.WhenAll(sent))
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            answer.Dispose();
        }
    }

    private static string Asked(IDocument page) => page.QuerySelector("input[name=item]")!.GetAttribute("value")!;

    private static IElement Open(IDocument page) => page.QuerySelector("[data-step]:not([hidden])")!;
}
