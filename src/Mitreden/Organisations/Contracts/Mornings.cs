using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Nameless;
using Mitreden.Foundation.Web;

namespace Mitreden.Organisations.Contracts;

/// <summary>A box without names, as the morning sees it.</summary>
/// <param name="Name">Beginning of the keys of its jobs, such as <c>questions</c>.</param>
/// <param name="Waiting">What waits in it.</param>
/// <param name="Shake">The job that shakes it before anybody reads; the day is today by the clock of the organisation.</param>
/// <param name="Tell">The job that tells those who read it; today, and the first day of which they have not been told.</param>
public sealed record MorningBox<TRow, TShake, TTell>(
    string Name, Func<AppDb, IQueryable<TRow>> Waiting, Func<DateOnly, TShake> Shake, Func<DateOnly, DateOnly, TTell> Tell)
    where TRow : class, IBoxed where TShake : IJob where TTell : IJob;

/// <summary>Looks at boxes without names where it is morning by now.</summary>
public sealed class Mornings(IServiceScopeFactory scopes, AppDb db)
{
    /// <summary>
    /// Adds the jobs that shake what was put in on earlier days and that tell about it, each once a day in each organisation. What comes today causes
    /// nothing: a job would tell about when it came.
    /// </summary>
    public async Task OpenAsync<TRow, TShake, TTell>(MorningBox<TRow, TShake, TTell> box, CancellationToken stop)
        where TRow : class, IBoxed where TShake : IJob where TTell : IJob
    {
        foreach (var organisation in await box.Waiting(db).IgnoreQueryFilters([AppDb.OrganisationFilter]).Select(r => r.OrganisationId).Distinct().ToListAsync(stop))
        {
            await using var scope = scopes.For(organisation);
            await OpenAsync(scope.ServiceProvider, organisation, box, stop);
        }
    }

    /// <summary>Key of the job that tells of a box on a day. Who brings in what nobody need be told of any more makes a note under it.</summary>
    public static string TellKey(string box, Guid organisation, DateOnly day) => $"{box}.open:{organisation}:{day:yyyy-MM-dd}";

    private static async Task OpenAsync<TRow, TShake, TTell>(IServiceProvider scope, Guid organisation, MorningBox<TRow, TShake, TTell> box, CancellationToken stop)
        where TRow : class, IBoxed where TShake : IJob where TTell : IJob
    {
        var db = scope.GetRequiredService<AppDb>();
        if (await scope.GetRequiredService<Companies>().FindAsync(organisation, stop) is not { } company) return;
        var local = TimeZoneInfo.ConvertTime(db.Time.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(company.Zone)).DateTime;
        var today = DateOnly.FromDateTime(local);
        if (local.TimeOfDay < BoxDay.Shaken || !await box.Waiting(db).AnyAsync(r => r.Day < today, stop)) return;
        var (shake, tell) = ($"{box.Name}.shake:{organisation}:", $"{box.Name}.open:{organisation}:");
        if (await LastAsync(db, shake, stop) < today) db.Enqueue(box.Shake(today), $"{shake}{today:yyyy-MM-dd}");
        // The last time may have been on Friday: what was put in since then has been told to nobody.
        if (local.TimeOfDay >= BoxDay.Told && await LastAsync(db, tell, stop) is var told && told < today) db.Enqueue(box.Tell(today, told), TellKey(box.Name, organisation, today));
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The day of the newest of these jobs; the first of all days when there is none any more, for then whatever waits is news.</summary>
    private static async Task<DateOnly> LastAsync(AppDb db, string keys, CancellationToken stop) =>
        await db.Set<Job>().Where(j => j.Key.StartsWith(keys)).OrderByDescending(j => j.Key).Select(j => j.Key).FirstOrDefaultAsync(stop) is { } last
            ? DateOnly.ParseExact(last[keys.Length..], "yyyy-MM-dd", CultureInfo.InvariantCulture) : DateOnly.MinValue;
}
