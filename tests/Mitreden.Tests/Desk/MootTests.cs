using Microsoft.EntityFrameworkCore;
using Mitreden.Organisations;
using Mitreden.Tests.Support;

namespace Mitreden.Tests.Desk;

/// <summary>A mail server that was away for an hour calls nobody to what is long over.</summary>
public sealed class MootTests
{
    private static async Task<(TestApp App, HttpClient Cem, Guid Id)> WaitingAsync(Database database)
    {
        var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var cem = await app.SignInAsync("cem");
        await app.RunJobsAsync();
        app.Mail.Failure = new IOException("Nobody answers");
        var id = await cem.ReportAsync("Es wird lauter", "heated");
        await app.RunJobsAsync();
        return (app, cem, id);
    }

    private static async Task<List<string>> ComeBackAsync(TestApp app)
    {
        app.Mail.Failure = null;
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.RunJobsAsync();
        return [.. app.Mail.Sent.Select(m => m.To).Order()];
    }

    [Theory, OnBoth]
    public async Task Whom_nobody_could_mail_is_mailed_when_the_server_is_back(Database database)
    {
        var (app, _, _) = await WaitingAsync(database);
        await using (app) Assert.Equal(["jana@muster.example", "tobias@muster.example"], (await ComeBackAsync(app)).Distinct());
    }

    [Theory, OnBoth]
    public async Task Once_somebody_has_it_the_mails_that_still_wait_are_moot(Database database)
    {
        var (app, _, id) = await WaitingAsync(database);
        await using (app)
        {
            await (await app.SignInAsync("jana")).DoAsync(id, "Acknowledge");
            Assert.Empty(await ComeBackAsync(app));
        }
    }

    [Theory, OnBoth]
    public async Task Whoever_has_left_gets_no_mail_that_waited(Database database)
    {
        var (app, _, _) = await WaitingAsync(database);
        await using (app)
        {
            var jana = await app.PersonAsync("jana");
            await app.WithDbAsync(jana.OrganisationId, async db =>
            {
                (await db.Set<Person>().SingleAsync(p => p.Id == jana.Id)).Leave(app.Time.GetUtcNow());
                await db.SaveChangesAsync();
            });
            Assert.Equal(["tobias@muster.example"], (await ComeBackAsync(app)).Distinct());
        }
    }
}
