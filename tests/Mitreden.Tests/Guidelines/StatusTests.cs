using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Guidelines;

namespace Mitreden.Tests.Guidelines;

/// <summary>How many have confirmed: roughly, once a day, and never so that somebody can be worked out.</summary>
public sealed class StatusTests
{
    [Theory, OnBoth]
    public async Task What_is_confirmed_today_counts_from_midnight_and_roughly(Database database)
    {
        var (app, admin, people) = await CompanyAsync(database, ("Montage", 12), ("Vertrieb", 8), ("Labor", 4));
        await using var _ = app;
        app.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Wie viele bestätigt haben, steht ab morgen hier.", await TallyAsync(admin));
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Fassung 1 bestätigt: höchstens 2 von 25", await TallyAsync(admin));
        await ConfirmAsync(app, [.. people["Montage"].Take(9), .. people["Vertrieb"].Take(2)]);
        app.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("Fassung 1 bestätigt: höchstens 2 von 25", await TallyAsync(admin));
        app.Time.Advance(TimeSpan.FromDays(1));
        var page = await admin.GetPageAsync("/guideline/status");
        Assert.Equal("Fassung 1 bestätigt: rund 10 von 25", page.Text(".tally"));
        Assert.Equal(["Montage", "mehr als die Hälfte von 12", "Vertrieb", "höchstens die Hälfte von 8"], Cells(page, 0));
        Assert.Equal("rund 10 von 25", Cells(page, 1)[^1]);
    }

    /// <summary>
    /// 18 at least, of whom at most five in each of two departments, two in each of two others and five elsewhere: that leaves only one of the first who
    /// has not. When one more in the third has, there are more ways in which it can be so.
    /// </summary>
    [Theory, OnBoth]
    public async Task Departments_that_would_say_who_are_not_shown(Database database)
    {
        var (app, admin, people) = await CompanyAsync(database, ("Montage", 5), ("Vertrieb", 5), ("Labor", 5), ("Lager", 5), ("Büro", 4));
        await using var _ = app;
        await ConfirmAsync(app, [.. people["Montage"], .. people["Vertrieb"], .. people["Labor"].Take(2), .. people["Lager"].Take(2), .. people["Büro"]]);
        app.Time.Advance(TimeSpan.FromDays(1));
        var page = await admin.GetPageAsync("/guideline/status");
        Assert.Equal(("Fassung 1 bestätigt: rund 20 von 25", 1), (page.Text(".tally"), page.QuerySelectorAll("table").Length));
        await ConfirmAsync(app, [people["Labor"][2]]);
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["Labor", "mehr als die Hälfte von 5", "Lager", "höchstens die Hälfte von 5", "Montage", "mehr als die Hälfte von 5", "Vertrieb", "mehr als die Hälfte von 5"],
            Cells(await admin.GetPageAsync("/guideline/status"), 0));
    }

    /// <summary>A company of its own with these departments and somebody who administers it.</summary>
    private static async Task<(TestApp App, HttpClient Admin, Dictionary<string, List<Guid>> People)> CompanyAsync(Database database, params (string Department, int People)[] departments)
    {
        var app = await TestApp.StartAsync(new TestAppOptions { Database = database, Demo = false });
        var (berta, people) = (await app.FoundAsync(), new Dictionary<string, List<Guid>>());
        foreach (var (department, size) in departments)
        {
            people[department] = [];
            for (var n = 0; n < size; n++) people[department].Add((await app.AddPersonAsync(berta.OrganisationId, $"{department} {n}", department: department)).Id);
        }
        return (app, await app.SignInAsync(berta.Id), people);
    }

    private static Task ConfirmAsync(TestApp app, List<Guid> people) => app.WithDbAsync(null, async db =>
    {
        var version = await db.Set<GuidelineVersion>().IgnoreQueryFilters([AppDb.OrganisationFilter]).SingleAsync();
        await app.WithDbAsync(version.OrganisationId, async own =>
        {
            foreach (var person in people) own.Add(Acknowledgement.Of(version, person, "de", formal: false, app.Time.GetUtcNow()));
            await own.SaveChangesAsync();
        });
    });

    private static async Task<string> TallyAsync(HttpClient admin) => (await admin.GetPageAsync("/guideline/status")).Text(".tally");

    private static string[] Cells(IDocument page, int table) => [.. page.QuerySelectorAll("table")[table].QuerySelectorAll("td").Select(c => c.TextContent.Trim().Replace('\u00a0', ' '))];
}
