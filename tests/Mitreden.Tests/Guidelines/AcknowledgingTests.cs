using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;
using Mitreden.Guidelines;
using Mitreden.Guidelines.Rules;
using Mitreden.Placement;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Guidelines;

/// <summary>After a change people acknowledge what has changed, and nothing else.</summary>
public sealed class AcknowledgingTests
{
    [Theory, OnBoth]
    public async Task Only_the_changed_rule_is_acknowledged_anew_with_two_questions(Database database)
    {
        var (app, miriam, second) = await Guide.StartAsync(database);
        await using var _ = app;
        var cem = await app.SignInAsync("cem");
        await cem.AcknowledgeAsync();
        await Guide.ChangeAsync(miriam, second, "R02", "sentence", "Sag zuerst, wo du arbeitest.");
        Assert.NotNull((await cem.GetPageAsync("/")).QuerySelector("main a[href='/guideline/changes']"));
        var page = await cem.GetPageAsync("/guideline/changes");
        Assert.Equal(["rule-R02"], page.QuerySelectorAll("main form > section").Select(s => s.Id));
        Assert.Contains("zuerst", page.Text("#rule-R02 ins"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#rule-R02 del .visually-hidden"));
        Assert.Equal(["R02-a", "R02-b"], Asked(page));
        await (await cem.SubmitAsync(page.QuerySelector("main form"))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(1, await CountAsync(app));
        var done = await (await cem.SubmitAsync(page.QuerySelector("main form"), Wrong("R02", Tier.Basic))).PageAsync();
        Assert.Equal(ShippedRules.All.Single(r => r.Id == "R02").Rule.For(Tier.Basic).Count, done.QuerySelectorAll("#rule-R02 .notice--info").Length);
        Assert.Equal(["R02", "R01 R02"], await RulesAsync(app));
        Assert.Contains("Fassung 2", (await cem.GetPageAsync("/guideline")).Text(".notice--success"), StringComparison.Ordinal);
        Assert.Null((await cem.GetPageAsync("/")).QuerySelector("main a[href^='/guideline']"));
    }

    [Theory, OnBoth]
    public async Task Whoever_judges_well_is_asked_the_deeper_questions(Database database)
    {
        var (app, miriam, second) = await Guide.StartAsync(database);
        await using var _ = app;
        var person = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Gerda Geübt");
        await app.WithDbAsync(person.OrganisationId, db =>
        {
            var sheet = new Sheet();
            typeof(SealedRow).GetProperty(nameof(SealedRow.PersonId))!.SetValue(sheet, person.Id);
            typeof(SealedRow).GetProperty(nameof(SealedRow.OrganisationId))!.SetValue(sheet, person.OrganisationId);
            sheet.Write(app.Services.GetRequiredService<Seal>(), new Walk { Begun = true, Beliefs = new Beliefs(Belief.Normal(1.8, 0.05), Belief.Normal(1.8, 0.05)).Kept });
            db.Add(sheet);
            return db.SaveChangesAsync();
        });
        var gerda = await app.SignInAsync(person.Id);
        await gerda.AcknowledgeAsync();
        await Guide.ChangeAsync(miriam, second, "R02", "do", "Sag es zuerst.");
        Assert.Equal(["R02-c", "R02-d"], Asked(await gerda.GetPageAsync("/guideline/changes")));
    }

    [Theory, OnBoth]
    public async Task A_minor_change_is_told_once_and_asks_for_nothing(Database database)
    {
        var (app, miriam, second) = await Guide.StartAsync(database);
        await using var _ = app;
        var (cem, anna) = (await app.SignInAsync("cem"), await app.SignInAsync("anna"));
        await cem.AcknowledgeAsync();
        await Guide.ChangeAsync(miriam, second, "R02", "why", "Damit niemand rätselt.");
        Assert.Contains("genauer", (await cem.GetPageAsync("/")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/guideline", (await cem.GetAsync("/guideline/changes")).Headers.Location?.ToString());
        var page = await cem.GetPageAsync("/guideline");
        Assert.Contains("Damit niemand rätselt.", page.Text("#news ins"), StringComparison.Ordinal);
        Assert.Contains("Fassung 1", page.Text(".notice--success"), StringComparison.Ordinal);
        Assert.Null((await cem.SubmitAndFollowAsync(page.QuerySelector("#news form"))).QuerySelector("#news"));
        Assert.DoesNotContain("genauer", (await cem.GetPageAsync("/")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(app));
        Assert.Null((await anna.GetPageAsync("/guideline")).QuerySelector("#news"));
    }

    [Theory, OnBoth]
    public async Task Two_changes_since_are_acknowledged_together_and_the_authors_word_counts(Database database)
    {
        var (app, miriam, second) = await Guide.StartAsync(database);
        await using var _ = app;
        var cem = await app.SignInAsync("cem");
        await cem.AcknowledgeAsync();
        await Guide.ChangeAsync(miriam, second, "R02", "sentence", "Sag zuerst, wo du arbeitest.");
        await Guide.ChangeAsync(second, miriam, "R03", "sentence", "Sprich nur für dich.", material: "false");
        await Guide.ChangeAsync(miriam, second, "R04", "why", "Weil es stimmt.", material: "true");
        var page = await cem.GetPageAsync("/guideline/changes");
        Assert.Equal(["rule-R02", "rule-R04"], page.QuerySelectorAll("main form > section").Select(s => s.Id));
        // A page that was read before the last version came confirms nothing.
        await Guide.ChangeAsync(second, miriam, "R05", "sentence", "Internes bleibt drin.");
        await (await cem.SubmitAsync(page.QuerySelector("main form"), [.. Wrong("R02", Tier.Basic), .. Wrong("R04", Tier.Basic)])).PageAsync(HttpStatusCode.Conflict);
        Assert.Equal(1, await CountAsync(app));
    }

    [Theory, OnBoth]
    public async Task The_export_holds_rules_language_form_and_hash(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var emily = await app.SignInAsync("emily");
        await emily.AcknowledgeAsync();
        var export = JsonDocument.Parse(await (await emily.GetAsync("/privacy?handler=Export")).Content.ReadAsStringAsync()).RootElement.GetProperty("acknowledgements")[0];
        Assert.Equal("en", export.GetProperty("Language").GetString());
        Assert.StartsWith("R01 R02", export.GetProperty("Rules").GetString(), StringComparison.Ordinal);
        Assert.Equal(64, export.GetProperty("Hash").GetString()!.Length);
        Assert.Contains("R14", export.GetProperty("Book").GetString(), StringComparison.Ordinal);
    }

    private static (string, string?)[] Wrong(string rule, Tier tier) => [.. ShippedRules.All.Single(r => r.Id == rule).Rule.For(tier)
        .Select(q => ($"answer.{rule}.{q.Id}", (string?)q.Options.ToList().FindIndex(o => !o.Right).ToString(System.Globalization.CultureInfo.InvariantCulture)))];

    private static IEnumerable<string> Asked(IDocument page) =>
        page.QuerySelectorAll("main form input[type=radio]").Select(i => i.GetAttribute("name")!.Split('.')[^1]).Distinct();

    private static async Task<int> CountAsync(TestApp app) => await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Acknowledgement>().CountAsync());

    /// <summary>The rules of each acknowledgement, fewest first, cut to the first two names.</summary>
    private static async Task<IReadOnlyList<string>> RulesAsync(TestApp app) => [.. (await app.WithDbAsync(await app.DemoOrganisationAsync(),
        db => db.Set<Acknowledgement>().OrderBy(a => a.Rules.Length).Select(a => a.Rules).ToListAsync())).Select(r => string.Join(' ', r.Split(' ').Take(2)))];
}
