using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Launch;

/// <summary>Where a person stands in the launch: named as contact, signer of the promise, or who has opened a channel.</summary>
internal sealed class LaunchPeople(AppDb db) : IPersonalData, IWhen<PersonLeft>
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("launch", new
    {
        Project = await db.LaunchProjects.AsNoTracking().Where(p => p.ContactId == person || p.DeputyId == person || p.PromisedBy == person)
            .Select(p => new { Contact = p.ContactId == person, Deputy = p.DeputyId == person, Promise = p.PromisedBy == person ? p.Promise : null, p.PromisedAt }).ToListAsync(stop),
        Channels = await db.PlannedChannels.AsNoTracking().Where(c => c.OpenedBy == person).Select(c => new { c.Name, c.OpenedAt, c.Missing, c.Reason }).ToListAsync(stop),
    });

    /// <summary>Nobody is to ask somebody who is not there any more.</summary>
    public async Task HandleAsync(PersonLeft happened, CancellationToken stop)
    {
        foreach (var project in await db.LaunchProjects.Where(p => p.ContactId == happened.PersonId || p.DeputyId == happened.PersonId).ToListAsync(stop))
            project.Name(project.ContactId == happened.PersonId ? null : project.ContactId, project.DeputyId == happened.PersonId ? null : project.DeputyId);
    }

    public async Task EraseAsync(Guid person, CancellationToken stop)
    {
        foreach (var project in await db.LaunchProjects.Where(p => p.ContactId == person || p.DeputyId == person || p.PromisedBy == person).ToListAsync(stop)) project.Forget(person);
        foreach (var channel in await db.PlannedChannels.Where(c => c.OpenedBy == person).ToListAsync(stop)) channel.Forget();
    }
}
