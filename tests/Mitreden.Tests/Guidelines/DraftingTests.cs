using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Guidelines;
using Mitreden.Guidelines.Contracts;
using Mitreden.Guidelines.Drafts;
using Mitreden.Guidelines.Rules;
using Mitreden.Tests.Content;

namespace Mitreden.Tests.Guidelines;

/// <summary>Writing the next version, looking through it, and publishing it with four eyes.</summary>
public sealed class DraftingTests
{
    [Theory, OnBoth]
    public async Task A_new_company_starts_with_fourteen_rules_and_its_three_sentences(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var page = await (await app.SignInAsync("cem")).GetPageAsync("/guideline");
        Assert.Equal(14, page.QuerySelectorAll("#rules .list__item").Length);
        Assert.Equal(StarterGuideline.Text.Du.Sentences, page.QuerySelectorAll(".creed li").Select(li => li.TextContent));
        var version = await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<GuidelineVersion>().SingleAsync());
        Assert.Equal((1, true, ""), (version.Number, version.IsMaterial, version.AloneBecause));
        Assert.Equal(version.Text.Hash(version.Rules), version.Hash);
        Assert.Equal(14, version.Book.Rules.Count);
    }

    [Theory, OnBoth]
    public async Task One_writes_the_other_publishes_and_everybody_reads_it(Database database)
    {
        var (app, miriam, second) = await Guide.StartAsync(database);
        await using var _ = app;
        await miriam.WriteRuleAsync("R02", ("sentence.du", "Sag zuerst, wo du arbeitest."));
        Assert.False(await IsPublishedAsync(app));
        Assert.DoesNotContain("Sag zuerst, wo du", (await (await app.SignInAsync("cem")).GetPageAsync("/guideline")).Body!.TextContent, StringComparison.Ordinal);
        await miriam.OfferAsync();
        Assert.Contains("jemand Zweites", (await miriam.GetPageAsync("/guideline/publish?revision=2")).Body!.TextContent, StringComparison.Ordinal);
        using (var published = await second.PublishAsync()) Assert.Equal("/guideline", published.Headers.Location?.ToString());
        Assert.True(await IsPublishedAsync(app));
        var page = await (await app.SignInAsync("cem")).GetPageAsync("/guideline/rules/R02");
        Assert.Contains("Sag zuerst, wo du arbeitest.", page.Text(".rule__sentence"), StringComparison.Ordinal);
        var version = await NewestAsync(app);
        Assert.Equal((2, true, ""), (version.Number, version.IsMaterial, version.AloneBecause));
        Assert.Equal(version.Text.Hash(version.Rules), version.Hash);
        Assert.False(await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<GuidelineDraft>().AnyAsync()));
    }

    [Theory, OnBoth]
    public async Task The_writer_cannot_publish_past_the_page_either(Database database)
    {
        var (app, miriam, second) = await Guide.StartAsync(database);
        await using var _ = app;
        await miriam.WriteRuleAsync("R02", ("sentence.du", "Sag zuerst, wo du arbeitest."));
        await miriam.OfferAsync();
        // The second author's form with the writer's own token: only the verb stands between them and publishing.
        var form = (await second.GetPageAsync("/guideline/publish?revision=2")).QuerySelector("main form");
        var token = (await miriam.GetPageAsync("/guideline/edit")).QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value");
        using var answer = await miriam.SubmitAsync(form, ("__RequestVerificationToken", token));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(1, (await NewestAsync(app)).Number);
    }

    [Theory, OnBoth]
    public async Task The_only_author_gives_a_reason_that_everybody_can_read(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var miriam = await app.SignInAsync("miriam");
        await miriam.WriteRuleAsync("R02", ("why.du", "Damit niemand rätselt."));
        await miriam.OfferAsync();
        using (var without = await miriam.PublishAsync()) Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        using (var with = await miriam.PublishAsync(("Reason", "Ich schreibe hier allein."))) Assert.Equal("/guideline", with.Headers.Location?.ToString());
        var version = await NewestAsync(app);
        Assert.Equal((2, false, "Ich schreibe hier allein."), (version.Number, version.IsMaterial, version.AloneBecause));
        Assert.Contains("Ich schreibe hier allein.", (await (await app.SignInAsync("cem")).GetPageAsync("/guideline/all")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Of_two_authors_nobody_is_overwritten_unasked(Database database)
    {
        var (app, miriam, second) = await Guide.StartAsync(database);
        await using var _ = app;
        var (hers, theirs) = (await miriam.GetPageAsync("/guideline/edit/rules/R02"), await second.GetPageAsync("/guideline/edit/rules/R02"));
        var other = await second.GetPageAsync("/guideline/edit/rules/R03");
        await miriam.FollowAsync(await miriam.SaveAsync(hers.Write(("sentence.du", "Miriams Satz."))));
        using (var elsewhere = await second.SaveAsync(other.Write(("sentence.du", "Eine andere Regel.")))) Assert.Equal("/guideline/edit", elsewhere.Headers.Location?.ToString());
        var conflict = await (await second.SaveAsync(theirs.Write(("sentence.du", "Zoes Satz.")))).PageAsync(HttpStatusCode.Conflict);
        Assert.Equal("Zoes Satz.", conflict.Held("sentence.du"));
        Assert.Contains("Miriams Satz.", conflict.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Miriams Satz.", (await miriam.GetPageAsync("/guideline/edit/rules/R02")).Held("sentence.du"));
        using (var knowing = await second.SaveAsync(conflict)) Assert.Equal("/guideline/edit", knowing.Headers.Location?.ToString());
        Assert.Equal("Zoes Satz.", (await miriam.GetPageAsync("/guideline/edit/rules/R02")).Held("sentence.du"));
        Assert.Equal("Eine andere Regel.", (await miriam.GetPageAsync("/guideline/edit/rules/R03")).Held("sentence.du"));
    }

    [Theory, OnBoth]
    public async Task Rules_come_go_and_move_and_an_own_one_starts_empty(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var miriam = await app.SignInAsync("miriam");
        async Task<string> DoAsync(string handler, string rule)
        {
            var page = await miriam.GetPageAsync("/guideline/edit");
            var form = page.QuerySelectorAll($"form:has(input[name=rule][value='{rule}'])").First(f => f.OuterHtml.Contains($"handler={handler}", StringComparison.Ordinal));
            var button = form.QuerySelector($"button[formaction*='{handler}']");
            using var answer = button is null ? await miriam.SubmitAsync(form) : await miriam.PressAsync(button);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            return string.Join(' ', (await miriam.GetPageAsync("/guideline/edit")).QuerySelectorAll(".rules-edit > li").Select(li => li.Id!["rule-".Length..]));
        }
        Assert.StartsWith("R02 R01 R03", await DoAsync("Down", "R01"), StringComparison.Ordinal);
        Assert.DoesNotContain("R02", await DoAsync("Remove", "R02"), StringComparison.Ordinal);
        Assert.EndsWith("R15", await DoAsync("Add", "R15"), StringComparison.Ordinal);
        Assert.EndsWith("trade-1", await DoAsync("Add", "trade-1"), StringComparison.Ordinal);
        var own = await miriam.SubmitAndFollowAsync((await miriam.GetPageAsync("/guideline/edit")).QuerySelector("form[action*='Own']"));
        Assert.EndsWith("/guideline/edit/rules/E1", own.Location.Href, StringComparison.Ordinal);
        // What is not complete is saved, and cannot be laid open.
        var page = await miriam.FollowAsync(await miriam.SaveAsync(own.Write(("title.du", "Unsere Hunde"))));
        Assert.Contains("Unsere Hunde", page.Text("#rule-E1"), StringComparison.Ordinal);
        Assert.Contains("fehlt noch", page.Text("#rule-E1"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form[action*='Offer']"));
    }

    [Theory, OnBoth]
    public async Task Desk_council_and_management_comment_and_employees_see_no_draft(Database database)
    {
        var (app, miriam, second) = await Guide.StartAsync(database);
        await using var _ = app;
        await miriam.WriteRuleAsync("R02", ("sentence.du", "Sag zuerst, wo du arbeitest."));
        var ralf = await app.SignInAsync("ralf");
        Assert.DoesNotContain("zuerst", (await ralf.GetPageAsync("/guideline/review")).Body!.TextContent, StringComparison.Ordinal);
        await miriam.OfferAsync();
        var review = await ralf.GetPageAsync("/guideline/review");
        Assert.Contains("zuerst,", review.QuerySelector("#rule-R02 ins")!.TextContent, StringComparison.Ordinal);
        await ralf.SubmitAndFollowAsync(review.QuerySelector("#rule-R02 form"), ("text", "Das ist mit uns nicht vereinbart."));
        var read = (await second.GetPageAsync("/guideline/review")).Text("#rule-R02 .bubbles");
        Assert.Contains("Das ist mit uns nicht vereinbart.", read, StringComparison.Ordinal);
        Assert.Contains("Ralf Petersen", read, StringComparison.Ordinal);
        foreach (var person in new[] { "jana", "sabine" }) await (await app.SignInAsync(person)).GetPageAsync("/guideline/review");
        Assert.Equal(HttpStatusCode.Forbidden, (await (await app.SignInAsync("cem")).GetAsync("/guideline/review")).StatusCode);
        using (await second.PublishAsync()) { }
        Assert.False(await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<DraftComment>().AnyAsync()));
    }

    private static async Task<bool> IsPublishedAsync(TestApp app) =>
        await app.WithDbAsync(await app.DemoOrganisationAsync(), db => new GuidelineFacts(db).IsPublishedAsync());

    private static async Task<GuidelineVersion> NewestAsync(TestApp app) =>
        await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<GuidelineVersion>().OrderByDescending(v => v.Number).FirstAsync());
}
