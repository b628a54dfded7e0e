using System.Net;
using Mitreden.Guidelines.Disclosure;
using Mitreden.Guidelines.Rules;

namespace Mitreden.Tests.Guidelines;

/// <summary>Reading the guideline, on a screen, on paper and without signing in.</summary>
public sealed class ReadingTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task One_rule_a_screen_with_a_way_to_the_next_and_back(Database database)
    {
        var cem = await (await apps.OnAsync(database)).SignInAsync("cem");
        var (address, seen) = ("/guideline/rules/R01", 0);
        for (var page = await cem.GetPageAsync(address); ; page = await cem.GetPageAsync(address))
        {
            seen++;
            Assert.Single(page.QuerySelectorAll("h1"));
            if (seen > 1) Assert.Equal($"/guideline/rules/R{seen - 1:00}", page.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
            if (page.QuerySelector("a[rel=next]") is not { } next) break;
            address = next.GetAttribute("href")!;
        }
        Assert.Equal(14, seen);
        Assert.Equal(HttpStatusCode.NotFound, (await cem.GetAsync("/guideline/rules/R15")).StatusCode);
        Assert.NotNull((await cem.GetPageAsync("/guideline/rules/R02")).QuerySelector("a[href^='/learning/units/']"));
        Assert.NotNull((await cem.GetPageAsync("/guideline/rules/R02")).QuerySelector("a[href='/questions/ask?rule=R02']"));
    }

    [Theory, OnBoth]
    public async Task A_search_finds_words_of_a_rule_and_says_when_there_are_none(Database database)
    {
        var cem = await (await apps.OnAsync(database)).SignInAsync("cem");
        var word = ShippedRules.Starter.Rules[9].Sentence.Du.Split(' ')[^1].Trim('.');
        var found = (await cem.GetPageAsync($"/guideline?q={word}")).QuerySelectorAll("#rules .list__link").Select(a => a.GetAttribute("href")).ToList();
        Assert.Contains("/guideline/rules/R10", found);
        Assert.True(found.Count < 14);
        Assert.Contains("Nichts gefunden", (await cem.GetPageAsync("/guideline?q=Zebra%3Cb%3E")).Text("#rules .empty"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task The_whole_set_stands_on_one_page_with_its_hash(Database database)
    {
        var emily = await (await apps.OnAsync(database)).SignInAsync("emily");
        var page = await emily.GetPageAsync("/guideline/all");
        Assert.Equal(14, page.QuerySelectorAll("article.rule").Length);
        Assert.Matches("[0-9a-f]{64}", page.Text("footer .code"));
        Assert.Contains(ShippedRules.Frame.Closing.English, page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task An_open_link_shows_it_to_anybody_until_it_is_taken_back(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (miriam, stranger) = (await app.SignInAsync("miriam"), app.Visitor());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/guideline/open/irgendwas")).StatusCode);
        Assert.Contains("/guideline", (await miriam.GetPageAsync("/guideline/poster")).Text(".poster__link"), StringComparison.Ordinal);
        var page = await miriam.SubmitAndFollowAsync((await miriam.GetPageAsync("/guideline/link")).QuerySelector("main form"));
        var link = new Uri(page.Text("#open-link")).AbsolutePath;
        using (var answer = await stranger.GetAsync(link))
        {
            Assert.Equal("noindex, nofollow", string.Join(", ", answer.Headers.GetValues("X-Robots-Tag")));
            var open = await answer.PageAsync();
            Assert.Equal("noindex, nofollow", open.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
            Assert.Equal(14, open.QuerySelectorAll("article.rule").Length);
            Assert.Contains("Muster GmbH", open.Text("h1"), StringComparison.Ordinal);
        }
        Assert.EndsWith(link, (await miriam.GetPageAsync("/guideline/poster")).Text(".poster__link"), StringComparison.Ordinal);
        // Another company's author neither sees the link nor takes it back.
        var other = await app.SignInAsync((await app.AddPersonAsync((await app.FoundAsync()).OrganisationId, "Otto Fremd", Mitreden.Foundation.Web.Role.Author)).Id);
        Assert.Null((await other.GetPageAsync("/guideline/link")).QuerySelector("#open-link"));
        await miriam.SubmitAndFollowAsync(page.QuerySelector("form[action*='Revoke']"));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(link)).StatusCode);
    }

    [Theory, OnBoth]
    public async Task Two_questions_lead_to_the_sentence_that_fits(Database database)
    {
        var cem = await (await apps.OnAsync(database)).SignInAsync("cem");
        var page = await cem.GetPageAsync("/guideline/who-am-i");
        async Task<string> SentenceAsync(string writing, string advertises) =>
            (await (await cem.SubmitAsync(page.QuerySelector("#helper"), ("Writing", writing), ("Advertises", advertises))).PageAsync()).Text("#sentence");
        Assert.Equal("Kurz vorweg: Ich bin Cem Aydin und arbeite bei Muster GmbH, Abteilung Vertrieb. Ich schreibe hier als ich selbst.", await SentenceAsync("Comment", "false"));
        Assert.Equal("Ich arbeite bei Muster GmbH, Abteilung Vertrieb, und erzähle hier von meiner Arbeit. #TeamMuster", await SentenceAsync("Post", "false"));
        Assert.StartsWith("Werbung: Ich arbeite bei Muster GmbH", await SentenceAsync("Comment", "true"), StringComparison.Ordinal);
        foreach (var source in new[] { "§ 5a Abs. 4 UWG", "I ZR 90/20", "I ZR 125/20", "I ZR 126/20", "nicht entschieden", "Lass das einmal prüfen" })
            Assert.Contains(source, page.Text("#law"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Muster GmbH", "#TeamMuster"), InlineData("Meier & Söhne GmbH & Co. KG", "#TeamMeierSöhne"), InlineData("AG", "#TeamAG")]
    public void A_hashtag_leaves_out_the_legal_form(string company, string hashtag) => Assert.Equal(hashtag, Disclosed.Hashtag(company));

    [Fact]
    public void A_faulty_rule_is_named_with_its_place()
    {
        var rule = ShippedRules.All[0];
        Assert.Empty(RuleCheck.Faults(rule));
        var faulty = rule with { Sentence = rule.Sentence with { English = "" }, Questions = [rule.Questions[0] with { Options = [.. rule.Questions[0].Options.Select(o => o with { Right = true })] }, .. rule.Questions.Skip(2)] };
        Assert.Equal(["sentence lacks one of its forms", "questions: 3, not 4", "questions: not 2 of tier basic", $"questions.{rule.Questions[0].Id} has 3 right options, not 1"], RuleCheck.Faults(faulty));
    }
}
