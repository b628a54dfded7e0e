using Mitreden.Foundation.Data;
using Mitreden.Privacy.Contracts;

namespace Mitreden.Placement;

/// <summary>A person's own sheet.</summary>
internal sealed class SheetData(AppDb db, Seal seal) : IPersonalData
{
    public async Task<PersonalDataPart> ExportAsync(Guid person, CancellationToken stop) => new("placement", await db.ExportAsync<Sheet, Walk>(seal, person, stop));

    public Task EraseAsync(Guid person, CancellationToken stop) => db.EraseAsync<Sheet>(person, stop);
}
