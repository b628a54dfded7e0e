using System.Net;
using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk.Duty;
using Mitreden.Desk.Jobs;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using static Mitreden.Tests.Desk.DeskSteps;
using static Mitreden.Tests.Desk.DutySteps;

namespace Mitreden.Tests.Desk;

/// <summary>What the desk reads and changes on the pages of the roster; the demo company has set nothing.</summary>
/// <remarks>Every test begins on Tuesday, 2 March 2027, 10:00 in Berlin.</remarks>
public sealed class DutyPageTests
{
    [Theory, OnBoth]
    public async Task The_page_says_who_is_on_duty_until_when_and_who_is_next(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        var page = await jana.GetPageAsync("/desk/duty");
        Assert.Equal($"Heute bis 17:00: {await OnDutyAsync(app)}", page.Text("#now"));
        Assert.Equal(9, page.QuerySelectorAll("main section ul.list li strong").Length);
        Assert.Equal("/desk/duty", (await jana.GetPageAsync("/desk")).QuerySelector("main a[href='/desk/duty']")!.GetAttribute("href"));
        app.Time.Advance(TimeSpan.FromHours(8));
        page = await jana.GetPageAsync("/desk/duty");
        Assert.Equal("Jetzt ist niemand im Dienst.", page.Text("#now"));
        Assert.Equal($"Wieder ab Mi, 3. März, 08:00: {await OnDutyAsync(app, 15)}", page.Text("#then"));
    }

    [Theory, OnBoth]
    public async Task Who_is_away_is_stood_in_for_and_when_both_are_the_page_says_when_nobody_is_there(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        await SayAsync(jana, await app.PersonAsync("jana"), "Away", "2027-03-02T00:00", "2027-03-04T00:00");
        Assert.Equal("Heute bis 17:00: Tobias Brandt", (await jana.GetPageAsync("/desk/duty")).Text("#now"));
        await SayAsync(jana, await app.PersonAsync("tobias"), "Away", "2027-03-03T00:00", "2027-03-04T00:00");
        var page = await (await app.SignInAsync("tobias")).GetPageAsync("/desk/duty");
        Assert.Contains("Mi, 3. März, 08:00 bis 17:00", page.Text("#holes"), StringComparison.Ordinal);
        await jana.SubmitAndFollowAsync((await jana.GetPageAsync("/desk/duty")).QuerySelectorAll("#changes form[action$='handler=Cancel']")[1]);
        Assert.Null((await jana.GetPageAsync("/desk/duty")).QuerySelector("#holes"));
    }

    [Theory, OnBoth]
    public async Task What_was_taken_from_the_roster_by_a_slip_is_there_again_after_one_tap(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        var before = await OnDutyAsync(app);
        await SayAsync(jana, await app.PersonAsync("jana"), "Away", "2027-03-02T00:00", "2027-03-04T00:00");
        var page = await jana.SubmitAndFollowAsync(Form(await jana.GetPageAsync("/desk/duty"), "Cancel"));
        Assert.Equal(("Gespeichert. Rückgängig", before), (page.Text(".toast"), await OnDutyAsync(app)));
        page = await jana.SubmitAndFollowAsync(page.QuerySelector(".toast form"));
        Assert.Equal("Heute bis 17:00: Tobias Brandt", page.Text("#now"));
        Assert.Null(page.QuerySelector(".toast form"));
    }

