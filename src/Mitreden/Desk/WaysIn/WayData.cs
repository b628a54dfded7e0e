using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Data;
using Mitreden.Organisations.Contracts;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Desk.WaysIn;

/// <summary>A person's ways in: handed out without what opens them, and closed as soon as the person leaves. They need no role, so losing one changes nothing.</summary>
internal sealed class WayData(AppDb db) : IPersonalData, IWhen<PersonLeft>
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("waysIn",
        await db.Set<Way>().AsNoTracking().Where(w => w.PersonId == person).OrderBy(w => w.CreatedAt).ThenBy(w => w.Id)
            .Select(w => new { Kind = w.Kind.ToString(), w.Name, w.CreatedAt }).ToListAsync(stop));

    public async Task EraseAsync(Guid person, CancellationToken stop) =>
        db.RemoveRange(await db.Set<Way>().Where(w => w.PersonId == person).ToListAsync(stop));

    public Task HandleAsync(PersonLeft happened, CancellationToken stop) => EraseAsync(happened.PersonId, stop);
}
