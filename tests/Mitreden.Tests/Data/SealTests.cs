using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Foundation.Data;
using Mitreden.Learning;
using Mitreden.Learning.Path;
using Mitreden.Placement.Estimator;

namespace Mitreden.Tests.Data;

/// <summary>What is sealed says nothing from outside: neither by its size nor by when it was written.</summary>
public sealed class SealTests
{
    [Theory, OnBoth]
    public async Task Whoever_has_done_everything_has_a_row_as_long_as_whoever_has_begun(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var seal = app.Services.GetRequiredService<Seal>();
        var person = Guid.CreateVersion7(TestApp.Beginning);
        var (begun, all) = (new Journey().OpenExpectations(), Everything());
        var (little, much) = (seal.Close("learning", person, begun, SealedRow.Size), seal.Close("learning", person, all, SealedRow.Size));
        Assert.Equal(little.Length, much.Length);
        Assert.Equal(all.Units.Count, seal.Open<Journey>("learning", person, much)!.Units.Count);
        Assert.NotEqual(seal.Close("learning", person, begun).Length, seal.Close("learning", person, all).Length);
        Assert.Null(seal.Open<Journey>("learning", Guid.CreateVersion7(TestApp.Beginning), much));
        var more = seal.Close("learning", person, new string('x', SealedRow.Size + 1), SealedRow.Size);
        Assert.Equal(more.Length, seal.Close("learning", person, new string('x', SealedRow.Size * 2 - 2), SealedRow.Size).Length);
    }

    [Theory, OnBoth]
    public async Task Each_night_all_rows_are_closed_anew_and_open_as_before(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await app.RunJobsAsync();
        var organisation = await app.DemoOrganisationAsync();
        foreach (var name in new[] { "anna", "cem" })
        {
            var person = await app.SignInAsync(name);
            var form = (await person.GetPageAsync("/learning/scenarios/S1")).QuerySelector("#now form")!;
            using var decided = await person.SubmitAsync(form, ("option", form.QuerySelector("button[name=option]")!.GetAttribute("value")));
        }
        var before = await RowsAsync();
        Assert.Equal(2, before.Count);
        Assert.Single(before.Values.Select(c => c.Length).Distinct());
        await app.WithDbAsync(null, db =>
        {
            db.Enqueue(new CloseAnew(), "tonight");
            return db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
        var after = await RowsAsync();
        Assert.Empty(before.Values.Intersect(after.Values));
        foreach (var name in new[] { "anna", "cem" })
            Assert.Single((await (await app.SignInAsync(name)).GetPageAsync("/learning/scenarios/S1")).QuerySelectorAll("[data-story-thread] .post--choice"));
        Task<Dictionary<Guid, string>> RowsAsync() => app.WithDbAsync(organisation, db => db.Set<Logbook>().AsNoTracking().ToDictionaryAsync(l => l.PersonId, l => l.Closed));
    }

    /// <summary>All units and scenarios, done, missed, wished, looked back at and told.</summary>
    private static Journey Everything()
    {
        var (journey, now) = (new Journey().OpenExpectations().Rate(5), TestApp.Beginning);
        foreach (var unit in Catalogue.Shipped.Units.Values)
        {
            for (var step = 0; step < unit.Steps.Count; step++) journey = journey.Pass(unit.Id, step, unit.Domain, false, Level.High);
            journey = journey.Finish(unit.Id, true, now).Wishing(unit.Id, Wish.Show).Tell(unit.Id);
        }
        foreach (var story in Catalogue.Shipped.Scenarios.Values) journey = journey.Play(story.Id, Mitreden.Learning.Stories.ScenarioCheck.Best(story).Chosen, true, true, now);
        return journey;
    }
}
