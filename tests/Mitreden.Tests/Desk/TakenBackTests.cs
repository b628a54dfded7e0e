using System.Net;
using Mitreden.Desk;

namespace Mitreden.Tests.Desk;

/// <summary>A tap that went wrong is put right: the one tap at once, a report that was taken back within ten minutes.</summary>
public sealed class TakenBackTests
{
    private static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions { Database = database });

    private static async Task TakeBackAsync(HttpClient reporter, Guid id)
    {
        using var taken = await reporter.SayAsync(id, "Withdraw");
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_report_that_was_taken_back_by_a_slip_comes_back_and_the_desk_is_called(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Verrutscht", "heated");
        await TakeBackAsync(cem, id);
        await app.RunJobsAsync();
        Assert.Empty(app.Mail.Sent);
        Assert.Contains("Bis 10:10 kannst du", (await cem.GetPageAsync($"/desk/reports/{id}")).Text("#bring-back"), StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromMinutes(9));
        using var back = await cem.SayAsync(id, "BringBack");
        var page = await cem.FollowAsync(back);
        Assert.Equal("Noch niemand hat es gesehen", page.Text("#progress strong"));
        Assert.Null(page.QuerySelector("#bring-back"));
        Assert.Contains("Verrutscht", (await jana.GetPageAsync("/desk")).Text(".inbox"), StringComparison.Ordinal);
        Assert.Contains("Cem Aydin hat die Meldung zurückgeholt", (await jana.GetPageAsync($"/desk/discussions/{id}")).Text("#timeline"), StringComparison.Ordinal);
        await app.RunJobsAsync();
        Assert.Contains(app.Mail.Sent, m => m.To == "jana@muster.example");
    }

    [Theory, OnBoth]
    public async Task What_comes_back_to_somebody_who_has_left_the_desk_calls_the_others(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, jana) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"));
        var id = await cem.ReportAsync("Hin und her", "heated");
        await jana.DoAsync(id, "Acknowledge");
        await TakeBackAsync(cem, id);
        await DutySteps.LeaveDeskAsync(app, "jana");
        await app.RunJobsAsync();
        var before = app.Mail.Sent.Count;
        using (await cem.SayAsync(id, "BringBack")) { }
        var stored = await app.StoredAsync(id);
        Assert.Equal((DiscussionState.Reported, null), (stored.State, stored.HandlerId));
        await app.RunJobsAsync();
        Assert.Contains(app.Mail.Sent.Skip(before), m => m.To == "tobias@muster.example");
    }

    [Theory, OnBoth]
    public async Task After_ten_minutes_it_stays_taken_back_and_so_it_does_the_second_time(Database database)
    {
        await using var app = await StartAsync(database);
        var cem = await app.SignInAsync("cem");
        var (late, twice) = (await cem.ReportAsync("Zu spät"), await cem.ReportAsync("Hin und her"));
        await TakeBackAsync(cem, twice);
        using (await cem.SayAsync(twice, "BringBack")) { }
        Assert.DoesNotContain("zurückholen", (await cem.GetPageAsync($"/desk/reports/{twice}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await TakeBackAsync(cem, twice);
        Assert.Null((await cem.GetPageAsync($"/desk/reports/{twice}")).QuerySelector("#bring-back"));

        await TakeBackAsync(cem, late);
        var form = DeskSteps.Form(await cem.GetPageAsync($"/desk/reports/{late}"), "BringBack");
        app.Time.Advance(Discussion.SecondThought + TimeSpan.FromSeconds(1));
        using var refused = await cem.SubmitAsync(form);
        var page = await refused.PageAsync(HttpStatusCode.Conflict);
        Assert.Contains("geht hier nicht mehr", page.Text(".notice--error"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#bring-back"));
        Assert.Equal(DiscussionState.Withdrawn, (await app.StoredAsync(late)).State);
    }

    [Theory, OnBoth]
    public async Task What_others_go_on_with_does_not_come_back(Database database)
    {
        await using var app = await StartAsync(database);
        var (cem, anna) = (await app.SignInAsync("cem"), await app.SignInAsync("anna"));
        var ids = new List<Guid>();
        foreach (var reporter in new[] { cem, anna })
            ids.Add(await reporter.ReportAsync([], ("url", "https://www.facebook.com/groups/4713/posts/70000001"), ("text", "Seht mal"), ("involvement", "watching")));
        await TakeBackAsync(cem, ids[0]);
        var page = await cem.GetPageAsync($"/desk/reports/{ids[0]}");
        Assert.Null(page.QuerySelector("#bring-back"));
        var form = DeskSteps.Form(page, "Answer");
        form.SetAttribute("action", $"/desk/reports/{ids[0]}?handler=BringBack");
        using var refused = await cem.SubmitAsync(form);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.True((await app.StoredAsync(ids[1])).IsOpen);
    }

    [Theory, OnBoth]
    public async Task The_one_tap_is_said_and_put_right_where_the_answer_is_read(Database database)
    {
        await using var app = await StartAsync(database);
        var cem = await app.SignInAsync("cem");
        var id = await cem.ReportAsync("Falsch getippt", "heated");
        var page = await cem.GetPageAsync($"/desk/reports/{id}");
        Assert.Equal("Du hast „Es geht heiß her“ angetippt. Stimmt das nicht?", page.Text("#tapped summary"));
        Assert.Equal(["Watching", "Wrote"], page.QuerySelectorAll("#tapped button").Select(b => b.GetAttribute("value")));
        using (await cem.SayAsync(id, "Involvement", ("involvement", "Wrote"))) { }
        Assert.Equal("Du hast „Ich habe mitgeschrieben“ angetippt. Stimmt das nicht?", (await cem.GetPageAsync($"/desk/reports/{id}")).Text("#tapped summary"));
        Assert.Equal(Involvement.Wrote, (await app.StoredAsync(id)).Involvement);
    }
}
