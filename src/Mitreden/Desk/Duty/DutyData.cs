using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Foundation.Web;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk.Duty;

/// <summary>A person's place in the roster, their evenings, absences and swaps: handed out, and erased.</summary>
internal sealed class DutyData(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("duty", new
    {
        Entries = await db.DutyMembers.AsNoTracking().Where(m => m.PersonId == person)
            .Select(m => new { m.Place, m.Evenings, Calendar = m.CalendarHash != null }).ToListAsync(stop),
        Changes = await db.DutyChanges.AsNoTracking().Where(c => c.PersonId == person || c.AcceptedBy == person).OrderBy(c => c.Id)
            .Select(c => new { Kind = c.Kind.ToString(), c.From, c.Until, Mine = c.PersonId == person, Accepted = c.AcceptedBy != null }).ToListAsync(stop),
    });

    public async Task EraseAsync(Guid person, CancellationToken stop)
    {
        db.RemoveRange(await db.DutyMembers.Where(m => m.PersonId == person).ToListAsync(stop));
        db.RemoveRange(await db.DutyChanges.Where(c => c.PersonId == person).ToListAsync(stop));
        foreach (var accepted in await db.DutyChanges.Where(c => c.AcceptedBy == person && c.PersonId != person).ToListAsync(stop)) accepted.Release();
    }
}

/// <summary>Whoever leaves the company or the desk is on duty no more; what they had accepted is offered again.</summary>
internal sealed class WhenDutyEnds(AppDb db) : IWhen<PersonLeft>, IWhen<RolesTaken>
{
    public Task HandleAsync(PersonLeft happened, CancellationToken stop) => new DutyData(db).EraseAsync(happened.PersonId, stop);

    public Task HandleAsync(RolesTaken happened, CancellationToken stop) =>
        happened.Roles.HasFlag(Role.Desk) ? new DutyData(db).EraseAsync(happened.PersonId, stop) : Task.CompletedTask;
}
