using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Desk.Channels;
using Mitreden.Desk.MailIn;
using Mitreden.Foundation.Web;
using Mitreden.Organisations;
using Mitreden.Organisations.Leaving;
using Mitreden.Tests.Accounts;
using Mitreden.Tests.Desk;
using Mitreden.Tests.Notify;
using Mitreden.Tests.Participation;

namespace Mitreden.Tests.Organisations;

/// <summary>The last day: every door is closed with the next request, and a list says what people still have to see to.</summary>
public sealed class LeavingTests
{
    [Theory, OnBoth]
    public async Task Every_door_that_was_open_is_closed_with_the_next_request(Database database)
    {
        await using var service = await FakePushService.StartAsync();
        await using var app = await StartAsync(database);
        var petra = await app.SignInAsync("petra");
        var lea = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Lea Letzter", Role.Desk);
        var (phone, computer) = (await app.SignInAsync(lea.Id), await app.SignInAsync(lea.Id));
        using var passkey = new SoftKey();
        await AddPasskeyAsync(computer, passkey);
        var (key, address, calendar) = (await computer.MakeKeyAsync(), await computer.MakeAddressAsync(), await CalendarAsync(computer));
        await phone.AddDeviceAsync(service, "/push/lea");
        var link = await LinkAsync(app, lea.Email!);
        var access = await AccessAsync(petra, lea.Id);

        Assert.True(await IsInAsync(phone) && await IsInAsync(computer) && await IsInAsync(await WithPasskeyAsync(app, passkey)));
        Assert.Equal(HttpStatusCode.OK, (await app.Visitor().GetAsync(access)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await app.Visitor().GetAsync(calendar)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await phone.GetAsync("/desk/share/token")).StatusCode);
        Assert.Equal(201, (await app.SendInAsync(key, WaySteps.Json(new { text = "Per Programm", involvement = "watching" }))).Status);
        Assert.Equal(MailFate.Taken, await app.TakeAsync(MailSteps.Mail(address, from: lea.Email!)));
        var reports = await ReportsAsync(app, lea);
        Assert.Equal(2, reports);
        Assert.Equal(1, await app.WithDbAsync(lea.OrganisationId, db => db.Set<Device>().CountAsync(d => d.PersonId == lea.Id)));

        await petra.SubmitAndFollowAsync(Doors.Form(await petra.GetPageAsync($"/people/{lea.Id}"), "Leave"));

        Assert.False(await IsInAsync(phone) || await IsInAsync(computer));
        Assert.False(await IsInAsync(await WithPasskeyAsync(app, passkey)));
        var visitor = app.Visitor();
        await visitor.SubmitAsync((await visitor.GetPageAsync(link)).QuerySelector("main form"));
        Assert.False(await IsInAsync(visitor));
        Assert.NotEqual(HttpStatusCode.OK, (await app.Visitor().GetAsync(access)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visitor().GetAsync(calendar)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await phone.GetAsync("/desk/share/token")).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await phone.GetAsync("/desk/live")).StatusCode);
        Assert.Equal(401, (await app.SendInAsync(key, WaySteps.Json(new { text = "Noch einmal", involvement = "watching" }))).Status);
        Assert.Equal(MailFate.NotOurs, await app.TakeAsync(MailSteps.Mail(address, from: lea.Email!)));
        Assert.Equal(reports, await ReportsAsync(app, lea));
        Assert.Equal(0, await app.WithDbAsync(lea.OrganisationId, db => db.Set<Device>().CountAsync(d => d.PersonId == lea.Id)));
        await AskForLinkAsync(app, lea.Email!);
        // The one from before she left; there is no second.
        Assert.Single(app.Mail.Sent, m => m.To == lea.Email && m.Body.Contains("/sign-in/link/", StringComparison.Ordinal));
    }

    [Theory, OnBoth]
    public async Task Whoever_left_before_they_came_cannot_come_any_more(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var guest = await app.AddGuestAsync("Nie Da");
        var path = await petra.ShowInvitationAsync(guest);
        Assert.Equal(HttpStatusCode.OK, (await app.Visitor().GetAsync(path)).StatusCode);
        await petra.SubmitAndFollowAsync(Doors.Form(await petra.GetPageAsync($"/people/{guest}"), "Leave"));
        Assert.NotEqual(HttpStatusCode.OK, (await app.Visitor().GetAsync(path)).StatusCode);
    }

    [Theory, OnBoth]
    public async Task The_exit_checklist_belongs_to_administrators_and_goes_with_the_person(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (petra, jana) = (await app.SignInAsync("petra"), await app.SignInAsync("jana"));
        var lea = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Lea Letzter");
        var path = $"/people/{lea.Id}/leaving";
        await petra.GetPageAsync(path, HttpStatusCode.NotFound);
        var page = await petra.SubmitAndFollowAsync(Doors.Form(await petra.GetPageAsync($"/people/{lea.Id}"), "Leave"));
        Assert.NotNull(page.QuerySelector($"a[href='{path}']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await jana.GetAsync(path)).StatusCode);
        page = await petra.GetPageAsync(path);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => petra.SubmitAsync(page.QuerySelector("#item-Accounts form"))));
        Assert.All(both, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        page = await petra.SubmitAndFollowAsync((await petra.GetPageAsync(path)).QuerySelector("#item-Thanks form"));
        Assert.Contains("2 von 9 erledigt", page.Text("#todo"), StringComparison.Ordinal);
        page = await petra.SubmitAndFollowAsync(page.QuerySelector("#item-Thanks form"));
        Assert.Contains("1 von 9 erledigt", page.Text("#todo"), StringComparison.Ordinal);
        app.Time.Advance(TimeSpan.FromDays(31));
        await app.RecurAsync();
        Assert.Empty(await app.WithDbAsync(lea.OrganisationId, db => db.Set<ExitTick>().ToListAsync()));
    }

    [Theory, OnBoth]
    public async Task Whoever_comes_back_has_no_list(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var lea = await app.AddPersonAsync(await app.DemoOrganisationAsync(), "Lea Letzter");
        await petra.SubmitAndFollowAsync(Doors.Form(await petra.GetPageAsync($"/people/{lea.Id}"), "Leave"));
        await petra.SubmitAndFollowAsync((await petra.GetPageAsync($"/people/{lea.Id}/leaving")).QuerySelector("#item-Duty form"));
        await petra.SubmitAndFollowAsync(Doors.Form(await petra.GetPageAsync($"/people/{lea.Id}"), "Return"));
        Assert.Empty(await app.WithDbAsync(lea.OrganisationId, db => db.Set<ExitTick>().ToListAsync()));
        await petra.GetPageAsync($"/people/{lea.Id}/leaving", HttpStatusCode.NotFound);
    }

    /// <summary>The program with a mailbox, allowed to reach push services on this machine.</summary>
    private static Task<TestApp> StartAsync(Database database) => TestApp.StartAsync(new TestAppOptions
    {
        Database = database,
        Settings = new Dictionary<string, string>
        {
            ["Mitreden:MailIn:Host"] = "127.0.0.1", ["Mitreden:MailIn:Port"] = "9", ["Mitreden:MailIn:Security"] = "none", ["Mitreden:MailIn:User"] = "melden",
            ["Mitreden:MailIn:Password"] = "geheim", ["Mitreden:MailIn:Address"] = "melden@muster.example", ["Mitreden:MailIn:Server"] = MailSteps.Server, ["Mitreden:Outgoing"] = "127.0.0.1",
        },
    });

    private static async Task<bool> IsInAsync(HttpClient client) => (await client.GetAsync("/me")).StatusCode == HttpStatusCode.OK;

    private static async Task AddPasskeyAsync(HttpClient member, SoftKey key)
    {
        var form = Doors.Form(await member.GetPageAsync("/me"), "AddKey")!;
        using var options = await member.OptionsAsync(form);
        (await member.SubmitKeyAsync(form, key.Create(await options.Content.ReadAsStringAsync()))).Dispose();
    }

    private static async Task<HttpClient> WithPasskeyAsync(TestApp app, SoftKey key)
    {
        var visitor = app.Visitor();
        var form = Doors.Form(await visitor.GetPageAsync("/sign-in?returnUrl=%2Fme"), "Passkey")!;
        using var options = await visitor.OptionsAsync(form);
        (await visitor.SubmitKeyAsync(form, key.Get(await options.Content.ReadAsStringAsync()))).Dispose();
        return visitor;
    }

    private static async Task AskForLinkAsync(TestApp app, string name)
    {
        var visitor = app.Visitor();
        var token = Doors.Form(await visitor.GetPageAsync("/sign-in"), "Passkey")!.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await visitor.PostAsync("/sign-in?handler=Link", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Name", name), new("returnUrl", "/me")]))).Dispose();
        await app.RunJobsAsync();
    }

    private static async Task<string> LinkAsync(TestApp app, string name)
    {
        await AskForLinkAsync(app, name);
        return Doors.LinkIn(app.Mail.Sent.Last(m => m.To == name).Body);
    }

    private static async Task<string> AccessAsync(HttpClient administrator, Guid person)
    {
        using var answer = await administrator.SubmitAsync(Doors.Form(await administrator.GetPageAsync($"/people/{person}/access"), "Make"));
        return new Uri((await answer.PageAsync()).Text("#link")).AbsolutePath;
    }

    private static async Task<string> CalendarAsync(HttpClient member)
    {
        using var answer = await member.SubmitAsync(Doors.Form(await member.GetPageAsync("/desk/duty"), "Calendar"));
        return new Uri((await answer.PageAsync()).Text("#address")).PathAndQuery;
    }

    private static Task<int> ReportsAsync(TestApp app, Person person) =>
        app.WithDbAsync(person.OrganisationId, db => db.Set<Discussion>().CountAsync(d => d.ReporterId == person.Id));
}
