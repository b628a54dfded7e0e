using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Rounds;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Reading;

/// <summary>
/// Once a night the program opens everybody's marks, counts, and keeps the bands alone. A count that moved while people read would tell who has just
/// opened something. Those who write news see the bands, and know what they have read themselves: they are left out. Then what is too old to be asked
/// for goes from the marks.
/// </summary>
public sealed record CountReaders : IJob
{
    /// <inheritdoc />
    public static string Kind => "announcements.count-readers";
}

internal sealed class CountReadersHandler(IServiceScopeFactory scopes, AppDb db) : IJobHandler<CountReaders>
{
    public async Task RunAsync(CountReaders job, CancellationToken stop)
    {
        var all = await db.Set<Announcement>().IgnoreQueryFilters([AppDb.OrganisationFilter])
            .Where(a => a.State == NewsState.Published).Select(a => a.OrganisationId).Distinct().ToListAsync(stop);
        foreach (var organisation in all)
        {
            await using var scope = scopes.For(organisation);
            await CountAsync(scope.ServiceProvider, organisation, stop);
        }
    }

    private static async Task CountAsync(IServiceProvider scope, Guid organisation, CancellationToken stop)
    {
        var (db, rows) = (scope.GetRequiredService<AppDb>(), scope.GetRequiredService<OwnRows>());
        await rows.FillAsync(organisation, stop);
        var people = (await scope.GetRequiredService<People>().JoinedAsync(stop)).Where(p => !p.IsWriter()).ToList();
        var marks = await rows.OpenAsync([.. people.Select(p => p.Id)], stop);
        var since = db.Time.GetUtcNow().AddDays(-Announcement.CountedDays);
        foreach (var one in await db.Set<Announcement>().Where(a => a.State == NewsState.Published && a.PublishedAt >= since).ToListAsync(stop))
        {
            var audience = people.Where(p => Feed.IsFor(one.Departments, p.Department)).ToList();
            one.Count(audience.Count(p => marks.TryGetValue(p.Id, out var mark) && mark.Read.Contains(one.Id)), audience.Count);
        }
        var informing = (await db.Set<Announcement>().Where(a => a.State == NewsState.Published && a.BeforeStart).Select(a => a.Id).ToListAsync(stop)).ToHashSet();
        if (await db.Set<NewsReach>().SingleOrDefaultAsync(stop) is not { } reach) db.Add(reach = NewsReach.Of(organisation));
        if (informing.Count == 0) reach.Forget();
        else reach.Count(people.Count(p => marks.TryGetValue(p.Id, out var mark) && mark.Read.Any(informing.Contains)), people.Count);
        await db.SaveChangesAsync(stop);
        await ForgetAsync(db, rows, since, stop);
    }

    private static async Task ForgetAsync(AppDb db, OwnRows rows, DateTimeOffset since, CancellationToken stop)
    {
        var news = await db.Set<Announcement>().Where(a => a.PublishedAt >= since || (a.BeforeStart && a.State == NewsState.Published)).Select(a => a.Id).ToListAsync(stop);
        // By no clock anywhere is a round open that ended before yesterday.
        var yesterday = DateOnly.FromDateTime(db.Time.GetUtcNow().UtcDateTime).AddDays(-1);
        var rounds = await db.Set<FeedbackRound>().Where(r => r.ClosesOn >= yesterday).Select(r => r.Id).ToListAsync(stop);
        await rows.ForgetAsync(news.ToHashSet(), rounds.ToHashSet(), stop);
    }
}
