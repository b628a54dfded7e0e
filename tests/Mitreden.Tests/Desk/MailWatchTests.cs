using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk.MailIn;
using Mitreden.Foundation.Web;

namespace Mitreden.Tests.Desk;

/// <summary>The look into the mailbox: what is stored is taken out of it afterwards, and a mailbox that fails holds nothing up.</summary>
public sealed class MailWatchTests
{
    [Theory, OnBoth]
    public async Task A_mail_in_the_mailbox_becomes_a_report_and_is_gone_after_that(Database database)
    {
        await using var box = new ImapStand();
        await using var app = await MailSteps.StartAsync(database, box.Port);
        var address = await (await app.SignInAsync("cem")).MakeAddressAsync();
        var (mine, foreign) = (box.Arrive(MailSteps.Mail(address)), box.Arrive(MailSteps.Mail("melden@muster.example")));
        await LookAsync(app);
        Assert.Single(await app.ReportsAsync("cem"));
        Assert.Equal((null, "\\Seen"), (box.Flags(mine), box.Flags(foreign)));
        using var health = await app.Visitor().GetAsync("/health/ready");
        Assert.Contains("\"mail-in\":\"ok\"", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task A_mailbox_that_forgets_what_was_taken_makes_no_second_report(Database database)
    {
        await using var box = new ImapStand { Forgets = true };
        await using var app = await MailSteps.StartAsync(database, box.Port);
        var mail = box.Arrive(MailSteps.Mail(await (await app.SignInAsync("cem")).MakeAddressAsync()));
        await LookAsync(app);
        Assert.Equal("", box.Flags(mail));
        box.Forgets = false;
        await LookAsync(app);
        Assert.Null(box.Flags(mail));
        Assert.Single(await app.ReportsAsync("cem"));
    }

    [Theory, OnBoth]
    public async Task A_database_that_fails_for_a_while_costs_no_mail(Database database)
    {
        await using var box = new ImapStand();
        await using var app = await MailSteps.StartAsync(database, box.Port);
        var mail = box.Arrive(MailSteps.Mail(await (await app.SignInAsync("cem")).MakeAddressAsync()));
        await app.WithDbAsync(null, db => (Task)db.Database.ExecuteSqlAsync($"ALTER TABLE \"WaysIn\" RENAME TO \"Away\""));
        for (var n = 0; n <= MailWatch.MostFailures; n++) await LookAsync(app);
        Assert.Equal("", box.Flags(mail));
        await app.WithDbAsync(null, db => (Task)db.Database.ExecuteSqlAsync($"ALTER TABLE \"Away\" RENAME TO \"WaysIn\""));
        await LookAsync(app);
        Assert.Null(box.Flags(mail));
        Assert.Single(await app.ReportsAsync("cem"));
    }

    [Theory, OnBoth]
    public async Task A_mail_that_is_too_large_is_not_even_fetched(Database database)
    {
        await using var box = new ImapStand { Size = MailReader.Largest + 1 };
        await using var app = await MailSteps.StartAsync(database, box.Port);
        var mail = box.Arrive(MailSteps.Mail(await (await app.SignInAsync("cem")).MakeAddressAsync()));
        await LookAsync(app);
        await app.RunJobsAsync();
        Assert.Equal((null, "Deine Mail war zu groß"), (box.Flags(mail), app.Mail.Sent.Single().Subject));
    }

    [Theory, OnBoth]
    public async Task A_mailbox_that_cannot_be_read_is_named_and_the_program_stays_ready(Database database)
    {
        await using var app = await MailSteps.StartAsync(database, jobLoop: true);
        var cem = await app.SignInAsync("cem");
        await LookAsync(app);
        using var answer = await app.Visitor().GetAsync("/health/ready");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("\"missing\":[\"mail-in\"]", text, StringComparison.Ordinal);
        Assert.Contains("cannot be read since 2027-03-02", text, StringComparison.Ordinal);
        Assert.Contains("gerade gestört", (await cem.GetPageAsync("/desk/ways-in")).Text("#mail-broken"), StringComparison.Ordinal);
    }

    [Theory, OnBoth]
    public async Task Without_a_mailbox_nothing_is_offered_and_a_mailbox_without_safety_does_not_start(Database database)
    {
        await using (var app = await TestApp.StartAsync(new TestAppOptions { Database = database }))
        {
            Assert.DoesNotContain("Per Mail", (await (await app.SignInAsync("cem")).GetPageAsync("/desk/ways-in")).Body!.TextContent, StringComparison.Ordinal);
            Assert.False(app.Services.GetRequiredService<MailInState>().IsOn);
        }
        foreach (var (address, server) in new[] { ("melden+x@muster.example", "mx"), ("melden@muster.example", "") })
        {
            var settings = new Mitreden.Foundation.Settings.MitredenSettings { MailIn = new() { Host = "127.0.0.1", Address = address, Server = server } };
            using var watch = new MailWatch(settings, null!, null!, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<MailWatch>.Instance);
            await Assert.ThrowsAsync<StartException>(() => watch.StartAsync(CancellationToken.None));
        }
    }

    private static Task LookAsync(TestApp app) => app.Services.GetRequiredService<MailWatch>().TryAsync(CancellationToken.None);
}
