using Microsoft.EntityFrameworkCore;
using Mitreden.Desk;
using Mitreden.Desk.Reporting;
using Mitreden.Desk.Together;

namespace Mitreden.Tests.Desk;

/// <summary>Whoever moves a discussion takes along what has come to it in that very moment: no report hangs on one that has gone itself.</summary>
public sealed class MergingRaceTests(Apps apps) : IClassFixture<Apps>
{
    private static int _threads;

    private static string NewThread() => $"https://www.facebook.com/groups/4712/posts/{80_000_000 + Interlocked.Increment(ref _threads)}";

    private static Task<Guid> ShareAsync(HttpClient client, string url, string text) => client.ReportAsync([], ("url", url), ("text", text), ("involvement", "watching"));

    /// <summary>Somebody moves a discussion, and between their look and their save the same person reports its thread once more: nothing to write down, and yet they must look again.</summary>
    [Theory]
    [OnBoth("merge"), OnBoth("withdraw"), OnBoth("resolve")]
    public async Task A_report_of_the_same_person_that_comes_in_between_makes_the_save_too_late(Database database, string verb)
    {
        var app = await apps.OnAsync(database);
        app.Time.Advance(Gathering.Window);
        var (cem, organisation, jana, thread) = (await app.SignInAsync("cem"), await app.DemoOrganisationAsync(), (await app.PersonAsync("jana")).Id, NewThread());
        var (one, other) = (await ShareAsync(cem, thread, "Eins"), await cem.ReportAsync("Der andere"));
        await (await app.SignInAsync("jana")).DoAsync(one, "Acknowledge");
        var late = Guid.Empty;
        await app.WithDbAsync(organisation, async db =>
        {
            var mine = await db.Set<Discussion>().SingleAsync(d => d.Id == one);
            var now = db.Time.GetUtcNow();
            if (verb == "merge") await new Merging(db).MergeAsync(mine, other, jana, now);
            else if (verb == "withdraw") await new Merging(db).WithdrawAsync(mine, now);
            else mine.Resolve(jana, Outcome.Calmed, "Ruhig.", now);
            late = await ShareAsync(cem, thread, "Noch einmal");
            await Assert.ThrowsAnyAsync<DbUpdateException>(() => db.SaveChangesAsync());
        });
        Assert.Equal(one, (await app.StoredAsync(late)).MergedInto);
        Assert.True((await app.StoredAsync(one)).IsOpen);
    }

    [Theory, OnBoth]
    public async Task Reports_that_come_while_their_discussion_is_put_together_hang_on_the_one_that_leads(Database database)
    {
        var app = await apps.OnAsync(database);
        for (var round = 0; round < 4; round++)
        {
            app.Time.Advance(Gathering.Window);
            var (cem, jana, thread) = (await app.SignInAsync("cem"), await app.SignInAsync("jana"), NewThread());
            var (one, other) = (await ShareAsync(cem, thread, "Eins"), await cem.ReportAsync("Der andere"));
            var clients = await Task.WhenAll(Enumerable.Range(0, 4).Select(async n => await app.SignInAsync(n % 2 == 0 ? "cem" : "anna")));
            var merge = jana.ActAsync(one, "Merge", ("into", other.ToString()));
            var shares = Task.WhenAll(clients.Select((client, n) => ShareAsync(client, thread, $"Dazu {n}")));
            await merge;
            var ids = await shares;
            foreach (var id in ids.Append(one))
            {
                var report = await app.StoredAsync(id);
                if (report.MergedInto is not { } lead) continue;
                Assert.True((await app.StoredAsync(lead)).MergedInto is null, $"{id} hangs on {lead}, which belongs to another one itself");
            }
        }
    }

    [Theory, OnBoth]
    public async Task Moving_many_reports_reads_none_of_their_words(Database database)
    {
        var app = await apps.OnAsync(database);
        var (cem, organisation) = (await app.PersonAsync("cem"), await app.DemoOrganisationAsync());
        var jana = (await app.PersonAsync("jana")).Id;
        var (one, other) = await app.WithDbAsync(organisation, async db =>
        {
            var now = db.Time.GetUtcNow();
            Discussion New() => Discussion.Report(organisation, cem.Id, new Shared(Guid.CreateVersion7(), "", new string('x', 4000), null, 0), Involvement.Watching, now);
            var (lead, target) = (New(), New());
            db.AddRange(lead, target);
            for (var n = 0; n < 20; n++)
            {
                var part = New();
                part.MergeInto(lead, null, now);
                db.Add(part);
            }
            await db.SaveChangesAsync();
            return (lead.Id, target.Id);
        });
        await app.WithDbAsync(organisation, async db =>
        {
            await new Merging(db).MergeAsync(await db.Set<Discussion>().SingleAsync(d => d.Id == one), other, jana, db.Time.GetUtcNow());
            Assert.Equal(20, db.ChangeTracker.Entries<Discussion>().Count(e => e.Entity.Text.Length == 0));
            await db.SaveChangesAsync();
        });
        Assert.Equal(21, await app.WithDbAsync(organisation, db => db.Set<Discussion>().CountAsync(d => d.MergedInto == other)));
        // A part that was moved is still whole.
        Assert.Equal(0, await app.WithDbAsync(organisation, db => db.Set<Discussion>().CountAsync(d => d.MergedInto == other && d.Text == "")));
    }
}
