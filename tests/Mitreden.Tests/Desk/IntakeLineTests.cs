using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mitreden.Desk;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Media;

namespace Mitreden.Tests.Desk;

/// <summary>Reports that come together share a save and nothing else: none is lost, none is doubled, and none depends on another one's luck.</summary>
public sealed class IntakeLineTests(Apps apps) : IClassFixture<Apps>
{
    private static readonly string[] People = ["anna", "cem", "ralf", "stefan", "jana", "tobias"];
    private static int _threads;
    private DateTimeOffset _now;

    private Arrival Arrival(Guid organisation, Guid reporter, string? url = null, Guid? key = null, Action<AppDb>? beside = null) => new(organisation, reporter,
        new Reading(new Shared(key ?? Guid.CreateVersion7(), "", "Eine Pumpe ist undicht.", url, 0), new List<Picture>(), new Dictionary<string, ShareFault>()), Involvement.Watching, null, beside, _now);

    private async Task<(TestApp App, Guid Organisation, IntakeLine Line, List<Guid> People)> OpenAsync(Database database)
    {
        var app = await apps.OnAsync(database);
        // What an earlier test sent is out of a flood's reach.
        app.Time.Advance(Gathering.Reach + Gathering.Window);
        _now = app.Time.GetUtcNow();
        var people = new List<Guid>();
        foreach (var name in People) people.Add((await app.PersonAsync(name)).Id);
        return (app, await app.DemoOrganisationAsync(), app.Services.GetRequiredService<IntakeLine>(), people);
    }

    [Theory, OnBoth]
    public async Task A_thread_that_all_report_at_once_is_one_discussion_with_all_of_them(Database database)
    {
        var (app, organisation, line, people) = await OpenAsync(database);
        var thread = $"https://www.facebook.com/groups/4713/posts/{90_000_000 + Interlocked.Increment(ref _threads)}";
        var ids = await Task.WhenAll(people.Select(p => line.ReportAsync(Arrival(organisation, p, thread))));
        Assert.Equal(people.Count, ids.Distinct().Count());
        var stored = await app.WithDbAsync(organisation, db => db.Set<Discussion>().AsNoTracking().Include(d => d.Events).Where(d => ids.Contains(d.Id)).ToListAsync());
        var lead = Assert.Single(stored, d => d.IsOpen);
        Assert.All(stored.Where(d => d != lead), d => Assert.Equal(lead.Id, d.MergedInto));
        // The one that leads has heard of each, in steps without a gap.
        Assert.Equal(people.Count - 1, lead.Events.Count(e => e.Kind == EventKind.AlsoReported));
        Assert.Equal(Enumerable.Range(1, lead.Version), lead.Events.Select(e => e.Number).Order());
        // One alarm for each save, and all but the first few came together.
        var alarms = $"desk.wake:{lead.Id}:";
        Assert.InRange(await app.WithDbAsync(null, db => db.Set<Job>().CountAsync(j => j.Key.StartsWith(alarms))), 1, 3);
    }

    [Theory, OnBoth]
    public async Task A_flood_in_the_middle_of_others_moves_only_its_own(Database database)
    {
        var (app, organisation, line, people) = await OpenAsync(database);
        var flooder = people[3];
        for (var n = 0; n < Gathering.Flood; n++) await line.ReportAsync(Arrival(organisation, flooder));
        var ids = await Task.WhenAll(people.Select(p => line.ReportAsync(Arrival(organisation, p))));
        var stored = await app.WithDbAsync(organisation, db => db.Set<Discussion>().AsNoTracking().Where(d => ids.Contains(d.Id)).ToListAsync());
        Assert.Equal(DiscussionState.Merged, Assert.Single(stored, d => d.ReporterId == flooder).State);
        Assert.Equal(people.Count - 1, stored.Count(d => d.IsOpen));
        Assert.Equal(1, await app.WithDbAsync(organisation, db => db.Set<Discussion>().CountAsync(d => d.ReporterId == flooder && d.ClosedAt == null && d.ReportedAt == app.Time.GetUtcNow())));
    }

    [Theory, OnBoth]
    public async Task One_that_cannot_be_stored_takes_no_other_with_it(Database database)
    {
        var (app, organisation, line, people) = await OpenAsync(database);
        var all = people.Select(p => line.ReportAsync(Arrival(organisation, p, beside: p == people[3] ? _ => throw new InvalidDataException("Broken") : null))).ToList();
        await Assert.ThrowsAsync<InvalidDataException>(() => all[3]);
        all.RemoveAt(3);
        var ids = await Task.WhenAll(all);
        Assert.Equal(ids.Length, await app.WithDbAsync(organisation, db => db.Set<Discussion>().CountAsync(d => ids.Contains(d.Id))));
        Assert.Equal(0, await app.WithDbAsync(organisation, db => db.Set<Discussion>().CountAsync(d => d.ReporterId == people[3] && d.ReportedAt == app.Time.GetUtcNow())));
    }

    [Theory, OnBoth]
    public async Task Each_has_its_alarm_and_the_same_key_is_the_same_report(Database database)
    {
        var (app, organisation, line, people) = await OpenAsync(database);
        var (key, others) = (Guid.CreateVersion7(), people.Skip(1).ToList());
        var twice = Enumerable.Range(0, 4).Select(_ => line.ReportAsync(Arrival(organisation, people[0], key: key))).ToList();
        var ids = await Task.WhenAll(others.Select(p => line.ReportAsync(Arrival(organisation, p))));
        var one = Assert.Single((await Task.WhenAll(twice)).Distinct());
        foreach (var id in ids.Append(one))
        {
            var alarm = $"desk.wake:{id}:1:0";
            Assert.Equal(1, await app.WithDbAsync(null, db => db.Set<Job>().CountAsync(j => j.Key == alarm)));
        }
    }

