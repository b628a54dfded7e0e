using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Web;
using Mitreden.Guidelines;
using Mitreden.Guidelines.Drafts;
using Mitreden.Guidelines.Rules;
using Mitreden.Organisations.Contracts;
using Mitreden.Tests.Accounts;
using Mitreden.Tests.Content;

namespace Mitreden.Tests.Guidelines;

/// <summary>Rules of a line of business are a proposal, and what no law demands begins as a recommendation.</summary>
public sealed class IndustryTests
{
    [Theory, OnBoth]
    public async Task Who_founds_a_nursery_finds_its_rules_in_the_draft_and_not_in_the_guideline(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        var visitor = app.Visitor();
        using var answer = await visitor.SubmitAsync((await visitor.GetPageAsync("/setup")).QuerySelector("form.card"),
            ("Company", "Kita Kunterbunt"), ("Industry", "Education"), ("Formal", "false"), ("Name", "Nora Neu"), ("Email", "nora@kita.example"), ("Language", "de"), ("password", Doors.Password));
        Assert.Equal("/people", answer.Headers.Location!.ToString());
        Assert.Equal(14, (await visitor.GetPageAsync("/guideline/all")).QuerySelectorAll("article.rule").Length);
        var organisation = await app.WithDbAsync(null, db => db.Set<Mitreden.Organisations.Organisation>().Select(o => o.Id).SingleAsync());
        var draft = await app.WithDbAsync(organisation, db => db.Set<GuidelineDraft>().SingleAsync());
        Assert.Equal((17, DraftState.Writing), (draft.Text.Rules.Count, draft.State));
        Assert.Equal(["education-1", "education-2", "education-3"], draft.Text.Rules.Skip(14).Select(r => r.Id));
        // Whoever has chosen the rules is the one who has written the draft: a second person looks at it.
        Assert.Equal(await app.WithDbAsync(organisation, db => db.Set<Mitreden.Organisations.Person>().Select(p => p.Id).SingleAsync()), draft.WrittenBy);
    }

    [Theory, OnBoth]
    public async Task A_line_of_business_chosen_later_adds_its_rules_to_what_is_being_written_once(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (petra, miriam) = (await app.SignInAsync("petra"), await app.SignInAsync("miriam"));
        await miriam.WriteRuleAsync("R04", ("sentence.du", "Mein Satz."));
        var page = await petra.SubmitAndFollowAsync((await petra.GetPageAsync("/settings")).QuerySelector("main form"), ("Industry", "Trade"));
        Assert.Contains("liegen jetzt im Entwurf", page.Text(".toast"), StringComparison.Ordinal);
        Assert.Equal("Trade", page.QuerySelector("#Industry option[selected]")!.GetAttribute("value"));
        page = await miriam.GetPageAsync("/guideline/edit");
        Assert.Equal(17, page.QuerySelectorAll(".rules-edit > li").Length);
        Assert.Equal("Mein Satz.", (await miriam.GetPageAsync("/guideline/edit/rules/R04")).Held("sentence.du"));
        (await miriam.PressAsync(page.QuerySelector("#rule-trade-2 button[formaction*='Remove']"))).Dispose();
        // Saving the same again brings nothing back, another one adds its own.
        await petra.SubmitAndFollowAsync((await petra.GetPageAsync("/settings")).QuerySelector("main form"), ("Name", "Muster GmbH"));
        Assert.Equal(16, (await miriam.GetPageAsync("/guideline/edit")).QuerySelectorAll(".rules-edit > li").Length);
        await petra.SubmitAndFollowAsync((await petra.GetPageAsync("/settings")).QuerySelector("main form"), ("Industry", "none"));
        await petra.SubmitAndFollowAsync((await petra.GetPageAsync("/settings")).QuerySelector("main form"), ("Industry", "Care"));
        Assert.Equal(19, (await miriam.GetPageAsync("/guideline/edit")).QuerySelectorAll(".rules-edit > li").Length);
    }

    [Theory, OnBoth]
    public async Task An_author_takes_in_all_rules_of_a_line_of_business(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var miriam = await app.SignInAsync("miriam");
        var page = await miriam.GetPageAsync("/guideline/edit");
        Assert.Contains("BetrVG § 87 Abs. 1 Nr. 1", page.Text("section[aria-labelledby=others]"), StringComparison.Ordinal);
        page = await miriam.SubmitAndFollowAsync(page.QuerySelector("form[action*='AddIndustry']"), ("industry", "Social"));
        Assert.Equal(["social-1", "social-2", "social-3"], page.QuerySelectorAll(".rules-edit > li").Skip(14).Select(l => l.Id!["rule-".Length..]));
        using var unknown = await miriam.SubmitAsync(page.QuerySelector("form[action*='AddIndustry']"), ("industry", "9"));
        Assert.Equal(HttpStatusCode.Conflict, unknown.StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_rule_that_becomes_an_instruction_is_asked_once_for_the_day_of_the_agreement(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var miriam = await app.SignInAsync("miriam");
        using var saved = await miriam.SaveAsync((await miriam.GetPageAsync("/guideline/edit/rules/R03")).Write(("kind", "instruction")));
        Assert.Equal("/guideline/edit/rules/R03?ask=agreement", saved.Headers.Location!.OriginalString);
        var page = await miriam.FollowAsync(saved);
        Assert.Contains("Mit dem Betriebsrat vereinbart am", page.Text("#agreement"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(page.QuerySelector("#agreement a")!.GetAttribute("href")!));
        // The day is optional: it has been saved without one, and is not asked for again.
        using var later = await miriam.SaveAsync(page.Write(("title.en", "Speak for yourself")));
        Assert.Equal("/guideline/edit", later.Headers.Location!.OriginalString);
        using var dated = await miriam.SaveAsync((await miriam.GetPageAsync("/guideline/edit/rules/R04")).Write(("kind", "instruction"), ("agreedOn", "2027-02-01")));
        Assert.Equal("/guideline/edit", dated.Headers.Location!.OriginalString);
        Assert.Contains("GeschGehG", (await miriam.GetPageAsync("/guideline/edit/rules/R05")).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_ships_as_an_instruction_names_its_law()
    {
        Assert.Equal(["R02", "R03", "R04", "R09", "R10", "R12", "R14", "R15"], ShippedRules.All.Where(r => r is { Industry: null, Kind: RuleKind.Recommendation }).Select(r => r.Id));
        Assert.All(ShippedRules.All.Where(r => r.Kind == RuleKind.Instruction), r => Assert.True(r.Law?.IsComplete, r.Id));
        var law = ShippedRules.All.First(r => r.Law is not null);
        Assert.Equal(["kind: an instruction that ships names the law that demands it"], RuleCheck.Faults(law with { Law = null }));
        Assert.Equal(["law: what a law demands is an instruction"], RuleCheck.Faults(law with { Kind = RuleKind.Promise }));
    }
}
