using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Web;

namespace Mitreden.Organisations.Contracts;

/// <summary>Looks at boxes without names where it is morning by now.</summary>
public sealed class Mornings(IServiceScopeFactory scopes, AppDb db)
{
    /// <summary>
    /// Adds the job that opens what was put in on earlier days, once a day in each organisation. What comes today causes nothing: the job would tell
    /// about when it came.
    /// </summary>
    /// <param name="waiting">What waits in a box.</param>
    /// <param name="open">The job for a day, which is today by the clock of the organisation.</param>
    /// <param name="key">Beginning of the job's key.</param>
    /// <param name="stop">Ends the queries.</param>
    public async Task OpenAsync<TRow, TJob>(Func<AppDb, IQueryable<TRow>> waiting, Func<DateOnly, TJob> open, string key, CancellationToken stop)
        where TRow : class, IBoxed where TJob : IJob
    {
        foreach (var organisation in await waiting(db).IgnoreQueryFilters([AppDb.OrganisationFilter]).Select(r => r.OrganisationId).Distinct().ToListAsync(stop))
        {
            await using var scope = scopes.For(organisation);
            await OpenAsync(scope.ServiceProvider, waiting, open, $"{key}:{organisation}", stop);
        }
    }

    private static async Task OpenAsync<TRow, TJob>(IServiceProvider scope, Func<AppDb, IQueryable<TRow>> waiting, Func<DateOnly, TJob> open, string key, CancellationToken stop)
        where TRow : class, IBoxed where TJob : IJob
    {
        var db = scope.GetRequiredService<AppDb>();
        var organisation = scope.GetRequiredService<CurrentOrganisation>().Id!.Value;
        if (await scope.GetRequiredService<Companies>().FindAsync(organisation, stop) is not { } company) return;
        var local = TimeZoneInfo.ConvertTime(db.Time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(company.Zone)).DateTime;
        var (today, daily) = (DateOnly.FromDateTime(local), $"{key}:{local:yyyy-MM-dd}");
        if (local.TimeOfDay < BoxDay.Told || !await waiting(db).AnyAsync(r => r.Day < today, stop) || await db.Set<Job>().AnyAsync(j => j.Key == daily, stop)) return;
        db.Enqueue(open(today), daily);
        await db.SaveChangesAsync(stop);
    }
}