    [Theory, OnBoth]
    public async Task What_was_cut_off_right_behind_its_save_is_put_together_when_it_is_sent_again(Database database)
    {
        var (app, organisation, line, people) = await OpenAsync(database);
        var thread = $"https://www.facebook.com/groups/4713/posts/{90_000_000 + Interlocked.Increment(ref _threads)}";
        var (first, second) = (Arrival(organisation, people[0], thread), Arrival(organisation, people[1], thread));
        await app.WithDbAsync(organisation, async db =>
        {
            foreach (var one in new[] { first, second }) db.Add(Discussion.Report(organisation, one.Reporter, one.Reading.Shared, one.Tap, db.Time.GetUtcNow()));
            return await db.SaveChangesAsync();
        });
        var ids = new[] { await line.ReportAsync(first), await line.ReportAsync(second) };
        var stored = await app.WithDbAsync(organisation, db => db.Set<Discussion>().AsNoTracking().Where(d => ids.Contains(d.Id)).ToListAsync());
        var lead = Assert.Single(stored, d => d.IsOpen);
        Assert.Equal(lead.Id, Assert.Single(stored, d => d != lead).MergedInto);
    }

    /// <summary>SQLite has one lock for everything: when it is not had, nobody stands in line for it one after the other.</summary>
    [Fact]
    public async Task A_database_that_does_not_answer_keeps_nobody_waiting_behind_another()
    {
        var (_, organisation, line, people) = await OpenAsync(Database.Sqlite);
        var asked = 0;
        Action<AppDb> silent = _ =>
        {
            Interlocked.Increment(ref asked);
            throw new TimeoutException("Nobody answers");
        };
        foreach (var one in people.Select(p => line.ReportAsync(Arrival(organisation, p, beside: silent))).ToList()) await Assert.ThrowsAsync<TimeoutException>(() => one);
        // The first may have come alone; all others came together, and were told together.
        Assert.InRange(asked, 1, 3);
    }

    [Fact]
    public async Task A_row_that_somebody_holds_is_its_own_reporters_bad_luck()
    {
        var (app, organisation, line, people) = await OpenAsync(Database.Postgres);
        var all = people.Select(p => line.ReportAsync(Arrival(organisation, p, beside: p == people[2] ? _ => throw new TimeoutException("Held") : null))).ToList();
        await Assert.ThrowsAsync<TimeoutException>(() => all[2]);
        all.RemoveAt(2);
        var ids = await Task.WhenAll(all);
        Assert.Equal(ids.Length, await app.WithDbAsync(organisation, db => db.Set<Discussion>().CountAsync(d => ids.Contains(d.Id))));
    }

    [Theory, OnBoth]
    public async Task Sending_again_takes_nothing_from_whoever_has_the_thread_meanwhile(Database database)
    {
        var (app, organisation, line, people) = await OpenAsync(database);
        var thread = $"https://www.facebook.com/groups/4713/posts/{90_000_000 + Interlocked.Increment(ref _threads)}";
        var (first, second) = (Arrival(organisation, people[0], thread), Arrival(organisation, people[1], thread));
        var (jana, taken) = ((await app.PersonAsync("jana")).Id, Guid.Empty);
        await app.WithDbAsync(organisation, async db =>
        {
            foreach (var (one, at) in new[] { (first, _now.AddMinutes(-1)), (second, _now) })
                db.Add(Discussion.Report(organisation, one.Reporter, one.Reading.Shared, one.Tap, at));
            await db.SaveChangesAsync();
            var later = await db.Set<Discussion>().Include(d => d.Events).SingleAsync(d => d.IdempotencyKey == second.Reading.Shared.Key);
            later.Acknowledge(jana, db.Time.GetUtcNow());
            taken = later.Id;
            return await db.SaveChangesAsync();
        });
        await line.ReportAsync(first);
        var kept = await app.WithDbAsync(organisation, db => db.Set<Discussion>().AsNoTracking().SingleAsync(d => d.Id == taken));
        Assert.Equal((true, jana), (kept.IsOpen, kept.HandlerId));
    }

    /// <summary>Whoever shares a thread of somebody else again and again has said one thing: neither timeline, mail nor alarm grows with it.</summary>
    [Theory, OnBoth]
    public async Task A_flood_into_the_thread_of_another_is_no_news(Database database)
    {
        var (app, organisation, line, people) = await OpenAsync(database);
        var thread = $"https://www.facebook.com/groups/4713/posts/{90_000_000 + Interlocked.Increment(ref _threads)}";
        var lead = await line.ReportAsync(Arrival(organisation, people[0], thread));
        for (var n = 0; n < Gathering.Flood + 10; n++) await line.ReportAsync(Arrival(organisation, people[1], thread));
        var stored = await app.WithDbAsync(organisation, db => db.Set<Discussion>().AsNoTracking().Include(d => d.Events).SingleAsync(d => d.Id == lead));
        Assert.Equal(Gathering.Flood, stored.Events.Count(e => e.Kind == EventKind.AlsoReported));
        var alarms = $"desk.wake:{lead}:";
        Assert.Equal(1, await app.WithDbAsync(null, db => db.Set<Job>().CountAsync(j => j.Key.StartsWith(alarms))));
    }
}
