using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Mitreden.Tests.Accounts;

/// <summary>A mailbox goes to somebody else: it opens nothing of whoever had it before, in no company, and is of use to whoever has it now.</summary>
public sealed class InheritedMailboxTests
{
    private const string Old = "karin@muster.example", Elsewhere = "karin@zweite.example";

    [Theory, OnBoth]
    public async Task After_a_farewell_the_old_mailbox_opens_nothing_in_the_other_company_and_the_new_one_can_be_proven(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (device, guest, _) = await TakeAlongAsync(app);
        var link = (await AskAsync(app, Old))!;
        await app.Visitor().GetPageAsync(link);
        var petra = await app.SignInAsync("petra");
        (await petra.SubmitAsync((await petra.GetPageAsync($"/people/{(await app.PersonAsync("karin")).Id}")).Form("Leave"))).Dispose();

        await app.Visitor().GetPageAsync(link, HttpStatusCode.Gone);
        Assert.Null(await AskAsync(app, Old));
        await device.GetPageAsync("/me", HttpStatusCode.Redirect);
        device = await app.SignInAsync(guest);
        (await device.SubmitAsync((await device.GetPageAsync("/me")).Form("Address"))).Dispose();
        await app.RunJobsAsync();
        var proof = Doors.LinkIn(app.Mail.Sent.Last(m => m.To == Elsewhere).Body);
        using (var proven = await device.SubmitAsync((await device.GetPageAsync(proof)).QuerySelector("main form"))) Assert.Equal("/me", proven.Headers.Location!.ToString());
        Assert.Null((await device.GetPageAsync("/me")).Form("Address"));
        Assert.Contains(Elsewhere, (await device.GetPageAsync("/me")).Text("dl"), StringComparison.Ordinal);
        Assert.NotNull(await AskAsync(app, Elsewhere));
        Assert.Null(await AskAsync(app, Old));
    }

    [Theory, OnBoth]
    public async Task Whoever_is_brought_back_finds_no_session_of_before_alive_though_the_account_is_shared(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await TakeAlongAsync(app);
        var (petra, stolen, person) = (await app.SignInAsync("petra"), await app.SignInAsync("karin"), (await app.PersonAsync("karin")).Id);
        await stolen.GetPageAsync("/me");
        (await petra.SubmitAsync((await petra.GetPageAsync($"/people/{person}")).Form("Leave"))).Dispose();
        (await petra.SubmitAsync((await petra.GetPageAsync($"/people/{person}")).Form("Return"))).Dispose();
        await stolen.GetPageAsync("/me", HttpStatusCode.Redirect);
    }

    [Theory, OnBoth]
    public async Task Whoever_had_only_links_and_gets_another_address_comes_in_again_in_both_companies(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (_, guest, administrator) = await TakeAlongAsync(app);
        var (petra, person) = (await app.SignInAsync("petra"), (await app.PersonAsync("karin")).Id);
        await MoveAsync(petra, person, "karin.neu@muster.example");
        Assert.Null(await AskAsync(app, Old));
        var page = await petra.GetPageAsync($"/people/{person}/access");
        Assert.Null(page.Form("Make"));
        using (var parted = await petra.SubmitAsync(page.Form("Part"))) Assert.Equal($"/people/{person}/invitation", parted.Headers.Location!.ToString());
        var visitor = app.Visitor();
        using (var joined = await visitor.JoinAsync(await petra.ShowInvitationAsync(person), "karin.neu")) Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        var me = (await visitor.GetPageAsync("/me")).Text("main");
        Assert.Contains("hat die Person, die Mitreden bei euch verwaltet, dir einen neuen Zugang gegeben", me, StringComparison.Ordinal);
        Assert.DoesNotContain("Zweite AG", me, StringComparison.Ordinal);
        // The other company alone opens the account now, and may give a new access to it.
        Assert.NotNull((await administrator.GetPageAsync($"/people/{guest}/access")).Form("Make"));
        Assert.Null((await administrator.GetPageAsync($"/people/{guest}/access")).Form("Part"));
    }

    [Theory, OnBoth]
    public async Task Whoever_gets_the_address_next_comes_in_with_it_though_somebody_still_has_it_as_a_name(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (petra, cem, address) = (await app.SignInAsync("petra"), await app.PersonAsync("cem"), "cem@muster.example");
        var before = await app.SignInAsync("cem");
        await MoveAsync(petra, cem.Id, "cem.neu@muster.example");
        var visitor = await NextAsync(app, petra, "Carla Neu", address);
        Assert.Contains(address, (await visitor.GetPageAsync("/me")).Text("dl"), StringComparison.Ordinal);
        var again = app.Visitor();
        using (var entered = await again.EnterAsync(address, back: "/me")) Assert.Equal("/me", entered.Headers.Location!.ToString());
        Assert.Equal("Carla Neu", (await again.GetPageAsync("/me")).Text("h2"));
        // What Cem types moves along once his new address is proven.
        (await before.SubmitAsync((await before.GetPageAsync("/me")).Form("Address"))).Dispose();
        await app.RunJobsAsync();
        var proof = Doors.LinkIn(app.Mail.Sent.Last(m => m.To == "cem.neu@muster.example").Body);
        (await before.SubmitAsync((await before.GetPageAsync(proof)).QuerySelector("main form"))).Dispose();
        Assert.Equal(cem.AccountId, (await app.AccountAsync("cem.neu@muster.example"))!.Id);
    }

