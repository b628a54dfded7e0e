using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk.Jobs;
using Mitreden.Foundation.Jobs;
using Mitreden.Organisations;
using Mitreden.Tests.Notify;

namespace Mitreden.Tests.Desk;

/// <summary>A call that is on its way reaches nobody who has left meanwhile.</summary>
public sealed class LeaverCallTests
{
    [Theory, OnBoth]
    public async Task Whoever_leaves_between_the_alert_and_the_call_is_neither_rung_nor_mailed(Database database)
    {
        await using var app = await DeviceSteps.StartAsync(database);
        await using var service = await FakePushService.StartAsync();
        var (cem, jana) = (await app.SignInAsync("cem"), await app.PersonAsync("jana"));
        await (await app.SignInAsync("jana")).AddDeviceAsync(service, "/push/jana");
        await app.RunJobsAsync();
        await cem.ReportAsync("Es wird lauter");
        // The desk is woken up; the calls that this makes are still to be done.
        await app.Services.GetRequiredService<JobWorker>().RunDueAsync(CancellationToken.None);
        await app.WithDbAsync(jana.OrganisationId, async db =>
        {
            Assert.True(await db.Set<Alert>().AnyAsync(a => a.PersonId == jana.Id));
            (await db.Set<Person>().SingleAsync(p => p.Id == jana.Id)).Leave(app.Time.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
        app.Time.Advance(MailUnlessShown.Patience + TimeSpan.FromSeconds(1));
        await app.RunJobsAsync();
        Assert.Empty(service.Arrived);
        Assert.DoesNotContain(app.Mail.Sent, m => m.To == jana.Email);
    }
}
