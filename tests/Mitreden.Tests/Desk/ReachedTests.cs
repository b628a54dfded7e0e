using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;

namespace Mitreden.Tests.Desk;

/// <summary>Whoever is asked, and whoever waits, reads the truth about who was reached.</summary>
public sealed class ReachedTests
{
    private static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions { Database = database });

    private static async Task ChangeAsync(TestApp app, string person, Action<Person> change)
    {
        var id = (await app.PersonAsync(person)).Id;
        await app.WithDbAsync(await app.DemoOrganisationAsync(), async db =>
        {
            change(await db.Set<Person>().SingleAsync(p => p.Id == id));
            await db.SaveChangesAsync();
        });
    }

    private static Task WithoutAddressAsync(TestApp app, string person) => ChangeAsync(app, person, p => p.Correct(p.Name, null, p.Department, p.Language));

    [Theory, OnBoth]
    public async Task The_only_desk_member_who_hands_back_does_not_make_the_desk_empty(Database database)
    {
        await using var app = await StartAsync(database);
        await ChangeAsync(app, "tobias", p => p.Give(Role.None));
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Allein");
        await jana.DoAsync(id, "Acknowledge");
        await app.RunJobsAsync();
        var before = app.Mail.Sent.Count;
        await jana.DoAsync(id, "HandBack");
        await app.RunJobsAsync();
        var mail = Assert.Single(app.Mail.Sent.Skip(before));
        Assert.Equal("petra@muster.example", mail.To);
        Assert.DoesNotContain("gerade niemand", mail.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("am Desk ist sonst niemand, der sie nehmen könnte", mail.Body, StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task An_administrator_who_was_the_whole_desk_and_leaves_it_is_asked_to_fill_it(Database database)
    {
        await using var app = await StartAsync(database);
        foreach (var person in new[] { "jana", "tobias" }) await ChangeAsync(app, person, p => p.Give(Role.None));
        await ChangeAsync(app, "petra", p => p.Give(Role.Administrator | Role.Desk));
        var (cem, petra) = (await app.SignInAsync("cem"), await app.SignInAsync("petra"));
        await petra.DoAsync(await cem.ReportAsync("Niemand mehr"), "Acknowledge");
        await app.RunJobsAsync();
        var before = app.Mail.Sent.Count;
        var page = await petra.GetPageAsync($"/people/{(await app.PersonAsync("petra")).Id}");
        await petra.SubmitAndFollowAsync(page.QuerySelector("form:has([name=Name])"), ("Roles", "Administrator"));
        await app.RunJobsAsync();
        var mail = Assert.Single(app.Mail.Sent.Skip(before));
        Assert.Equal("petra@muster.example", mail.To);
        Assert.Contains("am Desk ist gerade niemand", mail.Body, StringComparison.Ordinal);
    }

    [Theory, OnBoth("sabine", "Auch die Verwaltung von Mitreden haben wir um 10:30 benachrichtigt", "die Verwaltung von Mitreden wurde benachrichtigt"),
     OnBoth("petra sabine", "Das Team haben wir um 10:30 noch einmal benachrichtigt", "das Team wurde noch einmal benachrichtigt"),
     OnBoth("petra sabine jana tobias", "um 10:30 konnten wir niemanden benachrichtigen", "Niemand von ihnen hat eine E-Mail-Adresse")]
    public async Task Who_was_really_reached_is_what_everybody_reads(Database database, string without, string progress, string step)
    {
        await using var app = await StartAsync(database);
        foreach (var person in without.Split(' ')) await WithoutAddressAsync(app, person);
        var cem = await app.SignInAsync("cem");
        var id = await cem.ReportAsync("Brennt");
        app.Time.Advance(TimeSpan.FromMinutes(30));
        await app.RunJobsAsync();
        Assert.Contains(progress, await cem.ProgressAsync(id), StringComparison.Ordinal);
        var jana = await app.SignInAsync((await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<Person>().SingleAsync(p => p.Name == "Jana Keller"))).Id);
        Assert.Contains(step, (await jana.GetPageAsync($"/desk/discussions/{id}")).Text("#timeline"), StringComparison.Ordinal);
    }
}
