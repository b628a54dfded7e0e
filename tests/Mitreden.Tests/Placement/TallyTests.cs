using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Nameless;
using Mitreden.Placement;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Placement;

/// <summary>Answers are counted without the person, and only together with those of four others.</summary>
public sealed class TallyTests(Apps apps) : IClassFixture<Apps>
{
    [Fact]
    public void Nothing_leaves_the_mixer_before_five_people_have_spoken_about_one_thing()
    {
        var (mixer, people) = (new Mixer<string>(), Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7()).ToArray());
        for (var n = 0; n < Few.Fewest - 1; n++) Assert.Empty(mixer.Add("K1", people[n], $"T0{n}"));
        Assert.Empty(mixer.Add("K2", people[5], "about something else"));
        Assert.Equal(["T00", "T01", "T02", "T03", "T09"], mixer.Add("K1", people[5], "T09").Order(StringComparer.Ordinal));
        Assert.Empty(mixer.Add("K1", Guid.CreateVersion7(), "T01"));
    }

    [Fact]
    public void However_often_one_person_gives_they_count_once()
    {
        var (mixer, people) = (new Mixer<int>(), Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7()).ToArray());
        for (var n = 0; n < 20; n++) Assert.Empty(mixer.Add("T01", people[0], n));
        for (var n = 1; n < 4; n++) Assert.Empty(mixer.Add("T01", people[n], 100));
        Assert.Equal([19, 100, 100, 100, 100], mixer.Add("T01", people[4], 100).Order());
        for (var n = 0; n < 5; n++) Assert.Empty(mixer.Add("T01", people[n], 1));
        for (var n = 5; n < 9; n++) Assert.Empty(mixer.Add("T01", people[n], 2));
        Assert.Equal([2, 2, 2, 2, 2], mixer.Add("T01", people[9], 2));
    }

    [Theory, OnBoth]
    public async Task A_hundred_answers_calibrate_an_item_and_the_bank_takes_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var item = Items.Shipped["T01"];
        var organisation = await app.DemoOrganisationAsync();
        var before = await BankAsync(app, organisation);
        await CountAsync(app, Enumerable.Repeat(new ItemAnswer(item.Key, item.Difficulty, new PooledAnswer(0.1, 0.4, 0)), 60).ToList());
        await CountAsync(app, Enumerable.Repeat(new ItemAnswer(item.Key, item.Difficulty, new PooledAnswer(0.1, 0.4, 0)), 60).ToList());
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Mitreden.Foundation.Data.AppDb>();
            Assert.Equal(120, await db.Set<ItemTally>().Where(t => t.ItemKey == item.Key).SumAsync(t => t.Count, TestContext.Current.CancellationToken));
            db.Enqueue(new Recalibrate(), "test.recalibrate");
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        await app.RunJobsAsync();
        var after = await BankAsync(app, organisation);
        Assert.Null(before.Estimates.Items.Single(i => i.Id == "T01").Calibration);
        Assert.True(after.Estimates.Items.Single(i => i.Id == "T01").Calibration!.Difficulty > before.Estimates.Items.Single(i => i.Id == "T01").Believed(PlacementParameters.Default).Difficulty);
        Assert.Null(after.Estimates.Items.Single(i => i.Id == "T02").Calibration);
    }

    [Theory, OnBoth]
    public async Task The_calibration_of_a_changed_item_starts_from_the_difficulty_that_its_author_gave_it(Database database)
    {
        var app = await apps.OnAsync(database);
        var (easy, hard) = (Items.Shipped["T03"] with { Difficulty = 1 }, Items.Shipped["T03"] with { Difficulty = 7 });
        foreach (var item in new[] { easy, hard }) await CountAsync(app, Enumerable.Repeat(new ItemAnswer(item.Key, item.Difficulty, new PooledAnswer(0.1, 0.4, 2)), 120).ToList());
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Enqueue(new Recalibrate(), "test.recalibrate.author");
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await app.RunJobsAsync();
        var found = await db.Set<CalibratedItem>().AsNoTracking().ToDictionaryAsync(c => c.ItemKey, c => c.Difficulty, TestContext.Current.CancellationToken);
        Assert.True(found[hard.Key] > found[easy.Key], $"{found[hard.Key]} and {found[easy.Key]}");
    }

    private static async Task CountAsync(TestApp app, List<ItemAnswer> answers)
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
