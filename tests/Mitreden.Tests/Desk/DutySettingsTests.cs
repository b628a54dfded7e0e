using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Mitreden.Foundation.Web;
using static Mitreden.Tests.Desk.DutySteps;

namespace Mitreden.Tests.Desk;

/// <summary>What the desk agrees on, and that nobody can save hours in which nobody is there.</summary>
/// <remarks>Every test begins on Tuesday, 2 March 2027, 10:00 in Berlin.</remarks>
public sealed class DutySettingsTests
{
    private const string Page = "/desk/duty/settings";

    [Theory, OnBoth]
    public async Task Hours_order_rotation_and_own_days_hold_from_the_save_on(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        var (me, other) = ((await app.PersonAsync("jana")).Id, (await app.PersonAsync("tobias")).Id);
        var form = Week(await jana.GetPageAsync(Page), "", 1, "09:00", "12:00");
        var saved = await jana.SubmitAndFollowAsync(form, ($"Places[{me}]", "2"), ($"Places[{other}]", "1"), ("Rotation", "Daily"), ("OwnDays", "4.3.2027, 24.12.2027"));
        Assert.Equal("04.03.2027, 24.12.2027", saved.Text("#OwnDays"));
        Assert.Equal("Tobias Brandt, Vertretung: Jana Keller", await OnDutyAsync(app));
        Assert.Equal("niemand", await OnDutyAsync(app, 3));
        Assert.Equal("Jana Keller, Vertretung: Tobias Brandt", await OnDutyAsync(app, 24));
        Assert.Equal("niemand", await OnDutyAsync(app, 48));
        Assert.Equal("Jana Keller, Vertretung: Tobias Brandt", await OnDutyAsync(app, 72));
        app.Time.Advance(TimeSpan.FromDays(1));
        await jana.SubmitAndFollowAsync(Settings(await jana.GetPageAsync(Page)));
        Assert.Equal("Jana Keller, Vertretung: Tobias Brandt", await OnDutyAsync(app));
    }

    [Theory, OnBoth]
    public async Task Hours_without_anybody_are_refused_with_the_hours_in_words_unless_the_whole_desk_fills_them(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        var (me, other) = ((await app.PersonAsync("jana")).Id, (await app.PersonAsync("tobias")).Id);
        (string, string?)[] nobody = [($"Places[{me}]", "0"), ($"Places[{other}]", "0")];
        var form = Settings(await jana.GetPageAsync(Page));
        var refused = await (await jana.SubmitAsync(form, nobody)).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Mo, 1. März, 08:00 bis Fr, 5. März, 17:00", refused.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Contains("Das füllt sie", refused.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("0", ((IHtmlSelectElement)refused.QuerySelector($"#p-{me}")!).Value);
        Assert.NotEqual("niemand", await OnDutyAsync(app));
        await jana.SubmitAndFollowAsync(form, [.. nobody, ("WholeDesk", "true")]);
        Assert.Equal("alle", await OnDutyAsync(app));
        Assert.Equal("Heute bis 17:00: das ganze Desk", (await jana.GetPageAsync("/desk/duty")).Text("#now"));
    }

    [Theory, OnBoth]
    public async Task Of_two_who_change_the_settings_at_once_the_first_one_wins(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (jana, petra) = (await app.SignInAsync("jana"), await app.SignInAsync("petra"));
        var (first, second) = (Week(await jana.GetPageAsync(Page), "", 5, "10:00", "12:00"), Week(await petra.GetPageAsync(Page), "", 6, "10:00", "12:00"));
        await jana.SubmitAndFollowAsync(first);
        var refused = await (await petra.SubmitAsync(second)).PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("Inzwischen", refused.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.NotEqual("niemand", await OnDutyAsync(app, (4 * 24) + 1));
        Assert.Equal("niemand", await OnDutyAsync(app, (5 * 24) + 1));
    }

    [Theory, OnBoth]
    public async Task A_day_that_is_none_and_hours_back_to_front_are_refused(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await jana.SubmitAsync(Settings(await jana.GetPageAsync(Page)), ("OwnDays", "Heiligabend"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await jana.SubmitAsync(Settings(await jana.GetPageAsync(Page)), ("Hour", "24"))).StatusCode);
        var wrong = await (await jana.SubmitAsync(Week(await jana.GetPageAsync(Page), "", 0, "17:00", ""))).PageAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Montag", wrong.Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Another_organisation_has_a_roster_of_its_own(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        await jana.SubmitAndFollowAsync(Week(await jana.GetPageAsync(Page), "", 5, "10:00", "12:00"));
        var berta = await app.FoundAsync();
        var page = await (await app.SignInAsync(berta.Id)).GetPageAsync(Page);
        Assert.Equal("", page.QuerySelectorAll("[name=from]")[5].GetAttribute("value"));
        var member = await app.AddPersonAsync(berta.OrganisationId, "Doro Desk", Role.Desk);
        Assert.Equal("Heute bis 17:00: Doro Desk", (await (await app.SignInAsync(member.Id)).GetPageAsync("/desk/duty")).Text("#now"));
    }

    private static IElement Settings(IDocument page) => page.QuerySelector("main form[method=post]")!;
}
