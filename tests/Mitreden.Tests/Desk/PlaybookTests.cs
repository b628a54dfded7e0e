using System.Net;
using Mitreden.Desk;
using Mitreden.Desk.Playbooks;

namespace Mitreden.Tests.Desk;

/// <summary>Playbooks: twelve complete ones, the fitting one on top, ticked off together.</summary>
public sealed class PlaybookTests(Apps apps) : IClassFixture<Apps>
{
    [Fact]
    public void Twelve_ship_without_a_fault_and_every_discussion_finds_one()
    {
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"PB{n}"), Playbook.Shipped.Select(p => p.Id));
        Rule.Holds(Playbook.Shipped.SelectMany(p => p.Faults().Select(f => $"{p.Id} {f}")));
        Rule.Holds(Playbook.Shipped.Where(p => p.StepsFor(p.Severities[1]).Count < 5).Select(p => p.Id));
        foreach (var truth in Enum.GetValues<Truth>())
            foreach (var voice in Enum.GetValues<Voice>())
                for (var severity = 0; severity <= Discussion.Hurricane; severity++)
                    Assert.True(Playbook.Shipped.Any(p => p.Fits(severity, voice, truth, Involvement.Watching) is not null), $"{truth} {voice} {severity}");
    }

    [Theory]
    [InlineData(Truth.Wrong, Voice.Misguided, 2, Involvement.Watching, "PB3")]
    [InlineData(Truth.True, Voice.Customer, 2, Involvement.Watching, "PB2")]
    [InlineData(Truth.True, Voice.Customer, 3, Involvement.Wrote, "PB1")]
    [InlineData(Truth.Unclear, Voice.Press, 3, Involvement.Watching, "PB7")]
    [InlineData(Truth.Opinion, Voice.Troll, 2, Involvement.Watching, "PB4")]
    public void The_fitting_one_is_among_the_first(Truth truth, Voice voice, int severity, Involvement tap, string expected)
    {
        var best = Playbook.Shipped.Select(p => (p.Id, Fit: p.Fits(severity, voice, truth, tap))).Where(p => p.Fit is not null).OrderByDescending(p => p.Fit).Take(3);
        Assert.Contains(expected, best.Select(p => p.Id));
    }

    [Theory, OnBoth]
    public async Task Steps_are_ticked_off_together_and_taken_back(Database database)
    {
        var app = await apps.OnAsync(database);
        var (jana, tobias) = (await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        var id = await (await app.SignInAsync("cem")).ReportAsync("Schritt für Schritt", "wrote");
        await jana.DoAsync(id, "Acknowledge");
        var address = (await jana.GetPageAsync($"/desk/discussions/{id}")).QuerySelector("a[href*='/playbooks/']")!.GetAttribute("href")!;
        Assert.EndsWith("PB1", address, StringComparison.Ordinal);
        var page = await jana.GetPageAsync(address);
        var form = page.QuerySelector(".checklist__step form");
        await jana.SubmitAsync(form);
        await tobias.SubmitAsync((await tobias.GetPageAsync(address)).QuerySelectorAll(".checklist__step form")[1]);
        await jana.SubmitAsync(form);
        page = await tobias.GetPageAsync(address);
        Assert.Contains("2 von ", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Erledigt von Jana Keller", page.Text(".checklist"), StringComparison.Ordinal);
        await tobias.SubmitAsync(page.QuerySelector(".checklist__step form"));
        Assert.Contains("1 von ", (await jana.GetPageAsync(address)).Text("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await jana.SubmitAsync(form, ("step", "none"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await jana.GetAsync($"/desk/discussions/{id}/playbooks/PB99")).StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_discussion_is_watched_measured_and_ends_calmly_and_the_reporter_reads_so(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Nur ein Gerücht");
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Triage", ("truth", "Opinion"), ("voice", "Other"), ("severity", "1"));
        await jana.DoAsync(id, "Watch");
        foreach (var hours in new[] { 1, 3, 20 })
        {
            app.Time.Advance(TimeSpan.FromHours(hours));
            await app.RunJobsAsync();
            await jana.DoAsync(id, "Measure", ("stronger", "false"));
        }
        Assert.Contains("abgeschlossen", (await cem.GetPageAsync($"/desk/reports/{id}")).Text("#progress"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("ruhig geblieben", (await cem.GetPageAsync($"/desk/reports/{id}")).Text("#progress"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task What_was_seen_at_the_last_look_stays_at_the_desk(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Nur ein Gerücht");
        await jana.DoAsync(id, "Acknowledge");
        await jana.DoAsync(id, "Triage", ("truth", "Opinion"), ("voice", "Other"), ("severity", "1"));
        await jana.DoAsync(id, "Watch");
        foreach (var hours in new[] { 1, 3, 20 })
        {
            app.Time.Advance(TimeSpan.FromHours(hours));
            await app.RunJobsAsync();
            await jana.DoAsync(id, "Measure", ("stronger", "false"), ("note", "Der Kollege nervt"));
        }
        Assert.DoesNotContain("Der Kollege nervt", (await cem.GetPageAsync($"/desk/reports/{id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("ruhig geblieben", (await cem.GetPageAsync($"/desk/reports/{id}")).Text("#progress"), StringComparison.Ordinal);
        Assert.Contains("Der Kollege nervt", (await jana.GetPageAsync($"/desk/discussions/{id}")).Body!.TextContent, StringComparison.Ordinal);
        var stored = await app.StoredAsync(id);
        Assert.Equal(stored.ClosedAt, stored.FirstWordAt);
    }

    [Theory, OnBoth]
    public async Task A_major_case_is_told_to_the_desk_and_to_management_without_content(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Streng geheim", "heated");
        await jana.DoAsync(id, "Acknowledge");
        await app.RunJobsAsync();
        var before = app.Mail.Sent.Count;
        await jana.DoAsync(id, "Major");
        await app.RunJobsAsync();
        var mails = app.Mail.Sent.Skip(before).Where(m => m.Subject.StartsWith("Ernstfall", StringComparison.Ordinal)).ToList();
        Assert.Equal(["sabine@muster.example", "tobias@muster.example"], mails.Select(m => m.To).Order());
        Assert.All(mails, m => Assert.DoesNotContain("geheim", m.Subject + m.Body, StringComparison.Ordinal));
        Assert.Equal((DiscussionState.Major, 4), ((await app.StoredAsync(id)).State, (await app.StoredAsync(id)).Severity));
    }
}
