using System.Net;
using Mitreden.Tests.Accounts;
using Mitreden.Tests.Desk;
using Mitreden.Tests.Notify;

namespace Mitreden.Tests.Data;

/// <summary>A save that went wrong is not explained with a story about somebody who was faster.</summary>
public sealed class BrokenTests
{
    [Theory, OnBoth]
    public async Task A_sign_out_that_was_not_stored_is_not_said_to_have_worked(Database database)
    {
        await using var app = await BrokenAsync(database, "EndedSessions");
        var anna = await app.SignInAsync("anna");
        var page = await anna.GetPageAsync("/me");
        using var answer = await anna.SubmitAsync(page.QuerySelector("form[action='/sign-out']"));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_person_who_was_not_stored_has_no_address_that_somebody_else_has(Database database)
    {
        await using var app = await BrokenAsync(database, "People");
        var petra = await app.SignInAsync("petra");
        using var added = await petra.SubmitAsync((await petra.GetPageAsync("/people/new")).QuerySelector("form:has(#Name)"), ("Name", "Nora Neu"), ("Email", "nora.neu@muster.example"));
        Assert.Equal(HttpStatusCode.InternalServerError, added.StatusCode);
        var page = await petra.GetPageAsync($"/people/{(await app.PersonAsync("anna")).Id}");
        using var left = await petra.SubmitAsync(page.QuerySelector("form[action*='handler=Leave']"));
        Assert.Equal(HttpStatusCode.InternalServerError, left.StatusCode);
    }

    [Theory, OnBoth]
    public async Task An_account_that_was_not_stored_has_no_name_that_somebody_else_has(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var path = await (await app.SignInAsync("petra")).ShowInvitationAsync(await app.AddGuestAsync("Nils Neu"));
        await app.BreakAsync("Accounts");
        using var answer = await app.Visitor().JoinAsync(path, "nils.neu");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Theory, OnBoth]
    public async Task An_invitation_that_was_not_stored_met_no_other_administrator(Database database)
    {
        await using var app = await BrokenAsync(database, "Invitations");
        var petra = await app.SignInAsync("petra");
        var page = await petra.GetPageAsync($"/people/{await app.AddGuestAsync("Ilse Neu")}/invitation");
        using var answer = await petra.SubmitAsync(page.QuerySelector("main form"));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_word_that_was_not_stored_met_nobody_at_the_desk(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var cem = await app.SignInAsync("cem");
        var id = await cem.ReportAsync("Streit");
        await app.BreakAsync("DiscussionEvents");
        using var answer = await cem.SayAsync(id, "Answer", ("text", "Noch etwas"));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Theory, OnBoth]
    public async Task New_keys_of_a_device_that_were_not_stored_are_not_said_to_be_there(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        var jana = await app.SignInAsync("jana");
        await jana.AddDeviceAsync(service, "/push/1");
        await app.BreakAsync("Devices");
        using var answer = await jana.SubscribeAsync(service.Subscribe("/push/1").At(service.Address + "/push/1"));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Theory, OnBoth]
    public async Task A_note_that_was_not_stored_is_not_said_to_have_changed(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var anna = await app.SignInAsync("anna");
        var form = (await anna.GetPageAsync("/involvement")).QuerySelector("#part-Photos form");
        using (var joined = await anna.SubmitAsync(form, ("note", "Nur vormittags"))) Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        await app.BreakAsync("Volunteers");
        using var answer = await anna.SubmitAsync(form, ("note", "Nur nachmittags"));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    private static async Task<TestApp> BrokenAsync(Database database, string table)
    {
        var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await app.BreakAsync(table);
        return app;
    }
}
