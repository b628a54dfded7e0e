using System.Net;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines.Rules;
using Mitreden.Questions;
using Mitreden.Questions.Contracts;

namespace Mitreden.Tests.Questions;

/// <summary>Asking: what the box takes, what it says, and from when on somebody reads it.</summary>
public sealed class AskTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task A_question_is_read_from_six_in_the_next_morning_on(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await (await app.SignInAsync("anna")).AskAsync("Wann liest das jemand?");
        var id = Assert.Single(await app.FoundAsync(await app.DemoOrganisationAsync(), "Wann liest das jemand?")).Id;
        await AssertReadAsync(false);
        app.Time.Advance(TimeSpan.FromHours(19.9));
        await AssertReadAsync(false);
        app.Time.Advance(TimeSpan.FromHours(0.2));
        await AssertReadAsync(true);

        async Task AssertReadAsync(bool may)
        {
            var miriam = await app.SignInAsync("miriam");
            Assert.Equal(may, (await miriam.ReadAsync("/questions/desk")).Contains("Wann liest das jemand?", StringComparison.Ordinal));
            Assert.Equal(may ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await miriam.GetAsync($"/questions/desk/{id}")).StatusCode);
            Assert.DoesNotContain("Wann liest das jemand?", await miriam.ReadAsync(), StringComparison.Ordinal);
        }
    }

    [Theory, OnBoth]
    public async Task A_sixth_question_of_one_day_waits_until_tomorrow_with_its_words_kept(Database database)
    {
        var app = await apps.OnAsync(database);
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Frieda Frage");
        var client = await app.SignInAsync(person.Id);
        for (var n = 1; n <= Senders<Question>.Most; n++) Assert.Equal(HttpStatusCode.Redirect, (await client.AskAsync($"Friedas Frage {n}")).StatusCode);
        var page = await (await client.AskAsync("Friedas sechste")).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("Friedas sechste", page.Text("#text"));
        Assert.Contains("morgen geht es weiter", page.Text("#text-error"), StringComparison.Ordinal);
        Assert.Empty(await app.FoundAsync(person.OrganisationId, "Friedas sechste"));
        Assert.Equal(HttpStatusCode.Redirect, (await (await app.SignInAsync("stefan")).AskAsync("Und ich darf noch")).StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_double_tap_asks_once_and_other_words_in_the_same_form_ask_again(Database database)
    {
        var app = await apps.OnAsync(database);
        var client = await app.SignInAsync("cem");
        var form = (await client.GetPageAsync("/questions/ask")).QuerySelector("main form");
        var both = await Task.WhenAll(client.SubmitAsync(form, ("text", "Doppelt getippt")), client.SubmitAsync(form, ("text", "Doppelt getippt")));
        foreach (var answer in both) Assert.Equal("Die Frage ist im Kasten", (await client.FollowAsync(answer)).Text("h1"));
        await client.SubmitAsync(form, ("text", "Zurückgeblättert"));
        var company = await app.DemoOrganisationAsync();
        Assert.Single(await app.FoundAsync(company, "Doppelt getippt"));
        Assert.Single(await app.FoundAsync(company, "Zurückgeblättert"));
    }

    [Theory, OnBoth("/questions/ask/sent", "Die Frage ist im Kasten"), OnBoth("/involvement/ideas/new/sent", "Danke. Die Idee ist angekommen.")]
    public async Task Thanks_stand_on_a_page_that_knows_nothing_of_what_was_sent(Database database, string address, string title)
    {
        var app = await apps.OnAsync(database);
        // Somebody who has sent nothing sees the same page, without a form whose words a browser could keep.
        var page = await (await app.SignInAsync("ralf")).GetPageAsync(address);
        Assert.Equal(title, page.Text("h1"));
        Assert.Null(page.QuerySelector("main form"));
    }

    [Theory, OnBoth("   ", "Hier fehlt noch der Text."), OnBoth("long", "Es passen 1000 Zeichen hinein.")]
    public async Task What_is_refused_stays_in_the_form(Database database, string text, string why)
    {
        var app = await apps.OnAsync(database);
        var typed = text == "long" ? new string('x', Question.Longest + 1) : text;
        var page = await (await (await app.SignInAsync("ralf")).AskAsync(typed, "R03")).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(why, page.Text("#text-error"), StringComparison.Ordinal);
        Assert.Equal("text-hint text-error", page.QuerySelector("#text")!.GetAttribute("aria-describedby"));
        Assert.NotNull(page.QuerySelector("input[name=rule][value=R03]"));
        if (text == "long") Assert.Equal(typed, page.Text("#text"));
    }

    [Theory, OnBoth]
    public async Task A_line_break_counts_as_one_character(Database database)
    {
        var app = await apps.OnAsync(database);
        Assert.Equal(HttpStatusCode.Redirect, (await (await app.SignInAsync("ralf")).AskAsync("a" + string.Concat(Enumerable.Repeat("\r\n", Question.Longest - 2)) + "b")).StatusCode);
    }

    [Theory, OnBoth("R02", true), OnBoth("E1", true), OnBoth("care-1", true), OnBoth("R00", false), OnBoth("r02", false), OnBoth("R02x", false), OnBoth("E0", false), OnBoth("fuer-anna", false)]
    public async Task A_rule_is_shown_to_whoever_asks_and_anything_else_is_dropped(Database database, string rule, bool known)
    {
        var app = await apps.OnAsync(database);
        var client = await app.SignInAsync((await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Rudi Regel")).Id);
        var page = await client.GetPageAsync($"/questions/ask?rule={rule}");
        Assert.Equal(known, page.QuerySelector("input[name=rule]") is not null);
        await client.SubmitAsync(page.QuerySelector("main form"), ("text", $"Zu {rule}"), ("rule", rule));
        var company = await app.DemoOrganisationAsync();
        Assert.Equal(known ? rule : null, Assert.Single(await app.FoundAsync(company, $"Zu {rule}")).Rule);
        await client.SubmitAsync((await client.GetPageAsync($"/questions/ask?rule={rule}")).QuerySelector("main form"), ("text", $"Ohne {rule}"), ("rule", null));
        Assert.Null(Assert.Single(await app.FoundAsync(company, $"Ohne {rule}")).Rule);
    }

    [Fact]
    public void No_rule_of_a_guideline_is_unknown_to_the_box()
    {
        Assert.All(ShippedRules.All.Select(r => r.Id).Concat(["E1", "E99999"]), id => Assert.Equal(id, Question.RuleOf(id)));
        Assert.All(ShippedRules.All, r => Assert.InRange(r.Id.Length, 1, AskAbout.LongestRule));
        Assert.All(new[] { "R02\n", "E1\n", "E100000", "anna", "Anna-1", "care-0", "care-100" }, id => Assert.Null(Question.RuleOf(id)));
    }

    [Theory, OnBoth]
    public async Task The_box_stands_in_the_navigation_and_says_what_is_stored_in_every_form(Database database)
    {
        var app = await apps.OnAsync(database);
        Assert.NotNull((await (await app.SignInAsync("cem")).GetPageAsync("/")).QuerySelector(".nav__item--wide[href='/questions']"));
        Assert.Contains("Nicht, wer fragt", await (await app.SignInAsync("cem")).ReadAsync("/questions/ask"), StringComparison.Ordinal);
        Assert.Contains("Not who asks", await (await app.SignInAsync("emily")).ReadAsync("/questions/ask"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await app.Visitor().GetAsync("/questions/ask")).StatusCode);
        Assert.Equal(Role.Author | Role.Desk | Role.Management, QuestionsModule.Moderators);
    }
}
