using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Organisations;

namespace Mitreden.Tests.Organisations;

/// <summary>Name, form of address and time zone.</summary>
public sealed class SettingsPageTests(Apps apps) : IClassFixture<Apps>
{
    [Theory, OnBoth]
    public async Task What_is_saved_holds_at_once(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var page = await petra.GetPageAsync("/settings");
        Assert.Equal("Muster GmbH", page.QuerySelector("#Name")!.GetAttribute("value"));
        var saved = await petra.SubmitAndFollowAsync(page.QuerySelector("main form"), ("Name", " Muster  AG "), ("Address", "sie"), ("Zone", "Europe/Helsinki"));
        Assert.Contains("Gespeichert.", saved.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("Muster AG", true, "Europe/Helsinki"), await StoredAsync(app));
        Assert.Contains("Das entscheiden Sie danach.", (await petra.GetPageAsync("/people/new")).Text(".lead"), StringComparison.Ordinal);
    }

    [Theory, OnBoth("Name", " "), OnBoth("Address", "ihr"), OnBoth("Zone", "Europe/Atlantis"), OnBoth("Zone", "America/New_York")]
    public async Task A_fault_stands_beside_its_field_and_nothing_is_saved(Database database, string field, string value)
    {
        var app = await apps.OnAsync(database);
        var petra = await app.SignInAsync("petra");
        (string, string?)[] fields = field == "Name" ? [(field, value)] : [("Name", "Anders"), (field, value)];
        using var answer = await petra.SubmitAsync((await petra.GetPageAsync("/settings")).QuerySelector("main form"), fields);
        var page = await answer.PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.NotEmpty(page.Text($"#{field}-error"));
        Assert.Equal(("Muster GmbH", false, "Europe/Berlin"), await StoredAsync(app));
    }

    [Theory, OnBoth]
    public async Task Every_zone_exists_and_has_a_name(Database database)
    {
        var app = await apps.OnAsync(database);
        var page = await (await app.SignInAsync("petra")).GetPageAsync("/settings");
        var options = page.QuerySelectorAll("#Zone option");
        Assert.All(options, option => Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(option.GetAttribute("value")!, out _)));
        Assert.DoesNotContain(options, option => option.TextContent.Contains('.', StringComparison.Ordinal));
        Assert.Equal("Europe/Berlin", page.QuerySelector("#Zone option[selected]")!.GetAttribute("value"));
    }

    private static async Task<(string Name, bool Formal, string Zone)> StoredAsync(TestApp app)
    {
        var id = await app.DemoOrganisationAsync();
        var organisation = await app.WithDbAsync(id, db => db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Id == id));
        return (organisation.Name, organisation.Formal, organisation.Zone);
    }
}
