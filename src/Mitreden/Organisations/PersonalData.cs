using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Jobs;
using Mitreden.Foundation.Web;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Organisations;

/// <summary>The person itself: handed out as it stands, erased as a row.</summary>
internal sealed class PeopleData(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("person",
        await db.People.AsNoTracking().Where(p => p.Id == person)
            .Select(p => new { p.Id, p.Name, p.Email, p.Department, p.Language, Roles = p.Roles.ToString(), p.AddedAt, p.JoinedAt, p.LeftAt })
            .SingleAsync(stop));

    public async Task EraseAsync(Guid person, CancellationToken stop)
    {
        if (await db.People.SingleOrDefaultAsync(p => p.Id == person, stop) is { } found) db.Remove(found);
    }
}

/// <summary>Erases everybody who left 30 days ago.</summary>
public sealed record EraseLeavers : IJob
{
    /// <inheritdoc />
    public static string Kind => "organisations.erase-leavers";
}

internal sealed class EraseLeaversHandler(AppDb db, IServiceScopeFactory scopes) : IJobHandler<EraseLeavers>
{
    public async Task RunAsync(EraseLeavers job, CancellationToken stop)
    {
        var before = db.Time.GetUtcNow().AddDays(-PersonalData.DaysAfterLeaving);
        var due = await db.People.IgnoreQueryFilters([AppDb.OrganisationFilter]).AsNoTracking()
            .Where(p => p.LeftAt <= before).Select(p => new { p.Id, p.OrganisationId }).ToListAsync(stop);
        var failures = new List<Exception>();
        foreach (var person in due)
        {
            try
            {
                await using var scope = scopes.For(person.OrganisationId);
                await EraseAsync(scope.ServiceProvider, person.Id, before, stop);
            }
            catch (DbUpdateException failure)
            {
                // Nobody else waits because one erasure failed; the job fails and comes back for the rest.
                failures.Add(failure);
            }
        }
        if (failures.Count > 0) throw new AggregateException(failures);
    }

    /// <summary>Erases the person, unless they have been brought back meanwhile: read anew here, and when that happens before the save, the save fails.</summary>
    internal static async Task EraseAsync(IServiceProvider scope, Guid person, DateTimeOffset before, CancellationToken stop)
    {
        if (await scope.GetRequiredService<AppDb>().People.SingleOrDefaultAsync(p => p.Id == person && p.LeftAt <= before, stop) is null) return;
        await scope.GetRequiredService<PersonalData>().EraseAsync(person, stop);
    }
}
