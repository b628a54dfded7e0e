using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Desk.Afterwards;
using Mitreden.Desk.Jobs;
using Mitreden.Desk.Reporting;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Media;

namespace Mitreden.Tests.Desk;

/// <summary>What the desk keeps goes when its time is over: first the reporter's name, then everything.</summary>
public sealed class KeepLimitsTests
{
    [Theory, OnBoth]
    public async Task First_the_reporter_is_forgotten_then_the_discussion_with_all_that_hangs_on_it(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (jana, cem) = (await app.PersonAsync("jana"), await app.PersonAsync("cem"));
        var id = await app.WithDbAsync(cem.OrganisationId, async db =>
        {
            var now = app.Time.GetUtcNow();
            var closed = Discussion.Report(cem.OrganisationId, cem.Id, new Shared(Guid.CreateVersion7(), "", "Streit", null, 1), Involvement.Wrote, now);
            closed.Acknowledge(jana.Id, now);
            closed.Resolve(jana.Id, Outcome.Calmed, "Ruhig.", now);
            db.Add(closed);
            db.Add(Screenshot.Of(closed, 1, new Picture([1], 1, 1)));
            db.Add(Alert.Of(closed, jana.Id, 0, "hash", now));
            db.Add(Debrief.Of(closed, jana.Id, new DebriefAnswers("a", "b", "c", "d"), now));
            db.Add(Exercise.Begin(closed, jana.Id, now));
            db.Add(Discussion.Report(cem.OrganisationId, cem.Id, new Shared(Guid.CreateVersion7(), "Offen", "", "https://forum.example/", 0), Involvement.Wrote, now));
            await db.SaveChangesAsync();
            return closed.Id;
        });

        await ForgetAsync(app, 29);
        Assert.Equal(cem.Id, await app.WithDbAsync(cem.OrganisationId, db => db.Set<Discussion>().Where(d => d.Id == id).Select(d => d.ReporterId).SingleAsync()));
        await ForgetAsync(app, 2);
        Assert.Null(await app.WithDbAsync(cem.OrganisationId, db => db.Set<Discussion>().Where(d => d.Id == id).Select(d => d.ReporterId).SingleAsync()));
        Assert.Equal(5, await app.WithDbAsync(cem.OrganisationId, db => db.Set<DiscussionEvent>().CountAsync(e => e.DiscussionId == id)));
        await ForgetAsync(app, 60);
        await app.WithDbAsync(cem.OrganisationId, async db =>
        {
            Assert.Equal(0, await db.Set<DiscussionEvent>().CountAsync(e => e.DiscussionId == id));
            Assert.Equal(0, await db.Set<Screenshot>().CountAsync(s => s.DiscussionId == id));
            Assert.Equal(0, await db.Set<Alert>().CountAsync(a => a.DiscussionId == id));
            Assert.Equal(0, await db.Set<Debrief>().CountAsync(d => d.DiscussionId == id));
            Assert.Equal(0, await db.Set<Exercise>().CountAsync(e => e.DiscussionId == id));
            Assert.Equal(cem.Id, (await db.Set<Discussion>().SingleAsync(d => d.Title == "Offen")).ReporterId);
        });
    }

    [Theory, OnBoth]
    public async Task A_report_that_belongs_to_another_one_stays_as_long_as_that_one(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        var (jana, cem, anna) = (await app.PersonAsync("jana"), await app.PersonAsync("cem"), await app.PersonAsync("anna"));
        var (lead, part) = await app.WithDbAsync(cem.OrganisationId, async db =>
        {
            var now = app.Time.GetUtcNow();
            Discussion Shared(Guid by) => Discussion.Report(cem.OrganisationId, by, new Shared(Guid.CreateVersion7(), "", "Streit", "https://forum.example/t/1", 0), Involvement.Wrote, now);
            var (first, second) = (Shared(cem.Id), Shared(anna.Id));
            first.Acknowledge(jana.Id, now);
            second.MergeInto(first, null, now);
            db.AddRange(first, second);
            await db.SaveChangesAsync();
            return (first.Id, second.Id);
        });
        await ForgetAsync(app, 100);
        Assert.Equal(anna.Id, (await app.StoredAsync(part)).ReporterId);
        await app.WithDbAsync(cem.OrganisationId, async db =>
        {
            var first = await db.Set<Discussion>().SingleAsync(d => d.Id == lead);
            first.Acknowledge(jana.Id, app.Time.GetUtcNow());
            first.Resolve(jana.Id, Outcome.Calmed, "Ruhig.", app.Time.GetUtcNow());
            await db.SaveChangesAsync();
        });
        await ForgetAsync(app, 31);
        Assert.Null((await app.StoredAsync(part)).ReporterId);
        await ForgetAsync(app, 60);
        Assert.Equal(0, await app.WithDbAsync(cem.OrganisationId, db => db.Set<Discussion>().CountAsync(d => d.Id == lead || d.Id == part)));
    }

    [Theory, OnBoth]
    public async Task A_draft_waits_an_hour_and_no_longer(Database database)
    {
        await using var app = await TestApp.StartAsync(new TestAppOptions { Database = database });
        await app.WithDbAsync(null, async db =>
        {
            var (draft, _) = ShareDraft.Of("", "Angefangen", "", Guid.CreateVersion7(), 1, app.Time.GetUtcNow());
            db.Add(draft);
            db.Add(DraftPicture.Of(draft, 1, new Picture([1], 1, 1), app.Time.GetUtcNow()));
            await db.SaveChangesAsync();
        });
        app.Time.Advance(TimeSpan.FromMinutes(59));
        await ForgetAsync(app, 0);
        Assert.Equal(1, await app.WithDbAsync(null, db => db.Set<ShareDraft>().CountAsync()));
        app.Time.Advance(TimeSpan.FromMinutes(2));
        await ForgetAsync(app, 0);
        Assert.Equal(0, await app.WithDbAsync(null, db => db.Set<ShareDraft>().CountAsync()));
        Assert.Equal(0, await app.WithDbAsync(null, db => db.Set<DraftPicture>().CountAsync()));
    }

    private static async Task ForgetAsync(TestApp app, int days)
    {
        app.Time.Advance(TimeSpan.FromDays(days));
        await app.WithDbAsync(null, async db =>
        {
            db.Enqueue(new KeepLimits(), $"test:{Guid.CreateVersion7()}");
            await db.SaveChangesAsync();
        });
        await app.RunJobsAsync();
    }
}