    [Theory, OnBoth]
    public async Task A_time_that_is_over_or_back_to_front_is_refused_and_what_was_typed_stays(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        var form = Form(await jana.GetPageAsync("/desk/duty"), "Change");
        foreach (var (from, until) in new[] { ("2027-03-05T00:00", "2027-03-04T00:00"), ("2027-03-01T00:00", "2027-03-02T09:00"), ("gestern", "2027-03-04T00:00") })
        {
            var page = await (await jana.SubmitAsync(form, ("from", from), ("until", until))).PageAsync(HttpStatusCode.UnprocessableEntity);
            Assert.Equal(from, page.QuerySelector("#from")!.GetAttribute("value"));
        }
        Assert.Equal(0, await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<DutyChange>().CountAsync()));
    }

    [Theory, OnBoth]
    public async Task A_swap_is_offered_accepted_by_the_first_seen_by_both_and_taken_back(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var third = await app.SignInAsync((await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Zoe Zander", Role.Desk)).Id);
        var (one, other) = (await app.SignInAsync("jana"), await app.SignInAsync("tobias"));
        Assert.Equal("Jana Keller, Vertretung: Tobias Brandt", await OnDutyAsync(app));
        var shown = await one.SubmitAndFollowAsync((await one.GetPageAsync("/desk/duty")).QuerySelector("form[action$='handler=Offer']"));
        Assert.Null(shown.QuerySelector("form[action$='handler=Accept']"));
        var late = Form(await third.GetPageAsync("/desk/duty"), "Accept");
        var accepted = await other.SubmitAndFollowAsync(Form(await other.GetPageAsync("/desk/duty"), "Accept"));
        Assert.Contains("übernimmt von", accepted.Text("#changes"), StringComparison.Ordinal);
        Assert.Contains("übernimmt von", (await one.GetPageAsync("/desk/duty")).Text("#changes"), StringComparison.Ordinal);
        Assert.Equal("Tobias Brandt, Vertretung: Jana Keller", await OnDutyAsync(app));
        Assert.Equal(HttpStatusCode.Conflict, (await third.SubmitAsync(late)).StatusCode);
        await other.SubmitAndFollowAsync(Form(await other.GetPageAsync("/desk/duty"), "Cancel"));
        Assert.Equal("Jana Keller, Vertretung: Tobias Brandt", await OnDutyAsync(app));
        await one.SubmitAndFollowAsync(Form(await one.GetPageAsync("/desk/duty"), "Cancel"));
        Assert.Null((await other.GetPageAsync("/desk/duty")).QuerySelector("form[action$='handler=Accept']"));
    }

    [Theory, OnBoth]
    public async Task Evenings_are_everybodys_own_and_nobody_else_is_asked_then(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var jana = await app.SignInAsync("jana");
        var wrong = Week(await jana.GetPageAsync("/desk/duty"), "Evenings", 1, "22:00", "17:00");
        Assert.Contains("Dienstag", (await (await jana.SubmitAsync(wrong)).PageAsync(HttpStatusCode.UnprocessableEntity)).Text("[role=alert]"), StringComparison.Ordinal);
        foreach (var day in new[] { 0, 1, 3, 6 }) await jana.SubmitAndFollowAsync(Week(await jana.GetPageAsync("/desk/duty"), "Evenings", day, "17:00", "00:00"));
        var page = await (await app.SignInAsync("tobias")).GetPageAsync("/desk/duty");
        Assert.Contains("Jana Keller: Mo bis Di 17:00 bis 24:00, Do 17:00 bis 24:00, So 17:00 bis 24:00", page.Text("#evenings"), StringComparison.Ordinal);
        Assert.Equal("Jana Keller", await OnDutyAsync(app, 8));
        Assert.Equal("niemand", await OnDutyAsync(app, 32));
    }

    [Theory, OnBoth]
    public async Task The_calendar_knows_the_own_shifts_only_and_a_new_address_ends_the_old_one(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (jana, stranger) = (await app.SignInAsync("jana"), app.Visitor());
        var first = await AddressAsync(jana);
        using var answer = await stranger.GetAsync(first);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal("text/calendar", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(38, text.Split("BEGIN:VEVENT").Length - 1);
        Assert.Contains("DTSTART:20270302T070000Z\r\nDTEND:20270302T160000Z\r\n", text, StringComparison.Ordinal);
        Assert.Contains("DTSTART:20270330T060000Z", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tobias", text, StringComparison.Ordinal);
        Assert.All(text.Split("\r\n"), line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        app.Time.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(Uids(text), Uids(await stranger.GetStringAsync(first)));
        var second = await AddressAsync(jana);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync(second)).StatusCode);
        await LeaveDeskAsync(app, "jana");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(second)).StatusCode);
    }

    [Theory, OnBoth]
    public async Task Whoever_leaves_the_desk_leaves_the_roster_and_what_they_had_accepted_is_offered_again(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (jana, tobias) = (await app.PersonAsync("jana"), await app.PersonAsync("tobias"));
        await app.WithDbAsync(jana.OrganisationId, db =>
        {
            var now = app.Time.GetUtcNow();
            var offer = DutyChange.Of(jana.OrganisationId, ChangeKind.Offered, jana.Id, now, now.AddDays(1), now);
            offer.Accept(tobias.Id, now);
            db.AddRange(offer, DutyChange.Of(jana.OrganisationId, ChangeKind.Away, tobias.Id, now, now.AddDays(1), now), DutyMember.For(jana.OrganisationId, tobias.Id, now));
            return db.SaveChangesAsync();
        });
        await LeaveDeskAsync(app, "tobias");
        await app.WithDbAsync(jana.OrganisationId, async db =>
        {
            Assert.Null((await db.Set<DutyChange>().SingleAsync()).AcceptedBy);
            Assert.Equal(0, await db.Set<DutyMember>().CountAsync());
        });
        Assert.Equal("Jana Keller", await OnDutyAsync(app));
    }

    [Theory, OnBoth]
    public async Task What_is_over_is_forgotten_after_14_days(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await SayAsync(await app.SignInAsync("jana"), await app.PersonAsync("jana"), "Away", "2027-03-02T00:00", "2027-03-03T00:00");
        foreach (var (days, left) in new[] { (14, 1), (1, 0) })
        {
            app.Time.Advance(TimeSpan.FromDays(days));
            await app.WithDbAsync(null, db =>
            {
                db.Enqueue(new KeepLimits(), $"test:{days}");
                return db.SaveChangesAsync();
            });
            await app.RunJobsAsync();
            Assert.Equal(left, await app.WithDbAsync(await app.DemoOrganisationAsync(), db => db.Set<DutyChange>().CountAsync()));
        }
    }

    private static IEnumerable<string> Uids(string calendar) => calendar.Split("\r\n").Where(line => line.StartsWith("UID:", StringComparison.Ordinal));

    private static async Task<string> AddressAsync(HttpClient member) =>
        new Uri((await (await member.SubmitAsync(Form(await member.GetPageAsync("/desk/duty"), "Calendar"))).PageAsync()).Text("#address")).PathAndQuery;

    private static async Task SayAsync(HttpClient member, Person person, string kind, string from, string until) => await member.SubmitAndFollowAsync(
        Form(await member.GetPageAsync("/desk/duty"), "Change"), ("person", person.Id.ToString()), ("kind", kind), ("from", from), ("until", until));
}
