using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Placement;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>Answers are counted without the person, and only together with those of four others.</summary>
public sealed class PoolTests(Apps apps) : IClassFixture<Apps>
{
    [Fact]
    public void Nothing_leaves_the_pool_before_five_people_are_in_it()
    {
        var pool = new Pool();
        for (var person = 1; person < Pool.Mixed; person++) Assert.Empty(pool.Add([($"T0{person}:x", new PooledAnswer(0, 1, 3))]));
        Assert.Empty(pool.Add([]));
        Assert.Equal(["T01:x", "T02:x", "T03:x", "T04:x", "T09:x"], pool.Add([("T09:x", new PooledAnswer(0, 1, 3))]).Select(a => a.ItemKey));
        Assert.Empty(pool.Add([("T01:x", new PooledAnswer(0, 1, 3))]));
    }

    [Theory, OnBoth]
    public async Task A_hundred_answers_calibrate_an_item_and_the_bank_takes_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var item = Items.Shipped["T01"];
        var organisation = await app.DemoOrganisationAsync();
        var before = await BankAsync(app, organisation);
        await CountAsync(app, Enumerable.Repeat((item.Key, new PooledAnswer(0.1, 0.4, 0)), 60).ToList());
        await CountAsync(app, Enumerable.Repeat((item.Key, new PooledAnswer(0.1, 0.4, 0)), 60).ToList());
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Mitreden.Foundation.Data.AppDb>();
            Assert.Equal(120, await db.Set<ItemTally>().SumAsync(t => t.Count, TestContext.Current.CancellationToken));
            db.Enqueue(new Recalibrate(), "test.recalibrate");
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        await app.RunJobsAsync();
        var after = await BankAsync(app, organisation);
        Assert.Null(before.Estimates.Items.Single(i => i.Id == "T01").Calibration);
        Assert.True(after.Estimates.Items.Single(i => i.Id == "T01").Calibration!.Difficulty > before.Estimates.Items.Single(i => i.Id == "T01").Believed(PlacementParameters.Default).Difficulty);
        Assert.Null(after.Estimates.Items.Single(i => i.Id == "T02").Calibration);
    }

    private static async Task CountAsync(TestApp app, List<(string, PooledAnswer)> answers)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Counting>().CountAsync(answers);
    }

    private static async Task<Bank> BankAsync(TestApp app, Guid organisation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Mitreden.Foundation.Data.CurrentOrganisation>().Id = organisation;
        return await scope.ServiceProvider.GetRequiredService<Items>().BankAsync(TestContext.Current.CancellationToken);
    }
}
