using System.Net;
using Microsoft.EntityFrameworkCore;
using Mitreden.Accounts;

namespace Mitreden.Tests.Accounts;

/// <summary>A work address changes hands: what went to the old one opens nothing, and the new one opens something only once it is proven.</summary>
public sealed class AddressTests
{
    private const string Before = "cem@muster.example", After = "cem.neu@muster.example";

    [Theory, OnBoth]
    public async Task Whoever_gets_the_old_address_gets_no_link_into_the_account(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var link = await AskAsync(app, Before);
        await MoveAsync(app, After);
        await app.Visitor().GetPageAsync(link, HttpStatusCode.Gone);
        Assert.Null(await TryAsync(app, Before));
        Assert.Null(await TryAsync(app, After));
    }

    [Theory, OnBoth]
    public async Task The_new_address_opens_the_account_once_the_person_has_shown_that_they_read_it(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var cem = await app.SignInAsync("cem");
        Assert.Null((await cem.GetPageAsync("/me")).Form("Address"));
        await MoveAsync(app, After);
        using (var asked = await cem.SubmitAsync((await cem.GetPageAsync("/me")).Form("Address"))) Assert.Equal("/me", asked.Headers.Location!.ToString());
        await app.RunJobsAsync();
        var proof = Doors.LinkIn(app.Mail.Sent.Last(m => m.To == After).Body);

        await app.Visitor().GetPageAsync(proof, HttpStatusCode.Redirect);
        await (await app.SignInAsync("jana")).GetPageAsync(proof, HttpStatusCode.Gone);
        await app.Visitor().GetPageAsync(proof.Replace("/me/address/", "/sign-in/link/", StringComparison.Ordinal), HttpStatusCode.Gone);
        for (var look = 0; look < 2; look++) await cem.GetPageAsync(proof);
        Assert.Null(await TryAsync(app, After));

        using (var proven = await cem.SubmitAsync((await cem.GetPageAsync(proof)).QuerySelector("main form"))) Assert.Equal("/me", proven.Headers.Location!.ToString());
        await cem.GetPageAsync(proof, HttpStatusCode.Gone);
        Assert.Null((await cem.GetPageAsync("/me")).Form("Address"));
        await app.Visitor().GetPageAsync(await AskAsync(app, After));
    }

    [Theory, OnBoth]
    public async Task A_proof_ends_with_the_next_change_and_after_a_quarter_of_an_hour(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var cem = await app.SignInAsync("cem");
        await MoveAsync(app, After);
        var proof = await ProofAsync(app, cem, After);
        await MoveAsync(app, "cem.anders@muster.example");
        await cem.GetPageAsync(proof, HttpStatusCode.Gone);
        var second = await ProofAsync(app, cem, "cem.anders@muster.example");
        app.Time.Advance(SignInLink.Lifetime);
        await cem.GetPageAsync(second, HttpStatusCode.Gone);
    }

    [Theory, OnBoth]
    public async Task An_invitation_that_was_mailed_to_the_wrong_address_ends_with_the_correction(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        var guest = await app.AddGuestAsync("Tilo Tippfehler", "tillo@muster.example");
        var link = await app.MailInvitationAsync(petra, guest, "tillo@muster.example");
        await app.Visitor().GetPageAsync(link);
        await ChangeAsync(petra, guest, "tilo@muster.example");
        await app.Visitor().GetPageAsync(link, HttpStatusCode.Gone);
    }

    private static async Task MoveAsync(TestApp app, string address) => await ChangeAsync(await app.SignInAsync("petra"), (await app.PersonAsync("cem")).Id, address);

    private static async Task ChangeAsync(HttpClient administrator, Guid person, string address)
    {
        var page = await administrator.GetPageAsync($"/people/{person}");
        using var answer = await administrator.SubmitAsync(page.QuerySelector("[name=Email]")!.Closest("form"), ("Email", address));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<string> ProofAsync(TestApp app, HttpClient person, string address)
    {
        (await person.SubmitAsync((await person.GetPageAsync("/me")).Form("Address"))).Dispose();
        await app.RunJobsAsync();
        return Doors.LinkIn(app.Mail.Sent.Last(m => m.To == address).Body);
    }

    private static async Task<string> AskAsync(TestApp app, string address) => await TryAsync(app, address) ?? throw new InvalidOperationException("No link came.");

    /// <summary>Asks for a link and returns it, or null when none came.</summary>
    private static async Task<string?> TryAsync(TestApp app, string address)
    {
        var (visitor, before) = (app.Visitor(), app.Mail.Sent.Count);
        var page = await visitor.GetPageAsync("/sign-in");
        var token = page.QuerySelector("form[action*='handler=Passkey'] [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        (await visitor.PostAsync("/sign-in?handler=Link", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Name", address), new("returnUrl", "/me")]))).Dispose();
        await app.RunJobsAsync();
        return app.Mail.Sent.Count == before ? null : Doors.LinkIn(app.Mail.Sent[^1].Body);
    }
}
