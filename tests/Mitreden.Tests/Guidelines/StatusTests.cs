using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Guidelines;
using Mitreden.Guidelines.Drafts;
using Mitreden.Organisations;

namespace Mitreden.Tests.Guidelines;

/// <summary>How many have confirmed: roughly, once a night, and nothing that somebody does with the list of people during the day changes it.</summary>
public sealed class StatusTests
{
    [Theory, OnBoth]
    public async Task What_is_confirmed_today_counts_from_the_night_and_roughly(Database database)
    {
        var (app, admin, people) = await CompanyAsync(database, 24);
        await using var _ = app;
        app.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Wie viele bestätigt haben, steht ab morgen hier.", await TallyAsync(admin));
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Fassung 1 bestätigt: weniger als 8 von 25", await TallyAsync(admin));
        await ConfirmAsync(app, people[..11]);
        app.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Fassung 1 bestätigt: weniger als 8 von 25", await TallyAsync(admin));
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Fassung 1 bestätigt: rund 10 von 25", await TallyAsync(admin));
        await ConfirmAsync(app, people[11..]);
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Fassung 1 bestätigt: mindestens 18 von 25", await TallyAsync(admin));
        Assert.Contains("zuletzt mit Fassung 1 vom 2. März 2027", (await admin.GetPageAsync("/guideline/status")).Text("main"), StringComparison.Ordinal);
    }

    /// <summary>Twelve are "about 10" and thirteen are not: whoever could take somebody out by day and look again would read who they were.</summary>
    [Theory, OnBoth]
    public async Task Nothing_done_to_the_list_of_people_by_day_moves_the_count(Database database)
    {
        var (app, admin, people) = await CompanyAsync(database, 29);
        await using var _ = app;
        app.Time.Advance(TimeSpan.FromDays(1));
        await ConfirmAsync(app, people[..13]);
        app.Time.Advance(TimeSpan.FromDays(1));
        const string Before = "Fassung 1 bestätigt: rund 15 von 30";
        Assert.Equal(Before, await TallyAsync(admin));
        await ChangeAsync(app, people[0], p => p.Leave(app.Time.GetUtcNow()));
        Assert.Equal(Before, await TallyAsync(admin));
        await ChangeAsync(app, people[0], p => p.Return(app.Time.GetUtcNow()));
        await ChangeAsync(app, people[0], p => p.Part());
        Assert.Equal(Before, await TallyAsync(admin));
        await ChangeAsync(app, people[0], p => p.Give(Mitreden.Foundation.Web.Role.Author));
        await app.AddPersonAsync((await OrganisationAsync(app)).Id, "Nora Neu");
        await app.WithDbAsync((await OrganisationAsync(app)).Id, async db =>
        {
            (await db.Set<Organisation>().SingleAsync()).Set("Andere AG", formal: false, "Pacific/Auckland");
            await db.SaveChangesAsync();
        });
        Assert.Equal(Before, await TallyAsync(admin));
    }

    /// <summary>Taken off before midnight and put back after it: for a day they count all the same, and after that not before the next night.</summary>
    [Theory, OnBoth]
    public async Task Nobody_is_taken_out_of_the_count_over_midnight(Database database)
    {
        var (app, admin, people) = await CompanyAsync(database, 29);
        await using var _ = app;
        app.Time.Advance(TimeSpan.FromDays(1));
        await ConfirmAsync(app, people[..13]);
        app.Time.SetUtcNow(new DateTimeOffset(2027, 3, 3, 23, 59, 0, TimeSpan.Zero));
        await ChangeAsync(app, people[0], p => p.Leave(app.Time.GetUtcNow()));
        app.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("Fassung 1 bestätigt: rund 15 von 30", await TallyAsync(admin));
        await ChangeAsync(app, people[0], p => p.Return(app.Time.GetUtcNow()));
        Assert.Equal("Fassung 1 bestätigt: rund 15 von 30", await TallyAsync(admin));
        await ChangeAsync(app, people[0], p => p.Leave(app.Time.GetUtcNow()));
        app.Time.Advance(TimeSpan.FromDays(3));
        Assert.Equal("Fassung 1 bestätigt: rund 10 von 29", await TallyAsync(admin));
        await ChangeAsync(app, people[0], p => p.Return(app.Time.GetUtcNow()));
        Assert.Equal("Fassung 1 bestätigt: rund 10 von 29", await TallyAsync(admin));
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Fassung 1 bestätigt: rund 15 von 30", await TallyAsync(admin));
    }

    /// <summary>A version that only explains counts with the one before: a row of its own would hold newcomers only, by name.</summary>
    [Theory, OnBoth]
    public async Task A_version_with_which_nobody_was_asked_has_no_count_of_its_own(Database database)
    {
        var (app, miriam, second) = await Guide.StartAsync(database);
        await using var _ = app;
        app.Time.Advance(TimeSpan.FromDays(1));
        await Guide.ChangeAsync(miriam, second, "R02", "sentence", "Sag zuerst, wo du arbeitest.", material: "false");
        app.Time.Advance(TimeSpan.FromDays(1));
        var page = await miriam.GetPageAsync("/guideline/status");
        Assert.StartsWith("Fassung 1 bestätigt: weniger als 8", Plain(page.Text(".tally")), StringComparison.Ordinal);
        await Guide.ChangeAsync(miriam, second, "R03", "sentence", "Bleib freundlich, auch wenn es schwerfällt.", material: "true");
        page = await miriam.GetPageAsync("/guideline/status");
        Assert.Equal("Wie viele bestätigt haben, steht ab morgen hier.", page.Text(".tally"));
        Assert.Contains("zuletzt mit Fassung 3", page.Text("main"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Seven_are_too_few(Database database)
    {
        var (app, admin, _) = await CompanyAsync(database, 6);
        await using var kept = app;
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Noch zu wenige für eine Zahl", (await admin.GetPageAsync("/guideline/status")).Text(".empty h2"));
    }

    /// <summary>A company of its own with so many people and somebody who administers it.</summary>
    private static async Task<(TestApp App, HttpClient Admin, List<Guid> People)> CompanyAsync(Database database, int size)
    {
        var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        var (berta, people) = (await app.FoundAsync(), new List<Guid>());
        for (var n = 0; n < size; n++) people.Add((await app.AddPersonAsync(berta.OrganisationId, $"Person {n}")).Id);
        return (app, await app.SignInAsync(berta.Id), people);
    }

    private static Task<Organisation> OrganisationAsync(TestApp app) => app.WithDbAsync(null, db => db.Set<Organisation>().IgnoreQueryFilters([AppDb.OrganisationFilter]).SingleAsync());

    private static async Task ConfirmAsync(TestApp app, List<Guid> people) => await app.WithDbAsync((await OrganisationAsync(app)).Id, async db =>
    {
        var version = await db.Set<GuidelineVersion>().SingleAsync();
        foreach (var person in people) db.Add(Acknowledgement.Of(version, person, "de", formal: false, app.Time.GetUtcNow()));
        await db.SaveChangesAsync();
    });

    private static async Task ChangeAsync(TestApp app, Guid person, Action<Person> change) => await app.WithDbAsync((await OrganisationAsync(app)).Id, async db =>
    {
        change(await db.Set<Person>().SingleAsync(p => p.Id == person));
        await db.SaveChangesAsync();
    });

    private static async Task<string> TallyAsync(HttpClient admin) => Plain((await admin.GetPageAsync("/guideline/status")).Text(".tally"));

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}
