using Microsoft.EntityFrameworkCore;
using Mitreden.Foundation.Consents;
using Mitreden.Foundation.Data;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Privacy;

/// <summary>A person's consents, those that were taken back among them.</summary>
internal sealed class ConsentData(AppDb db) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("consents",
        (await db.Set<Consent>().AsNoTracking().Where(c => c.PersonId == person).OrderBy(c => c.GivenAt).ToListAsync(stop))
            .Select(c => new { Purpose = c.Purpose.ToString(), c.Provider, c.TextHash, c.Language, c.Formal, c.GivenAt, c.RevokedAt }).ToList());

    /// <summary>Once nobody knows any more whose yes it was, it proves nothing.</summary>
    public async Task EraseAsync(Guid person, CancellationToken stop) => db.RemoveRange(await db.Set<Consent>().Where(c => c.PersonId == person).ToListAsync(stop));
}