    [Theory, OnBoth]
    public async Task Whoever_had_the_address_before_gets_in_with_their_own_password_and_shuts_nobody_out(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (petra, cem, address, own) = (await app.SignInAsync("petra"), await app.SignInAsync("cem"), "cem@muster.example", "Wind über dem Hafen 7");
        using (var changed = await cem.SubmitAsync((await cem.GetPageAsync("/me")).Form("Password"), ("password", own))) Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        // The mail about the password goes to the address while it is still his, and not beside the invitation.
        await app.RunJobsAsync();
        await MoveAsync(petra, (await app.PersonAsync("cem")).Id, "cem.neu@muster.example");
        await NextAsync(app, petra, "Carla Neu", address);
        for (var time = 0; time <= Mitreden.Accounts.Account.MostMisses; time++)
        {
            using var entered = await app.Visitor().EnterAsync(address, own, "/me");
            Assert.Equal("/me", entered.Headers.Location?.ToString());
        }
        var carla = app.Visitor();
        using (var entered = await carla.EnterAsync(address, back: "/me")) Assert.Equal("/me", entered.Headers.Location?.ToString());
        Assert.Equal("Carla Neu", (await carla.GetPageAsync("/me")).Text("h2"));
    }

    [Theory, OnBoth]
    public async Task A_proven_address_that_is_nobodys_any_more_goes_to_whoever_proves_it_next(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await TakeAlongAsync(app);
        var (petra, karin) = (await app.SignInAsync("petra"), await app.PersonAsync("karin"));
        await MoveAsync(petra, karin.Id, "karin.neu@muster.example");
        await NextAsync(app, petra, "Konrad Neu", Old);
        var visitor = app.Visitor();
        var page = await visitor.GetPageAsync((await AskAsync(app, Old))!);
        (await visitor.SubmitAsync(page.QuerySelector("main form"))).Dispose();
        Assert.Equal("Konrad Neu", (await visitor.GetPageAsync("/me")).Text("h2"));
        Assert.False(await app.WithDbAsync(null, db => db.Set<Mitreden.Accounts.Account>().Where(a => a.Id == karin.AccountId).Select(a => a.EmailConfirmed).SingleAsync()));
    }

    /// <summary>Karin, who came to the demo company by mail, takes her account along to another company.</summary>
    private static async Task<(HttpClient Device, Guid Guest, HttpClient Administrator)> TakeAlongAsync(TestApp app)
    {
        var other = await app.FoundAsync("Zweite AG");
        var administrator = await app.SignInAsync(other.Id);
        var guest = await app.AddGuestAsync("Karin Albers", Elsewhere, other.OrganisationId);
        var (path, device) = (await administrator.ShowInvitationAsync(guest), await app.SignInAsync("karin"));
        using var attached = await device.SubmitAsync((await device.GetPageAsync(path)).Form("Attach"));
        Assert.Equal(HttpStatusCode.Redirect, attached.StatusCode);
        return (device, guest, administrator);
    }

    /// <summary>Somebody new has this address now, is invited by mail, and comes in with a password.</summary>
    private static async Task<HttpClient> NextAsync(TestApp app, HttpClient administrator, string name, string address)
    {
        var path = await app.MailInvitationAsync(administrator, await app.AddGuestAsync(name, address), address);
        var visitor = app.Visitor();
        using var joined = await visitor.SubmitAsync((await visitor.GetPageAsync(path)).Form("Password"), ("password", Doors.Password));
        Assert.Equal("/guideline", joined.Headers.Location?.ToString());
        return visitor;
    }

    private static async Task MoveAsync(HttpClient administrator, Guid person, string address)
    {
        var page = await administrator.GetPageAsync($"/people/{person}");
        using var answer = await administrator.SubmitAsync(page.QuerySelector("[name=Email]")!.Closest("form"), ("Email", address));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>Asks for a link and returns it, or null when none came.</summary>
    private static async Task<string?> AskAsync(TestApp app, string address)
    {
        await app.RunJobsAsync();
        var (visitor, before) = (app.Visitor(), app.Mail.Sent.Count);
        var token = (await visitor.GetPageAsync("/sign-in")).Form("Passkey")!.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await visitor.PostAsync("/sign-in?handler=Link", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Name", address), new("returnUrl", "/me")]))).Dispose();
        await app.RunJobsAsync();
        return app.Mail.Sent.Count == before ? null : Doors.LinkIn(app.Mail.Sent[^1].Body);
    }
}
