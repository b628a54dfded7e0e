using Microsoft.EntityFrameworkCore;
using Mitreden.Organisations;

namespace Mitreden.Tests.Accounts;

/// <summary>Administrators read on the start page who is still missing.</summary>
public sealed class WaitingCardTests
{
    [Theory, OnBoth]
    public async Task Somebody_is_not_in_yet_and_the_administrator_reads_it_until_everybody_is(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var petra = await app.SignInAsync("petra");
        const string card = "main a.card[href='/people/invitations']";
        var missing = await LeaveAsync(app, keep: int.MaxValue);
        Assert.Contains($"{missing} Leute sind noch nicht dabei", (await petra.GetPageAsync("/")).Text(card), StringComparison.Ordinal);
        Assert.Null((await (await app.SignInAsync("jana")).GetPageAsync("/")).QuerySelector(card));
        await LeaveAsync(app, keep: 1);
        Assert.Contains("Eine Person ist noch nicht dabei", (await petra.GetPageAsync("/")).Text(card), StringComparison.Ordinal);
        await LeaveAsync(app, keep: 0);
        Assert.Null((await petra.GetPageAsync("/")).QuerySelector(card));
    }

    private static async Task<int> LeaveAsync(TestApp app, int keep) => await app.WithDbAsync(await app.DemoOrganisationAsync(), async db =>
    {
        var missing = await db.Set<Person>().Where(p => p.JoinedAt == null && p.LeftAt == null).ToListAsync();
        foreach (var person in missing.Skip(keep)) person.Leave(app.Time.GetUtcNow());
        await db.SaveChangesAsync();
        return missing.Count;
    });
}
