using Microsoft.EntityFrameworkCore;
using Mitreden.Announcements.Contracts;
using Mitreden.Announcements.Writing;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;

namespace Mitreden.Announcements.Reading;

/// <summary>
/// Once a night the program opens everybody's marks, counts, and keeps the bands alone. A count that moved while people read would tell who has just
/// opened something.
/// </summary>
public sealed record CountReaders : IJob
{
    /// <inheritdoc />
    public static string Kind => "announcements.count-readers";
}

internal sealed class CountReadersHandler(IServiceScopeFactory scopes, AppDb db) : IJobHandler<CountReaders>
{
    /// <summary>Days for which an announcement is counted.</summary>
    private const int Days = 90;

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
        var people = await scope.GetRequiredService<People>().JoinedAsync(stop);
        var marks = await rows.OpenAsync([.. people.Select(p => p.Id)], stop);
        var since = db.Time.GetUtcNow().AddDays(-Days);
        foreach (var one in await db.Set<Announcement>().Where(a => a.State == NewsState.Published && a.PublishedAt >= since).ToListAsync(stop))
        {
            var audience = people.Where(p => one.Frame.Departments.Count == 0 || one.Frame.Departments.Contains(p.Department)).ToList();
            one.Count(Bands.Of(audience.Count(p => marks.TryGetValue(p.Id, out var mark) && mark.Read.Contains(one.Id)), audience.Count));
        }
        var informing = (await db.Set<Announcement>().Where(a => a.State == NewsState.Published && a.BeforeStart).Select(a => a.Id).ToListAsync(stop)).ToHashSet();
        if (await db.Set<NewsReach>().SingleOrDefaultAsync(stop) is not { } reach) db.Add(reach = NewsReach.Of(organisation));
        reach.Count(informing.Count == 0 ? Band.NotYet : Bands.Of(people.Count(p => marks.TryGetValue(p.Id, out var mark) && mark.Read.Any(informing.Contains)), people.Count));
        await db.SaveChangesAsync(stop);
    }
}
