using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk.Channels;

/// <summary>A person's devices: handed out without what reaches them, and gone as soon as the person leaves the company or the desk.</summary>
internal sealed class DeviceData(AppDb db) : IPersonalData, IWhen<PersonLeft>, IWhen<RolesTaken>
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("devices",
        await db.Set<Device>().AsNoTracking().Where(d => d.PersonId == person).OrderBy(d => d.CreatedAt).ThenBy(d => d.Id)
            .Select(d => new { d.Name, d.CreatedAt, d.AcceptedAt, d.GoneAt }).ToListAsync(stop));

    public async Task EraseAsync(Guid person, CancellationToken stop) =>
        db.RemoveRange(await db.Set<Device>().Where(d => d.PersonId == person).ToListAsync(stop));

    public Task HandleAsync(PersonLeft happened, CancellationToken stop) => EraseAsync(happened.PersonId, stop);

    public Task HandleAsync(RolesTaken happened, CancellationToken stop) =>
        happened.Roles.HasFlag(Role.Desk) ? EraseAsync(happened.PersonId, stop) : Task.CompletedTask;
}
